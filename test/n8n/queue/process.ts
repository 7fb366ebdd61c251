import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, installPackage, launch, N8N_FOLDER, nodeOf } from '../driver';
import { environmentFor, type Environment } from '../driver/environment';

export type Role = 'start' | 'worker' | 'webhook';

/** What each kind of process prints once it can be used. */
const READY: Record<Role, RegExp> = {
	start: /Editor is now accessible/,
	worker: /n8n worker is now ready/,
	webhook: /Webhook listener waiting for requests/,
};

/** What n8n encrypts its credentials with. */
export const ENCRYPTION_KEY = 'the-same-in-every-process-of-this-n8n';

const QUEUE: Environment = {
	EXECUTIONS_MODE: 'queue',
	N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
	// A dead worker's jobs are found after seconds instead of a minute and more.
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
	// A worker's own server: /healthz and, if they are on, /metrics.
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
};

interface ProcessOptions {
	tarball: string;
	env: Environment;
}

/** One n8n process as it would run in a container of its own: own user folder, own ports. */
export const startProcess = async (role: Role, { tarball, env }: ProcessOptions) => {
	const node = nodeOf();
	const userFolder = mkdtempSync(path.join(tmpdir(), `n8n-wecom-${role}-`));
	const removeFolder = () => rmSync(userFolder, { recursive: true, force: true });
	try {
		await installPackage(userFolder, tarball);
		const [port, brokerPort] = [await freePort(), await freePort()];
		const start = () =>
			launch({
				command: node,
				args: [path.join(N8N_FOLDER, 'node_modules/n8n/bin/n8n'), role],
				cwd: userFolder,
				env: {
					...environmentFor({ node, userFolder, port, brokerPort }),
					QUEUE_HEALTH_CHECK_PORT: String(port),
					...QUEUE,
					...env,
				},
				ready: READY[role],
				readyWithinSeconds: 240,
				temporaryFolder: userFolder,
			});

		let program = await start();
		const logs: string[] = [];
		const log = () => [...logs, program.log()].join('');
		return {
			baseUrl: `http://127.0.0.1:${port}`,
			log,
			isRunning: () => program.isRunning(),
			/** The executions that this process, a worker, has begun. */
			begun: () => [...log().matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id!),
			/** Ends it and starts it again with the same data at the same address. */
			restart: async (signal?: NodeJS.Signals) => {
				await program.stop(signal);
				logs.push(program.log());
				program = await start();
			},
			stop: async (signal?: NodeJS.Signals) => {
				await program.stop(signal);
				removeFolder();
			},
		};
	} catch (error) {
		removeFolder();
		throw error;
	}
};

export type N8nProcess = Awaited<ReturnType<typeof startProcess>>;
