import { tryToParseDateTime } from 'n8n-workflow';
import { shown } from './convert';
import { InputProblem } from './problems';
import { say } from '../texts/say';

/** Day, and perhaps time and zone: ISO 8601, also with slashes and a blank, as people write it. */
const DATE =
	/^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Unix seconds from a date as people and n8n write it, a date object of JavaScript or of n8n, or Unix seconds or
 * milliseconds. Anything else is refused: a guess would move a report or an expiry to another year.
 *
 * @param timeZone of dates without one: the editor's date picker gives such, meaning the workflow's zone
 */
export function toUnixSeconds(value: unknown, label: string, timeZone = 'UTC'): number {
	const milliseconds = ofObject(value) ?? ofNumber(value) ?? ofText(value, label, timeZone);
	if (milliseconds !== undefined && !Number.isNaN(milliseconds)) {
		return Math.floor(milliseconds / 1000);
	}
	throw new InputProblem(
		say`${label} must be a date such as 2026-01-31 08:00 or 2026-01-31T08:00:00+08:00, but is ${shown(value)}`,
	);
}

/** A Date, or the DateTime of expressions such as $now. */
function ofObject(value: unknown): number | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	if (value instanceof Date) return value.getTime();
	return 'toMillis' in value && typeof value.toMillis === 'function'
		? (value as { toMillis(): number }).toMillis()
		: undefined;
}

/** Seconds of a year from 1973 to 2286, or milliseconds from there; a smaller number is no time but a mistake. */
function ofNumber(value: unknown): number | undefined {
	const isNumeric = typeof value === 'number' || /^\s*\d+\s*$/.test(String(value));
	const number = isNumeric ? Number(value) : NaN;
	if (number >= 1e8 && number < 1e10) return number * 1000;
	return number >= 1e11 && number < 1e13 ? number : undefined;
}

function ofText(value: unknown, label: string, timeZone: string): number | undefined {
	const text = String(value).trim();
	const [, year, , month, day, hour = '0', minute = '0', second = '0', zone = ''] =
		DATE.exec(text) ?? [];
	if (year === undefined) return undefined;
	if (!isDay(Number(year), Number(month), Number(day))) {
		throw new InputProblem(say`${label} is ${text}, but there is no such day`);
	}
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
	const two = (part = '') => part.padStart(2, '0');
	const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute.padStart(2, '0')}:${two(second)}${zone}`;
	return tryToParseDateTime(iso, timeZone).toMillis();
}

function isDay(year: number, month: number, day: number): boolean {
	const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
	const last = month === 2 && !isLeapYear ? 28 : DAYS[month - 1];
	return last !== undefined && day >= 1 && day <= last;
}

/** Unix seconds as ISO 8601 with the offset of a zone: 2026-01-31T08:00:00+08:00. */
export const toIsoTime = (seconds: number, timeZone: string): string =>
	tryToParseDateTime(new Date(seconds * 1000), timeZone).toISO({ suppressMilliseconds: true }) ??
	'';
