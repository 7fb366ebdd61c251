const { execFileSync } = require('node:child_process');
const { rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

const run = (...args) => execFileSync(process.execPath, args, { stdio: 'inherit' });

const clean = (folder) => async () => rmSync(folder, { recursive: true, force: true });

const compile = (folder) => async () => {
	const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
	run(tsc, '-p', 'tsconfig.build.json', '--outDir', folder);
};

// The one file that parses XML gets its parser bundled in place: the published package has no
// runtime dependency. external: only what Node itself brings.
const bundleXmlReader = (folder) => async () => {
	const file = `${folder}/nodes/WeComCustomerContact/callback/xml.js`;
	await require('esbuild').build({
		entryPoints: [file],
		outfile: file,
		allowOverwrite: true,
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		logLevel: 'warning',
	});
};

const copyAssets = (folder) => () =>
	src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json'], { encoding: false, base: '.' }).pipe(
		dest(folder),
	);

// n8n opens every file of a package when it starts, and opening takes longer than reading. So the nodes and the
// credential share one file (and with it one limiter and one memory of tokens); the files n8n knows point to it.
const bundle = (folder) => async () => {
	const files = [...n8n.nodes, ...n8n.credentials].map((file) => path.relative('dist', file));
	await require('esbuild').build({
		stdin: {
			contents: files.map((file) => `Object.assign(exports, require('./${file}'));`).join('\n'),
			resolveDir: path.resolve(folder),
		},
		outfile: `${folder}/bundle.js`,
		bundle: true,
		external: ['n8n-workflow'],
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		charset: 'utf8',
		logLevel: 'warning',
	});
	for (const file of files) {
		const [name] = path.basename(file).split('.');
		const from = path.relative(path.dirname(file), 'bundle.js');
		writeFileSync(
			path.join(folder, file),
			`'use strict';\nexports.${name} = require('${from}').${name};\n`,
		);
	}
};

const compiled = (folder) =>
	series(clean(folder), compile(folder), parallel(bundleXmlReader(folder), copyAssets(folder)));

// The Chinese edition: a package of its own beside the English one, see scripts/zh/build.ts.
const localise = async () => run('--import', 'tsx', 'scripts/zh/build.ts');

exports.clean = clean('dist');
exports.build = series(compiled('dist'), bundle('dist'));
exports.zh = series(clean('dist-zh'), compiled('dist-zh/dist'), localise, bundle('dist-zh/dist'));
exports.default = exports.build;
