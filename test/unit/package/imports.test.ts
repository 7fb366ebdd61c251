import { execFileSync } from 'node:child_process';
import path from 'node:path';

// The linter takes the allowed imports from the diagram in docs/architecture.md. Here are imports that must never
// be allowed, beside some that are, so that a diagram that is read wrongly shows.

const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
	'callback/open.ts': ['n8n-workflow', 'node:fs', '../transport/request', '../trigger/settings'],
	'engine/run.ts': ['../resources', '../methods/entries', '../callback/events'],
	'methods/entries.ts': ['../trigger/outputs', '../callback/events'],
	'resources/index.ts': ['../methods/entries', '../transport/request', '../callback/crypto'],
	'transport/request.ts': ['../engine/values', '../callback/crypto'],
	'trigger/deliver.ts': ['../resources', '../engine/run', '../resources/customers/customer'],
	'WeComCustomerContact.node.ts': ['./callback/events', './transport/request'],
	'WeComCustomerContactTrigger.node.ts': ['./resources', './transport/request'],
	'../../credentials/WeComCustomerContactApi.credentials.ts': [
		'../nodes/WeComCustomerContact/resources',
		'../nodes/WeComCustomerContact/callback/open',
	],
	'../../test/simulator/index.ts': ['../../nodes/WeComCustomerContact/resources'],
};

const ALLOWED: Readonly<Record<string, string>> = {
	'callback/open.ts': 'node:crypto',
	'engine/run.ts': '../transport/request',
	'methods/entries.ts': '../resources/tags/tagKinds',
	'trigger/deliver.ts': '../callback/events',
};

const root = path.resolve(__dirname, '../../..');
const fileOf = (name: string) => path.posix.join('nodes/WeComCustomerContact', name);
const importOf = (module: string) => `import '${module}';`;

it('finds every import against the diagram, and nothing else', () => {
	const sources = Object.entries(FORBIDDEN).map(([name, modules]) => {
		const allowed = ALLOWED[name];
		return [fileOf(name), [...(allowed ? [allowed] : []), ...modules].map(importOf).join('\n')];
	});
	const answer = execFileSync(process.execPath, [path.join(__dirname, 'lintImports.mjs')], {
		cwd: root,
		input: JSON.stringify(Object.fromEntries(sources)),
		encoding: 'utf8',
	});
	const expected = Object.entries(FORBIDDEN).map(([name, modules]) => [
		fileOf(name),
		modules.map(importOf),
	]);
	expect(JSON.parse(answer)).toEqual(Object.fromEntries(expected));
}, 60_000);
