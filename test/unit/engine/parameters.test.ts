import type { INodeProperties } from 'n8n-workflow';
import { toIdList, toMessage } from '../../../nodes/WeComCustomerContact/engine/convert';
import { toUnixSeconds } from '../../../nodes/WeComCustomerContact/engine/dates';
import { InputProblem } from '../../../nodes/WeComCustomerContact/engine/problems';
import { readValues } from '../../../nodes/WeComCustomerContact/engine/parameters';
import type { Field } from '../../../nodes/WeComCustomerContact/engine/types';

const field = (name: string, more: Partial<Field> = {}): Field => ({
	property: { displayName: name, name, type: 'string', default: '' },
	group: 'updateFields',
	...more,
});

describe('the fields of a collection', () => {
	it('are read together, so that n8n evaluates the expressions in it once', () => {
		const reads: string[] = [];
		const parameters: Record<string, unknown> = {
			raw: { remark: '={{ $json.name }}', description: 'a friend' },
			resolved: { remark: '王小雨', description: 'a friend' },
		};
		const values = readValues(
			[field('remark'), field('description'), field('company')],
			{ access: 'idempotent' },
			(name, form) => {
				reads.push(`${form} ${name}`);
				return parameters[form];
			},
		);
		expect(values).toEqual({ remark: '王小雨', description: 'a friend' });
		expect(reads.sort()).toEqual(['raw updateFields', 'resolved updateFields']);
	});
});

const NOTHING = 'is empty: its expression gives nothing for this item';

describe('a field without a value', () => {
	/** A field that stands by itself, of a type and with what else is about it. */
	const own = (type: INodeProperties['type'], about: Partial<INodeProperties> = {}): Field => ({
		property: { displayName: 'Field', name: 'field', type, default: '', ...about },
	});
	const REQUIRED = { required: true };
	const LOADED = { typeOptions: { loadOptionsMethod: 'loadTags' } };
	const CHAINED = { chained: { key: 'userid', hint: 'The trigger gives it' } };
	const NARROWS = { narrows: true, as: toIdList } as const;

	/** What becomes of a field that stands in the node as `raw`, and has the value `resolved` for an item. */
	const read = (
		one: Field,
		raw: unknown,
		resolved: unknown,
		access: 'read' | 'idempotent' = 'idempotent',
	) => {
		const value = (form: string) => (form === 'raw' ? raw : resolved);
		const values = readValues([one], { access }, (_name, form) =>
			one.group ? { [one.property.name]: value(form) } : value(form),
		);
		return Object.hasOwn(values, one.property.name) ? [values[one.property.name]] : [];
	};
	const inGroup = (group: Field['group'], one: Field): Field => ({ ...one, group });
	const EXPRESSION = '={{ $json.typo }}';

	it.each<[string, Field, unknown]>([
		['text that nobody filled in', own('string'), ''],
		['a choice that WeCom has', own('options', LOADED), ''],
		['an audience that is everybody', { ...own('string'), ...NARROWS }, ''],
		['an audience that is everybody, as a blank', { ...own('string'), ...NARROWS }, ' '],
		['an audience that is everybody, as a list', { ...own('multiOptions'), ...NARROWS }, []],
		['an optional field', inGroup('additionalFields', own('string')), ''],
		['an optional number', inGroup('additionalFields', own('number')), ''],
	])('is not sent: %s', (_what, one, value) => {
		expect(read(one, value, value)).toStrictEqual([]);
	});

	it.each<[string, Field, unknown]>([
		['text', own('string'), ''],
		['text', own('string'), undefined],
		['a list', own('multiOptions'), []],
		['a date', own('dateTime'), undefined],
		['a choice that WeCom has', own('options', LOADED), undefined],
		['entries', own('fixedCollection'), ''],
		['a filter that is empty on purpose', inGroup('filters', own('string')), ''],
		['what a step before gives', { ...own('string'), ...CHAINED }, undefined],
	])('is not sent either when its expression gives nothing: %s', (_what, one, value) => {
		const expression = one.chained ? '={{ $json.userid }}' : EXPRESSION;
		expect(read(one, expression, value)).toStrictEqual([]);
	});

	it.each<[string, Field, unknown, string]>([
		['required', own('string', REQUIRED), '', '"Field" is empty. Fill it in'],
		['audience of signs', { ...own('string'), ...NARROWS }, ' ,， ', 'is empty. Fill it in'],
		['audience of blanks', { ...own('multiOptions'), ...NARROWS }, [''], 'is empty. Fill it in'],
		[
			'what cannot be cleared',
			inGroup('updateFields', { ...own('string'), keepsWhenEmpty: true }),
			'',
			'"Field" is empty, and WeCom cannot clear it this way. Fill it in, or remove the field',
		],
		[
			'a date that cannot be cleared',
			inGroup('updateFields', own('dateTime')),
			'',
			'and WeCom cannot clear it this way',
		],
	])('is refused: %s', (_what, one, value, problem) => {
		expect(() => read(one, value, value)).toThrow(InputProblem);
		expect(() => read(one, value, value)).toThrow(problem);
	});

	it.each<[string, Field, unknown, string]>([
		['required', own('string', REQUIRED), '', `"Field" ${NOTHING}. Check the expression`],
		['a switch', own('boolean'), undefined, `${NOTHING}. Check the expression, or remove it`],
		['a number', own('number'), '', `${NOTHING}. Check the expression, or remove it`],
		['a choice', own('options'), null, `${NOTHING}. Check the expression, or remove it`],
		['entries', own('fixedCollection'), undefined, `${NOTHING}. Check the expression, or remove`],
		['a filter', inGroup('filters', own('string')), undefined, `${NOTHING}. Check the expression`],
		[
			'an audience',
			{ ...own('string'), ...NARROWS },
			'',
			`${NOTHING}, so others would be reached than you mean`,
		],
		[
			'an audience that is changed',
			inGroup('updateFields', { ...own('multiOptions'), ...NARROWS }),
			[],
			`${NOTHING}, so others would be reached than you mean`,
		],
		[
			'what is changed',
			inGroup('updateFields', own('string')),
			null,
			`${NOTHING}, which may mean to keep or to clear`,
		],
	])('is refused when its expression gives nothing: %s', (_what, one, value, problem) => {
		expect(() => read(one, EXPRESSION, value)).toThrow(problem);
	});

	it('is refused with the steps that give it, where one of them should stand before', () => {
		const one = { ...own('string', REQUIRED), ...CHAINED };
		expect(() => read(one, '={{ $json.userid }}', undefined)).toThrow(
			`"Field" ${NOTHING}. The trigger gives it`,
		);
		expect(() => read(one, EXPRESSION, undefined)).toThrow(`${NOTHING}. Check the expression`);
		expect(() => read(one, '', '')).toThrow('"Field" is empty. Fill it in');
	});

	it.each<[string, Field, unknown, unknown]>([
		['text', own('string'), '', ''],
		['a list', own('multiOptions'), [], []],
		['a list that is typed', { ...own('string'), as: toIdList }, '', []],
		['an audience', { ...own('string'), ...NARROWS }, '', []],
	])('clears what WeCom has, under Update Fields: %s', (_what, one, value, cleared) => {
		const inUpdate = inGroup('updateFields', one);
		expect(read(inUpdate, value, value)).toStrictEqual([cleared]);
		if (value === '') expect(read(inUpdate, EXPRESSION, value)).toStrictEqual([cleared]);
	});

	it('narrows what is read: an empty list finds nobody wrong, nothing is a mistake', () => {
		const one = { ...own('multiOptions'), ...NARROWS };
		expect(read(one, EXPRESSION, [], 'read')).toStrictEqual([]);
		expect(() => read(one, EXPRESSION, undefined, 'read')).toThrow(NOTHING);
	});

	it('is none of a collection that nobody added it to', () => {
		const one = inGroup('updateFields', own('number'));
		expect(readValues([one], { access: 'idempotent' }, () => ({}))).toStrictEqual({});
		expect(readValues([one], { access: 'idempotent' }, () => '')).toStrictEqual({});
	});

	it('is refused when the expression of its whole collection gives nothing for it', () => {
		const one = inGroup('filters', own('string'));
		const whole = (_name: string, form: string) =>
			form === 'raw' ? '={{ $json.filters }}' : { field: null };
		expect(() => readValues([one], { access: 'read' }, whole)).toThrow(NOTHING);
	});
});

it('a value is what a picker holds, and checked', () => {
	const member: Field = {
		property: { displayName: 'Member', name: 'userId', type: 'resourceLocator', default: '' },
		checks: [(value) => (value === 'nobody' ? 'is nobody' : undefined)],
	};
	const valuesOf = (value: unknown) =>
		readValues([member], { access: 'read' }, () => ({ __rl: true, mode: 'id', value }));
	expect(valuesOf('zhangsan')).toStrictEqual({ userId: 'zhangsan' });
	expect(valuesOf('')).toStrictEqual({});
	expect(() => valuesOf('nobody')).toThrow('"Member" is nobody');
});

it('text is trimmed unless it is a message', () => {
	const valuesOf = (more: Partial<Field>) =>
		readValues([field('text', { group: undefined, ...more })], { access: 'read' }, () => ' 你好 ');
	expect(valuesOf({})).toEqual({ text: '你好' });
	expect(valuesOf({ as: toMessage })).toEqual({ text: ' 你好 ' });
});

it('a date is one in the zone of the workflow', () => {
	const start = field('start', { group: undefined, as: toUnixSeconds });
	const valuesIn = (zone?: string) =>
		readValues([start], { access: 'read' }, () => '2026-01-31 08:00', zone);
	expect(valuesIn('Asia/Shanghai')).toStrictEqual({ start: 1769817600 });
	expect(valuesIn('UTC')).toStrictEqual({ start: 1769846400 });
	expect(valuesIn()).toStrictEqual({ start: 1769846400 });
});
