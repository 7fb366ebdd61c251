import { setTimeout as sleep } from 'node:timers/promises';
import {
	isFinished,
	packPackage,
	startN8n,
	withCredential,
	type StoredWorkflow,
	type Workflow,
} from '../../test/n8n/driver';
import type { Environment } from '../../test/n8n/driver/environment';
import { startCluster } from '../../test/n8n/queue/cluster';
import { CREDENTIAL_TYPE, credentialData, PACKAGE } from '../../test/n8n/wecom';
import { startSimulator } from '../../test/simulator';
import type { Simulator } from '../../test/simulator/types';

/** How long WeCom takes to answer. */
const LATENCY_MS = 30;
const MOST_IDLE_MS = 240_000;

/** An n8n that is ready for customers, and the WeCom they come from. */
export interface Setup {
	simulator: Simulator;
	/** Publishes a workflow; what was published before starts no more. Its webhook becomes the corp's callback URL. */
	publish(workflow: Workflow): Promise<void>;
	/** Waits until n8n has nothing left to do. */
	idle(): Promise<void>;
	stop(): Promise<void>;
}

type Started = Pick<
	Awaited<ReturnType<typeof startN8n>>,
	'createCredential' | 'createWorkflow' | 'activate' | 'deactivate' | 'executions' | 'stop'
> & { receiver: string };

const oneProcess = async (env: Environment): Promise<Started> => {
	const n8n = await startN8n({ tarballs: [await packPackage()], env });
	return { ...n8n, receiver: n8n.baseUrl };
};

/** Main, a process for webhooks and two workers, with Redis and PostgreSQL. */
const queueMode = async (env: Environment): Promise<Started> => {
	const tarball = await packPackage();
	const cluster = await startCluster({ tarball, workers: 2, webhooks: 1, env, log: () => {} });
	return { ...cluster, receiver: cluster.webhooks[0]!.baseUrl };
};

/** Starts n8n with some settings, in one process or in queue mode, and a simulated WeCom. */
export async function startSetup({
	queue = false,
	env = {},
}: {
	queue?: boolean;
	env?: Environment;
}): Promise<Setup> {
	const simulator = await startSimulator();
	simulator.faults.latencyMs = LATENCY_MS;
	const n8n = await (queue ? queueMode(env) : oneProcess(env));
	const data = credentialData(simulator);
	const credential = await n8n.createCredential(CREDENTIAL_TYPE, 'WeCom', data);
	let published: StoredWorkflow | undefined;
	return {
		simulator,
		publish: async (workflow) => {
			if (published) await n8n.deactivate(published);
			published = await n8n.createWorkflow(withCredential(workflow, PACKAGE, credential));
			await n8n.activate(published);
			simulator.setCallback({ url: `${n8n.receiver}/webhook/${pathOf(published)}` });
		},
		idle: async () => {
			const started = Date.now();
			// An n8n that has too much to do does not answer this either.
			const isIdle = async () =>
				(await n8n.executions({ status: ['new', 'running'] })).every(isFinished);
			while (!(await isIdle().catch(() => false))) {
				if (Date.now() - started > MOST_IDLE_MS) throw new Error('executions do not end');
				await sleep(300);
			}
		},
		stop: async () => {
			await n8n.stop();
			await simulator.close();
		},
	};
}

/** The path of a published workflow's webhook: our trigger's, or the one that n8n's own node was given. */
function pathOf({ nodes }: StoredWorkflow): string {
	const [ours] = nodes.filter(({ type, webhookId }) => type.startsWith(PACKAGE) && webhookId);
	const [theirs] = nodes.filter(({ type }) => type === 'n8n-nodes-base.webhook');
	return ours ? `${ours.webhookId}/webhook` : String(theirs?.parameters.path);
}
