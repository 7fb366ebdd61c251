import { windows, windowsBack } from '../../../nodes/WeComCustomerContact/engine/windows';

it('cuts a span into pieces that neither overlap nor leave a gap', () => {
	expect(windows({ start: 100, end: 125 }, 9)).toEqual([
		{ start: 100, end: 109 },
		{ start: 110, end: 119 },
		{ start: 120, end: 125 },
	]);
});

it('leaves a short span whole, also one of a single second', () => {
	expect(windows({ start: 100, end: 109 }, 9)).toEqual([{ start: 100, end: 109 }]);
	expect(windows({ start: 100, end: 100 }, 9)).toEqual([{ start: 100, end: 100 }]);
});

it('refuses an end before the start', () => {
	expect(() => windows({ start: 101, end: 100 }, 9)).toThrow('before its start');
});

it('backwards: newest first, each piece twice as long as the one after it, without a gap', () => {
	expect(windowsBack({ start: 100, end: 147 }, 19, 5)).toEqual([
		{ start: 142, end: 147 },
		{ start: 131, end: 141 },
		{ start: 111, end: 130 },
		{ start: 100, end: 110 },
	]);
});

it('backwards: a day first unless told, and never longer than WeCom takes', () => {
	const day = 24 * 3600;
	expect(windowsBack({ start: 0, end: 10 * day }, 30 * day)[0]).toEqual({
		start: 9 * day,
		end: 10 * day,
	});
	expect(windowsBack({ start: 100, end: 119 }, 9)).toEqual([
		{ start: 110, end: 119 },
		{ start: 100, end: 109 },
	]);
	expect(windowsBack({ start: 100, end: 100 }, 9)).toEqual([{ start: 100, end: 100 }]);
	expect(() => windowsBack({ start: 101, end: 100 }, 9)).toThrow('before its start');
});
