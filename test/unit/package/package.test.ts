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
import { inChinese } from '../texts/inChinese';

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

/** What is in a node or a credential; of a function only that it is one. */
const inside = (thing: object): unknown => {
	const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(thing)).filter(
		(name) => name !== 'constructor' && !(name in Object.prototype),
	);
	const all = { ...thing, ...Object.fromEntries(methods.map((name) => [name, () => undefined])) };
	return JSON.parse(
		JSON.stringify(all, (_, value: unknown) =>
			typeof value === 'function' ? 'a function' : value,
		),
	);
};

type Loaded = Array<{ displayName?: string; description?: { name: string; displayName: string } }>;

/** The nodes and the credential, on a server of this language. */
const loadAlone = (lang: string) => {
	const program = `
		const inside = ${String(inside)};
		const things = ${JSON.stringify(shipped)}.flatMap((file) =>
			Object.values(require(require('node:path').resolve(file))).map((Type) => {
				const thing = new Type();
				structuredClone(thing.description ?? thing.properties);
				return inside(thing);
			}));
		console.log(JSON.stringify(things));`;
	return runAlone(program, lang) as Loaded;
};

const titles = (loaded: Loaded) =>
	loaded.map(({ description, displayName }) => description?.displayName ?? displayName);

/** The same as it is in the sources. */
const inSources = () =>
	shipped.flatMap((file) => {
		const source = path.join(root, file.replace(/^dist/, '').replace(/\.js$/, ''));
		return Object.values(jest.requireActual<Record<string, new () => object>>(source)).map((Type) =>
			inside(new Type()),
		);
	});

/** With links as in the sources. */
const unlinked = (loaded: Loaded): unknown =>
	JSON.parse(
		JSON.stringify(loaded).replaceAll(`${manifest.homepage}/blob/main`, 'https://this-repository'),
	);

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
			'dist/code.js',
			'dist/errors.en.json',
			'dist/errors.zh-CN.json',
			'dist/lazily.js',
			'dist/nodes/WeComCustomerContact/WeComCustomerContact.node.json',
			'dist/nodes/WeComCustomerContact/WeComCustomerContactTrigger.node.json',
			'dist/nodes/WeComCustomerContact/wecom.dark.svg',
			'dist/nodes/WeComCustomerContact/wecom.svg',
			'dist/nodes/WeComNewCustomer/WeComNewCustomerTrigger.node.json',
			'dist/shown.en.json',
			'dist/shown.zh-CN.json',
			'dist/zh-CN.json',
			'index.js',
			'package.json',
		]);
	});

	it('shows n8n what is in the sources, with nothing in node_modules but n8n-workflow', () => {
		expect(unlinked(loadAlone('C.UTF-8'))).toEqual(inSources());
		expect(unlinked(loadAlone('zh_CN.UTF-8'))).toEqual(inChinese(inSources));
	});

	it('opens its code at the first call', () => {
		const program = `
			const opened = () =>
				Object.keys(require.cache).map((file) => require('node:path').basename(file)).sort();
			const things = ${JSON.stringify(shipped)}.flatMap((file) =>
				Object.values(require(require('node:path').resolve(file))).map((Type) => new Type()));
			const before = opened().filter((file) => file.endsWith('.js') && !/node|credentials/.test(file));
			const credential = things.at(-1);
			const called = credential.authenticate({ appType: 'selfBuilt', corpId: 'ww1', corpSecret: 'x' }, {});
			called.catch((error) => {
				const after = opened().includes('code.js');
				console.log(JSON.stringify({ before, error: error.constructor.name, after }));
			});`;
		expect(runAlone(program, 'C.UTF-8')).toEqual({
			before: ['lazily.js'],
			error: 'TokenOutdated',
			after: true,
		});
	});

	it.each([
		['C.UTF-8', ENGLISH],
		['de_DE.UTF-8', ENGLISH],
		['zh_CN.UTF-8', CHINESE],
		['zh_TW.UTF-8', CHINESE],
	])('speaks the language of a server with LANG=%s', (lang, expected) => {
		expect(titles(loadAlone(lang))).toEqual(expected);
	});
});

describe('the package that is built with `npm run build:english`', () => {
	const build = (name: string) => execFileSync('npm', ['run', name], { cwd: root, stdio: 'pipe' });
	beforeAll(() => void build('build:english'), 120_000);
	afterAll(() => void build('build'), 120_000);

	it('speaks English everywhere, and has no Chinese texts in it', () => {
		expect(titles(loadAlone('zh_CN.UTF-8'))).toEqual(ENGLISH);
		const chinese = readdirSync(path.join(root, 'dist')).filter((file) => file.includes('zh-CN'));
		expect(chinese).toEqual([]);
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
