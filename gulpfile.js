const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');

const clean = async () => rmSync('dist', { recursive: true, force: true });

const compile = async () => {
	const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
	execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
};

// The one file that parses XML gets its parser bundled in place: the published package has no
// runtime dependency. external: only what Node itself brings.
const bundleXmlReader = async () => {
	const file = 'dist/nodes/WeComCustomerContact/callback/xml.js';
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

const copyAssets = () =>
	src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json'], { encoding: false, base: '.' }).pipe(
		dest('dist'),
	);

exports.clean = clean;
exports.build = series(clean, compile, parallel(bundleXmlReader, copyAssets));
exports.default = exports.build;
