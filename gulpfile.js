const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { dest, series, src } = require('gulp');
const esbuild = require('esbuild');
const { n8n, repository } = require('./package.json');

const clean = async () => rmSync('dist', { recursive: true, force: true });

const copyAssets = () =>
	src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json'], { encoding: false, base: '.' }).pipe(
		dest('dist'),
	);

/** What stands in the bundle in place of the Chinese texts. */
const insteadOfChinese = (contents) => ({
	name: 'instead of Chinese',
	setup: (build) => build.onLoad({ filter: /zh-CN[\\/]index\.ts$/ }, () => ({ contents })),
});

// They have a file of their own, which English servers don't open.
const chineseApart = insteadOfChinese(`
	import { isChinese } from '../language';
	export default isChinese ? require('./zh-CN.json') : undefined;
`);

const withoutChinese = insteadOfChinese('export default undefined;');

const settings = {
	bundle: true,
	external: ['n8n-workflow', './zh-CN.json', './xml-parser.js'],
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	logLevel: 'warning',
	banner: { js: "'use strict';" },
};

const chinese = async () =>
	execFileSync(process.execPath, ['--import', 'tsx', 'scripts/chinese.ts', 'dist/zh-CN.json']);

// It has a file of its own, which is opened at the first callback.
const xmlParserApart = {
	name: 'XML parser apart',
	setup: (build) =>
		build.onResolve({ filter: /^fast-xml-parser$/ }, () => ({
			path: './xml-parser.js',
			external: true,
		})),
};

// It checks what we don't ask it to check: entities of a DOCTYPE, which is refused before, and whether a text is
// well-formed, by half.
const withoutChecks = {
	name: 'without checks',
	setup: (build) =>
		build.onLoad(
			{ filter: /[\\/]is-unsafe[\\/]|fast-xml-parser[\\/]src[\\/]validator\.js$/ },
			() => ({
				contents: `
				const never = () => { throw new Error('Not in this package'); };
				export { never as isUnsafe, never as validate, never as HTML, never as XML };`,
			}),
		),
};

const xmlParser = () =>
	esbuild.build({
		...settings,
		stdin: { contents: "export { XMLParser } from 'fast-xml-parser';", resolveDir: __dirname },
		plugins: [withoutChecks],
		outfile: 'dist/xml-parser.js',
		minify: true,
	});

const toAscii = (code) =>
	code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

// n8n opens every file of a package when it starts, and opening takes longer than reading. So the nodes and the
// credential share one file (and with it one limiter and one memory of tokens); the files n8n knows point to it.
// esbuild makes one scope of the sources, as they are ES modules. Of CommonJS modules it would make a function each, which
// Node goes through once to find its end and again to run it. And Node reads ASCII the fastest.
const bundle = (plugin) => {
	return async () => {
		const files = [...n8n.nodes, ...n8n.credentials].map((file) => path.relative('dist', file));
		const { outputFiles } = await esbuild.build({
			...settings,
			stdin: {
				contents: files.map((file) => `export * from './${file.replace(/js$/, 'ts')}';`).join('\n'),
				resolveDir: __dirname,
			},
			plugins: [plugin, xmlParserApart],
			// Names stay, for whoever reads a stack trace.
			minifyWhitespace: true,
			minifySyntax: true,
			write: false,
		});
		writeFileSync('dist/bundle.js', toAscii(outputFiles[0].text));
		for (const file of files) {
			const [name] = path.basename(file).split('.');
			const from = path.relative(path.dirname(file), 'bundle.js');
			mkdirSync(path.dirname(path.join('dist', file)), { recursive: true });
			writeFileSync(
				path.join('dist', file),
				`'use strict';\nexports.${name} = require('${from}').${name};\n`,
			);
		}
	};
};

// The action node has version 1.
const schemas = async () =>
	execFileSync(process.execPath, [
		...['--import', 'tsx', 'scripts/schemas.ts'],
		'dist/nodes/WeComCustomerContact/__schema__/v1.0.0',
	]);

// Links to our documents stand in the sources under this name; whose repository it is, package.json says.
const links = async () => {
	const documents = `${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main`;
	const codexes = n8n.nodes.map((file) => file.replace(/js$/, 'json'));
	for (const file of ['dist/bundle.js', 'dist/zh-CN.json', ...codexes].filter(existsSync)) {
		const text = readFileSync(file, 'utf8');
		writeFileSync(file, text.replaceAll('https://this-repository', documents));
	}
};

exports.clean = clean;
exports.build = series(clean, copyAssets, schemas, chinese, xmlParser, bundle(chineseApart), links);
exports.english = series(clean, copyAssets, schemas, xmlParser, bundle(withoutChinese), links);
exports.default = exports.build;
