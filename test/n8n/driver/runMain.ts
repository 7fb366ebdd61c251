import path from 'node:path';
import { environmentFor, type Environment } from './environment';
import { nodeOf } from './install';
import { launch } from './launch';
import { N8N_FOLDER } from './paths';
import { freePort } from './ports';

interface MainOptions {
	userFolder: string;
	n8nFolder?: string;
	env?: Environment;
	/** Removed if this process dies before it could stop n8n. */
	temporaryFolder?: string;
}

/** Runs n8n's main process on free ports; it can be stopped and started again at the same address. */
export const runMain = async (options: MainOptions) => {
	const { userFolder, n8nFolder = N8N_FOLDER, env, temporaryFolder } = options;
	const node = nodeOf(n8nFolder);
	const port = await freePort();
	const brokerPort = await freePort();
	const logs: string[] = [];

	const start = () =>
		launch({
			command: node,
			args: [path.join(n8nFolder, 'node_modules/n8n/bin/n8n'), 'start'],
			cwd: userFolder,
			env: { ...environmentFor({ node, userFolder, port, brokerPort }), ...env },
			// Printed after the webhooks of all active workflows are registered.
			ready: /Editor is now accessible/,
			temporaryFolder,
		});

	let program = await start();
	return {
		baseUrl: `http://127.0.0.1:${port}`,
		log: () => [...logs, program.log()].join(''),
		stop: (signal?: NodeJS.Signals) => program.stop(signal),
		start: async () => {
			logs.push(program.log());
			program = await start();
		},
	};
};
