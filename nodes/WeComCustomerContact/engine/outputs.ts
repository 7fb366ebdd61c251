import type { IDataObject } from 'n8n-workflow';
import type { Call, Output } from './types';
import { asList, asObject, pick } from './values';
import type { WeComRequest } from '../transport/types';

/** The way most operations get their items: one item per record, of as few calls as the limit needs. */
export async function* outputs(call: Call): AsyncGenerator<Output[]> {
	let left = call.limit;
	const reported = new Set<string>();
	for (const overrides of requestsOf(call)) {
		for await (const { records, answer } of answersOf(call, overrides, left)) {
			const wanted = records.slice(0, left);
			left -= wanted.length;
			yield wanted.map((record) => toOutput(record, call));
			const failed = failedIds(call, overrides, records, answer).filter((id) => !reported.has(id));
			for (const id of failed) reported.add(id);
			yield failed.map((id) => failedItem(call, id));
			if (left <= 0) return;
		}
	}
}

/** One request, or one for each chunk of its long list. */
function requestsOf({ operation, request }: Call): Array<Partial<WeComRequest>> {
	const { chunks } = operation;
	if (!chunks) return [{}];
	return chunked(asList(request.body[chunks.list]), chunks.max).map((list) => ({
		body: { ...request.body, [chunks.list]: list as IDataObject[] },
	}));
}

/** Cuts a list into pieces of at most `size`. */
export function chunked<T>(list: T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
		list.slice(index * size, (index + 1) * size),
	);
}

async function* answersOf(call: Call, overrides: Partial<WeComRequest>, left: number) {
	const { paging, output } = call.operation;
	if (paging) {
		yield* call.pages(paging, overrides, left);
		return;
	}
	const answer = await call.send(overrides);
	const result = output === undefined ? answer : pick(answer, output);
	yield { answer, records: Array.isArray(result) ? result : result === undefined ? [] : [result] };
}

/** The ids of a request that WeCom did not handle: they must not disappear. */
function failedIds(
	{ operation: { chunks } }: Call,
	overrides: Partial<WeComRequest>,
	records: unknown[],
	answer: IDataObject,
): string[] {
	if (!chunks) return [];
	const failed = chunks.failed === undefined ? [] : asList(pick(answer, chunks.failed)).map(String);
	if (!chunks.everyId) return failed;
	const handled = new Set([...failed, ...records.map((record) => String(pick(record, chunks.as)))]);
	const given = asList(overrides.body?.[chunks.list]).map(String);
	return [...failed, ...given.filter((id) => !handled.has(id))];
}

const failedItem = ({ operation: { chunks } }: Call, id: string): Output => ({
	json: {
		[chunks?.as ?? 'id']: id,
		invalid: true,
		reason: chunks?.reason ?? 'WeCom does not know this ID, or the app may not see it',
	},
});

/** Gives a record the shape the user chose. */
export function toOutput(record: unknown, call: Call): Output {
	const { shape, simplify } = call.operation;
	const json: IDataObject = shape ? shape(record, call) : asObject(record);
	return { json: simplify && call.values.simplify === true ? simplify(json) : json };
}
