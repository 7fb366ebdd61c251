// Stryker's Jest runner, but with the test files that a mutant needs, one by one, until one fails. By itself it loads all files
// of the zone for every mutant, which takes ten times as long.
import { readFileSync, writeFileSync } from 'node:fs';
import {
	commonTokens,
	declareFactoryPlugin,
	PluginKind,
	tokens,
} from '@stryker-mutator/api/plugin';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';
import environment from './environment.cjs';

/** In the sandbox, as a worker that starts anew, after a mutant without end, has seen no dry run. */
const SEEN = 'stryker-tests.json';

const [{ factory: jestFactory }] = jestPlugins;
const { seen } = environment;

/** The files in which a mutant's code runs; first those with the quickest of the tests of these names, or of all. */
const filesOf = (mutant, wanted) =>
	JSON.parse(readFileSync(SEEN, 'utf8'))
		.filter(({ mutants }) => mutants.includes(mutant))
		.map(({ file, tests }) => ({
			file,
			time: tests
				.filter(({ name }) => !wanted || wanted.has(name))
				.reduce((sum, { time }) => sum + time, 0),
		}))
		.sort((a, b) => a.time - b.time)
		.map(({ file }) => file);

const byFile = (injector) => {
	const runner = jestFactory(injector);
	const adapter = runner.jestTestAdapter;
	let testFiles;
	runner.jestTestAdapter = {
		run: async (settings) => await adapter.run({ ...settings, testFiles }),
	};
	return {
		capabilities: () => runner.capabilities(),
		init: async () => await runner.init(),
		async dryRun(options) {
			testFiles = undefined;
			const result = await runner.dryRun(options);
			const testsOf = (file) =>
				(result.tests ?? [])
					.filter(({ fileName }) => fileName === file)
					.map(({ name, timeSpentMs }) => ({ name, time: timeSpentMs }));
			const files = seen.map(({ file, mutants }) => ({ file, mutants, tests: testsOf(file) }));
			writeFileSync(SEEN, JSON.stringify(files));
			return result;
		},
		async mutantRun(options) {
			const { activeMutant, testFilter, disableBail } = options;
			let nrOfTests = 0;
			for (const file of filesOf(activeMutant.id, testFilter && new Set(testFilter))) {
				testFiles = [file];
				const result = await runner.mutantRun(options);
				if (result.status !== 'survived' && !disableBail) return result;
				nrOfTests += result.nrOfTests ?? 0;
			}
			return { status: 'survived', nrOfTests };
		},
	};
};
byFile.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'jestByFile', byFile)];
