import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf, type StoredWorkflow } from '../driver';
import { callbackUrl, credentialData, CREDENTIAL_TYPE, publish } from '../wecom';
import { SET_UP_MS, startBoth, type Both } from './setup';
import {
	added,
	customersOf,
	deliver,
	differences,
	isAcknowledged,
	NONE,
	report,
	TRIGGER,
	triggered,
} from './trigger-setup';

const SUITE = { suiteId: 'ww4asffe99e54c0f4c' };
const HOUR = 3_600_000;
const WECOM_WAITS = 5000;

describe('what the trigger answers', () => {
	let both: Both;
	let ordinary: StoredWorkflow;
	let clock = 0;

	beforeAll(async () => {
		both = await startBoth({
			// One production execution at a time: the others queue up, and n8n's own answers with them.
			env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' },
			simulated: { now: () => Date.now() + clock },
		});
		ordinary = await receiver('Ordinary');
	}, SET_UP_MS);
	afterAll(() => both?.stop());
	beforeEach(() => {
		clock = 0;
		both.simulator.setCallback({ url: callbackUrl(both.n8n, ordinary) });
	});

	/** A workflow that receives the simulated corp's callbacks from now on. */
	const receiver = async (
		name: string,
		parameters?: Record<string, unknown>,
		next?: Parameters<typeof triggered>[2],
	) => {
		const { n8n, simulator, credential } = both;
		return await publish(n8n, simulator, credential, triggered(name, parameters, next));
	};

	const count = async ({ id: workflowId }: StoredWorkflow) =>
		(await both.n8n.executions({ workflowId })).length;

	/** What the trigger put out in the newest of so many executions. */
	const outputOf = async ({ id: workflowId }: StoredWorkflow, { output = 0, count = 1 } = {}) => {
		const [execution] = await both.n8n.waitForExecutions({ workflowId }, { count });
		return itemsOf(execution!, TRIGGER, output)[0]?.json;
	};

	it('is an empty 200 to an app, once the execution is stored', async () => {
		const { attempts } = await both.simulator.sendEvent(added('wmApp'));
		expect(attempts).toMatchObject([{ status: 200, body: '' }]);
		expect(await count(ordinary)).toBe(1);
	});

	it('is the word success to a suite, also for a repetition and for what starts nothing', async () => {
		const { simulator } = both;
		const options = { thirdParty: SUITE, receiveId: simulator.corp.corpId };
		const before = await count(ordinary);
		const event = { ...added('wmSuite'), TimeStamp: Math.floor(Date.now() / 1000) };
		for (const [sent, executions] of [
			[event, 1],
			[event, 1],
			[{ Event: 'suite_ticket', SuiteTicket: 't' }, 1],
		] as const) {
			const { attempts } = await simulator.sendEvent(sent, options);
			expect(attempts).toMatchObject([{ status: 200, body: 'success' }]);
			await sleep(500);
			expect(await count(ordinary)).toBe(before + executions);
		}
	});

	it('comes at once if the user wants it so', async () => {
		const workflow = await receiver('Immediately', { options: { acknowledge: 'immediately' } });
		const { attempts } = await both.simulator.sendEvent(added('wmImmediately'));
		expect(attempts).toMatchObject([{ status: 200, body: '' }]);
		expect(await outputOf(workflow)).toMatchObject({ external_userid: 'wmImmediately' });
	});

	it('refuses a call of two hours ago, and the log says so', async () => {
		clock = -2 * HOUR;
		const before = await count(ordinary);
		const { attempts } = await both.simulator.sendEvent(added('wmReplay'), { attempts: 1 });
		expect(attempts).toMatchObject([{ status: 401 }]);
		expect(both.n8n.log()).toContain('outside the replay window of 60 minutes');
		await sleep(500);
		expect(await count(ordinary)).toBe(before);
	});

	it('is the same for an event that is filtered out, which starts nothing', async () => {
		const { simulator } = both;
		const filters = { members: ['zhangsan'], state: 'store', stateMatch: 'prefix' };
		const workflow = await receiver('Filtered', { filters });
		for (const changes of [{ State: 'shop' }, {}, { State: 'store', UserID: 'lisi' }]) {
			const { attempts } = await simulator.sendEvent({ ...added('wmFiltered'), ...changes });
			expect(attempts).toMatchObject([{ status: 200, body: '' }]);
		}
		await simulator.sendEvent({ ...added('wmFiltered'), State: 'store1' });
		expect(await outputOf(workflow)).toMatchObject({ state: 'store1' });
		expect(await count(workflow)).toBe(1);
	});

	it('puts an event out where its group is, with the customer if asked', async () => {
		const { simulator } = both;
		const workflow = await receiver('Grouped', {
			events: ['customerAdded', 'tagCreated'],
			options: { separateOutputs: 'group', includeCustomer: true },
		});
		await simulator.sendEvent({ Event: 'change_external_tag', ChangeType: 'create', Id: 'tag' });
		expect(await outputOf(workflow, { output: 2 })).toMatchObject({
			event_type: 'tagCreated',
			tag_id: 'tag',
		});
		const { externalUserId, delivery } = simulator.scanQrCode({ userId: 'zhangsan' });
		await delivery;
		expect(await outputOf(workflow, { count: 2 })).toMatchObject({
			external_userid: externalUserId,
			customer: { external_userid: externalUserId, userid: 'zhangsan', follows: true },
		});
		await simulator.sendEvent(added('wmNobody'));
		expect(await outputOf(workflow, { count: 3 })).toMatchObject({
			external_userid: 'wmNobody',
			customer_error: expect.stringContaining('WeCom error 40096'),
		});
	});

	describe('to a URL check', () => {
		it('is the text, and to a wrong one a refusal whose reason is in the log', async () => {
			const { n8n, simulator } = both;
			expect(await simulator.verifyCallbackUrl()).toMatchObject({ ok: true });
			expect(await simulator.verifyCallbackUrl({ tamperSignature: true })).toMatchObject({
				status: 401,
			});
			expect(n8n.log()).toMatch(/URL check rejected: The signature does not match.*Token/);
			expect(await simulator.verifyCallbackUrl({ receiveId: 'wwOther' })).toMatchObject({
				status: 401,
			});
			expect(n8n.log()).toMatch(/URL check rejected: The message is for wwOther/);
			const response = await fetch(callbackUrl(n8n, ordinary));
			expect(response.status).toBe(400);
			expect(n8n.log()).toContain(
				'URL check rejected: The query parameter msg_signature is missing',
			);
		});

		it('comes from the test URL as well while the editor listens, and leaves it listening', async () => {
			const { n8n, simulator } = both;
			const workflow = await receiver('Tried out');
			await n8n.deactivate(workflow);
			await n8n.rest('POST', `/rest/workflows/${workflow.id}/run`, {
				workflowData: workflow,
				triggerToStartFrom: { name: TRIGGER },
			});
			const url = callbackUrl(n8n, workflow).replace('/webhook/', '/webhook-test/');
			simulator.setCallback({ url });
			expect(await simulator.verifyCallbackUrl()).toMatchObject({ ok: true });
			await simulator.sendEvent(added('wmForged'), { tamperSignature: true, attempts: 1 });
			const { attempts } = await simulator.sendEvent(added('wmTried'));
			expect(attempts).toMatchObject([{ status: 200, body: '' }]);
			expect(await outputOf(workflow)).toMatchObject({ external_userid: 'wmTried' });
		});
	});

	it.each([
		['callbackToken', '', 'The credential has no Callback Token'],
		['encodingAesKey', '', 'The EncodingAESKey is empty'],
		['encodingAesKey', 'tooShort', 'must have 43 characters, but has 8'],
	])('a credential with %s "%s" stops the activation', async (field, value, message) => {
		const { n8n, simulator } = both;
		const data = { ...credentialData(simulator), [field]: value };
		const credential = await n8n.createCredential(CREDENTIAL_TYPE, 'Incomplete', data);
		const attempt = publish(n8n, simulator, credential, triggered('Incomplete'));
		await expect(attempt).rejects.toThrow(message);
	});

	it('comes within five seconds, also when slow executions hold up n8n’s own', async () => {
		const { n8n, simulator } = both;
		const wait = {
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { resume: 'timeInterval', amount: 2, unit: 'seconds' },
		};
		const workflow = await receiver('Slow', {}, wait);
		const url = callbackUrl(n8n, workflow);
		const customers = Array.from({ length: 10 }, (_, index) => `wmSlow${index}`);
		const events = customers.map(added);
		const deliveries = await Promise.all(
			events.map((event) => deliver(simulator, url, event, { tries: 1 })),
		);
		const repeated = await deliver(simulator, url, events[9]!, { tries: 1 });
		const times = deliveries.flat().map(({ ms }) => ms);
		report([
			`10 events at once, one execution of 2 s at a time: answered after ${times.join(', ')} ms`,
		]);
		expect([...deliveries, repeated].filter((delivery) => !isAcknowledged(delivery))).toEqual([]);
		expect(Math.max(...times)).toBeLessThan(WECOM_WAITS);
		expect(times.filter((ms) => ms >= 2900).length).toBeGreaterThan(0);

		const executions = await n8n.waitForExecutions(
			{ workflowId: workflow.id },
			{ count: customers.length, seconds: 60 },
		);
		expect(executions.map(({ status }) => status)).toEqual(customers.map(() => 'success'));
		expect(differences(customers, await customersOf(n8n, workflow))).toEqual(NONE);
		// n8n's own answers came too late and went nowhere; it works on all the same.
		expect(n8n.log()).not.toContain('Cannot set headers');
		expect(await simulator.verifyCallbackUrl()).toMatchObject({ ok: true });
	});
});
