import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { command } from './command';
import type { Environment } from './environment';
import { hashOf } from './hash';
import { silent, type Log } from './log';
import { CACHE_FOLDER, N8N_FOLDER } from './paths';
import { setUpOwner } from './rest';
import { runMain } from './runMain';

// A migrated database with an owner: making it takes n8n longer than anything else a run needs.
const templateFolder = async (n8nFolder: string, log: Log, env?: Environment) => {
	const version = hashOf(
		path.join(n8nFolder, 'package-lock.json'),
		path.join(__dirname, 'rest.ts'),
	);
	const template = path.join(CACHE_FOLDER, 'user-folders', version);
	if (existsSync(template)) return template;

	log('Preparing a database for n8n, once …');
	mkdirSync(path.dirname(template), { recursive: true });
	const unfinished = mkdtempSync(`${template}-`);
	try {
		const folders = { n8nFolder, userFolder: unfinished, temporaryFolder: unfinished };
		const main = await runMain({ ...folders, env });
		try {
			await setUpOwner(main.baseUrl);
		} finally {
			await main.stop();
		}
		// Another run may have been quicker; its folder is as good.
		if (!existsSync(template)) renameSync(unfinished, template);
		return template;
	} finally {
		rmSync(unfinished, { recursive: true, force: true });
	}
};

/** A throw-away user folder for n8n with a database and an owner, and no workflow. */
export const makeUserFolder = async (
	log: Log = silent,
	n8nFolder = N8N_FOLDER,
	env?: Environment,
) => {
	const template = await templateFolder(n8nFolder, log, env);
	const userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-wecom-'));
	cpSync(template, userFolder, { recursive: true });
	return userFolder;
};

/** Installs a packed community package where n8n itself would put it. */
export const installPackage = async (userFolder: string, tarball: string) => {
	const cwd = path.join(userFolder, '.n8n/nodes');
	mkdirSync(cwd, { recursive: true });
	writeFileSync(
		path.join(cwd, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true }),
	);
	// legacy-peer-deps: the peer n8n-workflow is n8n's own.
	const flags = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
	await command('npm', ['install', ...flags, tarball], { cwd });
};
