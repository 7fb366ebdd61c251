import { startSimulator } from '../../simulator';
import type { Delivery, Simulator } from '../../simulator/types';
import {
	ensureInstalled,
	isFinished,
	itemsOf,
	packPackage,
	withCredential,
	type StoredWorkflow,
} from '../driver';
import { startCluster, type Cluster } from '../queue/cluster';
import type { N8nProcess } from '../queue/process';
import {
	ACTION_TYPE,
	CREDENTIAL_TYPE,
	credentialData,
	PACKAGE,
	readWelcomeFlow,
	TRIGGER_TYPE,
	WELCOME_FLOW,
} from '../wecom';
import { inLine, SET_UP_MS } from './setup';

const WORKERS = 2;
/** More than one worker runs at a time (10), so that both get some. */
const BURST = 24;
/** As many as n8n's default expression engine answers in time on a busy machine. */
const AT_A_TIME = 6;

const TRIGGER = 'WeCom';
const trigger = {
	name: TRIGGER,
	type: TRIGGER_TYPE,
	parameters: { events: ['customerAdded'], options: { replayWindow: 0 } },
};
const readCustomer = {
	name: 'Customer',
	type: ACTION_TYPE,
	parameters: {
		resource: 'customer',
		operation: 'get',
		externalUserId: `={{ $('${TRIGGER}').item.json.external_userid }}`,
	},
};
const DONE = { name: 'Done', type: 'n8n-nodes-base.noOp', parameters: {} };

const print = (line: string) => void process.stderr.write(`${line}\n`);

describe('n8n in queue mode', () => {
	let simulator: Simulator;
	let cluster: Cluster;
	let publish: (workflow: Parameters<typeof withCredential>[0]) => Promise<StoredWorkflow>;

	beforeAll(async () => {
		await ensureInstalled(print);
		const tarball = await packPackage(print);
		simulator = await startSimulator();
		cluster = await startCluster({ tarball, workers: WORKERS, webhooks: 1, log: print });
		const data = credentialData(simulator);
		const credential = await cluster.createCredential(CREDENTIAL_TYPE, 'WeCom', data);
		publish = async (workflow) => {
			const stored = await cluster.createWorkflow(withCredential(workflow, PACKAGE, credential));
			await cluster.activate(stored);
			return stored;
		};
	}, SET_UP_MS);
	afterAll(async () => {
		await simulator?.close();
		await cluster?.stop();
	}, 120_000);

	/** Makes one of the processes receive the events for a workflow. */
	const receiveAt = ({ baseUrl }: N8nProcess, { nodes }: StoredWorkflow) => {
		const { webhookId } = nodes.find(({ type }) => type === TRIGGER_TYPE)!;
		simulator.setCallback({ url: `${baseUrl}/webhook/${webhookId}/webhook` });
	};

	const scan = () => simulator.scanQrCode({ userId: 'zhangsan', state: WELCOME_FLOW.storeChannel });

	/** Customers who come some at a time; answers them once n8n has all of their events. */
	const scans = async (count: number) => {
		const done: Array<ReturnType<typeof scan>> = [];
		const deliveries: Delivery[] = [];
		const next = async () => {
			while (done.length < count) {
				const one = scan();
				done.push(one);
				deliveries.push(await one.delivery);
			}
		};
		await Promise.all(Array.from({ length: AT_A_TIME }, next));
		expect(deliveries.filter(({ acknowledged }) => !acknowledged)).toEqual([]);
		return done;
	};

	const finished = ({ id: workflowId }: StoredWorkflow, count: number) =>
		cluster.waitForExecutions({ workflowId }, { count, seconds: 90 });

	const begunBy = <E extends { id: string }>(worker: N8nProcess, executions: E[]) => {
		const begun = new Set(worker.begun());
		return executions.filter(({ id }) => begun.has(id));
	};

	it('loads the package in every process, and runs callbacks of the webhook process on a worker', async () => {
		const workflow = await publish(readWelcomeFlow());
		receiveAt(cluster.main, workflow);
		expect(await simulator.verifyCallbackUrl()).toMatchObject({ ok: true });
		receiveAt(cluster.webhooks[0]!, workflow);
		expect(await simulator.verifyCallbackUrl()).toMatchObject({ ok: true });

		simulator.faults.slow('externalcontact/get', 2000);
		const burst = await scans(BURST);
		simulator.faults.reset();
		const executions = await finished(workflow, BURST);
		expect(executions.map(({ status }) => status)).toEqual(burst.map(() => 'success'));
		const [first = [], second = []] = cluster.workers.map((worker) => begunBy(worker, executions));
		expect(first.length).toBeGreaterThan(0);
		expect(second.length).toBeGreaterThan(0);
		expect(first.length + second.length).toBe(BURST);
		expect(simulator.welcomeMessages.map(({ externalUserId }) => externalUserId).sort()).toEqual(
			burst.map(({ externalUserId }) => externalUserId).sort(),
		);
	});

	it('fetches an expired token once in a worker at most, and shares it through the credential', async () => {
		const workflow = await publish(inLine('Reads', [trigger, readCustomer]));
		receiveAt(cluster.webhooks[0]!, workflow);
		const burst = async (alreadyRun: number) => {
			simulator.resetJournal();
			await scans(BURST);
			const executions = await finished(workflow, alreadyRun + BURST);
			expect(executions.map(({ status }) => status)).not.toContain('error');
			return simulator.requests('gettoken').length;
		};

		simulator.faults.expireTokens();
		simulator.faults.slow('gettoken', 500);
		const tokens = await burst(0);
		simulator.faults.reset();
		print(`      ${tokens} gettoken for ${BURST} executions on ${WORKERS} workers`);
		expect(tokens).toBeGreaterThanOrEqual(1);
		expect(tokens).toBeLessThanOrEqual(WORKERS);
		expect(await burst(BURST)).toBe(0);
	});

	it('knows a repeated event in each process that receives callbacks, and event_id in all of them', async () => {
		const workflow = await publish(
			inLine('Once', [
				trigger,
				{
					name: 'New Events',
					type: 'n8n-nodes-base.removeDuplicates',
					typeVersion: 2,
					parameters: {
						operation: 'removeItemsSeenInPreviousExecutions',
						dedupeValue: '={{ $json.event_id }}',
						options: {},
					},
				},
				DONE,
			]),
		);
		const event = {
			Event: 'change_external_contact',
			ChangeType: 'add_external_contact',
			UserID: 'zhangsan',
			ExternalUserID: 'wmTwice',
			CreateTime: Math.floor(Date.now() / 1000),
		};
		receiveAt(cluster.webhooks[0]!, workflow);
		const together = [simulator.sendEvent(event), simulator.sendEvent(event)];
		for (const { acknowledged } of await Promise.all(together)) expect(acknowledged).toBe(true);
		expect(await simulator.sendEvent(event)).toMatchObject({ acknowledged: true });
		await finished(workflow, 1);

		receiveAt(cluster.main, workflow);
		expect(await simulator.sendEvent(event)).toMatchObject({ acknowledged: true });
		const executions = await finished(workflow, 2);
		expect(executions).toHaveLength(2);
		const eventIds = executions.map((execution) => itemsOf(execution, TRIGGER)[0]?.json.event_id);
		expect(eventIds[0]).toEqual(expect.any(String));
		expect(eventIds[1]).toBe(eventIds[0]);
		expect(executions.flatMap((execution) => itemsOf(execution, DONE.name))).toHaveLength(1);
	});

	it('sends no welcome message twice when a worker is killed, and the other one goes on', async () => {
		const workflow = await publish(
			inLine('Greets', [
				trigger,
				{
					name: 'Welcome',
					type: ACTION_TYPE,
					parameters: { resource: 'welcomeMessage', operation: 'send', text: '你好！' },
				},
				readCustomer,
			]),
		);
		receiveAt(cluster.webhooks[0]!, workflow);
		const [victim, survivor] = cluster.workers as [N8nProcess, N8nProcess];
		const list = () => cluster.executions({ workflowId: workflow.id });
		const { length: before } = simulator.welcomeMessages;
		simulator.resetJournal();
		// Killed after the message, before the execution's end.
		simulator.faults.slow('externalcontact/get', 4000);
		const burst = await scans(BURST / 2);
		await simulator.waitFor(() => simulator.welcomeMessages.length > before, 30_000);
		await simulator.waitFor(() => simulator.requests('externalcontact/get').length > 0, 30_000);
		const underWay = (await list()).filter((execution) => !isFinished(execution));
		expect(begunBy(victim, underWay).length).toBeGreaterThan(0);
		await victim.stop('SIGKILL');
		simulator.faults.reset();

		const executions = await finished(workflow, burst.length);
		const goneOn = begunBy(survivor, executions);
		const others = executions.filter((execution) => !goneOn.includes(execution));
		const killed = others.filter(({ status }) => status !== 'success');
		print(
			`      ${burst.length} executions: ${goneOn.length} on the other worker, ${others.length} on the killed one, ` +
				`of these ${killed.length} ended as: ${killed[0]?.resultData.error?.message}`,
		);
		expect(executions).toHaveLength(burst.length);
		expect(goneOn.map(({ status }) => status)).toEqual(goneOn.map(() => 'success'));
		// n8n does not run again what a dead worker had begun.
		expect(killed.length).toBeGreaterThan(0);
		expect(killed.map(({ status }) => status)).toEqual(killed.map(() => 'error'));

		const codes = simulator
			.requests('externalcontact/send_welcome_msg')
			.map(({ body }) => (body as { welcome_code: string }).welcome_code);
		expect(new Set(codes).size).toBe(codes.length);
		const messages = simulator.welcomeMessages.slice(before);
		expect(messages.length).toBeGreaterThanOrEqual(goneOn.length);
		expect(messages).toHaveLength(codes.length);
	});

	it('gives a new worker the stored token', async () => {
		await cluster.workers[1]!.stop();
		const worker = await cluster.startWorker();
		const workflow = await publish(inLine('After', [trigger, readCustomer]));
		receiveAt(cluster.webhooks[0]!, workflow);
		simulator.resetJournal();
		await scans(1);
		const executions = await finished(workflow, 1);
		expect(executions).toMatchObject([{ status: 'success' }]);
		expect(begunBy(worker, executions)).toHaveLength(1);
		expect(simulator.requests('gettoken')).toHaveLength(0);
	});
});
