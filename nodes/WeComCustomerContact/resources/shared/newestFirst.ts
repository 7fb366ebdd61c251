import type { IDataObject } from 'n8n-workflow';
import { asWanted } from '../../engine/simplify';
import type { Call, Output, Page, Paging } from '../../engine/types';
import { asObject } from '../../engine/values';
import { windowsBack, type Window } from '../../engine/windows';

const DAY = 24 * 60 * 60;

/** A list of what was published in a range of time. */
export interface PublishedList {
	endpoint: string;
	doc: number;
	paging: Paging;
	/** Name of a record's ID. */
	id: string;
	/** The longest range of one call, in seconds. */
	longest: number;
	/** WeCom leaves both ends of the range out, so it is asked for a second more. */
	open: boolean;
}

/** WeCom lists at most a month at once; February is the shortest one. */
export const MASS_MESSAGES: PublishedList = {
	endpoint: '/cgi-bin/externalcontact/get_groupmsg_list_v2',
	doc: 93338,
	paging: { records: 'group_msg_list', size: { to: 'limit', max: 100 } },
	id: 'msgid',
	longest: 28 * DAY,
	open: false,
};

export const MOMENTS: PublishedList = {
	endpoint: '/cgi-bin/externalcontact/get_moment_list',
	doc: 93333,
	paging: { records: 'moment_list', size: { to: 'limit', max: 20 } },
	id: 'moment_id',
	longest: 30 * DAY - 2,
	open: true,
};

/** Records of a piece of time, newest first, and where the piece starts. */
interface Batch {
	records: IDataObject[];
	start: number;
}

/**
 * Reads what was published in a span of any length, newest first. WeCom's pages say nothing of an order, so each
 * piece of time is read to its end and sorted before its records come out.
 *
 * @param ask reads the pages of a range that WeCom takes
 * @param first seconds of the newest piece; the default is a day
 */
export async function* newestFirst(
	{ id, longest, open }: PublishedList,
	span: Window,
	ask: (range: IDataObject) => AsyncIterable<Page>,
	first?: number,
): AsyncGenerator<Batch> {
	const seen = new Set<unknown>();
	const margin = open ? 1 : 0;
	for (const { start, end } of windowsBack(span, longest, first)) {
		const found: IDataObject[] = [];
		for await (const { records } of ask({ start_time: start - margin, end_time: end + margin })) {
			const fresh = records.map(asObject).filter((record) => !seen.has(record[id]));
			for (const record of fresh) seen.add(record[id]);
			found.push(...fresh);
		}
		found.sort((a, b) => Number(b.create_time) - Number(a.create_time));
		yield { records: found, start };
	}
}

/** The same as an operation's items: of the range that the user gave, as many as are wanted. */
export const listNewestFirst = (list: PublishedList) =>
	async function* (call: Call): AsyncGenerator<Output[]> {
		const { start_time, end_time = Math.floor(Date.now() / 1000), ...others } = call.request.body;
		const span = { start: Number(start_time), end: Number(end_time) };
		const ask = (range: IDataObject) => call.pages(list.paging, { body: { ...others, ...range } });
		let left = call.limit;
		// Who wants all of them gets them by the fewest calls.
		const first = left === Infinity ? list.longest : undefined;
		for await (const { records } of newestFirst(list, span, ask, first)) {
			yield records
				.slice(0, left)
				.map((record) => ({ json: asWanted(record, call, call.operation.simplify) }));
			left -= records.length;
			if (left <= 0) return;
		}
	};
