import {
	dateOf,
	dayPieces,
	dayRange,
	toDay,
} from '../../../nodes/WeComCustomerContact/resources/shared/days';

const DAY = 24 * 60 * 60;
const dateIn = (value: unknown, timeZone: string) => dateOf(toDay(value, '"Start Date"', timeZone));

it('a day begins at midnight in China', () => {
	expect(toDay('2026-10-01T00:00:00', '', 'Asia/Shanghai')).toBe(
		Date.parse('2026-09-30T16:00:00Z') / 1000,
	);
});

it.each([
	['Asia/Shanghai', '2026-10-01T00:00:00', '2026-10-01'],
	['Asia/Shanghai', '2026-10-01T23:59:59+08:00', '2026-10-01'],
	['Asia/Shanghai', '2026-09-30T16:00:00.000Z', '2026-10-01'],
	['Asia/Tokyo', '2026-10-01', '2026-10-01'],
	['Asia/Tokyo', '2026-10-01T00:00:00.000+09:00', '2026-10-01'],
	['America/New_York', '2026-10-01T00:00:00', '2026-10-01'],
	['America/New_York', '2026-10-01T23:30:00-04:00', '2026-10-01'],
	['America/New_York', '2026-11-01T01:30:00', '2026-11-01'],
])('in %s %s is a time of %s', (timeZone, time, day) => {
	expect(dateIn(time, timeZone)).toBe(day);
});

it.each([
	// In New York it is still the 20th when China has been through it.
	['2026-11-21T09:00:00+08:00', 'America/New_York', '2026-11-19'],
	['2026-11-21T09:00:00+08:00', 'Asia/Shanghai', '2026-11-20'],
	// In Auckland it is the 22nd, but China has data of the 20th at most.
	['2026-11-21T20:00:00+08:00', 'Pacific/Auckland', '2026-11-20'],
])('at %s a report without an end goes to yesterday in %s: %s', (now, timeZone, day) => {
	jest.useFakeTimers({ now: Date.parse(now) });
	const { end } = dayRange(toDay('2026-11-01', '', timeZone), undefined, timeZone);
	jest.useRealTimers();
	expect(dateOf(end)).toBe(day);
});

it('Unix time and dates of the language are times, too', () => {
	const time = Date.parse('2026-10-01T12:00:00+08:00');
	for (const value of [time / 1000, time, String(time), new Date(time)]) {
		expect(dateIn(value, 'Asia/Shanghai')).toBe('2026-10-01');
	}
});

it.each([1, 29, 30, 31, 60, 61, 180])('%i days fall into pieces without gaps', (count) => {
	const start = toDay('2026-03-01', '', 'Asia/Shanghai');
	const pieces = dayPieces({ start, end: start + (count - 1) * DAY }, 30);
	const days = pieces.flatMap((piece) => {
		const length = (piece.end - piece.start) / DAY + 1;
		expect(length).toBeLessThanOrEqual(30);
		return Array.from({ length }, (_, index) => piece.start + index * DAY);
	});
	expect(days).toEqual(Array.from({ length: count }, (_, index) => start + index * DAY));
	expect(pieces).toHaveLength(Math.ceil(count / 30));
});
