import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { readPages } from '../engine/paging';
import type { Window } from '../engine/windows';
import { newestFirst, type PublishedList } from '../resources/shared/newestFirst';
import { weComRequest } from '../transport/request';

/** The editor asks for more when its user scrolls, which takes a list that is longer than its box. */
const ENOUGH = 20;

interface Search {
	list: PublishedList;
	/** How far back the list reaches, in seconds. */
	reach: number;
	/** What is asked for besides the range: a list may consist of several. */
	kinds?: IDataObject[];
	/** What the picker shows of a record. */
	toChoice: (record: IDataObject, day: string) => { name: string; value: string };
}

/** What was published lately, newest first, for a picker with a search box. */
export const searchPublished = ({ list, reach, kinds = [{}], toChoice }: Search) =>
	async function (
		this: ILoadOptionsFunctions,
		filter = '',
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const now = Math.floor(Date.now() / 1000);
		const span: Window = paginationToken
			? (JSON.parse(paginationToken) as Window)
			: { start: now - reach, end: now };
		const { endpoint, doc, paging } = list;
		const send = async (body: IDataObject) =>
			await weComRequest(this, { method: 'POST', endpoint, access: 'read', doc, body });
		const ask = async function* (range: IDataObject) {
			for (const kind of kinds) {
				yield* readPages(async (page) => await send({ ...kind, ...range, ...page }), paging);
			}
		};
		const timeZone = this.getTimezone();
		// Sweden writes dates as ISO 8601 does.
		const dayOf = ({ create_time: time }: IDataObject) =>
			new Date(Number(time) * 1000).toLocaleDateString('sv-SE', { timeZone });
		const wanted = filter.toLowerCase();
		const results: INodeListSearchResult['results'] = [];
		for await (const { records, start } of newestFirst(list, span, ask)) {
			const choices = records.map((record) => toChoice(record, dayOf(record)));
			results.push(...choices.filter(({ name }) => name.toLowerCase().includes(wanted)));
			if (results.length >= ENOUGH && start > span.start) {
				return { results, paginationToken: JSON.stringify({ ...span, end: start - 1 }) };
			}
		}
		return { results };
	};
