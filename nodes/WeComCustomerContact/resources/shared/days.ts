import { toUnixSeconds } from '../../engine/dates';
import { InputProblem } from '../../engine/problems';
import type { Check, Field } from '../../engine/types';
import { windows, type Window } from '../../engine/windows';
import { say } from '../../texts/say';

// WeCom's reports are about whole days in China. Here a day is its 00:00 there, in Unix seconds.

const DAY = 24 * 60 * 60;
const CHINA = 8 * 60 * 60;
const KEPT_DAYS = 180;

const dayOf = (time: number) => time - ((time + CHINA) % DAY);

/** The day so many days before today. */
const daysAgo = (days: number) => dayOf(Math.floor(Date.now() / 1000)) - days * DAY;

/** A day as people write it, such as 2026-01-31. */
export const dateOf = (day: number): string =>
	new Date((day + CHINA) * 1000).toISOString().slice(0, 10);

/** The day that a time is in where the workflow is: in Tokyo, too, "today" means today's report. */
export function toDay(value: unknown, label: string, timeZone = 'UTC'): number {
	const time = toUnixSeconds(value, label, timeZone) * 1000;
	// Sweden writes dates as ISO 8601 does.
	const date = new Date(time).toLocaleDateString('sv-SE', { timeZone });
	return Date.parse(`${date}T00:00:00+08:00`) / 1000;
}

/** A day that WeCom has data of: in the last 180 days, and at least so many days ago. */
const hasData =
	(fromDaysAgo: number): Check =>
	(value) => {
		const day = Number(value);
		const [first, last] = [daysAgo(KEPT_DAYS), daysAgo(fromDaysAgo)];
		if (day < first) {
			return say`is ${dateOf(day)}, but WeCom keeps such data for ${KEPT_DAYS} days. Use ${dateOf(first)} or later`;
		}
		if (day > last) {
			return say`is ${dateOf(day)}, but WeCom has no data of that day yet. Use ${dateOf(last)} or earlier`;
		}
		return undefined;
	};

interface Names {
	start: string;
	end: string;
	/** How old the newest data are, in days. */
	newest: number;
}

/** First and last day of a report. */
export const dayFields = ({ start, end, newest }: Names): Field[] => [
	{
		property: {
			displayName: 'Start Date',
			name: 'startTime',
			type: 'dateTime',
			required: true,
			default: '={{ $today.minus({ days: 7 }) }}',
			description: 'First day of the report, at most 180 days ago; the time of day does not matter',
		},
		to: start,
		as: toDay,
		checks: [hasData(newest)],
	},
	{
		property: {
			displayName: 'End Date',
			name: 'endTime',
			type: 'dateTime',
			default: '',
			description: 'Last day of the report, which is included; empty means yesterday',
		},
		to: end,
		as: toDay,
		checks: [hasData(newest)],
	},
];

/**
 * The day before today where the workflow is, as its first day is told by the same calendar; where it is tomorrow
 * already, the last day that China has been through.
 */
function yesterday(timeZone: string): number {
	const today = toDay(Math.floor(Date.now() / 1000), '', timeZone);
	return Math.min(today - DAY, daysAgo(1));
}

/** The days of a report, both included; without an end until yesterday. */
export function dayRange(start: unknown, end: unknown, timeZone: string): Window {
	const first = Number(start);
	const last = end === undefined ? Math.max(first, yesterday(timeZone)) : Number(end);
	if (last < first)
		throw new InputProblem(say`"End Date" is before "Start Date". Change one of them`);
	return { start: first, end: last };
}

/** How many days lie between the first and the last. */
export const daysBetween = ({ start, end }: Window): number => (end - start) / DAY;

/** Cuts a range of days into ranges of at most so many days. */
export const dayPieces = ({ start, end }: Window, most: number): Window[] =>
	windows({ start: start / DAY, end: end / DAY }, most - 1).map((piece) => ({
		start: piece.start * DAY,
		end: piece.end * DAY,
	}));
