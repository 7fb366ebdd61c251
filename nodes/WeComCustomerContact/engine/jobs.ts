import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { waited } from '../transport/cancel';
import { failureOf } from '../transport/failure';
import type { Call, Job, Output } from './types';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5_000;

/** The item of a job: its result for who waits for it, else its ID. */
export async function runJob(call: Call, job: Job, answer: IDataObject): Promise<Output> {
	const id = String(answer[job.id]);
	if (call.values.waitForResult !== true) return { json: { [job.id]: id } };
	const result = await pollJob(
		call,
		async () => await resultOf(call, job, id),
		({ done }) => done === true,
		Number(call.values.maxWait ?? job.maxWait),
	);
	if (result.failed) throw jobError(call, result);
	const problem = result.done ? undefined : job.unfinished?.(id);
	if (problem) throw call.problem(problem.message, problem.description);
	return { json: result };
}

async function resultOf(call: Call, job: Job, id: string): Promise<IDataObject> {
	const part = job.part(id);
	const answer = await call.invoke(job.result, part).catch((error: unknown) => {
		const problem = job.unread?.(id, error instanceof Error ? error.message : String(error));
		throw problem ? call.problem(problem.message, problem.description) : error;
	});
	const request = { query: part.query ?? {}, body: part.body ?? {} };
	return job.result.shape!(answer, { ...call, request });
}

/**
 * Asks for the state of a job that WeCom works on by itself, ever more slowly, until it is done, the time is up
 * or the execution is canceled. Answers what WeCom said last.
 *
 * @param seconds how long to go on asking
 */
export async function pollJob(
	call: Pick<Call, 'context'>,
	ask: () => Promise<IDataObject>,
	isDone: (answer: IDataObject) => boolean,
	seconds: number,
): Promise<IDataObject> {
	const until = Date.now() + seconds * 1000;
	for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
		const answer = await ask();
		const left = until - Date.now();
		if (isDone(answer) || left <= 0) return answer;
		if (!(await waited(call.context, Math.min(wait, left)))) return answer;
	}
}

/** The error of a job that WeCom took but could not carry out. */
function jobError(call: Call, { errcode, errmsg }: IDataObject): NodeApiError {
	const answer = {
		kind: 'answer',
		errcode: Number(errcode),
		errmsg: String(errmsg ?? ''),
		body: {},
	} as const;
	return failureOf(call.context, answer, call.operation, call.itemIndex);
}
