import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { pollJob } from '../../../nodes/WeComCustomerContact/engine/jobs';
import type { Call } from '../../../nodes/WeComCustomerContact/engine/types';

const cancel = () => new AbortController();

/** A job of which WeCom says one status after the other, the last one for ever. */
function job(...statuses: number[]) {
	let asked = 0;
	const ask = async (): Promise<IDataObject> => {
		const status = statuses[Math.min(asked, statuses.length - 1)];
		asked += 1;
		return { status };
	};
	return { ask, asked: () => asked };
}

const poll = async (
	{ ask }: ReturnType<typeof job>,
	seconds: number,
	signal = cancel().signal,
): Promise<IDataObject> => {
	const context = { getExecutionCancelSignal: () => signal } as unknown as IExecuteFunctions;
	return await pollJob({ context } as Call, ask, ({ status }) => status === 3, seconds);
};

it('asks until the job is done', async () => {
	const one = job(1, 3);
	expect(await poll(one, 60)).toEqual({ status: 3 });
	expect(one.asked()).toBe(2);
});

it('gives what it knows when the time is up', async () => {
	const one = job(2);
	expect(await poll(one, 0.05)).toEqual({ status: 2 });
	expect(one.asked()).toBeGreaterThan(1);
});

it('stops at once when the execution is canceled', async () => {
	const controller = cancel();
	const one = job(2);
	const waiting = poll(one, 3600, controller.signal);
	setTimeout(() => controller.abort(), 10);
	expect(await waiting).toEqual({ status: 2 });
	expect(one.asked()).toBe(1);
});

it('passes on why the job can not be asked for', async () => {
	const ask = async () => await Promise.reject(new Error('gone'));
	await expect(poll({ ask, asked: () => 0 }, 60)).rejects.toThrow('gone');
});
