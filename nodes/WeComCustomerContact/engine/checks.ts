import { InputProblem } from './problems';
import type { Check, Limit } from './types';
import { say } from '../texts/say';

const number = (value: number) => value.toLocaleString('en-US');

/** Throws InputProblem with the first problem about a value. */
export function insist(value: unknown, label: string, checks: readonly Check[] = []): void {
	for (const check of checks) {
		const problem = check(value);
		if (problem !== undefined) throw new InputProblem(say`${label} ${problem}`);
	}
}

const limited = (limit: Limit, check: Check): Check => Object.assign(check, { limit });

/** At most `max` bytes of UTF-8: WeCom counts a Chinese character as three. */
export const maxBytes = (max: number): Check =>
	limited({ of: 'bytes', most: max }, (value) => {
		const bytes = Buffer.byteLength(String(value), 'utf8');
		return bytes > max
			? say`is ${number(bytes)} bytes long, but WeCom allows ${number(max)} (a Chinese character counts as 3). Shorten it by ${number(bytes - max)} bytes`
			: undefined;
	});

/** At most `max` characters, counted as a person does (an emoji is one). */
export const maxCharacters = (max: number): Check =>
	limited({ of: 'characters', most: max }, (value) => {
		const length = [...String(value)].length;
		return length > max
			? say`is ${number(length)} characters long, but WeCom allows ${number(max)}`
			: undefined;
	});

/** At least `min` characters, counted the same way. */
export const minCharacters =
	(min: number): Check =>
	(value) => {
		const { length } = [...String(value)];
		return length < min
			? say`is ${number(length)} characters long, but WeCom wants at least ${number(min)}`
			: undefined;
	};

/** A list whose entries pass a check; names the first that doesn't. */
export const each = (check: Check): Check => {
	const ofEach: Check = (value) => {
		const entries: unknown[] = Array.isArray(value) ? value : [];
		const bad = entries.find((entry) => check(entry) !== undefined);
		return bad === undefined ? undefined : say`has "${String(bad)}", which ${check(bad)}`;
	};
	return check.limit ? limited({ ...check.limit, each: true }, ofEach) : ofEach;
};

/** At most `max` entries in a list. */
export const maxItems = (max: number): Check =>
	limited({ of: 'entries', most: max }, (value) =>
		Array.isArray(value) && value.length > max
			? say`has ${number(value.length)} entries, but WeCom allows ${number(max)}`
			: undefined,
	);

/** A number of at least `min`. */
export const atLeast = (min: number): Check =>
	limited({ of: 'number', least: min }, (value) =>
		typeof value === 'number' && value >= min ? undefined : say`must be at least ${number(min)}`,
	);

/** A number between `min` and `max`, both included. */
export const between = (min: number, max: number): Check =>
	limited({ of: 'number', least: min, most: max }, (value) =>
		typeof value === 'number' && value >= min && value <= max
			? undefined
			: say`must be between ${number(min)} and ${number(max)}`,
	);

/** An address that starts with http:// or https://. */
export const webAddress: Check = (value) =>
	/^https?:\/\/\S+$/i.test(String(value))
		? undefined
		: say`must be a web address that starts with http:// or https://`;
