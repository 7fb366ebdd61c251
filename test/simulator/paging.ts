import { newId } from './ids';
import type { State } from './types';

/**
 * One page of a list. `listing` says which list with which parameters, because a cursor is good
 * for its own listing only. Undefined if the cursor is not one of this listing's.
 */
export const page = <T>(
	state: State,
	listing: string,
	items: T[],
	size: number,
	cursor: string | undefined,
) => {
	const known = cursor ? state.cursors.get(cursor) : { listing, offset: 0 };
	if (known?.listing !== listing) return undefined;
	const end = known.offset + size;
	return {
		items: items.slice(known.offset, end),
		nextCursor: end < items.length ? remember(state, listing, end) : '',
	};
};

const remember = (state: State, listing: string, offset: number) => {
	const cursor = newId('', 24);
	state.cursors.set(cursor, { listing, offset });
	return cursor;
};
