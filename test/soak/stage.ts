import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureInstalled, packPackage, withCredential, type Workflow } from '../n8n/driver';
import type { Environment } from '../n8n/driver/environment';
import { startCluster } from '../n8n/queue/cluster';
import { CREDENTIAL_TYPE, credentialData, PACKAGE, TRIGGER_TYPE } from '../n8n/wecom';
import { startSimulator } from '../simulator';
import type { App } from '../simulator/types';
import { overlap } from './check/spans';
import { openDatabase } from './database';
import type { Edition, Intrusion, Outage, Press, Pulse, SentScan } from './facts';
import type { Random } from './random';
import { readsOf, syncOf, welcomeFlow } from './workflows';

const TOKEN_LIFE_SECONDS = 20;
const MEMBERS = 10;
const PER_MEMBER = 150;
const READ_AT_ONCE = 20;

/** Another app of the same corp, whose secret the credential holds at times. */
const SECOND: App = {
	name: 'second',
	agentId: 1000003,
	secret: 'SecondAppSecret-abcdefghijklmnopqrstuvwxyz0',
	customerContact: true,
};

interface StageOptions {
	minutes: number;
	env?: Environment;
	print: (line: string) => void;
}

/**
 * Two n8n processes on one database, with queue mode between them: main answers callbacks, runs what is started by
 * hand and has the editor with its Test button; the worker runs what callbacks start. Both call WeCom with the one
 * stored credential. Two mains would need a license; without it, each would take the other's executions for crashed.
 */
export const setStage = async ({ minutes, env, print }: StageOptions) => {
	await ensureInstalled(print);
	const tarball = await packPackage(print);
	const simulator = await startSimulator({
		apps: [SECOND],
		// How long WeCom bans who asks with a wrong secret would be most of a soak; each such call is judged anyway.
		settings: { tokenLifeSeconds: TOKEN_LIFE_SECONDS, wrongSecretLimit: Infinity },
	});
	try {
		const cluster = await startCluster({
			tarball,
			workers: 1,
			webhooks: 0,
			env: {
				N8N_METRICS: 'true',
				EXECUTIONS_DATA_PRUNE: 'false',
				// Two by default, of which one busy workflow leaves nothing to the others.
				DB_POSTGRESDB_POOL_SIZE: '10',
				NODE_OPTIONS: `--import ${path.join(__dirname, 'nameProcess.mjs')}`,
				...env,
			},
			log: print,
		});
		const data = credentialData(simulator);
		const credential = await cluster.createCredential(CREDENTIAL_TYPE, 'WeCom', data);
		const create = (workflow: Workflow) =>
			cluster.createWorkflow(withCredential(workflow, PACKAGE, credential));

		const agents = simulator.addManyCustomers({ members: MEMBERS, relationsPerMember: PER_MEMBER });
		const customers = simulator.state.relations
			.filter(({ userId }) => agents.includes(userId))
			.map(({ externalUserId }) => externalUserId);
		const readIds = customers.slice(0, READ_AT_ONCE);
		const workflows = {
			welcome: await create(welcomeFlow),
			reads: await create(readsOf(readIds)),
			sync: await create(syncOf(agents)),
		};
		const trigger = workflows.welcome.nodes.find(({ type }) => type === TRIGGER_TYPE);
		const callbackUrl = `${cluster.main.baseUrl}/webhook/${trigger?.webhookId}/webhook`;
		await cluster.activate(workflows.welcome);
		simulator.setCallback({ url: callbackUrl });

		const database = await openDatabase(cluster.env);
		const begun = Date.now();
		const end = begun + minutes * 60_000;
		const [worker] = cluster.workers;
		const facts = {
			scans: [] as Array<Promise<SentScan>>,
			outages: [] as Outage[],
			saved: [{ app: 'main', from: begun, to: Infinity }] as Edition[],
			presses: [] as Press[],
			intrusions: [] as Intrusion[],
			pulses: [] as Pulse[],
			expiries: new Map<string, number>(),
			faults: [] as string[],
			/** Why n8n did not do what its users asked of it. */
			failures: [] as string[],
			memory: { main: [] as number[], worker: [] as number[] },
		};

		return {
			cluster,
			database,
			simulator,
			processes: { main: cluster.main, worker: worker! },
			credential,
			second: SECOND,
			/** By their secrets. */
			apps: new Map([
				[simulator.corp.secret, 'main'],
				[SECOND.secret, SECOND.name],
			]),
			workflows,
			callbackUrl,
			readIds,
			customers,
			facts,
			end,
			print,
			/** Does something again and again until the end, after a pause each time. */
			repeat: async (random: Random, [least, most]: [number, number], work: () => unknown) => {
				for (;;) {
					await sleep(Math.min(random.between(least, most), Math.max(0, end - Date.now())));
					if (Date.now() >= end) return;
					await work();
				}
			},
			/** Asks n8n's main process for something; nothing comes of it if that fails. */
			ask: async <T>(question: () => Promise<T>) => {
				const from = Date.now();
				const isDown = () =>
					facts.outages.some(
						(outage) => outage.process === 'main' && overlap({ from, to: Date.now() }, outage),
					);
				if (isDown()) return undefined;
				try {
					return await question();
				} catch (error) {
					if (!isDown()) facts.failures.push((error as Error).message.slice(0, 500));
					return undefined;
				}
			},
			stop: async () => {
				await simulator.close();
				await database.close();
				await cluster.stop();
			},
		};
	} catch (error) {
		await simulator.close();
		throw error;
	}
};

export type Stage = Awaited<ReturnType<typeof setStage>>;
export type Role = (stage: Stage, random: Random) => Promise<void>;
