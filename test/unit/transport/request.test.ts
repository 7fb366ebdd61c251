import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { inLane, lanesInUse } from '../../../nodes/WeComCustomerContact/transport/limiter';
import { weComRequest } from '../../../nodes/WeComCustomerContact/transport/request';
import type { WeComRequest } from '../../../nodes/WeComCustomerContact/transport/types';
import { withToken } from '../withToken';

// The clock of a call: time-outs, turns that come late, canceled executions.

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

type Reply = IDataObject | 'time-out';

/** A WeCom that answers one reply after the other. A corp of its own for each test. */
let corps = 0;
function wecom(replies: Reply[]) {
	const corpId = `ww${++corps}`;
	const sent: number[] = [];
	const cancel = new AbortController();
	const context = {
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getExecutionId: () => '1',
		getExecutionCancelSignal: () => cancel.signal,
		getTimezone: () => 'Asia/Shanghai',
		getCredentials: async () => withToken({ baseUrl: 'http://wecom', corpId }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { timeout }: { timeout: number }) => {
				sent.push(Date.now());
				const reply = replies[sent.length - 1] ?? { errcode: 0 };
				if (reply !== 'time-out') return { statusCode: 200, headers: {}, body: reply };
				await new Promise((end) => setTimeout(end, timeout));
				throw Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
			},
		},
	} as unknown as IExecuteFunctions;
	const call = (request: Partial<WeComRequest> = {}) =>
		weComRequest(context, {
			method: 'POST',
			endpoint: '/cgi-bin/x',
			access: 'read',
			...request,
		}).then(
			(answer) => ({ answer, error: undefined }),
			(error: unknown) => ({ answer: undefined, error: error as Error & { description?: string } }),
		);
	/** The other calls of this corp take so long. */
	const busy = (ms: number) => {
		for (let index = 0; index < 5; index++) {
			void inLane(`http://wecom ${corpId}`, { group: 'others', width: 5 }, async () => {
				await new Promise((end) => setTimeout(end, ms));
			});
		}
	};
	return { sent, call, busy, cancel: () => cancel.abort() };
}

it('a read that times out is sent again, and given up after the second time', async () => {
	const one = wecom(['time-out']);
	const result = one.call();
	await jest.advanceTimersByTimeAsync(40_000);
	expect(await result).toMatchObject({ answer: {} });
	const two = wecom(['time-out', 'time-out', 'time-out']);
	const failed = two.call();
	await jest.advanceTimersByTimeAsync(200_000);
	expect((await failed).error!.message).toBe('WeCom did not answer');
	expect(two.sent).toHaveLength(2);
});

it('what must happen once is not sent again after a time-out', async () => {
	const { sent, call } = wecom(['time-out']);
	const failed = call({ access: 'once', look: 'Look there' });
	await jest.advanceTimersByTimeAsync(60_000);
	expect((await failed).error!.description).toBe(
		'ECONNABORTED. It is unknown whether WeCom carried this out, so the node did not send it again. Look there',
	);
	expect(sent).toHaveLength(1);
});

it('waiting for its turn takes nothing from the time for retries', async () => {
	const { sent, call, busy } = wecom([{ errcode: 45033, errmsg: 'concurrency' }]);
	busy(31_000);
	const result = call();
	await jest.advanceTimersByTimeAsync(40_000);
	expect(await result).toMatchObject({ answer: {} });
	expect(sent).toHaveLength(2);
});

it('an urgent call does not wait for others', async () => {
	const { call, busy } = wecom([]);
	busy(120_000);
	const result = call({ urgent: true });
	await jest.advanceTimersByTimeAsync(0);
	expect(await result).toMatchObject({ answer: {} });
	await jest.advanceTimersByTimeAsync(120_000);
});

it('a call whose time is over while it waits is never sent, and says so', async () => {
	const { sent, call, busy } = wecom([]);
	busy(10_000);
	const result = call({ giveUpAt: Date.now() + 2_000 });
	await jest.advanceTimersByTimeAsync(2_000);
	expect((await result).error!.message).toBe('The call was not sent: its turn came too late');
	await jest.advanceTimersByTimeAsync(60_000);
	expect(sent).toEqual([]);
	expect(lanesInUse()).toBe(0);
});

it('a call that comes too late to be sent again says why it was refused before', async () => {
	const refusal = { errcode: 41096, errmsg: 'another app is sending' };
	const { sent, call, busy } = wecom([refusal, refusal]);
	const result = call({ access: 'once', giveUpAt: Date.now() + 2_000 });
	await jest.advanceTimersByTimeAsync(0);
	expect(sent).toHaveLength(1);
	busy(10_000);
	await jest.advanceTimersByTimeAsync(2_000);
	expect((await result).error!.message).toMatch(/41096/);
	await jest.advanceTimersByTimeAsync(60_000);
	expect(sent).toHaveLength(1);
});

it('a call that waits is never sent when its execution is canceled', async () => {
	const { sent, call, busy, cancel } = wecom([]);
	busy(10_000);
	const result = call();
	await jest.advanceTimersByTimeAsync(1_000);
	cancel();
	await jest.advanceTimersByTimeAsync(0);
	expect((await result).error!.message).toBe('The call was not sent: the execution was canceled');
	await jest.advanceTimersByTimeAsync(60_000);
	expect(sent).toEqual([]);
});

it('a write that was done by an uncertain first try says so', async () => {
	const busyOnce = { errcode: -1, errmsg: 'system busy' };
	const used = { errcode: 41050, errmsg: 'invalid welcome code' };
	const welcome = { access: 'idempotent', doneAlready: [41050] } as const;
	const { call } = wecom([busyOnce, used]);
	const result = call(welcome);
	await jest.advanceTimersByTimeAsync(10_000);
	expect((await result).answer).toEqual({ uncertain: true });
	const first = await wecom([used]).call(welcome);
	expect(first.error!.message).toMatch(/41050/);
	expect(first.error!.description).not.toMatch(/unknown/);
});

it('doubt remains when the tries after it end otherwise', async () => {
	const { call } = wecom(['time-out', { errcode: 41051, errmsg: 'chatting' }]);
	const result = call({ access: 'idempotent', doneAlready: [41050] });
	await jest.advanceTimersByTimeAsync(60_000);
	expect((await result).error!.description).toMatch(
		/WeCom said: chatting. It is unknown whether WeCom carried this out. To run it again does no harm$/,
	);
});
