import type { IDataObject } from 'n8n-workflow';
import { chunked } from '../../engine/chunks';
import { refusedPart } from '../../engine/failedPart';
import { untilFailure } from '../../engine/sideBySide';
import { asWanted } from '../../engine/simplify';
import type { Call, Given, Operation, Output, Paging } from '../../engine/types';
import { asObject } from '../../engine/values';
import { labeled, readable, type Codes } from '../shared/readable';

// How far a mass message got: https://developer.work.weixin.qq.com/document/path/93338

const SENT = 2;

/** What WeCom answers about a member who resigned or left the app's scope after sending. */
const GONE = [40003, 60021, 60111, 84074];

/** Which message it is: the next step may ask for more of it. */
const ofMessage = (record: IDataObject, given: Given, codes: Codes): IDataObject =>
	readable({ msgid: given.asked.body.msgid, ...record }, given, codes);

export const simplifyTask = labeled(['task_status'], ({ userid, status, ...task }, given, codes) =>
	ofMessage({ userid, task_status: status, ...task }, given, codes),
);

export const simplifyResult = labeled(
	['send_status'],
	({ userid, external_userid, chat_id, status, ...result }, given, codes) =>
		ofMessage({ userid, external_userid, chat_id, send_status: status, ...result }, given, codes),
);

export const TASKS: Paging = { records: 'task_list', size: { to: 'limit', max: 1000 } };
const RESULTS: Paging = { records: 'send_list', size: { to: 'limit', max: 1000 } };

/** The results of one member, or of every member who has sent, several members at once. */
export async function* sendResults(call: Call, tasks: Operation): AsyncGenerator<Output[]> {
	if (call.request.body.userid !== undefined) {
		for await (const { records } of call.pages(RESULTS, {}, call.limit)) yield show(records, call);
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
		if (page.answer.errcode !== undefined) return [{ json: refusedPart({ userid }, page.answer) }];
		outputs.push(...show(page.records, call));
	}
	return outputs;
}

const show = (records: unknown[], call: Call): Output[] =>
	records.map((record) => ({ json: asWanted(asObject(record), call, call.operation.simplify) }));
