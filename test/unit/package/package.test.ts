import { execFileSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
	name: string;
	license: string;
	keywords: string[];
	files: string[];
	dependencies?: Record<string, string>;
	peerDependencies: Record<string, string>;
	n8n: { strict: boolean; nodes: string[]; credentials: string[] };
};
const shipped = [...manifest.n8n.nodes, ...manifest.n8n.credentials];

beforeAll(() => {
	execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'pipe' });
}, 120_000);

describe('the published package', () => {
	it('is what n8n installs: MIT, keyword, strict, no dependency but the n8n-workflow peer', () => {
		expect(manifest.name).toBe('n8n-nodes-wecom-customer-contact');
		expect(manifest.license).toBe('MIT');
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.n8n.strict).toBe(true);
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it.each(shipped)('has %s, with icons', (file) => {
		expect(existsSync(path.join(root, file))).toBe(true);
		const folder = path.join(root, 'dist/nodes/WeComCustomerContact');
		expect(existsSync(path.join(folder, 'wecom.svg'))).toBe(true);
		expect(existsSync(path.join(folder, 'wecom.dark.svg'))).toBe(true);
	});

	it.each(manifest.n8n.nodes)('has the codex of %s under the name n8n looks for', (file) => {
		const codex = JSON.parse(
			readFileSync(path.join(root, file.replace(/\.js$/, '.json')), 'utf8'),
		) as { node: string };
		const name = path.basename(file).replace('.node.js', '');
		expect(codex.node).toBe(`${manifest.name}.${name[0]!.toLowerCase()}${name.slice(1)}`);
	});

	it('packs what n8n loads, README, licence and manifest, and nothing else', () => {
		const [pack] = JSON.parse(
			execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], {
				cwd: root,
				stdio: ['ignore', 'pipe', 'ignore'],
			}).toString(),
		) as [{ files: Array<{ path: string }> }];
		const others = pack.files
			.map((file) => file.path)
			.filter((file) => !shipped.includes(file))
			.sort();
		expect(others).toEqual([
			'LICENSE',
			'README.md',
			'dist/bundle.js',
			'dist/nodes/WeComCustomerContact/WeComCustomerContact.node.json',
			'dist/nodes/WeComCustomerContact/WeComCustomerContactTrigger.node.json',
			'dist/nodes/WeComCustomerContact/wecom.dark.svg',
			'dist/nodes/WeComCustomerContact/wecom.svg',
			'index.js',
			'package.json',
		]);
	});

	it('loads with nothing in node_modules but n8n-workflow, and its descriptions can be cloned', () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'wecom-package-'));
		try {
			for (const file of ['dist/bundle.js', ...shipped]) {
				cpSync(path.join(root, file), path.join(folder, file));
			}
			mkdirSync(path.join(folder, 'node_modules'));
			symlinkSync(
				path.join(root, 'node_modules/n8n-workflow'),
				path.join(folder, 'node_modules/n8n-workflow'),
			);
			const program = `
				for (const file of ${JSON.stringify(shipped)}) {
					for (const Type of Object.values(require(require('node:path').resolve(file)))) {
						const instance = new Type();
						structuredClone(instance.description ?? instance.properties);
						console.log(instance.description?.name ?? instance.name);
					}
				}`;
			const printed = execFileSync(process.execPath, ['-e', program], { cwd: folder }).toString();
			expect(printed.trim().split('\n')).toEqual([
				'weComCustomerContact',
				'weComCustomerContactTrigger',
				'weComCustomerContactApi',
			]);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
});
