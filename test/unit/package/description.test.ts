import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { inspect } from 'node:util';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { WeComCustomerContact } from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { WeComCustomerContactTrigger } from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';
import { WeComNewCustomerTrigger } from '../../../nodes/WeComNewCustomer/WeComNewCustomerTrigger.node';

// n8n's lint reads object literals in the source; what the engine makes of the table is not one. So the
// finished descriptions are written out as source and linted the same way, in the place of the file that makes them:
// rules that look at types take no file that does not exist.
const MADE_BY = 'nodes/WeComCustomerContact/engine/properties.ts';

const root = path.resolve(__dirname, '../../..');

function lint(source: string): string[] {
	const { stdout } = spawnSync(
		path.join(root, 'node_modules/.bin/eslint'),
		['--stdin', '--stdin-filename', MADE_BY, '--format', 'json'],
		{ cwd: root, input: source, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
	);
	const [result] = JSON.parse(stdout) as [
		{ messages: Array<{ ruleId: string | null; message: string; line: number }> },
	];
	return result.messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`);
}

/** Events stand by what they are about, customers first; n8n's lint knows no order but the alphabet. */
const inLintOrder = (property: INodeProperties): INodeProperties =>
	property.name === 'events'
		? {
				...property,
				options: [...(property.options as INodePropertyOptions[])].sort((a, b) =>
					a.name < b.name ? -1 : 1,
				),
			}
		: property;

const nodes = [
	new WeComCustomerContact(),
	new WeComCustomerContactTrigger(),
	new WeComNewCustomerTrigger(),
];

it('n8n adds no Custom API Call: it would not notice an expired token', () => {
	// n8n's load-nodes-and-credentials: to whatever is its own default version.
	const { version, defaultVersion } = new WeComCustomerContact().description;
	expect(defaultVersion === undefined || defaultVersion === version).toBe(false);
});

it.each([WeComCustomerContact, WeComCustomerContactTrigger, WeComNewCustomerTrigger])(
	'what n8n adds to the properties of %p is not there when it makes the node again',
	(Node) => {
		// n8n-core's loader does so with its Poll Times, each time it reads all types.
		const { properties } = new Node().description;
		const before = [...properties];
		properties.unshift({ displayName: 'Added', name: 'added', type: 'hidden', default: '' });
		expect(new Node().description.properties).toEqual(before);
	},
);

describe.each(nodes.map((node) => [node.description.name, node.description] as const))(
	'the description of %s',
	(_name, description) => {
		it("passes n8n's lint as it is shown", () => {
			const written = inspect(description.properties.map(inLintOrder), {
				depth: null,
				maxArrayLength: null,
				maxStringLength: null,
				breakLength: 100,
			});
			const source = `import type { INodeProperties } from 'n8n-workflow';\n\nexport const properties: INodeProperties[] = ${written};\n`;
			expect(lint(source)).toEqual([]);
		}, 60_000);

		it('has every parameter name once for what is shown at one time', () => {
			const shown = description.properties.map(
				(property: INodeProperties) =>
					`${property.name} ${JSON.stringify(property.displayOptions?.show ?? {})}`,
			);
			expect(shown.filter((entry, index) => shown.indexOf(entry) !== index)).toEqual([]);
		});
	},
);
