// Mutation tests: `npm run mutate` changes the code of every zone in thousands of ways and tells which of them no test notices;
// `npm run mutate -- callback` does so with one zone, `npm run mutate -- callback xml.ts` with one file of it. What is known from an
// earlier run and has not changed is not asked again. What came out of it: docs/testing.md.
import path from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import jestConfig from '../jest.config.js';
import { ZONES } from './mutate/zones.mjs';

const SOURCE = 'nodes/WeComCustomerContact';
const REPORTS = '.cache/mutate';

// Tests with random cases take fewer of them, and models are not shown to notice mistakes: see test/unit/seed.ts.
process.env.MUTATION_RUN = '1';

const optionsFor = (name, { not, tests }, files) => ({
	mutate: [
		...files.map((file) => `${SOURCE}/${name}/${file}`),
		...not.map((file) => `!${SOURCE}/${name}/${file}`),
	],
	plugins: [
		'@stryker-mutator/jest-runner',
		'./scripts/mutate/jestByFile.mjs',
		'./scripts/mutate/ignoreTexts.mjs',
	],
	ignorers: ['texts'],
	testRunner: 'jestByFile',
	jest: {
		projectType: 'custom',
		enableFindRelatedTests: false,
		config: { ...jestConfig, testMatch: tests.map((glob) => `<rootDir>/test/${glob}`) },
	},
	coverageAnalysis: 'perTest',
	incremental: true,
	incrementalFile: `${REPORTS}/${name}.json`,
	tempDirName: `${REPORTS}/sandbox`,
	ignorePatterns: [
		'.cache',
		'dist',
		'coverage',
		'docs',
		'examples',
		'test/n8n',
		'test/browser',
		'test/soak',
	],
	concurrency: Number(process.env.CONCURRENCY ?? 1),
	timeoutMS: 30_000,
	reporters: ['clear-text', 'progress-append-only', 'html'],
	htmlReporter: { fileName: `${REPORTS}/${name}.html` },
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
});

const [zone, ...files] = process.argv.slice(2);
if (zone && !(zone in ZONES))
	throw new Error(`${zone} is none of ${Object.keys(ZONES).join(', ')}`);
for (const name of zone ? [zone] : Object.keys(ZONES)) {
	console.log(`\n=== ${name}: ${path.join(REPORTS, `${name}.html`)}`);
	const which = files.length > 0 ? files : ['**/*.ts'];
	await new Stryker(optionsFor(name, ZONES[name], which)).runMutationTest();
}
