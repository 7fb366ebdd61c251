import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WeComCustomerContactApi } from '../../../credentials/WeComCustomerContactApi.credentials';
import { WeComCustomerContact } from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { WeComCustomerContactTrigger } from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { ERRORS } from '../../../nodes/WeComCustomerContact/transport/errorTexts';

const root = path.resolve(__dirname, '../../..');
const edition = path.join(root, 'dist-zh');

interface Manifest {
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
	[field: string]: unknown;
}

const manifestIn = (folder: string) =>
	JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
const shippedBy = ({ n8n }: Manifest) => [...n8n.nodes, ...n8n.credentials];

/** What the classes of a package look like in a process that has no node_modules but n8n-workflow. */
const loadAlone = () => {
	const alone = mkdtempSync(path.join(tmpdir(), 'wecom-zh-'));
	try {
		cpSync(path.join(edition, 'dist'), path.join(alone, 'dist'), { recursive: true });
		mkdirSync(path.join(alone, 'node_modules'));
		symlinkSync(
			path.join(root, 'node_modules/n8n-workflow'),
			path.join(alone, 'node_modules/n8n-workflow'),
		);
		const script = `
			const files = ${JSON.stringify(shippedBy(manifestIn(edition)))};
			const things = files.map((file) => {
				const name = file.split('/').at(-1).split('.')[0];
				const thing = new (require('./' + file)[name])();
				const { description, displayName, documentationUrl, name: type, properties, test } = thing;
				const methods = Object.keys({ ...thing.methods?.loadOptions, ...thing.methods?.listSearch });
				return { className: thing.constructor.name, description, displayName, documentationUrl,
					type, properties, test, methods };
			});
			const { ERRORS } = require('./dist/nodes/WeComCustomerContact/transport/errorTexts.js');
			const { readValues } = require('./dist/nodes/WeComCustomerContact/engine/parameters.js');
			const { resources } = require('./dist/nodes/WeComCustomerContact/resources/index.js');
			const { parseJson } = require('./dist/nodes/WeComCustomerContact/callback/json.js');
			const { parseXml } = require('./dist/nodes/WeComCustomerContact/callback/xml.js');
			const complaint = (operation, parameters) => {
				try {
					readValues(operation.fields, operation, (name) => parameters[name] ?? '');
				} catch ({ message }) {
					return message;
				}
			};
			const complaints = Object.fromEntries(resources.flatMap(({ value, operations }) =>
				operations.map((operation) => [value + '.' + operation.value, complaint(operation, {})])));
			const [{ operations: [send] }] = resources.filter(({ value }) => value === 'welcomeMessage');
			complaints.attachment = complaint(send, { welcomeCode: 'x',
				attachments: { attachment: [{ type: 'link', linkTitle: 'x', linkUrl: 'x' }] } });
			const read = [parseJson('{"MsgId":1234567890123456789}'), parseJson('['),
				parseXml('<xml><MsgId>1</MsgId></xml>'), parseXml('<xml>')];
			console.log(JSON.stringify({ things, ERRORS, resources, complaints, read }));`;
		const printed = execFileSync(process.execPath, ['-e', script], {
			cwd: alone,
			encoding: 'utf8',
			maxBuffer: 64 * 1024 * 1024,
		});
		return JSON.parse(printed) as Built;
	} finally {
		rmSync(alone, { recursive: true, force: true });
	}
};

interface Built {
	things: Thing[];
	ERRORS: Record<string, object>;
	resources: object[];
	/** What each operation says when all its fields are empty. */
	complaints: Record<string, string>;
	/** What became of callbacks. */
	read: object[];
}

interface Thing {
	className: string;
	methods: string[];
	[field: string]: unknown;
}

/** The paths of all values in which two structures differ; a missing part counts as a difference. */
const differences = (a: unknown, b: unknown, at = ''): string[] => {
	if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
		return a === b ? [] : [at];
	}
	const [left, right] = [a, b] as Array<Record<string, unknown>>;
	const keys = new Set([...Object.keys(left!), ...Object.keys(right!)]);
	return [...keys].flatMap((key) => differences(left![key], right![key], `${at}.${key}`));
};

/** Everything in a description that people read and no workflow stores. */
const MAY_DIFFER =
	/\.(displayName|description|placeholder|hint|action|eventTriggerDescription|header|active|inactive|activationHint|subtitle|outputs|documentationUrl|message)$|\.options\.\d+\.name$|\.defaults\.name$/;

/** The same in the resources that the description is made of, and in what a run says. */
const MAY_DIFFER_IN_RESOURCES =
	/\.(displayName|description|placeholder|hint|action|reason|look)$|^\.\d+(\.operations\.\d+(\.details\.of|\.job\.result)?)?\.name$|\.options\.\d+\.name$/;

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe('the Chinese edition', () => {
	let built: ReturnType<typeof loadAlone>;
	beforeAll(() => {
		execFileSync('npm', ['run', 'build:zh'], { cwd: root, stdio: 'pipe' });
		built = loadAlone();
	}, 120_000);

	const thing = (className: string) => built.things.find((one) => one.className === className)!;

	it.each([
		['WeComCustomerContact', new WeComCustomerContact()],
		['WeComCustomerContactTrigger', new WeComCustomerContactTrigger()],
	])('has %s with the same types, parameters and values', (name, english) => {
		const { description, methods } = thing(name);
		const differing = differences(asJson(english.description), description);
		expect(differing.length).toBeGreaterThan(50);
		expect(differing.filter((at) => !MAY_DIFFER.test(at))).toEqual([]);
		expect(methods).toEqual(
			Object.keys({
				...english.methods.loadOptions,
				...('listSearch' in english.methods ? english.methods.listSearch : {}),
			}),
		);
	});

	it('renames options only, never parameters', () => {
		const english = asJson(new WeComCustomerContact().description);
		const chinese = thing('WeComCustomerContact').description;
		const renamed = differences(english, chinese).filter((at) => at.endsWith('.name'));
		const nodeAt = (at: string) =>
			at
				.split('.')
				.slice(1, -1)
				.reduce<Record<string, unknown>>(
					(part, key) => part[key] as Record<string, unknown>,
					english,
				);
		const parameters = renamed.filter((at) => at !== '.defaults.name' && 'type' in nodeAt(at));
		expect(parameters).toEqual([]);
	});

	it('has the credential with the same fields and test', () => {
		const { displayName, documentationUrl, name, properties, test } = new WeComCustomerContactApi();
		const english = asJson({ displayName, documentationUrl, type: name, properties, test });
		const { className: _, methods: __, ...chinese } = thing('WeComCustomerContactApi');
		const differing = differences(english, chinese);
		expect(differing.length).toBeGreaterThan(50);
		expect(differing.filter((at) => !MAY_DIFFER.test(at))).toEqual([]);
	});

	it('explains every error in Chinese', () => {
		expect(Object.keys(built.ERRORS).sort()).toEqual(Object.keys(ERRORS).sort());
		const english = Object.entries(built.ERRORS).filter(
			([, text]) => !Object.values(text).every((part) => /\p{Script=Han}/u.test(String(part))),
		);
		expect(english).toEqual([]);
	});

	it('has the same operations, which send the same', () => {
		const differing = differences(asJson(resources), built.resources);
		expect(differing.length).toBeGreaterThan(50);
		expect(differing.filter((at) => !MAY_DIFFER_IN_RESOURCES.test(at))).toEqual([]);
	});

	it('complains in Chinese, with the label of the field', () => {
		const { attachment, ...complaints } = built.complaints;
		expect(complaints['customer.get']).toBe('「客户 ID」不能为空，请填写');
		const others = Object.values(complaints).filter(
			(complaint) => !/^「[^」]+」不能为空，请填写$/.test(complaint),
		);
		expect(others).toEqual([]);
		expect(attachment).toBe(
			'「附件列表」1（link）的「链接地址」必须是以 http:// 或 https:// 开头的网址',
		);
	});

	it('reads callbacks as the English one does, and says in Chinese why it cannot', () => {
		expect(built.read).toEqual([
			{ ok: true, fields: { MsgId: '1234567890123456789' } },
			{ ok: false, reason: 'JSON 格式不正确' },
			{ ok: true, fields: { MsgId: '1' } },
			{ ok: false, reason: '这段 XML 格式不正确（第 1 行，第 6 列）' },
		]);
	});

	it('is the same package in another version, under its own npm tag', () => {
		const { version, description, publishConfig, ...rest } = manifestIn(edition);
		const { version: englishVersion, ...english } = manifestIn(root);
		expect(version).toBe(`${englishVersion}-zh`);
		expect(description).toContain('企业微信');
		expect(publishConfig).toEqual({ tag: 'zh' });
		expect(english).toMatchObject(rest);
		expect(rest.dependencies).toEqual({});
		expect(rest.n8n).toEqual(english.n8n);
	});

	it('packs the same files as the English one has, and nothing else', () => {
		const [pack] = JSON.parse(
			execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], {
				cwd: edition,
				stdio: ['ignore', 'pipe', 'ignore'],
			}).toString(),
		) as [{ files: Array<{ path: string }> }];
		const files = pack.files.map((file) => file.path);
		expect(files).toEqual(expect.arrayContaining(shippedBy(manifestIn(root))));
		expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual([
			'LICENSE',
			'README.md',
			'index.js',
			'package.json',
		]);
	});
});
