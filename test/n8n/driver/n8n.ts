import { rmSync } from 'node:fs';
import type { Environment } from './environment';
import { executionCalls } from './executions';
import { silent, type Log } from './log';
import { N8N_FOLDER } from './paths';
import { login, OWNER } from './rest';
import { runMain } from './runMain';
import { installPackage, makeUserFolder } from './userFolder';
import { workflowCalls } from './workflows';

interface N8nOptions {
	/** Packed community packages to install before the start. */
	tarballs?: string[];
	env?: Environment;
	/** An existing user folder to run in; it is kept. Without it: a throw-away one. */
	userFolder?: string;
	/** The folder whose `node_modules` holds the n8n to run. */
	n8nFolder?: string;
	log?: Log;
}

/** Starts a real n8n on this machine and answers everything a test or demo needs of it. */
export const startN8n = async (options: N8nOptions = {}) => {
	const { tarballs = [], env, n8nFolder = N8N_FOLDER, log = silent } = options;
	const userFolder = options.userFolder ?? (await makeUserFolder(log, n8nFolder));
	const temporaryFolder = options.userFolder ? undefined : userFolder;
	const removeFolder = () => {
		if (temporaryFolder) rmSync(temporaryFolder, { recursive: true, force: true });
	};
	try {
		for (const tarball of tarballs) await installPackage(userFolder, tarball);
		const main = await runMain({ userFolder, n8nFolder, env, temporaryFolder });
		try {
			const rest = await login(main.baseUrl);
			return {
				baseUrl: main.baseUrl,
				login: OWNER,
				userFolder,
				rest,
				...workflowCalls(rest),
				...executionCalls(rest, n8nFolder),
				/** Everything n8n printed so far. */
				log: main.log,
				/** Ends n8n and starts it again with the same data at the same address. */
				restart: async (signal?: NodeJS.Signals) => {
					await main.stop(signal);
					await main.start();
				},
				stop: async () => {
					await main.stop();
					removeFolder();
				},
			};
		} catch (error) {
			await main.stop();
			throw error;
		}
	} catch (error) {
		removeFolder();
		throw error;
	}
};

export type N8n = Awaited<ReturnType<typeof startN8n>>;
