import type { Place } from '../../../nodes/WeComCustomerContact/texts/localized';

/** The place at a path. */
export const at = (place: Place, path: readonly string[]): Place =>
	path.reduce((outer, name) => outer.inside(name), place);

/** A place where texts are found by their path. */
export const placeWith = (
	find: (english: string, path: readonly string[]) => string | undefined,
	path: readonly string[] = [],
): Place => ({
	find: (english) => find(english, path),
	inside: (name) => placeWith(find, [...path, name]),
	copies: new WeakMap(),
});
