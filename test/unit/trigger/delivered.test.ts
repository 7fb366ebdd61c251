import type { IWebhookFunctions } from 'n8n-workflow';
import { createDelivered, delivered } from '../../../nodes/WeComCustomerContact/trigger/delivered';
import { receive } from '../../../nodes/WeComCustomerContact/trigger/receive';
import { addedCustomer, answerOfN8n, callOf } from './fakes';

const RECORD = {
	external_contact: { external_userid: 'wmA' },
	follow_user: [{ userid: 'zhangsan', createtime: 1767225600 }],
};
const KEY = 'zhangsan/wmA/1767225600';
const ANSWER = { statusCode: 200, body: { errcode: 0, errmsg: 'ok', ...RECORD } };

beforeAll(() => delivered.noteRun({ getMode: () => 'webhook' } as never));
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const deliverTo = async (
	nodeId: string,
	stored: boolean,
	{ mode, options = {}, late = false }: { mode?: string; options?: object; late?: boolean } = {},
) => {
	const { context, response } = callOf({
		message: addedCustomer(),
		parameters: { events: ['customerAdded'], options: { includeCustomer: true, ...options } },
		request: async () => ANSWER,
		mode,
		nodeId,
	});
	context.getWorkflow = () => ({ id: nodeId, active: true });
	const result = await receive(context);
	if (late) await jest.advanceTimersByTimeAsync(3000);
	if (!response.writableEnded) answerOfN8n(response, result, stored);
	await jest.advanceTimersByTimeAsync(4000);
	return delivered.has(context, KEY);
};

describe('what counts as delivered', () => {
	it('is what n8n has stored', async () => {
		expect(await deliverTo('a', true)).toBe(true);
		expect(await deliverTo('b', false)).toBe(false);
	});

	it('is not what was answered before n8n stored it, nor what was tried out', async () => {
		expect(await deliverTo('c', true, { options: { acknowledge: 'immediately' } })).toBe(false);
		expect(await deliverTo('d', true, { late: true })).toBe(false);
		expect(await deliverTo('e', true, { mode: 'manual' })).toBe(false);
	});

	it('counts only where executions of callbacks run, which is elsewhere in queue mode', () => {
		const context = {
			getWorkflow: () => ({ id: 'w' }),
			getNode: () => ({}),
		} as unknown as IWebhookFunctions;
		const { add, has, noteRun } = createDelivered();
		add(context, KEY);
		expect(has(context, KEY)).toBe(false);
		for (const mode of ['manual', 'integrated']) noteRun({ getMode: () => mode } as never);
		expect(has(context, KEY)).toBe(false);
		noteRun({ getMode: () => 'webhook' } as never);
		expect(has(context, KEY)).toBe(true);
	});

	it('is remembered of 10,000 relations', () => {
		const context = {
			getWorkflow: () => ({ id: 'w' }),
			getNode: () => ({}),
		} as unknown as IWebhookFunctions;
		const { add, has, noteRun } = createDelivered();
		noteRun({ getMode: () => 'webhook' } as never);
		for (let n = 0; n <= 10_000; n++) add(context, `${n}`);
		expect([has(context, '0'), has(context, '1'), has(context, '10000')]).toEqual([
			false,
			true,
			true,
		]);
	});
});
