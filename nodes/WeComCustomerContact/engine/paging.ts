import type { IDataObject } from 'n8n-workflow';
import { AnswerProblem } from './problems';
import type { Page, Paging } from './types';
import { asList, pick } from './values';
import { say } from '../texts/say';

/** So many pages in a row without a record mean that the list has no end. */
const MAX_EMPTY_PAGES = 200;

/** Where the next page begins, as an answer tells; nothing at the end. */
export const nextCursor = ({ next }: Paging, answer: IDataObject): string | number | undefined =>
	next ? next(answer) : (answer.next_cursor as string | undefined);

/**
 * Reads a list page by page: asks for no more than is wanted, stops at the list's end, and notices a
 * cursor that comes back, since such a list would never end.
 *
 * @param send asks for one page; the given fields go into the request
 * @param wanted how many records at most; Infinity for all
 */
export async function* readPages(
	send: (fields: IDataObject) => Promise<IDataObject>,
	paging: Paging,
	wanted = Infinity,
): AsyncGenerator<Page> {
	const seen = new Set<string | number>();
	let cursor: string | number | undefined;
	let left = wanted;
	let empty = 0;
	while (left > 0) {
		const fields: IDataObject = {};
		if (paging.size) fields[paging.size.to] = Math.min(paging.size.max, left);
		if (cursor !== undefined) fields[paging.cursor ?? 'cursor'] = cursor;
		const answer = await send(fields);
		const records = asList(pick(answer, paging.records)).slice(0, left);
		left -= records.length;
		yield { records, answer };

		cursor = nextCursor(paging, answer);
		if (cursor === undefined || cursor === null || cursor === '') return;
		if (seen.has(cursor)) {
			throw new AnswerProblem(
				say`WeCom sent a page cursor that it had sent before, so this list would never end. Run it again`,
			);
		}
		seen.add(cursor);
		empty = records.length === 0 ? empty + 1 : 0;
		if (empty > MAX_EMPTY_PAGES) {
			throw new AnswerProblem(
				say`WeCom sent ${MAX_EMPTY_PAGES} empty pages in a row, so this list seems to have no end. Run it again`,
			);
		}
	}
}
