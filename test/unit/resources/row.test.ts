import { labeled, readable } from '../../../nodes/WeComCustomerContact/resources/shared/readable';
import { rowOf } from '../../../nodes/WeComCustomerContact/resources/shared/row';

describe('a row', () => {
	it('has its columns in their order, whatever they are called', () => {
		const names = ['b', 'a', '"quoted"', 'constructor'];
		const row = rowOf(names, [1, [2], null, 'x']);
		expect(Object.entries(row)).toEqual([
			['b', 1],
			['a', [2]],
			['"quoted"', null],
			['constructor', 'x'],
		]);
	});

	it('is nobody else’s', () => {
		const [one, other] = [rowOf(['a'], [1]), rowOf(['a'], [2])];
		one.a = 3;
		expect(other).toEqual({ a: 2 });
		expect(rowOf(['b,c'], [1])).toEqual({ 'b,c': 1 });
		expect(rowOf(['b', 'c'], [1, 2])).toEqual({ b: 1, c: 2 });
	});

	it('has the last value of a column that is there twice', () => {
		expect(rowOf(['a', 'b', 'a'], [1, 2, 3])).toEqual({ a: 3, b: 2 });
	});
});

it('what people can read stands behind each code and time', () => {
	const how = { values: {}, timeZone: 'Asia/Shanghai' };
	const inWords = labeled<typeof how>(['add_way'], readable);
	const row = inWords({ add_way: 16, create_time: 1_700_000_000, gone: undefined }, how);
	expect(Object.entries(row)).toEqual([
		['add_way', 16],
		['add_way_label', 'acquisition link'],
		['create_time', 1_700_000_000],
		['created_at', '2023-11-15T06:13:20+08:00'],
	]);
	const chinese = inWords({ add_way: 16 }, { ...how, values: { chineseLabels: true } });
	expect(chinese.add_way_label).toBe('通过获客链接添加');
	// A way that WeCom adds one day has no label.
	expect(inWords({ add_way: 999 }, how)).toEqual({ add_way: 999 });
});
