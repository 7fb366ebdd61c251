import { setTimeout as sleep } from 'node:timers/promises';
import { encrypt, sign } from '../../simulator';
import { itemsOf, type StoredWorkflow } from '../driver';
import { callbackUrl, publish, TRIGGER_TYPE } from '../wecom';
import { inLine, SET_UP_MS, startBoth, type Both } from './setup';

const TRIGGER = 'WeCom';
const PAIR = { userId: 'zhangsan', externalUserId: 'wmSimulatedAAAAChenXiaoMing' };
const ADDED = {
	Event: 'change_external_contact',
	ChangeType: 'add_external_contact',
	UserID: PAIR.userId,
	ExternalUserID: PAIR.externalUserId,
};

// 404 is not among them: n8n itself says that of an address where no workflow listens.
const REFUSED = [400, 401, 403, 413, 415, 422];

describe('callbacks', () => {
	let both: Both;
	let workflow: StoredWorkflow;
	let url: string;

	beforeAll(async () => {
		// One production execution at a time: the others queue up, and n8n's own answers with them.
		both = await startBoth({ env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' } });
		const { n8n, simulator, credential } = both;
		workflow = await publish(
			n8n,
			simulator,
			credential,
			inLine('Added customers', [
				{ name: TRIGGER, type: TRIGGER_TYPE, parameters: { events: ['customerAdded'] } },
				{ name: 'Done', type: 'n8n-nodes-base.noOp', parameters: {} },
			]),
		);
		url = callbackUrl(n8n, workflow);
	}, SET_UP_MS);
	afterAll(() => both?.stop());

	const count = async () => (await both.n8n.executions({ workflowId: workflow.id })).length;

	/** How many executions were added by doing this, looked at well after the answer. */
	const executionsBy = async <T>(act: () => Promise<T>): Promise<[T, number]> => {
		const before = await count();
		const answer = await act();
		await sleep(500);
		return [answer, (await count()) - before];
	};

	/** A callback as WeCom sends it, in parts that a test may spoil. */
	const sealed = (message: string) => {
		const { corpId, callbackToken, encodingAesKey } = both.simulator.corp;
		const encrypted = encrypt(encodingAesKey, message, corpId);
		const timestamp = String(Math.floor(Date.now() / 1000));
		const nonce = String(Math.floor(Math.random() * 1e9));
		return {
			query: {
				msg_signature: sign(callbackToken, timestamp, nonce, encrypted),
				timestamp,
				nonce,
			},
			body: `<xml><ToUserName>${corpId}</ToUserName><AgentID>1</AgentID><Encrypt>${encrypted}</Encrypt></xml>`,
		};
	};

	const eventXml = (externalUserId: string) =>
		`<xml><ToUserName>${both.simulator.corp.corpId}</ToUserName><FromUserName>sys</FromUserName>` +
		`<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType>event</MsgType>` +
		`<Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType>` +
		`<UserID>zhangsan</UserID><ExternalUserID>${externalUserId}</ExternalUserID></xml>`;

	const post = (query: string, body?: string, contentType = 'text/xml') =>
		fetch(`${url}?${query}`, {
			method: 'POST',
			...(body === undefined ? {} : { body, headers: { 'content-type': contentType } }),
		});

	const queryOf = (query: Record<string, string>) => new URLSearchParams(query).toString();

	it('starts an execution for a good one', async () => {
		const [delivery, added] = await executionsBy(() => both.simulator.sendEvent(ADDED));
		expect(delivery.attempts).toMatchObject([{ status: 200 }]);
		expect(added).toBe(1);
	});

	describe('that are not WeCom’s are refused and start nothing', () => {
		it.each([
			['a wrong signature', { tamperSignature: true }],
			['another receive id', { receiveId: 'wwSomebodyElse' }],
			['a body that is no XML', { rawBody: '{"hello": "world"', format: 'json' as const }],
		])('%s', async (_, options) => {
			const [{ attempts }, added] = await executionsBy(() =>
				both.simulator.sendEvent(ADDED, { ...options, attempts: 1 }),
			);
			expect(attempts).toHaveLength(1);
			expect(REFUSED).toContain(attempts[0]!.status);
			expect(added).toBe(0);
		});

		const spoiled: Array<[string, () => Promise<Response>]> = [
			['no parameters', () => post('', sealed(eventXml('wm1')).body)],
			[
				'a missing nonce',
				() => {
					const { query, body } = sealed(eventXml('wm2'));
					return post(queryOf({ ...query, nonce: '' }).replace('&nonce=', ''), body);
				},
			],
			[
				'a parameter given twice',
				() => {
					const { query, body } = sealed(eventXml('wm3'));
					return post(`${queryOf(query)}&nonce=${query.nonce}`, body);
				},
			],
			['no body', () => post(queryOf(sealed('').query))],
			[
				'an event that is no XML',
				() => {
					const { query, body } = sealed('not an event');
					return post(queryOf(query), body);
				},
			],
			[
				'an envelope cut off, as plain text',
				() => {
					const { query, body } = sealed(eventXml('wm4'));
					return post(queryOf(query), body.slice(0, 40), 'text/plain');
				},
			],
			[
				'an envelope of 2 MB',
				() => {
					const { query } = sealed('');
					const body = `<xml><Encrypt>${'A'.repeat(2_000_000)}</Encrypt></xml>`;
					return post(queryOf(query), body);
				},
			],
			[
				// The last: n8n 2.39 leaves every later malformed XML body without an answer.
				'an envelope cut off, as XML',
				() => {
					const { query, body } = sealed(eventXml('wm5'));
					return post(queryOf(query), body.slice(0, 40));
				},
			],
		];
		it.each(spoiled)('%s', async (_, send) => {
			const [{ status }, added] = await executionsBy(send);
			expect(REFUSED).toContain(status);
			expect(added).toBe(0);
		});
	});

	it('of events that nobody selected are taken and start nothing', async () => {
		const [{ attempts }, added] = await executionsBy(() =>
			both.simulator.editCustomer({ ...PAIR, changes: { remark: 'new' } }),
		);
		expect(attempts).toMatchObject([{ status: 200 }]);
		expect(added).toBe(0);
	});

	it.each(['', 'application/octet-stream', 'text/plain', 'application/x-www-form-urlencoded'])(
		'of the content type "%s" start an execution',
		async (contentType) => {
			const { query, body } = sealed(eventXml(`wmOfType${contentType}`));
			const bytes = new Blob([body], { type: contentType });
			const [{ status }, added] = await executionsBy(() =>
				fetch(`${url}?${queryOf(query)}`, { method: 'POST', body: bytes }),
			);
			expect([status, added]).toEqual([200, 1]);
		},
	);

	it('that WeCom repeats after our answer start nothing more', async () => {
		const { query, body } = sealed(eventXml('wmRepeated'));
		const [first, added] = await executionsBy(() => post(queryOf(query), body));
		expect([first.status, added]).toEqual([200, 1]);
		const [second, more] = await executionsBy(() => post(queryOf(query), body));
		expect([second.status, more]).toEqual([200, 0]);
	});

	it('that WeCom repeats because it got no answer start one execution', async () => {
		const { n8n, simulator } = both;
		const before = await count();
		const { acknowledged, attempts } = await simulator.sendEvent(
			{ ...ADDED, ExternalUserID: 'wmImpatient' },
			{ abort: { afterMs: 5 } },
		);
		expect(acknowledged).toBe(true);
		expect(attempts).toHaveLength(2);
		const executions = await n8n.waitForExecutions(
			{ workflowId: workflow.id },
			{ count: before + 1 },
		);
		const started = executions
			.map((execution) => itemsOf(execution, TRIGGER)[0]!.json)
			.filter(({ external_userid }) => external_userid === 'wmImpatient');
		expect(started).toHaveLength(1);
	});

	it('are answered in time while slow executions hold up n8n, and each is carried out once', async () => {
		const { n8n, simulator, credential } = both;
		const slow = await publish(
			n8n,
			simulator,
			credential,
			inLine('Slow', [
				{ name: TRIGGER, type: TRIGGER_TYPE, parameters: { events: ['customerAdded'] } },
				{
					name: 'Wait',
					type: 'n8n-nodes-base.wait',
					typeVersion: 1.1,
					parameters: { resume: 'timeInterval', amount: 4, unit: 'seconds' },
				},
			]),
		);
		const ids = ['wmSlow1', 'wmSlow2', 'wmSlow3'];
		const deliveries = await Promise.all(
			ids.map((ExternalUserID) => simulator.sendEvent({ ...ADDED, ExternalUserID })),
		);
		for (const { attempts } of deliveries) {
			expect(attempts).toMatchObject([{ status: 200 }]);
			expect(attempts[0]!.ms).toBeLessThan(4500);
		}
		const executions = await n8n.waitForExecutions({ workflowId: slow.id }, { count: 3 });
		expect(
			executions.map((execution) => itemsOf(execution, TRIGGER)[0]!.json.external_userid).sort(),
		).toEqual(ids);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		expect(await simulator.verifyCallbackUrl()).toMatchObject({ ok: true });
	});
});
