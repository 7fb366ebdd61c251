import { newId } from './ids';
import type { World } from './world';

/** What can be paged without looking at all of it; arrays can. */
interface Sequence<T> {
	readonly length: number;
	slice(start: number, end: number): T[];
}

interface Listing<T> {
	/** Which list with which parameters: a cursor is good for its own listing only. */
	listing: string;
	items: Sequence<T>;
	size: number;
	cursor: string | undefined;
	/** How long a cursor lives; for ever unless told. */
	cursorLifeMs?: number;
}

/** One page of a list. Undefined if the cursor is not one of this listing's. */
export const page = <T>(
	{ state, now }: World,
	{ listing, items, size, cursor, cursorLifeMs = Infinity }: Listing<T>,
) => {
	const first = { listing, round: newId('', 12), offset: 0, expiresAt: Infinity };
	const known = cursor ? state.cursors.get(cursor) : first;
	if (known?.listing !== listing || known.expiresAt <= now()) return undefined;
	const { round, offset } = known;
	const end = offset + size;
	const remember = () => {
		const next = newId('', 24);
		state.cursors.set(next, { listing, round, offset: end, expiresAt: now() + cursorLifeMs });
		return next;
	};
	return {
		items: items.slice(offset, end),
		round,
		nextCursor: end < items.length ? remember() : '',
	};
};

/**
 * A list in an order that means nothing, as WeCom promises none: every second item, then the others
 * backwards.
 */
export const unsorted = <T>(list: Iterable<T>): T[] => {
	const all = [...list];
	const others = all.filter((_, index) => index % 2 === 1);
	return [...all.filter((_, index) => index % 2 === 0), ...others.reverse()];
};

/** Several lists as one, without copying them. */
export const joined = <T>(lists: readonly (readonly T[])[]): Sequence<T> => ({
	length: lists.reduce((sum, list) => sum + list.length, 0),
	slice: (start, end) => {
		let before = 0;
		return lists.flatMap((list) => {
			const from = Math.max(0, start - before);
			const to = Math.max(0, end - before);
			before += list.length;
			return list.slice(from, to);
		});
	},
});
