import type { IDataObject } from 'n8n-workflow';
import {
	asList,
	asObject,
	chosenValue,
	isBlank,
	pick,
	put,
} from '../../../nodes/WeComCustomerContact/engine/values';

describe('a place in an answer', () => {
	const answer = { tag_group: [{ tag: [{ name: 'VIP' }] }], total: 0, none: null, text: 'abc' };

	it.each([
		['total', 0],
		['tag_group.0.tag.0.name', 'VIP'],
		['tag_group.1.tag', undefined],
		['none.name', undefined],
		['text.length', undefined],
		['missing.name', undefined],
		['constructor.name', undefined],
	])('%s', (path, value) => {
		expect(pick(answer, path)).toEqual(value);
	});
});

describe('a value goes to its place in a request', () => {
	const withPut = (target: IDataObject, path: string, value: unknown) => {
		put(target, path, value);
		return target;
	};

	it.each<[IDataObject, string, unknown, IDataObject]>([
		[{}, 'name', 'a', { name: 'a' }],
		[{ text: { id: 1 } }, 'text.content', 'a', { text: { id: 1, content: 'a' } }],
		[
			{},
			'visible_range.sender_list.user_list',
			['a'],
			{ visible_range: { sender_list: { user_list: ['a'] } } },
		],
		[{ list: ['a'] }, 'list', ['b'], { list: ['a', 'b'] }],
		[{ list: ['a'] }, 'list', 'b', { list: 'b' }],
		[{ name: 'a' }, 'name', ['b'], { name: ['b'] }],
		[{ name: 'a' }, '', { type: 1, scene: 2 }, { name: 'a', type: 1, scene: 2 }],
	])('%j at %s: %j', (target, path, value, whole) => {
		expect(withPut(target, path, value)).toEqual(whole);
	});

	it.each(['__proto__.admin', 'constructor.admin', 'constructor.prototype.admin', 'a.prototype.b'])(
		'but never to %s',
		(path) => {
			expect(withPut({}, path, true)).toEqual({});
			expect(({} as IDataObject).admin).toBeUndefined();
			expect(Object).not.toHaveProperty('admin');
		},
	);
});

it.each([
	[undefined, true],
	[null, true],
	['', true],
	[[], true],
	[0, false],
	[false, false],
	[' ', false],
	[[''], false],
	[{}, false],
])('%j is nothing that a user entered: %s', (value, isNothing) => {
	expect(isBlank(value)).toBe(isNothing);
});

it('what a picker holds', () => {
	expect(chosenValue({ __rl: true, mode: 'id', value: 'zhangsan' })).toBe('zhangsan');
	const entry = { value: 'zhangsan' };
	expect(chosenValue(entry)).toBe(entry);
	expect(chosenValue('zhangsan')).toBe('zhangsan');
});

it('what is no object or no list counts as an empty one', () => {
	for (const value of [undefined, null, 'a', 7, ['a']]) expect(asObject(value)).toEqual({});
	for (const value of [undefined, null, 'a', 7, { a: 1 }]) expect(asList(value)).toEqual([]);
	expect(asObject({ a: 1 })).toEqual({ a: 1 });
	expect(asList(['a'])).toEqual(['a']);
});
