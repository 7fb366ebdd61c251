import type { IDataObject } from 'n8n-workflow';
import { failedPart, refusedPart, whyOf } from './failedPart';
import type { Access } from '../transport/types';
import type { Chunks, Part, Tabular } from './types';
import { asList, asObject, pick } from './values';
import { say } from '../texts/say';

// A long list of ids that goes out in pieces: each id comes out, with what WeCom answered about it or why it failed.

/** Cuts a list into pieces of at most `size`. */
export function chunked<T>(list: T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
		list.slice(index * size, (index + 1) * size),
	);
}

/** What became of the ids of a call. */
export interface Fates {
	records: unknown[];
	/** Items of those that failed. */
	failed: IDataObject[];
}

/** What an answer says of the ids that were asked for: those that WeCom did not handle must not disappear. */
export function fatesOf(
	{ chunks, access }: Tabular,
	part: Part,
	records: unknown[],
	answer: IDataObject,
): Fates {
	if (!chunks) return { records, failed: [] };
	const { as, everyId, othersDone } = chunks;
	const refused = chunks.failed === undefined ? [] : asList(pick(answer, chunks.failed));
	const told = [...records, ...refused];
	const handled = new Set(told.map((entry) => idOf(entry, as)));
	const untold = idsOf(chunks, part).filter((id) => !handled.has(id));
	return {
		records: [
			...records.filter((record) => !isRefused(record)),
			...(othersDone ? untold.map((id) => ({ [as]: id })) : []),
		],
		failed: [
			...[...records.filter(isRefused), ...refused].map((entry) => failedId(chunks, entry)),
			...(everyId ? untold.map((id) => untoldId(chunks, id, access)) : []),
		],
	};
}

/** The ids of calls that came to nothing: of one that failed, and of those after it, which were not sent. */
export function lostIds(
	{ chunks }: Tabular,
	error: unknown,
	[sent, ...others]: Part[],
): IDataObject[] {
	if (!chunks) return [];
	const why = whyOf(error);
	const notSent = { reason: say`Not sent, because the call before it failed` };
	const items = (part: Part, reason: typeof why) =>
		idsOf(chunks, part).map((id) => failedPart({ [chunks.as]: id }, reason));
	return [...items(sent ?? {}, why), ...others.flatMap((part) => items(part, notSent))];
}

const idsOf = ({ list }: Chunks, { body }: Part) => asList(body?.[list]).map(String);

/** An ID, or a record that has it. */
const idOf = (entry: unknown, as: string) => String(isRecord(entry) ? entry[as] : entry);

const isRecord = (entry: unknown): entry is IDataObject =>
	typeof entry === 'object' && entry !== null;

/** Whether a record says that its id failed. */
const isRefused = (entry: unknown) => Number(asObject(entry).errcode ?? 0) !== 0;

function failedId({ as, reason }: Chunks, entry: unknown): IDataObject {
	const ids = { [as]: idOf(entry, as) };
	return isRefused(entry)
		? refusedPart(ids, asObject(entry), reason)
		: failedPart(ids, { reason: reason ?? UNKNOWN });
}

/** An id that WeCom left out: of a write nobody knows what that means. */
const untoldId = ({ as, reason = UNKNOWN }: Chunks, id: string, access: Access): IDataObject =>
	access === 'read'
		? failedPart({ [as]: id }, { reason })
		: failedPart(
				{ [as]: id },
				{ reason: say`WeCom did not say what became of it`, uncertain: true },
			);

const UNKNOWN = say`WeCom does not know this ID, or the app may not see it`;
