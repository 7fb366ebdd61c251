const { readFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const { withoutTexts } = require('./withoutTexts');

const resolveDir = path.resolve(__dirname, '../..');

/** Another source in place of those whose path matches. */
const instead = (filter, sourceOf) => ({
	name: `instead of ${filter}`,
	setup: (build) =>
		build.onLoad({ filter }, (file) => ({ contents: sourceOf(file.path), loader: 'ts' })),
});

const speaks = (isChinese) =>
	instead(/texts[\\/]language\.ts$/, () => `export const isChinese = ${isChinese};`);

const chineseApart = instead(
	/zh-CN[\\/]index\.ts$/,
	() => `
		import { isChinese } from '../language';
		export default isChinese ? require('./zh-CN.json') : undefined;`,
);

const errorsApart = instead(
	/[\\/]errorTexts\.ts$/,
	() => `
		import { isChinese } from '../texts/language';
		export const ERRORS = isChinese ? require('./errors.zh-CN.json') : require('./errors.en.json');`,
);

// The editor has them from the descriptions.
const withoutProperties = instead(
	/[\\/]properties\.ts$/,
	() => 'export const PROPERTIES = [], toProperties = () => PROPERTIES;',
);

const withoutShown = instead(/[\\/](nodes|credentials)[\\/].*\.ts$/, (file) =>
	withoutTexts(readFileSync(file, 'utf8')),
);

// What the XML parser does for other texts and settings: reading a DOCTYPE, which is refused before, decoding entities,
// which we do, and checking both.
const withoutUnused = instead(
	/[\\/]is-unsafe[\\/]|[\\/](validator|DocTypeReader|EntityDecoder)\.js$/,
	() => `
		const never = () => { throw new Error('Not in this package'); };
		export { never as isUnsafe, never as validate, never as HTML, never as XML, never as ENTITY_ACTION };
		export default class { readDocType() { never(); } };`,
);

const bundled = async (contents, plugins, settings = {}) => {
	const { outputFiles } = await esbuild.build({
		stdin: { contents, resolveDir, loader: 'ts' },
		plugins,
		bundle: true,
		external: ['n8n-workflow', './*.en.json', './*zh-CN.json', './code.js'],
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		logLevel: 'warning',
		banner: { js: "'use strict';" },
		write: false,
		...settings,
	});
	return outputFiles[0].text;
};

const allOf = (sources) => sources.map((source) => `export * from './${source}';`).join('\n');

/** For stack traces names stay, of functions at least. */
const SMALL = { minify: true, keepNames: true };

/**
 * What runs, as one file: n8n opens every file of a package when it starts, and opening takes longer than reading. So
 * the nodes and the credential share one limiter and one memory of tokens. esbuild makes one scope of the sources, as
 * they are ES modules; of CommonJS modules it would make a function each, which Node goes through twice.
 */
exports.code = async (sources, languages) =>
	await bundled(
		allOf(sources),
		[...languages, errorsApart, withoutProperties, withoutShown, withoutUnused],
		SMALL,
	);

/** What n8n opens at its start. */
exports.lazily = async (languages) =>
	await bundled(
		"module.exports = require('./scripts/build/lazily');",
		[...languages, errorsApart],
		SMALL,
	);

/** What the sources export, whatever language this machine speaks. */
exports.loaded = async (sources, isChinese) => {
	const module = { exports: {} };
	const code = await bundled(allOf(sources), [speaks(isChinese)], { external: ['n8n-workflow'] });
	new Function('require', 'module', code)(require, module);
	return module.exports;
};

exports.ENGLISH_ONLY = [speaks(false)];
exports.BOTH_LANGUAGES = [chineseApart];
