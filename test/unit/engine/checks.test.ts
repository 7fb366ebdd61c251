import * as checks from '../../../nodes/WeComCustomerContact/engine/checks';
import { InputProblem } from '../../../nodes/WeComCustomerContact/engine/problems';
import type { Check } from '../../../nodes/WeComCustomerContact/engine/types';

const LONG = '好'.repeat(1334);

describe('what WeCom allows to the last', () => {
	it.each<[string, Check, unknown, unknown]>([
		['bytes, of which a Chinese character has three', checks.maxBytes(6), '你好', '你好!'],
		['characters as a person counts them', checks.maxCharacters(2), '🌸好', '🌸好的'],
		['as many characters at least', checks.minCharacters(2), '🌸好', '🌸'],
		['entries of a list', checks.maxItems(2), ['a', 'b'], ['a', 'b', 'c']],
		['a number that is large enough', checks.atLeast(1), 1, 0],
		['a number that is not too small', checks.between(1, 30), 1, 0],
		['a number that is not too large', checks.between(1, 30), 30, 31],
		[
			'each of a list',
			checks.each(checks.maxCharacters(2)),
			['VIP', '好的'].slice(1),
			['好的', 'VIP'],
		],
		['a web address', checks.webAddress, 'HTTPS://example.com/a?b', 'ftp://example.com'],
		['a web address without a blank', checks.webAddress, 'http://a', 'http://example.com/a b'],
		['a web address and nothing before it', checks.webAddress, 'http://a', 'see http://a'],
	])('%s', (_what, check, allowed, tooMuch) => {
		expect(check(allowed)).toBeUndefined();
		expect(check(tooMuch)).toEqual(expect.any(String));
	});
});

it.each<[Check, unknown, string]>([
	[
		checks.maxBytes(4000),
		LONG,
		'is 4,002 bytes long, but WeCom allows 4,000 (a Chinese character counts as 3). Shorten it by 2 bytes',
	],
	[checks.maxCharacters(2), '🌸好的', 'is 3 characters long, but WeCom allows 2'],
	[checks.minCharacters(3), '🌸好', 'is 2 characters long, but WeCom wants at least 3'],
	[checks.maxItems(1000), new Array(1001).fill('a'), 'has 1,001 entries, but WeCom allows 1,000'],
	[checks.each(checks.maxBytes(3)), ['a', 'abcd'], 'has "abcd", which is 4 bytes long'],
	[checks.atLeast(1), '2', 'must be at least 1'],
	[checks.between(1, 30), '2', 'must be between 1 and 30'],
])('says by how much a value is wrong (%#)', (check, value, problem) => {
	expect(check(value)).toContain(problem);
});

it('names the field with the first problem of a value', () => {
	const problemOf = (value: unknown) => () =>
		checks.insist(value, '"Name"', [checks.minCharacters(2), checks.maxCharacters(3)]);
	expect(problemOf('ab')).not.toThrow();
	expect(problemOf('a')).toThrow(InputProblem);
	expect(problemOf('a')).toThrow('"Name" is 1 characters long, but WeCom wants at least 2');
	expect(problemOf('abcd')).toThrow('"Name" is 4 characters long, but WeCom allows 3');
	expect(() => checks.insist('a', '"Name"')).not.toThrow();
});

it('tells the documents what it allows', () => {
	const limits = [
		checks.maxBytes(4000),
		checks.maxCharacters(20),
		checks.maxItems(100),
		checks.atLeast(1),
		checks.between(1, 30),
		checks.each(checks.maxCharacters(20)),
		checks.webAddress,
		checks.each(checks.webAddress),
	].map(({ limit }) => limit);
	expect(limits).toEqual([
		{ of: 'bytes', most: 4000 },
		{ of: 'characters', most: 20 },
		{ of: 'entries', most: 100 },
		{ of: 'number', least: 1 },
		{ of: 'number', least: 1, most: 30 },
		{ of: 'characters', most: 20, each: true },
		undefined,
		undefined,
	]);
});
