const { execFileSync } = require('node:child_process');
const { rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

const clean = async () => rmSync('dist', { recursive: true, force: true });

const compile = async () => {
	const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
	execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
};

const copyAssets = () =>
	src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json'], { encoding: false, base: '.' }).pipe(
		dest('dist'),
	);

// Without its table the code's own texts count.
const dropChinese = async () =>
	writeFileSync(
		'dist/nodes/WeComCustomerContact/texts/zh-CN/index.js',
		'exports.__esModule = true;\nexports.default = { messages: {}, descriptions: {} };\n',
	);

// n8n opens every file of a package when it starts, and opening takes longer than reading. So the nodes and the
// credential share one file (and with it one limiter and one memory of tokens); the files n8n knows point to it.
const bundle = async () => {
	const files = [...n8n.nodes, ...n8n.credentials].map((file) => path.relative('dist', file));
	await require('esbuild').build({
		stdin: {
			contents: files.map((file) => `Object.assign(exports, require('./${file}'));`).join('\n'),
			resolveDir: path.resolve('dist'),
		},
		outfile: 'dist/bundle.js',
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
			path.join('dist', file),
			`'use strict';\nexports.${name} = require('${from}').${name};\n`,
		);
	}
};

const compiled = series(clean, parallel(compile, copyAssets));

exports.clean = clean;
exports.build = series(compiled, bundle);
exports.english = series(compiled, dropChinese, bundle);
exports.default = exports.build;
