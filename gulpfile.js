const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');

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

const build = (folder) =>
	series(clean(folder), compile(folder), parallel(bundleXmlReader(folder), copyAssets(folder)));

// The Chinese edition: a package of its own beside the English one, see scripts/zh/build.ts.
const localise = async () => run('--import', 'tsx', 'scripts/zh/build.ts');

exports.clean = clean('dist');
exports.build = build('dist');
exports.zh = series(clean('dist-zh'), build('dist-zh/dist'), localise);
exports.default = exports.build;
