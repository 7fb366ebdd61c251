import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
} from 'n8n-workflow';
import { pollJob, runJob } from '../../../nodes/WeComCustomerContact/engine/jobs';
import type {
	Call,
	Job,
	Operation,
	Tabular,
	Values,
} from '../../../nodes/WeComCustomerContact/engine/types';

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

describe('a job that WeCom works on by itself', () => {
	const node: INode = {
		id: '1',
		name: 'WeCom',
		type: 'weComCustomerContact',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const result = {
		shape: ({ status, ...rest }: IDataObject, { request }: Call) => ({
			...rest,
			jobid: request.body.jobid,
			done: status === 3,
		}),
	} as unknown as Tabular;
	const JOB: Job = { id: 'jobid', result, part: (jobid) => ({ body: { jobid } }), maxWait: 0 };

	/** What comes of a job that WeCom took, when it then answers so about it. */
	async function resultOf(said: IDataObject | Error, values: Values, job: Partial<Job> = {}) {
		const asked: unknown[] = [];
		const call = {
			values,
			itemIndex: 0,
			operation: {},
			context: { getNode: () => node, getTimezone: () => 'UTC' },
			invoke: async (other: Operation, { body }: { body: IDataObject }) => {
				asked.push([other, body]);
				if (said instanceof Error) throw said;
				return said;
			},
			problem: (message: string, description?: string) =>
				new NodeOperationError(node, message, { description }),
		};
		const output = runJob(call as unknown as Call, { ...JOB, ...job }, { jobid: 'job-1' });
		return { ...(await output), asked };
	}
	const WAIT = { waitForResult: true };

	it('is its ID for who does not wait for it', async () => {
		const { json, asked } = await resultOf({ status: 3 }, {});
		expect(json).toStrictEqual({ jobid: 'job-1' });
		expect(asked).toEqual([]);
	});

	it('is its result for who waits, done or not', async () => {
		const { json, asked } = await resultOf(
			{ status: 3, media_id: 'm' },
			{ ...WAIT, maxWait: 3600 },
		);
		expect(json).toStrictEqual({ media_id: 'm', jobid: 'job-1', done: true });
		expect(asked).toEqual([[result, { jobid: 'job-1' }]]);
		expect((await resultOf({ status: 2 }, WAIT)).json).toMatchObject({ done: false });
	});

	it('is waited for as long as the user says', async () => {
		const { asked } = await resultOf({ status: 2 }, { ...WAIT, maxWait: 0.05 });
		expect(asked.length).toBeGreaterThan(1);
	});

	it('is an error with WeCom’s code when it failed', async () => {
		const failed = resultOf({ status: 3, failed: true, errcode: 830001, errmsg: 'no url' }, WAIT);
		await expect(failed).rejects.toMatchObject({
			message: expect.stringContaining('830001') as string,
			context: { errcode: 830001, errmsg: 'no url' },
		});
	});

	it('is an error that tells how to go on, where its operation knows', async () => {
		const unfinished = (id: string) => ({ message: `${id} goes on`, description: 'Ask later' });
		await expect(resultOf({ status: 2 }, WAIT, { unfinished })).rejects.toMatchObject({
			message: 'job-1 goes on',
			description: 'Ask later',
		});
		expect((await resultOf({ status: 3 }, WAIT, { unfinished })).json.done).toBe(true);

		const unread = (id: string, why: string) => ({ message: `${id}: ${why}`, description: '' });
		const gone = new Error('gone');
		await expect(resultOf(gone, WAIT, { unread })).rejects.toThrow('job-1: gone');
		await expect(resultOf(gone, WAIT)).rejects.toBe(gone);
	});
});
