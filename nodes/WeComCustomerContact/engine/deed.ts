import type { IDataObject } from 'n8n-workflow';
import { isFailedPart } from './failedPart';
import { isRaw } from './simplify';
import type { Given, Operation } from './types';

/**
 * The item of a write with what it was done to and what was done, in one past participle: WeCom itself often answers
 * nothing. A job that is not done was only started; parts that failed, and WeCom's untouched answer, stay as they are.
 */
export function withDeed(operation: Operation, given: Given, answer: IDataObject): IDataObject {
	const { did, ids = [] } = operation;
	if (did === undefined || isFailedPart(answer) || isRaw(operation, given)) return answer;
	const participle = 'job' in operation && answer.done !== true ? 'started' : did;
	const { body } = given.asked;
	const concerned = Object.fromEntries(ids.map((id) => [id, body[id]]));
	return { ...concerned, ...answer, [participle]: answer[participle] ?? true };
}
