import { InputProblem } from './problems';

// Each converter takes the user's value and the field's label, which its complaint starts with.

const kind = (value: unknown) =>
	value === null ? 'null' : Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;

/** Text, trimmed; numbers become text, since expressions often deliver ids as numbers. */
export function toText(value: unknown, label: string): string {
	return toMessage(value, label).trim();
}

/** Text kept as it is: the white space of a message belongs to it. */
export function toMessage(value: unknown, label: string): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	throw new InputProblem(`${label} must be text, but is ${kind(value)}`);
}

/** A switch as WeCom takes it in many places: 1 or 0. */
export const toFlag = (value: unknown): number => (value === true || value === 'true' ? 1 : 0);

/** A whole number, also when written as text. */
export function toInteger(value: unknown, label: string): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
	throw new InputProblem(`${label} must be a whole number, but is ${JSON.stringify(value)}`);
}

/**
 * A list of ids from a list or from text separated by commas (also Chinese ones), semicolons, spaces or
 * new lines; blanks and repetitions are dropped, the order is kept.
 */
export function toIdList(value: unknown, label: string): string[] {
	const parts = Array.isArray(value)
		? value.map((entry) => toText(entry, label))
		: toText(value, label).split(/[\s,，、;；]+/u);
	return [...new Set(parts.filter((part) => part !== ''))];
}

/** The same for names: spaces belong to them, so they end with a comma, a semicolon or the line. */
export function toNameList(value: unknown, label: string): string[] {
	const parts = Array.isArray(value)
		? value.map((entry) => toText(entry, label))
		: toText(value, label)
				.split(/[,，、;；\r\n]+/u)
				.map((part) => part.trim());
	return [...new Set(parts.filter((part) => part !== ''))];
}

/** The same for numeric ids such as departments. */
export function toIntegerList(value: unknown, label: string): number[] {
	return toIdList(value, label).map((entry) => toInteger(entry, label));
}

/**
 * Unix seconds from an ISO 8601 date, a date object, or Unix seconds or milliseconds.
 *
 * @param timeZone of dates without one: the editor's date picker gives such, meaning the workflow's zone
 */
export function toUnixSeconds(value: unknown, label: string, timeZone = 'UTC'): number {
	const text = value instanceof Date ? value.toISOString() : String(value).trim();
	const milliseconds = /^\d{9,10}$/.test(text)
		? Number(text) * 1000
		: /^\d{12,13}$/.test(text)
			? Number(text)
			: ZONELESS.test(text)
				? zonedTime(text, timeZone)
				: Date.parse(text);
	if (Number.isNaN(milliseconds)) {
		throw new InputProblem(
			`${label} must be a date such as 2026-01-31T08:00:00+08:00, but is ${JSON.stringify(value)}`,
		);
	}
	return Math.floor(milliseconds / 1000);
}

const ZONELESS = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/;

function zonedTime(text: string, timeZone: string): number {
	const asUtc = readAsUtc(text);
	// Twice, since the clocks may change between the guess and the time itself.
	return asUtc - offset(asUtc - offset(asUtc, timeZone), timeZone);
}

const readAsUtc = (text: string) =>
	Math.floor(Date.parse(`${text.slice(0, 10)}T${text.slice(11) || '00:00'}Z`) / 1000) * 1000;

/** By how many milliseconds the zone's clocks are ahead; Sweden writes dates as ISO 8601 does. */
const offset = (time: number, timeZone: string) =>
	readAsUtc(new Date(time).toLocaleString('sv-SE', { timeZone })) - time;
