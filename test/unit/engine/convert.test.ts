import * as convert from '../../../nodes/WeComCustomerContact/engine/convert';

describe('what a user may enter', () => {
	it.each([
		['zhangsan,lisi', ['zhangsan', 'lisi']],
		['zhangsan，lisi、wangwu；zhaoliu', ['zhangsan', 'lisi', 'wangwu', 'zhaoliu']],
		[' zhangsan\nlisi \n\n zhangsan', ['zhangsan', 'lisi']],
		[
			['a', ' b ', '', 'a', 7],
			['a', 'b', '7'],
		],
		[42, ['42']],
	])('a list of ids: %j', (value, ids) => {
		expect(convert.toIdList(value, 'L')).toEqual(ids);
	});

	it.each([
		['重要 客户,老客户', ['重要 客户', '老客户']],
		['重要，老客户、新客户；VIP;重要', ['重要', '老客户', '新客户', 'VIP']],
		[' A B \r\n\n C ', ['A B', 'C']],
		[
			['春茶，节', ' 年货 ', ''],
			['春茶，节', '年货'],
		],
		[' ，;\n', []],
	])('a list of names: %j', (value, names) => {
		expect(convert.toNameList(value, 'L')).toEqual(names);
	});

	it.each([
		[() => convert.toInteger('1.5', '"Limit"'), '"Limit" must be a whole number, but is "1.5"'],
		[() => convert.toInteger(' ', '"Limit"'), '"Limit" must be a whole number, but is " "'],
		[
			() => convert.toInteger(2 ** 53, '"Limit"'),
			'must be a whole number, but is 9007199254740992',
		],
		[
			() => convert.toInteger(true, '"Limit"'),
			'must be a whole number, but is a value of type boolean',
		],
		[() => convert.toInteger([7], '"Limit"'), 'must be a whole number, but is a list'],
		[() => convert.toInteger('1\n2', '"Limit"'), 'must be a whole number, but is "1\\n2"'],
		[() => convert.toText({}, '"Name"'), '"Name" must be text, but is a value of type object'],
		[() => convert.toText(NaN, '"Name"'), '"Name" must be text, but is NaN'],
		[
			() => convert.toText(2 ** 60, '"Name"'),
			'"Name" is the number 1152921504606847000, which is too large to be exact. Give it as text',
		],
		[
			() => convert.toText(Infinity, '"Name"'),
			'"Name" must be text, but is a value of type number',
		],
		[() => convert.toText(undefined, '"Name"'), '"Name" must be text, but is undefined'],
		[() => convert.toText(['a'], '"Name"'), '"Name" must be text, but is a list'],
		[() => convert.toIdList([null], '"Users"'), '"Users" must be text, but is null'],
		[() => convert.toIntegerList('1,x', '"Departments"'), 'must be a whole number, but is "x"'],
	])('says what is wrong (%#)', (job, message) => {
		expect(job).toThrow(message);
	});

	it('is trimmed where it is an ID or a name, and kept where it is a message', () => {
		expect(convert.toText(' zhangsan\n', 'L')).toBe('zhangsan');
		expect(convert.toMessage(' 你好\n', 'L')).toBe(' 你好\n');
	});

	it('may be a number where text is meant, and text where a number is', () => {
		expect(convert.toText(7.5, 'L')).toBe('7.5');
		expect(convert.toText(2n ** 60n, 'L')).toBe('1152921504606846976');
		expect(convert.toInteger(' 42 ', 'L')).toBe(42);
		expect(convert.toIntegerList('1, 2，2', 'L')).toEqual([1, 2]);
	});

	it('a switch is 1 or 0 to WeCom', () => {
		expect([true, false, undefined].map(convert.toFlag)).toEqual([1, 0, 0]);
	});
});
