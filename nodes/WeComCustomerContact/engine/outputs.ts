import type { IDataObject } from 'n8n-workflow';
import { detailsOf } from './details';
import { failedPart } from './failedPart';
import { runJob } from './jobs';
import { untilFailure } from './sideBySide';
import { asWanted, simplified, simplifierOf } from './simplify';
import type { Call, Given, Output, Page, Part, Tabular } from './types';
import { asList, asObject, pick } from './values';
import { say } from '../texts/say';

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
		const fresh = [...new Set(failed)].filter((id) => !reported.has(id));
		for (const id of fresh) reported.add(id);
		yield fresh.map((id) => failedId(operation, id));
		if (left <= 0) return;
	}
}

/** What came of a call: its items, and the IDs that WeCom did not handle. */
interface Answered {
	items: Output[];
	failed: string[];
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

/** Cuts a list into pieces of at most `size`. */
export function chunked<T>(list: T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
		list.slice(index * size, (index + 1) * size),
	);
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
			const kept = isKept ? page.records.map(asObject).filter(isKept) : page.records;
			const records = kept.slice(0, left);
			left -= records.length;
			const failed = failedIds(operation, part, page.records, page.answer);
			for await (const items of itemsOf(given, operation, records)) yield { items, failed };
			if (left <= 0) return;
		}
		if (whole) yield { items: await toOutputs([whole(all)], given, operation), failed: [] };
	}
}

/** Several reads go side by side; what came before a failure comes out. Writes go one after another. */
async function* answersOf(call: Call, operation: Tabular, parts: Part[]): AsyncGenerator<Answered> {
	const [only, ...others] = parts;
	if (only && others.length === 0) {
		yield* answersTo(call, operation, only);
		return;
	}
	const width = operation.access === 'read' ? call.width : 1;
	const collected = async (part: Part) => {
		const all: Answered[] = [];
		for await (const answered of answersTo(call, operation, part)) all.push(answered);
		return all;
	};
	for await (const answers of untilFailure(parts, width, collected)) yield* answers.flat();
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
		const records = Array.isArray(found) ? found : found === undefined ? [] : [found];
		const wanted = records.slice(0, call.limit);
		for await (const items of itemsOf(given, operation, wanted)) yield { items, failed: [] };
		yield { items: [], failed: failedIds(operation, part, records, answer) };
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

/** The ids of a request that WeCom did not handle: they must not disappear. */
function failedIds(
	{ chunks }: Tabular,
	{ body }: Part,
	records: unknown[],
	answer: IDataObject,
): string[] {
	if (!chunks) return [];
	const failed = chunks.failed === undefined ? [] : asList(pick(answer, chunks.failed)).map(String);
	if (!chunks.everyId) return failed;
	const handled = new Set([...failed, ...records.map((record) => String(pick(record, chunks.as)))]);
	const given = asList(body?.[chunks.list]).map(String);
	return [...failed, ...given.filter((id) => !handled.has(id))];
}

const failedId = ({ chunks }: Tabular, id: string): Output => ({
	json: failedPart(
		{ [chunks?.as ?? 'id']: id },
		chunks?.reason ?? say`WeCom does not know this ID, or the app may not see it`,
	),
});

/** Gives records the shape the user chose. */
async function toOutputs(records: unknown[], call: Call, operation: Tabular): Promise<Output[]> {
	const { shape } = operation;
	const shaped = records.map((record) => (shape ? shape(record, call) : asObject(record)));
	return await simplified(call, operation, shaped);
}
