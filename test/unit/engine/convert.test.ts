import * as checks from '../../../nodes/WeComCustomerContact/engine/checks';
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
		[() => convert.toText({}, '"Name"'), '"Name" must be text, but is a value of type object'],
		[() => convert.toText(NaN, '"Name"'), '"Name" must be text, but is NaN'],
		[
			() => convert.toText(2 ** 60, '"Name"'),
			'"Name" is the number 1152921504606847000, which is too large to be exact. Give it as text',
		],
		[() => convert.toIdList([null], '"Users"'), '"Users" must be text, but is null'],
		[() => convert.toIntegerList('1,x', '"Departments"'), 'must be a whole number, but is "x"'],
	])('says what is wrong (%#)', (job, message) => {
		expect(job).toThrow(message);
	});
});

describe('limits', () => {
	it('counts bytes as WeCom does and characters as a person does', () => {
		expect(checks.maxBytes(6)('你好')).toBeUndefined();
		expect(checks.maxBytes(5)('你好')).toMatch(/is 6 bytes long, but WeCom allows 5/);
		expect(checks.maxCharacters(2)('🌸好')).toBeUndefined();
		expect(checks.maxCharacters(2)('🌸好的')).toMatch(/is 3 characters long/);
	});
});
