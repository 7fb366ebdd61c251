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

/** In the sandbox, as a worker that starts anew, after a mutant without end, has seen no dry run. */
const TESTS = 'stryker-tests.json';

const [{ factory: jestFactory }] = jestPlugins;

/** The files that have tests of these names, the quickest first; all files if no names are given. */
const filesOf = (wanted) => {
	const times = new Map();
	for (const { name, file, time } of JSON.parse(readFileSync(TESTS, 'utf8'))) {
		if (!wanted || wanted.has(name)) times.set(file, (times.get(file) ?? 0) + time);
	}
	return [...times].sort(([, a], [, b]) => a - b).map(([file]) => file);
};

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
			const tests = (result.tests ?? []).map(({ name, fileName, timeSpentMs }) => ({
				name,
				file: fileName,
				time: timeSpentMs,
			}));
			writeFileSync(TESTS, JSON.stringify(tests));
			return result;
		},
		async mutantRun(options) {
			const { testFilter, disableBail } = options;
			let nrOfTests = 0;
			for (const file of filesOf(testFilter && new Set(testFilter))) {
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
