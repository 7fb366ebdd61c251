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

const DAY = 24 * 3600;

/** Days of a zone that have one offset from beginning to end: the offset in seconds, and as a time ends with it. */
type Offset = { seconds: number; text: string } | undefined;
type Offsets = Map<number, Offset>;

const offsetsOfZones = new Map<string, Offsets>();

/** The year 10000: what is later is no number of seconds. */
const END = 253_402_300_800;

/**
 * Unix seconds as ISO 8601 with the offset of a zone: 2026-01-31T08:00:00+08:00; empty for what is no time. Each day's
 * offset is asked for once, as that takes fifty times as long as to write the time.
 */
export function toIsoTime(seconds: number, timeZone: string): string {
	if (!(seconds >= 0 && seconds < END)) return '';
	const offsets: Offsets = offsetsOfZones.get(timeZone) ?? new Map<number, Offset>();
	offsetsOfZones.set(timeZone, offsets);
	const day = Math.floor(seconds / DAY);
	if (!offsets.has(day)) offsets.set(day, offsetOfDay(day, timeZone));
	const offset = offsets.get(day);
	if (!offset) return zoned(seconds, timeZone).iso;
	return `${utc(seconds + offset.seconds)}${offset.text}`;
}

function offsetOfDay(day: number, timeZone: string) {
	const first = zoned(day * DAY, timeZone);
	const last = zoned((day + 1) * DAY - 1, timeZone);
	return first.offset === last.offset
		? { seconds: first.offset * 60, text: first.iso.slice(utc(0).length) }
		: undefined;
}

const utc = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);

function zoned(seconds: number, timeZone: string) {
	const time = tryToParseDateTime(new Date(seconds * 1000), timeZone);
	return { offset: time.offset, iso: time.toISO({ suppressMilliseconds: true }) ?? '' };
}
