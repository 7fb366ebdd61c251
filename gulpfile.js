const { execFileSync } = require('node:child_process');
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { dest, series, src } = require('gulp');
const bundles = require('./scripts/build/bundles');
const { namesIn, shapesOf } = require('./scripts/build/shapes');
const { textsFor } = require('./scripts/build/texts');
const { n8n, repository } = require('./package.json');

const FILES = [...n8n.nodes, ...n8n.credentials].map((file) => path.relative('dist', file));
const SOURCES = FILES.map((file) => file.replace(/\.js$/, '.ts'));

/** Links to our documents stand in the sources under this name; whose repository it is, package.json says. */
const linked = (text) =>
	text.replaceAll(
		'https://this-repository',
		`${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main`,
	);

const write = (file, text) => {
	const target = path.join('dist', file);
	mkdirSync(path.dirname(target), { recursive: true });
	writeFileSync(target, linked(text));
};

const clean = async () => rmSync('dist', { recursive: true, force: true });

const icons = () => src('nodes/**/*.{svg,png}', { encoding: false, base: '.' }).pipe(dest('dist'));

const codexes = async () => {
	for (const file of FILES.filter((name) => name.endsWith('.node.js'))) {
		const codex = file.replace(/js$/, 'json');
		write(codex, readFileSync(codex, 'utf8'));
	}
};

// The action node has version 1.
const schemas = async () =>
	execFileSync(process.execPath, [
		...['--import', 'tsx', 'scripts/schemas.ts'],
		'dist/nodes/WeComCustomerContact/__schema__/v1.0.0',
	]);

const shown = (language, isChinese) => async () =>
	write(
		`shown.${language}.json`,
		JSON.stringify(shapesOf(await bundles.loaded(SOURCES, isChinese))),
	);

const chinese = async () => {
	const { TEXTS } = await bundles.loaded(['nodes/WeComCustomerContact/texts/texts'], true);
	const names = namesIn(shapesOf(await bundles.loaded(SOURCES, false)));
	write('zh-CN.json', JSON.stringify(textsFor(TEXTS, names)));
};

const errors = (language, isChinese) => async () => {
	const { ERROR_CODES, explain } = await bundles.loaded(
		['nodes/WeComCustomerContact/transport/errors'],
		isChinese,
	);
	const texts = Object.fromEntries(ERROR_CODES.map((code) => [code, explain(code)]));
	write(`errors.${language}.json`, JSON.stringify(texts));
};

const code = (languages) => async () => {
	write('code.js', await bundles.code(SOURCES, languages));
	write('lazily.js', await bundles.lazily(languages));
	for (const file of FILES) {
		const [name] = path.basename(file).split('.');
		const from = path.relative(path.dirname(file), 'lazily.js');
		write(file, `'use strict';\nexports.${name} = require('${from}').lazily('${name}');\n`);
	}
};

const english = [shown('en', false), errors('en', false)];
const alsoChinese = [shown('zh-CN', true), errors('zh-CN', true), chinese];
const common = [clean, icons, codexes, schemas, ...english];

exports.clean = clean;
exports.build = series(...common, ...alsoChinese, code(bundles.BOTH_LANGUAGES));
exports.english = series(...common, code(bundles.ENGLISH_ONLY));
exports.default = exports.build;
