import { executionCalls, workflowCalls, type Log } from '../driver';
import type { Environment } from '../driver/environment';
import { setUpOwner } from '../driver/rest';
import { startPostgres, startRedis, type Server } from './databases';
import { startProcess, type N8nProcess, type Role } from './process';
import { ensureServers } from './servers';

interface ClusterOptions {
	tarball: string;
	workers: number;
	/** Processes that only receive callbacks; main receives them as well. */
	webhooks: number;
	/** Settings of every process. */
	env?: Environment;
	log: Log;
}

/** An n8n in queue mode: Redis, PostgreSQL, main, workers, and processes for webhooks. */
export const startCluster = async (options: ClusterOptions) => {
	const { tarball, log } = options;
	const servers: Server[] = [];
	const processes: N8nProcess[] = [];
	const stop = async () => {
		await Promise.all(processes.map((process) => process.stop()));
		for (const server of servers) await server.stop();
	};
	try {
		const programs = await ensureServers(log);
		servers.push(await startRedis(programs.redis), await startPostgres(programs.postgres));
		const env: Environment = Object.assign({}, ...servers.map((server) => server.env), options.env);
		const run = async (role: Role) => {
			const started = await startProcess(role, { tarball, env });
			processes.push(started);
			return started;
		};
		const several = (role: Role, count: number) =>
			Promise.all(Array.from({ length: count }, () => run(role)));

		log('Starting n8n in queue mode …');
		const main = await run('start');
		const rest = await setUpOwner(main.baseUrl);
		const [webhooks, workers] = await Promise.all([
			several('webhook', options.webhooks),
			several('worker', options.workers),
		]);
		return {
			...workflowCalls(rest),
			...executionCalls(rest),
			rest,
			main,
			webhooks,
			workers,
			/** Where Redis and PostgreSQL are, as n8n is told. */
			env,
			startWorker: () => run('worker'),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
};

export type Cluster = Awaited<ReturnType<typeof startCluster>>;
