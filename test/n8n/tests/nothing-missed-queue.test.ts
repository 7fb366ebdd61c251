import { startSimulator } from '../../simulator';
import type { Simulator } from '../../simulator/types';
import { ensureInstalled, packPackage, withCredential } from '../driver';
import { startCluster, type Cluster } from '../queue/cluster';
import type { N8nProcess } from '../queue/process';
import { CREDENTIAL_TYPE, credentialData, PACKAGE, TRIGGER_TYPE } from '../wecom';
import {
	areAllFinished,
	makeTable,
	outcome,
	polledOnes,
	readNothingMissed,
	reportStream,
	stream,
	until,
} from './nothing-missed-setup';
import { SET_UP_MS } from './setup';

const TEST_MS = 10 * 60_000;
const print = (line: string) => void process.stderr.write(`${line}\n`);

describe('the example nothing-missed in queue mode, with processes killed in a stream of customers', () => {
	let simulator: Simulator;
	let cluster: Cluster;

	beforeAll(async () => {
		await ensureInstalled(print);
		const tarball = await packPackage(print);
		simulator = await startSimulator();
		cluster = await startCluster({
			tarball,
			workers: 2,
			webhooks: 0,
			env: { N8N_EXPRESSION_ENGINE: 'legacy' },
			log: print,
		});
	}, SET_UP_MS);
	afterAll(async () => {
		await simulator?.close();
		await cluster?.stop();
	}, 120_000);

	it(
		'loses no customer, and welcomes none twice',
		async () => {
			const data = credentialData(simulator);
			const credential = await cluster.createCredential(CREDENTIAL_TYPE, 'WeCom', data);
			const example = withCredential(readNothingMissed(), PACKAGE, credential);
			const workflow = await cluster.createWorkflow(example);
			await cluster.activate(workflow);
			const { webhookId } = workflow.nodes.find(({ type }) => type === TRIGGER_TYPE)!;
			simulator.setCallback({ url: `${cluster.main.baseUrl}/webhook/${webhookId}/webhook` });
			await makeTable(cluster, workflow);

			// Main is killed, and then the worker that has what main's first poll found.
			let died: string[] = [];
			const killWorker = async () => {
				let victim: N8nProcess | undefined;
				await until(cluster, workflow, (executions) => {
					const running = polledOnes(executions);
					victim = cluster.workers.find((worker) => {
						died = worker.begun().filter((id) => running.includes(id));
						return died.length > 0;
					});
					return victim !== undefined;
				});
				await victim!.stop('SIGKILL');
			};
			let kills = Promise.resolve();
			const { pairs, deliveries } = await stream(simulator, {
				60: () => {
					kills = kills.then(() => cluster.main.restart('SIGKILL')).then(killWorker);
				},
			});
			await kills;

			// n8n finds out after a while what died with the worker.
			await until(cluster, workflow, areAllFinished);
			expect(await cluster.execution(died[0]!)).toMatchObject({ status: 'error' });
			// Published anew, the trigger polls at once.
			await cluster.deactivate(workflow);
			await cluster.activate(workflow);
			await until(cluster, workflow, areAllFinished);

			const result = await outcome(simulator, cluster, pairs);
			const missedByCallbacks = reportStream(deliveries, result);
			expect(missedByCallbacks).toBeGreaterThan(0);
			expect(result.lost).toEqual([]);
			expect(result.welcomedTwice).toBe(0);
			expect(result.welcomed).toBeGreaterThan(0);
		},
		TEST_MS,
	);
});
