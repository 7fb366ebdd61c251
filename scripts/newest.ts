// Some of the end-to-end tests in another n8n than the pinned one: `npm run test:newest` takes the newest,
// `npm run test:newest -- 2.40.7` that one. What went wrong is in test/n8n/.cache/newest/report.md.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from '../test/n8n/driver';
import { command } from '../test/n8n/driver/command';
import { CACHE_FOLDER, N8N_FOLDER, PACKAGE_FOLDER } from '../test/n8n/driver/paths';

/** What a new n8n is likely to break: start, publishing, callbacks, polls, tokens, the editor. */
const TESTS = ['welcome', 'callbacks', 'poll', 'token', 'editor'];

const FOLDER = path.join(CACHE_FOLDER, 'newest');
const REPORT = path.join(FOLDER, 'report.md');

const print = (line: string) => console.log(line);

/** The folder of an n8n of this version, pinned as ours is but for its version. */
const folderOf = (version: string) => {
	const folder = path.join(FOLDER, version);
	const pinned = JSON.parse(readFileSync(path.join(N8N_FOLDER, 'package.json'), 'utf8')) as {
		dependencies: Record<string, string>;
	};
	const dependencies = { ...pinned.dependencies, n8n: version };
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...pinned, dependencies }));
	copyFileSync(path.join(N8N_FOLDER, '.npmrc'), path.join(folder, '.npmrc'));
	return folder;
};

/** What npm says against installing an n8n there; nothing if it is installed. */
const install = async (folder: string) => {
	const flags = ['--package-lock-only', '--legacy-peer-deps', '--ignore-scripts', '--no-audit'];
	try {
		print('Looking for all its packages; some minutes …');
		await command('npm', ['install', ...flags, '--no-fund'], { cwd: folder });
		await ensureInstalled(print, folder);
		return undefined;
	} catch (error) {
		const lines = String(error).split('\n');
		const told = lines.filter(
			(line) => line.startsWith('npm error') && !line.includes('complete log'),
		);
		return (told.length > 0 ? told : lines).join('\n');
	}
};

interface Results {
	testResults: Array<{
		message: string;
		assertionResults: Array<{ fullName: string; status: string }>;
	}>;
}

/** Which tests fail in the n8n there; nothing if none does. */
const failures = (folder: string) => {
	const results = path.join(FOLDER, 'results.json');
	rmSync(results, { force: true });
	const files = TESTS.map((name) => `test/n8n/tests/${name}.test.ts`);
	const { status } = spawnSync(
		'npx',
		['jest', '--config', 'jest.n8n.config.js', '--json', '--outputFile', results, ...files],
		{ cwd: PACKAGE_FOLDER, stdio: 'inherit', env: { ...process.env, TESTED_N8N: folder } },
	);
	if (status === 0) return undefined;
	const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as Results;
	return testResults
		.flatMap(({ message, assertionResults }) => {
			const failed = assertionResults.filter((each) => each.status === 'failed');
			return failed.length > 0 ? failed.map((each) => each.fullName) : [message];
		})
		.filter((text) => text !== '')
		.join('\n');
};

const report = (headline: string, explanation: string, details: string) => {
	writeFileSync(REPORT, [headline, explanation, ['```', details, '```'].join('\n')].join('\n\n'));
	print(`\n${readFileSync(REPORT, 'utf8')}`);
	process.exitCode = 1;
};

const main = async () => {
	const [given] = process.argv.slice(2);
	const version = given || (await command('npm', ['view', 'n8n', 'version'], { cwd: '/' })).trim();
	print(`n8n ${version}`);
	const folder = folderOf(version);
	rmSync(REPORT, { force: true });
	const refusal = await install(folder);
	if (refusal !== undefined) {
		return report(
			`n8n ${version} does not install`,
			'Nothing was tested. A package that it needs is not there yet, or wants another entry under `overrides` in `test/n8n/package.json`.',
			refusal,
		);
	}
	const failed = failures(folder);
	if (failed !== undefined) {
		return report(
			`n8n ${version} fails our tests`,
			`It installs. \`npm run test:newest -- ${version}\` shows it here; these tests fail:`,
			failed,
		);
	}
	print(`n8n ${version} passes`);
};

void main();
