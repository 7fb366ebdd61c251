import type { IDataObject } from 'n8n-workflow';
import { chunked } from '../../engine/outputs';
import { failedPart } from '../../engine/failedPart';
import { untilFailure } from '../../engine/sideBySide';
import type { Call, Given, Operation, Output, Paging } from '../../engine/types';
import { asObject } from '../../engine/values';
import { explain } from '../../transport/errors';
import { say } from '../../texts/say';

// How far a mass message got: https://developer.work.weixin.qq.com/document/path/93338

/** WeCom's status numbers in words. */
const TASK_STATES: Readonly<Record<number, string>> = { 0: 'notSent', 2: 'sent' };
const RESULT_STATES: Readonly<Record<number, string>> = {
	0: 'notSent',
	1: 'sent',
	2: 'notFriend',
	3: 'limitReached',
};
const SENT = 2;

/** What WeCom answers about a member who left the corp or the app's scope after sending. */
const GONE = [40003, 60021, 60111, 84074];

const inWords = (record: unknown, states: Readonly<Record<number, string>>): IDataObject => {
	const json = asObject(record);
	return { ...json, state: states[Number(json.status)] ?? 'unknown' };
};

/** A member's task with its state in words, and whose it is: the next step may ask for its results. */
export const showTask = (record: unknown, { request }: Given): IDataObject => ({
	msgid: request.body.msgid,
	...inWords(record, TASK_STATES),
});

export const TASKS: Paging = { records: 'task_list', size: { to: 'limit', max: 1000 } };
const RESULTS: Paging = { records: 'send_list', size: { to: 'limit', max: 1000 } };

/** The results of one member, or of every member who has sent, several members at once. */
export async function* sendResults(call: Call, tasks: Operation): AsyncGenerator<Output[]> {
	if (call.request.body.userid !== undefined) {
		for await (const { records } of call.pages(RESULTS, {}, call.limit)) yield show(records);
		return;
	}
	let left = call.limit;
	for await (const { records } of call.pagesOf(tasks, {
		body: { msgid: call.request.body.msgid },
	})) {
		const members = records
			.map(asObject)
			.filter(({ status }) => status === SENT)
			.map(({ userid }) => String(userid));
		for (const some of chunked(members, call.width)) {
			const results = untilFailure(
				some,
				call.width,
				async (member) => await resultsOf(call, member, left),
			);
			for await (const done of results) {
				const outputs = done.flat().slice(0, left);
				yield outputs;
				left -= outputs.length;
				if (left <= 0) return;
			}
		}
	}
}

async function resultsOf(call: Call, userid: string, wanted: number): Promise<Output[]> {
	const body = { ...call.request.body, userid };
	const outputs: Output[] = [];
	for await (const page of call.pages(RESULTS, { body, tolerates: GONE }, wanted)) {
		if (page.answer.errcode !== undefined) return [refused(userid, Number(page.answer.errcode))];
		outputs.push(...show(page.records));
	}
	return outputs;
}

const show = (records: unknown[]): Output[] =>
	records.map((record) => ({ json: inWords(record, RESULT_STATES) }));

function refused(userid: string, errcode: number): Output {
	const { message, fix } = explain(errcode, '');
	return { json: failedPart({ userid }, say`${message}. ${fix}`, errcode) };
}
