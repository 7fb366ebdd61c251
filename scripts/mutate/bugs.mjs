// The bugs that this package must never have again, each put back into the code: a test has to fail.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import jestConfig from '../../jest.config.js';

/** `test` has the tests that must notice; `named` tells which of them, if not all. */
const BUGS = [
	{
		bug: 'A dead token never heals: what WeCom refused is used again',
		file: 'transport/token.ts',
		from: 'learn(identity, rules.refused(recall(identity), tokens, failure, Date.now()));',
		to: '',
		test: 'unit/transport/token.test.ts',
		named: 'a token that died heals',
	},
	{
		bug: 'Wrong tenant: a stored token serves whichever app asks',
		file: 'transport/tokens.ts',
		from: "tokens.accessToken !== '' && tokens.tokenFor === identity",
		to: "tokens.accessToken !== ''",
		test: 'unit/transport/token.test.ts',
		named: 'a token serves only the app it was fetched for',
	},
	{
		bug: 'A stranger freezes n8n: the scan before the signature goes back for every element',
		file: 'callback/envelope.ts',
		from: 'const text = scan.text.slice(scan.at, end);\n\tscan.at = end;',
		to: 'const text = scan.text.slice(0, end).slice(scan.at);\n\tscan.at = end;',
		test: 'unit/callback/envelope.test.ts',
		named: 'looks at each character a fixed number of times',
	},
	{
		bug: 'Data is overwritten: what WeCom does not show counts as empty',
		file: 'resources/shared/present.ts',
		from: 'if (missing.length === 0) return;',
		to: 'return;',
		test: 'engine/present.test.ts',
	},
	{
		bug: 'The wrong people are reached: an audience whose expression gives nothing means everybody',
		file: 'engine/parameters.ts',
		from: 'if (narrows && (isNothing ||',
		to: 'if (narrows && (!isNothing &&',
		test: 'engine/operationsValues.test.ts',
		named: 'who is reached never grows',
	},
	{
		bug: 'Done twice: what WeCom may have carried out is sent again',
		file: 'transport/retry.ts',
		from: "if (access === 'once' && mayBeDone(outcome)) return undefined;",
		to: '',
		test: 'unit/transport/retry.test.ts',
	},
];

const CONFIG = '.cache/mutate/bug.json';

/** Which tests fail with the mistake; a test run that comes to nothing is none of them. */
function failuresOf({ file, from, to, test, named }) {
	const withMistake = path.resolve('scripts/mutate/withMistake.cjs');
	const [[pattern, [, options]]] = Object.entries(jestConfig.transform);
	const transform = { [pattern]: [withMistake, { ...options, file, from, to }] };
	mkdirSync(path.dirname(CONFIG), { recursive: true });
	writeFileSync(CONFIG, JSON.stringify({ ...jestConfig, rootDir: process.cwd(), transform }));
	const results = `${CONFIG}.results`;
	const args = [
		'--config',
		CONFIG,
		`test/${test}`,
		'--maxWorkers=1',
		'--json',
		'--outputFile',
		results,
	];
	const { stderr } = spawnSync('npx', ['jest', ...args, ...(named ? ['-t', named] : [])], {
		encoding: 'utf8',
	});
	const { numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
	if (numRuntimeErrorTestSuites > 0) throw new Error(stderr);
	return numFailedTests;
}

/** Whether each bug is noticed. */
export function bringBack() {
	const unnoticed = BUGS.filter(({ bug, ...mistake }) => {
		const failed = failuresOf(mistake);
		console.log(`${failed > 0 ? `noticed by ${failed} tests` : 'NOT NOTICED'}: ${bug}`);
		return failed === 0;
	});
	return unnoticed.length === 0;
}
