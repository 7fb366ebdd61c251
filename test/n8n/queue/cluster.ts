import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
	executionCalls,
	freePort,
	installPackage,
	launch,
	N8N_FOLDER,
	nodeOf,
	workflowCalls,
	type Log,
} from '../driver';
import { environmentFor, type Environment } from '../driver/environment';
import { setUpOwner } from '../driver/rest';
import { startPostgres, startRedis, type Server } from './databases';
import { ensureServers } from './servers';

type Role = 'start' | 'worker' | 'webhook';

/** What each kind of process prints once it can be used. */
const READY: Record<Role, RegExp> = {
	start: /Editor is now accessible/,
	worker: /n8n worker is now ready/,
	webhook: /Webhook listener waiting for requests/,
};

const QUEUE: Environment = {
	EXECUTIONS_MODE: 'queue',
	N8N_ENCRYPTION_KEY: 'the-same-in-every-process-of-this-n8n',
	// A dead worker's jobs are found after seconds instead of a minute and more.
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

interface ProcessOptions {
	tarball: string;
	env: Environment;
}

/** One n8n process as it would run in a container of its own: own user folder, own ports. */
const startProcess = async (role: Role, { tarball, env }: ProcessOptions) => {
	const node = nodeOf();
	const userFolder = mkdtempSync(path.join(tmpdir(), `n8n-wecom-${role}-`));
	const removeFolder = () => rmSync(userFolder, { recursive: true, force: true });
	try {
		await installPackage(userFolder, tarball);
		const [port, brokerPort] = [await freePort(), await freePort()];
		const program = await launch({
			command: node,
			args: [path.join(N8N_FOLDER, 'node_modules/n8n/bin/n8n'), role],
			cwd: userFolder,
			env: { ...environmentFor({ node, userFolder, port, brokerPort }), ...QUEUE, ...env },
			ready: READY[role],
			readyWithinSeconds: 240,
			temporaryFolder: userFolder,
		});
		return {
			baseUrl: `http://127.0.0.1:${port}`,
			log: program.log,
			/** The executions that this process, a worker, has begun. */
			begun: () =>
				[...program.log().matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id!),
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

/** An n8n in queue mode: Redis, PostgreSQL, main, workers, and a process for webhooks. */
export const startCluster = async (tarball: string, workerCount: number, log: Log) => {
	const servers: Server[] = [];
	const processes: N8nProcess[] = [];
	const stop = async () => {
		await Promise.all(processes.map((process) => process.stop()));
		for (const server of servers) await server.stop();
	};
	try {
		const programs = await ensureServers(log);
		servers.push(await startRedis(programs.redis), await startPostgres(programs.postgres));
		const env = Object.assign({}, ...servers.map((server) => server.env)) as Environment;
		const run = async (role: Role) => {
			const started = await startProcess(role, { tarball, env });
			processes.push(started);
			return started;
		};

		log('Starting n8n in queue mode …');
		const main = await run('start');
		const rest = await setUpOwner(main.baseUrl);
		const [webhook, ...workers] = await Promise.all([
			run('webhook'),
			...Array.from({ length: workerCount }, () => run('worker')),
		]);
		return {
			...workflowCalls(rest),
			...executionCalls(rest),
			rest,
			main,
			webhook,
			workers,
			startWorker: () => run('worker'),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
};

export type Cluster = Awaited<ReturnType<typeof startCluster>>;
