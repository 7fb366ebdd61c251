import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { nextCursor, readPages } from '../engine/paging';
import type { Paging } from '../engine/types';
import { asList, pick } from '../engine/values';
import type { Window } from '../engine/windows';
import { newestFirst } from '../resources/shared/newestFirst';
import { invoke } from './invoke';
import { kept } from './kept';
import type { Picker, Source } from './types';

/** So few records a page where each takes a call of its own. */
const WITH_DETAILS = 20;

interface Page {
	records: unknown[];
	/** Where the next page begins; empty at the end. */
	next: string;
}

type Read = (context: ILoadOptionsFunctions, picker: Picker, from?: string) => AsyncIterable<Page>;

/**
 * The pages of a picker's list.
 *
 * @param from the `next` of the page before; nothing for the first one
 */
export const pagesOf: Read = (context, picker, from) => {
	if (picker.lately) return latelyPublished(context, picker, from);
	return picker.list.paging ? byCursor(context, picker, from) : atOnce(context, picker);
};

const atOnce: Read = async function* (context, picker) {
	const read = async () => await wholeList(context, picker);
	const records = picker.keeps ? await kept(context, picker.list.endpoint, read) : await read();
	yield { records, next: '' };
};

async function wholeList(context: ILoadOptionsFunctions, { list, instead }: Picker) {
	const tolerates = instead?.codes ?? [];
	const answer = await invoke(context, list, {}, tolerates);
	const refused = tolerates.includes(Number(answer.errcode));
	const [source, records] =
		instead && refused ? [instead.list, await invoke(context, instead.list, {})] : [list, answer];
	return asList(pick(records, source.records ?? ''));
}

const byCursor: Read = async function* (context, { list, ask, details }, from) {
	const paging = pagingOf(list, details !== undefined);
	const first = { ...ask, ...(from ? { [paging.cursor ?? 'cursor']: from } : {}) };
	const send = async (fields: IDataObject) => await invoke(context, list, { ...first, ...fields });
	for await (const { records, answer } of readPages(send, paging)) {
		yield { records, next: String(nextCursor(paging, answer) ?? '') };
	}
};

function pagingOf({ paging }: Source, isSmall: boolean): Paging {
	const { size, ...others } = paging!;
	return { ...others, size: size && isSmall ? { ...size, max: WITH_DETAILS } : size };
}

const latelyPublished: Read = async function* (context, { list: source, lately }, from) {
	const { list, reach, kinds = [{}] } = lately!;
	const now = Math.floor(Date.now() / 1000);
	const span = from ? (JSON.parse(from) as Window) : { start: now - reach, end: now };
	const ask = async function* (range: IDataObject) {
		for (const kind of kinds) {
			yield* readPages(
				async (page) => await invoke(context, source, { ...kind, ...range, ...page }),
				list.paging,
			);
		}
	};
	for await (const { records, start } of newestFirst(list, span, ask)) {
		const hasMore = start > span.start;
		yield { records, next: hasMore ? JSON.stringify({ ...span, end: start - 1 }) : '' };
	}
};
