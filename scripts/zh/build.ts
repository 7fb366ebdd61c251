// Turns the English build in dist-zh/dist into the Chinese edition: `npm run build:zh`. Node types,
// parameters and values stay; only what people read changes.
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { codeFiles } from './codeFiles';
import { findChinese, toChinese } from './dictionary';
import { localiseErrors, type ErrorTable } from './errorTexts';
import { localise } from './localise';
import { localiseCode } from './messages';

interface Manifest {
	name: string;
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
	[field: string]: unknown;
}

const ROOT = path.resolve(__dirname, '../..');
const EDITION = path.join(ROOT, 'dist-zh');
const CODE = path.join(EDITION, 'dist/nodes/WeComCustomerContact');
/** Has the texts of a library in it, which no user sees. */
const BUNDLED = 'callback/xml';
const ERRORS_FILE = path.join(CODE, 'transport/errorTexts.js');

const load = createRequire(__filename);
const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;
const writeJson = (file: string, value: unknown) =>
	writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

const inEdition = (file: string) => path.join(EDITION, file);
const classIn = (file: string) => path.basename(file).split('.')[0]!;
const instanceOf = <T>(file: string) => {
	const classes = load(inEdition(file)) as Record<string, new () => T>;
	return new classes[classIn(file)]!();
};

/** Replaces the exported class by one that differs in these fields only. */
const override = (file: string, fields: Record<string, unknown>) => {
	const name = classIn(file);
	const lines = Object.entries(fields).map(
		([key, value]) => `\t${key} = ${JSON.stringify(value)};`,
	);
	appendFileSync(
		inEdition(file),
		`\nexports.${name} = class ${name} extends exports.${name} {\n${lines.join('\n')}\n};\n`,
	);
};

const localiseNode = (file: string) => {
	const { description } = instanceOf<INodeType>(file);
	override(file, { description: localise(description, toChinese) });
	const codex = inEdition(file.replace(/\.js$/, '.json'));
	writeJson(codex, localise(readJson(codex), toChinese));
};

const localiseCredential = (file: string) => {
	const { displayName, documentationUrl, properties, test } = instanceOf<ICredentialType>(file);
	const { ERRORS } = load(ERRORS_FILE) as { ERRORS: ErrorTable };
	const errors = localiseErrors(ERRORS, toChinese);
	override(file, {
		...localise({ displayName, documentationUrl, properties }, toChinese),
		test: {
			...test,
			rules: test?.rules?.map((rule) => {
				const { key, value } = rule.properties as { key: string; value: number };
				const { message, fix } = errors[value]!;
				const text = `${message}。${fix}。（企业微信错误码 ${value}）`;
				return { ...rule, properties: { key, value, message: text } };
			}),
		},
	});
};

const localiseErrorTable = () => {
	const { ERRORS } = load(ERRORS_FILE) as { ERRORS: ErrorTable };
	const errors = localiseErrors(ERRORS, toChinese);
	appendFileSync(ERRORS_FILE, `\nexports.ERRORS = ${JSON.stringify(errors)};\n`);
};

const localiseMessages = () => {
	for (const name of codeFiles(CODE, '.js')) {
		const file = path.join(CODE, `${name}.js`);
		const chinese = localiseCode(readFileSync(file, 'utf8'), findChinese(name), (english) => {
			if (name === BUNDLED) return;
			throw new Error(`texts/zh-CN has no Chinese text for "${english}" (${name})`);
		});
		writeFileSync(file, chinese);
	}
};

const writePackage = ({ scripts: _, devDependencies: __, ...manifest }: Manifest) => {
	writeJson(path.join(EDITION, 'package.json'), {
		...manifest,
		version: `${manifest.version}-zh`,
		description:
			'n8n 企业微信客户联系节点（中文版）：客户事件触发器，以及客户、客户群、渠道活码、获客链接、标签、群发、朋友圈、统计等操作',
		publishConfig: { tag: 'zh' },
	});
	for (const file of ['index.js', 'LICENSE']) {
		copyFileSync(path.join(ROOT, file), path.join(EDITION, file));
	}
	copyFileSync(path.join(__dirname, 'README.md'), path.join(EDITION, 'README.md'));
};

const manifest = readJson(path.join(ROOT, 'package.json')) as Manifest;
manifest.n8n.nodes.forEach(localiseNode);
manifest.n8n.credentials.forEach(localiseCredential);
localiseErrorTable();
// Last, since the steps before load the code in English.
localiseMessages();
writePackage(manifest);
