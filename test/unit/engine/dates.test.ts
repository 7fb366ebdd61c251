import { tryToParseDateTime } from 'n8n-workflow';
import { toIsoTime, toUnixSeconds } from '../../../nodes/WeComCustomerContact/engine/dates';

const SHANGHAI = 'Asia/Shanghai';
/** 2026-01-31 08:00 in Shanghai. */
const MORNING = 1769817600;
const MIDNIGHT = MORNING - 8 * 3600;

it.each([
	['2026-01-31T08:00:00+08:00', MORNING],
	['2026-01-31T00:00:00Z', MORNING],
	['2026-01-31T00:00:00.999Z', MORNING],
	['2026-01-31T08:00:00', MORNING],
	['2026-01-31 08:00', MORNING],
	['2026/01/31 08:00', MORNING],
	['2026/1/31 8:00', MORNING],
	[' 2026-01-31 ', MIDNIGHT],
	['2026/01/31', MIDNIGHT],
	['2024-02-29', 1709136000],
	['2000-02-29', 951753600],
	['2026-12-31 23:59:59', 1798732799],
	['2026-01-31T08:00:00+0800', MORNING],
	[` ${MORNING} `, MORNING],
	[MORNING, MORNING],
	[MORNING + 0.5, MORNING],
	[1e8, 1e8],
	[1e11, 1e8],
	[String(MORNING), MORNING],
	[MORNING * 1000, MORNING],
	[new Date('2026-01-31T00:00:00Z'), MORNING],
	[tryToParseDateTime('2026-01-31T08:00:00', SHANGHAI), MORNING],
])('%j is a time in the zone of the workflow', (value, seconds) => {
	expect(toUnixSeconds(value, 'D', SHANGHAI)).toBe(seconds);
});

it('follows the clocks of a zone that changes them', () => {
	const hours = (time: string) => toUnixSeconds(time, 'D', 'America/New_York') / 3600;
	expect(hours('2026-03-08 03:00') - hours('2026-03-08 01:00')).toBe(1);
	expect(hours('2026-11-01 03:00') - hours('2026-11-01 00:00')).toBe(4);
});

it.each([
	'2026-02-30',
	'2025-02-29',
	'2026-13-01T00:00:00',
	'2026/04/31',
	'2026-00-10',
	'1900-02-29',
	'2026-01-00',
	'2026-01-32',
])('%s is no day', (value) => {
	expect(() => toUnixSeconds(value, '"Start"')).toThrow(
		`"Start" is ${value}, but there is no such day`,
	);
});

it.each([
	'tomorrow',
	'5',
	5,
	0,
	'31.01.2026',
	'01/31/2026',
	'2026-01/31',
	'2026-01-31T25:00:00Z',
	'2026-01-31 08:60',
	'2026-01-31 08:00:60',
	'12026-01-31',
	'2026-01-31 08:00:00 PM',
	'on 2026-01-31',
	'1e9',
	1e10,
	1e11 - 1,
	1e13,
	1e8 - 1,
	{ toMillis: 1 },
	null,
	'2026-01-31+08:00',
	'Jan 31 2026',
	NaN,
	Infinity,
	true,
	{},
	[],
	new Date(NaN),
])('%s is refused rather than guessed at', (value) => {
	expect(() => toUnixSeconds(value, '"Start"')).toThrow(
		'"Start" must be a date such as 2026-01-31 08:00 or 2026-01-31T08:00:00+08:00, but is',
	);
});

describe('a time as people read it, with the offset of the workflow’s zone', () => {
	it.each([
		[MORNING, SHANGHAI, '2026-01-31T08:00:00+08:00'],
		[MORNING, 'UTC', '2026-01-31T00:00:00Z'],
		[MORNING + 0.9, SHANGHAI, '2026-01-31T08:00:00+08:00'],
		[MORNING, 'Asia/Kolkata', '2026-01-31T05:30:00+05:30'],
		[0, 'America/New_York', '1969-12-31T19:00:00-05:00'],
		[253_402_300_799, 'UTC', '9999-12-31T23:59:59Z'],
	])('%d in %s', (seconds, zone, text) => {
		expect(toIsoTime(seconds, zone)).toBe(text);
	});

	it.each([-1, NaN, 253_402_300_800, Infinity])('%d is no time', (seconds) => {
		expect(toIsoTime(seconds, SHANGHAI)).toBe('');
	});

	it('is right on the days on which clocks are changed, and before and after', () => {
		const zone = 'America/New_York';
		for (const day of ['2026-03-08', '2026-11-01']) {
			const noon = toUnixSeconds(`${day}T12:00:00Z`, 'D');
			for (let seconds = noon - 36 * 3600; seconds < noon + 36 * 3600; seconds += 1800) {
				const expected = tryToParseDateTime(new Date(seconds * 1000), zone).toISO({
					suppressMilliseconds: true,
				});
				expect(toIsoTime(seconds, zone)).toBe(expected);
			}
		}
	});
});
