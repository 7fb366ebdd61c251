import { execFileSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { anchorsOf } from '../docs/anchorsOf';

const root = path.resolve(__dirname, '../../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
	name: string;
	license: string;
	keywords: string[];
	files: string[];
	dependencies?: Record<string, string>;
	peerDependencies: Record<string, string>;
	homepage: string;
	repository: { url: string };
	n8n: { strict: boolean; nodes: string[]; credentials: string[] };
};
const shipped = [...manifest.n8n.nodes, ...manifest.n8n.credentials];

const ENGLISH = [
	'WeCom Customer Contact',
	'WeCom Customer Contact Trigger',
	'WeCom New Customer Trigger',
	'WeCom Customer Contact API',
];
const CHINESE = [
	'企业微信客户联系',
	'企业微信客户联系 Trigger',
	'企业微信新客户 Trigger',
	'企业微信客户联系 API',
];

/** What a program prints as JSON beside what is packed, with nothing in node_modules but n8n-workflow. */
const runAlone = (program: string, lang: string): unknown => {
	const folder = mkdtempSync(path.join(tmpdir(), 'wecom-package-'));
	try {
		cpSync(path.join(root, 'dist'), path.join(folder, 'dist'), { recursive: true });
		mkdirSync(path.join(folder, 'node_modules'));
		symlinkSync(
			path.join(root, 'node_modules/n8n-workflow'),
			path.join(folder, 'node_modules/n8n-workflow'),
		);
		const printed = execFileSync(process.execPath, ['-e', program], {
			cwd: folder,
			env: { PATH: process.env.PATH, LANG: lang },
			encoding: 'utf8',
		});
		return JSON.parse(printed);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};

/** The nodes and the credential, on a server of this language. */
const loadAlone = (lang: string) => {
	const program = `
		const things = ${JSON.stringify(shipped)}.flatMap((file) =>
			Object.values(require(require('node:path').resolve(file))).map((Type) => {
				const thing = new Type();
				structuredClone(thing.description ?? thing.properties);
				const { name, displayName } = thing.description ?? thing;
				return { name, displayName };
			}));
		console.log(JSON.stringify(things));`;
	return runAlone(program, lang) as Array<{ name: string; displayName: string }>;
};

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

	it('packs what n8n loads, README, license and manifest, and nothing else', () => {
		const [pack] = JSON.parse(
			execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], {
				cwd: root,
				stdio: ['ignore', 'pipe', 'ignore'],
			}).toString(),
		) as [{ files: Array<{ path: string }> }];
		const others = pack.files
			.map((file) => file.path)
			.filter((file) => !shipped.includes(file) && !file.includes('/__schema__/v1.0.0/'))
			.sort();
		expect(others).toEqual([
			'LICENSE',
			'README.md',
			'dist/bundle.js',
			'dist/nodes/WeComCustomerContact/WeComCustomerContact.node.json',
			'dist/nodes/WeComCustomerContact/WeComCustomerContactTrigger.node.json',
			'dist/nodes/WeComCustomerContact/wecom.dark.svg',
			'dist/nodes/WeComCustomerContact/wecom.svg',
			'dist/nodes/WeComNewCustomer/WeComNewCustomerTrigger.node.json',
			'dist/xml-parser.js',
			'dist/zh-CN.json',
			'index.js',
			'package.json',
		]);
	});

	it('loads with nothing in node_modules but n8n-workflow, and its descriptions can be cloned', () => {
		expect(loadAlone('C.UTF-8').map(({ name }) => name)).toEqual([
			'weComCustomerContact',
			'weComCustomerContactTrigger',
			'weComNewCustomerTrigger',
			'weComCustomerContactApi',
		]);
	});

	it('opens the XML parser only when it is needed', () => {
		const program = `
			for (const file of ${JSON.stringify(shipped)}) require(require('node:path').resolve(file));
			const loaded = Object.keys(require.cache).filter((file) => file.includes('xml-parser'));
			const { XMLParser } = require('./dist/xml-parser.js');
			console.log(JSON.stringify({ loaded, read: new XMLParser().parse('<a>b</a>') }));`;
		expect(runAlone(program, 'C.UTF-8')).toEqual({ loaded: [], read: { a: 'b' } });
	});

	it.each([
		['C.UTF-8', ENGLISH],
		['de_DE.UTF-8', ENGLISH],
		['zh_CN.UTF-8', CHINESE],
		['zh_TW.UTF-8', CHINESE],
	])('speaks the language of a server with LANG=%s', (lang, titles) => {
		expect(loadAlone(lang).map(({ displayName }) => displayName)).toEqual(titles);
	});
});

describe('the package that is built with `npm run build:english`', () => {
	const build = (name: string) => execFileSync('npm', ['run', name], { cwd: root, stdio: 'pipe' });
	beforeAll(() => void build('build:english'), 120_000);
	afterAll(() => void build('build'), 120_000);

	it('speaks English everywhere, and has no Chinese texts in it', () => {
		expect(loadAlone('zh_CN.UTF-8').map(({ displayName }) => displayName)).toEqual(ENGLISH);
		expect(existsSync(path.join(root, 'dist/zh-CN.json'))).toBe(false);
	});
});

describe('links of the package to its documents', () => {
	const dist = path.join(root, 'dist');
	const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');
	let text: string;
	let links: Set<string>;
	beforeAll(() => {
		text = readdirSync(dist, { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(js|json)$/.test(file) && !file.includes('__schema__'))
			.map((file) => readFileSync(path.join(dist, file), 'utf8'))
			.join('\n');
		links = new Set(text.match(/https:\/\/github\.com\/[^\s"'\\<>]+/g));
	});

	it('lead to the repository that the manifest names, and there alone', () => {
		expect(manifest.homepage).toBe(repository);
		expect(text).not.toContain('this-repository');
		expect(links.size).toBeGreaterThan(3);
	});

	it('have a target each', () => {
		for (const link of links) {
			const [file = '', anchor] = link.replace(`${repository}/blob/main/`, '').split('#');
			expect([link, existsSync(path.join(root, file))]).toEqual([link, true]);
			if (anchor) expect(anchorsOf(readFileSync(path.join(root, file), 'utf8'))).toContain(anchor);
		}
	});
});
