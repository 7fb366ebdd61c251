import type { IDataObject } from 'n8n-workflow';
import { chunked, fatesOf, lostIds } from './chunks';
import { detailsOf } from './details';
import { runJob } from './jobs';
import { untilFailure } from './sideBySide';
import { asWanted, simplified, simplifierOf } from './simplify';
import type { Call, Given, Output, Page, Part, Tabular } from './types';
import { asList, asObject, pick } from './values';

/** The items of an operation that is data, of as few calls as the limit needs. */
export async function* outputs(call: Call, operation: Tabular): AsyncGenerator<Output[]> {
	const prepared = { ...call.request, ...(await operation.prepare?.(call)) };
	const parts = partsOf(call, operation).map((part) => ({ ...prepared, ...part }));
	const answers = operation.paging
		? pagesOf(call, operation, parts)
		: answersOf(call, operation, parts);
	const reported = new Set<string>();
	let left = call.limit;
	for await (const { items, failed } of answers) {
		const wanted = items.slice(0, left);
		left -= wanted.length;
		yield wanted;
		// Each page of a list tells of them anew.
		const fresh = new Map(failed.map((json) => [JSON.stringify(json), json] as const));
		yield [...fresh].flatMap(([key, json]) => (reported.has(key) ? [] : { json }));
		for (const key of fresh.keys()) reported.add(key);
		if (left <= 0) return;
	}
}

/** What came of a call: its items, and those of parts that failed. */
interface Answered {
	items: Output[];
	failed: IDataObject[];
}

/** One request, several as the operation makes them, or one for each chunk of its long list. */
function partsOf(call: Call, { requests, chunks }: Tabular): Part[] {
	if (requests) return requests(call);
	if (!chunks) return [{}];
	const { body } = call.request;
	return chunked(asList(body[chunks.list]), chunks.max).map((list) => ({
		body: { ...body, [chunks.list]: list as IDataObject[] },
	}));
}

async function* pagesOf(call: Call, operation: Tabular, parts: Part[]): AsyncGenerator<Answered> {
	const { paging, whole } = operation;
	const isKept = operation.keeps?.(call);
	let left = call.limit;
	for (const part of parts) {
		const all: Page[] = [];
		const given = answeredBy(call, part);
		for await (const page of call.pages(paging!, part, isKept ? Infinity : left)) {
			if (whole) {
				all.push(page);
				continue;
			}
			const { records: handled, failed } = fatesOf(operation, part, page.records, page.answer);
			const kept = isKept ? handled.map(asObject).filter(isKept) : handled;
			const records = kept.slice(0, left);
			left -= records.length;
			for await (const items of itemsOf(given, operation, records)) yield { items, failed };
			if (left <= 0) return;
		}
		if (whole) yield { items: await toOutputs([whole(all)], given, operation), failed: [] };
	}
}

/** Several reads go side by side; what came before a failure comes out. */
async function* answersOf(call: Call, operation: Tabular, parts: Part[]): AsyncGenerator<Answered> {
	const [only, ...others] = parts;
	if (only && others.length === 0) {
		yield* answersTo(call, operation, only);
		return;
	}
	if (operation.access !== 'read') {
		yield* writesOf(call, operation, parts);
		return;
	}
	const collected = async (part: Part) => {
		const all: Answered[] = [];
		for await (const answered of answersTo(call, operation, part)) all.push(answered);
		return all;
	};
	for await (const answers of untilFailure(parts, call.width, collected)) yield* answers.flat();
}

/**
 * Writes go one after another. When the first fails, nothing was done, which is an error. When a later one fails, what
 * it was about and what was not sent yet become items: an error would hide what was done.
 */
async function* writesOf(call: Call, operation: Tabular, parts: Part[]): AsyncGenerator<Answered> {
	const [first, ...others] = parts;
	if (first) yield* answersTo(call, operation, first);
	for (const [index, part] of others.entries()) {
		try {
			yield* answersTo(call, operation, part);
		} catch (error) {
			yield { items: [], failed: lostIds(operation, error, others.slice(index)) };
			return;
		}
	}
}

async function* answersTo(call: Call, operation: Tabular, part: Part): AsyncGenerator<Answered> {
	const answer = await call.send(part);
	const given = answeredBy(call, part);
	if (operation.job) {
		const { json } = await runJob(given, operation.job, answer);
		yield { items: [{ json: asWanted(json, given, simplifierOf(operation)) }], failed: [] };
	} else if (operation.items) {
		const items = await operation.items(answer, given);
		const records = items.map(({ json }) => json);
		const simple = await simplified(given, operation, records);
		yield { items: items.map((item, index) => ({ ...item, ...simple[index] })), failed: [] };
	} else {
		const found = operation.records === undefined ? answer : pick(answer, operation.records);
		const all = Array.isArray(found) ? found : found === undefined ? [] : [found];
		const { records, failed } = fatesOf(operation, part, all, answer);
		const wanted = records.slice(0, call.limit);
		for await (const items of itemsOf(given, operation, wanted)) yield { items, failed: [] };
		yield { items: [], failed };
	}
}

/** The call as its answer sees it: with the request that was answered. */
const answeredBy = (call: Call, { query, body }: Part): Call => ({
	...call,
	request: { query: query ?? {}, body: body ?? {} },
});

async function* itemsOf(
	call: Call,
	operation: Tabular,
	records: unknown[],
): AsyncGenerator<Output[]> {
	const { details } = operation;
	const wantsDetails = details?.wanted ?? (({ values }: Given) => values.includeDetails === true);
	if (!details || !wantsDetails(call)) {
		yield await toOutputs(records, call, operation);
		return;
	}
	yield* detailsOf(call, details, records, simplifierOf(operation));
}

/** Gives records the shape the user chose. */
async function toOutputs(records: unknown[], call: Call, operation: Tabular): Promise<Output[]> {
	const { shape } = operation;
	const shaped = records.map((record) => (shape ? shape(record, call) : asObject(record)));
	return await simplified(call, operation, shaped);
}
