import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { waited } from '../transport/cancel';
import { failureOf } from '../transport/failure';
import type { Call } from './types';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5_000;

/**
 * Asks for the state of a job that WeCom works on by itself, ever more slowly, until it is done, the time is up
 * or the execution is cancelled. Answers what WeCom said last.
 *
 * @param seconds how long to go on asking
 */
export async function pollJob(
	call: Call,
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
export function jobError(call: Call, { errcode, errmsg }: IDataObject): NodeApiError {
	const answer = {
		kind: 'answer',
		errcode: Number(errcode),
		errmsg: String(errmsg ?? ''),
		body: {},
	} as const;
	return failureOf(call.context, answer, call.operation, call.itemIndex);
}
