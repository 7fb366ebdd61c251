import { placeIn, withTexts } from '../../../nodes/WeComCustomerContact/texts/localized';
import type * as Say from '../../../nodes/WeComCustomerContact/texts/say';
import { inChinese } from './inChinese';
import { at, placeWith } from './places';

const TEXTS = {
	None: '无',
	Name: '名称',
	customer: { Name: '客户名称', get: { Name: '姓名', filter: { None: '不筛选' } } },
};

describe('a text is found', () => {
	it.each([
		[['customer', 'get', 'filter', 'none'], 'None', '不筛选'],
		[['customer', 'get', 'filter'], 'Name', '姓名'],
		[['customer', 'getAll'], 'Name', '客户名称'],
		[['customer', 'getAll', 'filter'], 'None', '无'],
		[['tag'], 'Name', '名称'],
		[[], 'Name', '名称'],
		[['customer', 'get'], 'Other', undefined],
		// A branch is no text.
		[[], 'customer', undefined],
		// A field that is called like an operation.
		[['customer', 'getAll', 'get'], 'Name', '客户名称'],
	])('at %j: %s is %s', (path, english, chinese) => {
		expect(at(placeIn(TEXTS), path).find(english)).toBe(chinese);
	});
});

describe('a description', () => {
	const withPaths = <T>(description: T) =>
		withTexts(
			description,
			placeWith((english, path) => `${[...path, english].join('/')}`),
		);

	it('gets each text by its path: resource, operation, field, option', () => {
		expect(
			withPaths([
				{
					name: 'Customer',
					value: 'customer',
					operations: [
						{
							name: 'Get',
							value: 'get',
							action: 'Get a customer',
							fields: [
								{
									property: {
										displayName: 'Filter',
										name: 'filter',
										type: 'options',
										default: 'none',
										options: [{ name: 'None', value: 'none' }],
									},
								},
							],
						},
					],
				},
			]),
		).toEqual([
			{
				name: 'customer/Customer',
				value: 'customer',
				operations: [
					{
						name: 'customer/get/Get',
						value: 'get',
						action: 'customer/get/Get a customer',
						fields: [
							{
								property: {
									displayName: 'customer/get/filter/Filter',
									name: 'filter',
									type: 'options',
									default: 'none',
									options: [{ name: 'customer/get/filter/none/None', value: 'none' }],
								},
							},
						],
					},
				],
			},
		]);
	});

	it('keeps what workflows store and what decides', () => {
		const description = {
			name: 'weCom',
			defaults: { name: 'WeCom' },
			outputs: '={{ ["Customers"] }}',
			properties: [
				{
					name: 'text',
					type: 'string',
					default: 'Hello',
					displayOptions: { show: { kind: ['Text'] } },
				},
			],
		};
		expect(withPaths(description)).toEqual(description);
	});
});

it('a description gets one copy for all places that have no texts of their own', () => {
	const filter = { displayName: 'Filter', name: 'filter', type: 'options', default: '' };
	const resource = {
		name: 'Customer',
		value: 'customer',
		operations: [
			{ name: 'Get', value: 'get', fields: [{ property: filter }] },
			...['getAll', 'count'].map((value) => ({
				name: 'Get',
				value,
				fields: [{ property: filter }],
			})),
		],
	};
	const { operations } = withTexts(
		resource,
		placeIn({ ...TEXTS, Filter: '筛选' }).inside('customer'),
	);
	const [get, getAll, count] = operations.map(({ fields }) => fields[0]?.property);
	expect(get).toEqual({ ...filter, displayName: '筛选' });
	expect(getAll).toEqual(get);
	expect(getAll).not.toBe(get);
	expect(count).toBe(getAll);
});

describe('say', () => {
	const sayIn = () =>
		jest.requireActual<typeof Say>('../../../nodes/WeComCustomerContact/texts/say').say;
	const [name, count] = ['$& {2}', 3];

	it('fills in what there is, as it is', () => {
		expect(sayIn()`${name} has ${count} entries`).toBe('$& {2} has 3 entries');
	});

	it('says it in Chinese on a Chinese server, in the order of the Chinese words', () => {
		const say = inChinese(sayIn);
		expect(say`"${name}"`).toBe('「$& {2}」');
		expect(say`has ${count} entries, but WeCom allows ${2}`).toBe(
			'有 3 项，超过企业微信允许的 2 项',
		);
		expect(say`This version of the node has no operation "${'a'}" for "${'b'}"`).toBe(
			'这个版本的节点没有资源「b」的操作「a」',
		);
	});

	it('says in English what has no Chinese', () => {
		expect(inChinese(sayIn)`No such text ${1}`).toBe('No such text 1');
	});
});
