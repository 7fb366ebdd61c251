import { windows } from '../../../nodes/WeComCustomerContact/engine/windows';

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
