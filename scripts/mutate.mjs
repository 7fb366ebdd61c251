// Mutation tests: `npm run mutate` changes the code of every zone in thousands of ways and tells which of them no test notices;
// `npm run mutate -- callback` does so with one zone, `npm run mutate -- callback xml.ts` with one file of it.
// What is known from an earlier run and has not changed is not asked again. `npm run mutate -- bugs` puts known bugs back into the code,
// and fails if no test notices. What came out of it: docs/testing.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import jestConfig from '../jest.config.js';
import { bringBack } from './mutate/bugs.mjs';
import { ZONES } from './mutate/zones.mjs';

const SOURCE = 'nodes/WeComCustomerContact';
const REPORTS = '.cache/mutate';

const knownOf = (name) => `${REPORTS}/${name}.json`;

/**
 * Stryker asks about a survivor again when a new test goes through it. What runs while a module is loaded no test goes
 * through: such a survivor it would never ask about again.
 */
function forgetSurvivorsOfLoading(name) {
	if (!existsSync(knownOf(name))) return;
	const known = JSON.parse(readFileSync(knownOf(name), 'utf8'));
	for (const file of Object.values(known.files)) {
		file.mutants = file.mutants.filter(
			({ status, coveredBy = [] }) => status !== 'Survived' || coveredBy.length > 0,
		);
	}
	writeFileSync(knownOf(name), JSON.stringify(known));
}

/** Tests that put mistakes into the code themselves say that these are noticed; here they would only take long. */
const WITHOUT_MISTAKES = '^(?!.*(notice|which is not so))';

/** Where a zone takes its tests step by step: how many steps, if not all. */
const STEPS = Number(process.env.STEPS ?? Infinity);

const optionsFor = (name, { files, not, tests }, only) => ({
	mutate: [
		...(only.length > 0 ? only.map((file) => `${files.split(/\/[*@]/)[0]}/${file}`) : [files]),
		...not.map((file) => `!${file}`),
	].map((glob) => glob.replace(/^!?/, `$&${SOURCE}/`)),
	plugins: [
		'@stryker-mutator/jest-runner',
		'./scripts/mutate/jestByFile.mjs',
		'./scripts/mutate/ignoreTexts.mjs',
		'./scripts/mutate/survivors.mjs',
	],
	ignorers: ['texts'],
	testRunner: 'jestByFile',
	jest: {
		projectType: 'custom',
		enableFindRelatedTests: false,
		config: {
			...jestConfig,
			// Jest looks through its roots at each run.
			roots: [...new Set(tests.map((glob) => `<rootDir>/test/${path.posix.dirname(glob)}`))],
			// A test that waits for ever is one that fails, and need not take long to do so.
			testTimeout: 10_000,
			testEnvironment: path.resolve('scripts/mutate/environment.cjs'),
			testMatch: tests.map((glob) => `<rootDir>/test/${glob}`),
			testNamePattern: WITHOUT_MISTAKES,
		},
	},
	coverageAnalysis: 'perTest',
	incremental: true,
	incrementalFile: knownOf(name),
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
	timeoutMS: 15_000,
	// Jest forgets little of n8n's modules.
	maxTestRunnerReuse: 50,
	reporters: ['survivors', 'clear-text', 'progress-append-only', 'html'],
	htmlReporter: { fileName: `${REPORTS}/${name}.html` },
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
});

const [zone, ...files] = process.argv.slice(2);
const all = ['bugs', ...Object.keys(ZONES)];
if (zone && !all.includes(zone)) throw new Error(`${zone} is none of ${all.join(', ')}`);
for (const name of zone ? [zone] : all) {
	console.log(`\n=== ${name}`);
	if (name === 'bugs') {
		if (!bringBack()) process.exitCode = 1;
	} else {
		// Tests with random cases take fewer of them: see test/unit/seed.ts.
		process.env.MUTATION_RUN = '1';
		const { tests, more = [] } = ZONES[name];
		const steps = [tests, ...more].slice(0, STEPS);
		for (const last of steps.keys()) {
			const zone = { ...ZONES[name], tests: steps.slice(0, last + 1).flat() };
			forgetSurvivorsOfLoading(name);
			await new Stryker(optionsFor(name, zone, files)).runMutationTest();
		}
		console.log(`Each of them in its place: ${path.join(REPORTS, `${name}.html`)}`);
	}
}
