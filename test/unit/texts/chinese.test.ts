import type { INodeProperties } from 'n8n-workflow';
import type * as Credential from '../../../credentials/WeComCustomerContactApi.credentials';
import type * as Parameters from '../../../nodes/WeComCustomerContact/engine/parameters';
import type * as Resources from '../../../nodes/WeComCustomerContact/resources';
import type * as Xml from '../../../nodes/WeComCustomerContact/callback/xml';
import type * as Action from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import type * as Trigger from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';
import type * as Poller from '../../../nodes/WeComNewCustomer/WeComNewCustomerTrigger.node';
import { inChinese } from './inChinese';

const load = () => ({
	action: new (jest.requireActual<typeof Action>(
		'../../../nodes/WeComCustomerContact/WeComCustomerContact.node',
	).WeComCustomerContact)(),
	trigger: new (jest.requireActual<typeof Trigger>(
		'../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node',
	).WeComCustomerContactTrigger)(),
	poller: new (jest.requireActual<typeof Poller>(
		'../../../nodes/WeComNewCustomer/WeComNewCustomerTrigger.node',
	).WeComNewCustomerTrigger)(),
	credential: new (jest.requireActual<typeof Credential>(
		'../../../credentials/WeComCustomerContactApi.credentials',
	).WeComCustomerContactApi)(),
	...jest.requireActual<typeof Resources>('../../../nodes/WeComCustomerContact/resources'),
	...jest.requireActual<typeof Parameters>('../../../nodes/WeComCustomerContact/engine/parameters'),
	...jest.requireActual<typeof Xml>('../../../nodes/WeComCustomerContact/callback/xml'),
});

const english = load();
const chinese = inChinese(load);

type Tree = { readonly [key: string]: Tree };

const asTree = (value: unknown) => JSON.parse(JSON.stringify(value)) as Tree;
const isHan = (text: unknown) => /\p{Script=Han}/u.test(String(text));

/** What people read, and only that: whatever has a value or a type beside it is stored under its name. */
const READ =
	/\.(displayName|description|placeholder|hint|action|eventTriggerDescription|header|active|inactive|activationHint|subtitle|multipleValueButtonText|documentationUrl|message)$|\.options\.[^.]+\.name$/;

/** The paths of all values in which two structures differ, whatever the order of their lists. */
const differences = (a: unknown, b: unknown, at = ''): string[] => {
	if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
		return a === b ? [] : [at];
	}
	const [left, right] = [keyed(a), keyed(b)];
	return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
		differences(left[key], right[key], `${at}.${key}`),
	);
};

/** The entries of a list by what identifies them. */
const keyed = (value: object): Record<string, unknown> =>
	!Array.isArray(value)
		? { ...value }
		: Object.fromEntries(
				value.map((entry: unknown, place) => {
					const {
						value: stored,
						name,
						displayOptions,
						type,
					} = Object(entry) as INodeProperties & {
						value?: unknown;
					};
					const id = stored !== undefined && !type ? stored : name;
					return [
						id === undefined ? place : `${String(id)} ${JSON.stringify(displayOptions ?? '')}`,
						entry,
					];
				}),
			);

describe('on a server that speaks Chinese', () => {
	it.each(['action', 'trigger', 'poller'] as const)(
		'the %s has the same parameters, values, outputs and default name under Chinese labels',
		(node) => {
			const [one, other] = [english[node].description, chinese[node].description];
			const differing = differences(asTree(one), asTree(other));
			expect(differing.length).toBeGreaterThan(20);
			expect(differing.filter((at) => !READ.test(at))).toEqual([]);
			expect(isHan(other.displayName)).toBe(true);
			expect(other.defaults).toEqual(one.defaults);
			expect(other.outputs).toEqual(one.outputs);
		},
	);

	it('options have other names, parameters the same', () => {
		const namesOf = (properties: INodeProperties[]) => properties.map(({ name }) => name).sort();
		expect(namesOf(chinese.action.description.properties)).toEqual(
			namesOf(english.action.description.properties),
		);
	});

	it('lists stand in the same order as in English, but for a few', () => {
		// Customer Contact Member is stored as followUser.
		const valuesOf = ({ description: { properties } }: typeof english.action) =>
			(properties[0]?.options ?? [])
				.map((option) => ('value' in option ? option.value : ''))
				.filter((value) => value !== 'followUser');
		expect(valuesOf(chinese.action)).toEqual(valuesOf(english.action));
	});

	it('the credential has the same fields and test, and explains in Chinese', () => {
		const partsOf = ({
			displayName,
			documentationUrl,
			name,
			properties,
			test,
		}: Credential.WeComCustomerContactApi) =>
			asTree({ displayName, documentationUrl, type: name, properties, test });
		const differing = differences(partsOf(english.credential), partsOf(chinese.credential));
		expect(differing.length).toBeGreaterThan(20);
		expect(differing.filter((at) => !READ.test(at))).toEqual([]);
		const rules = chinese.credential.test.rules ?? [];
		expect(rules.filter(({ properties: { message } }) => !isHan(message))).toEqual([]);
	});

	it('every operation complains in Chinese, with the label of the field', () => {
		const complaints = chinese.resources.flatMap(({ value: resource, operations }) =>
			operations.map((operation) => {
				try {
					chinese.readValues(operation.fields, operation, () => '');
				} catch (error) {
					return [`${resource}.${operation.value}`, (error as Error).message] as const;
				}
				return [`${resource}.${operation.value}`, undefined] as const;
			}),
		);
		expect(Object.fromEntries(complaints)['customer.get']).toBe('「客户 ID」不能为空，请填写');
		const others = complaints.filter(
			([, complaint]) => complaint !== undefined && !/^「[^」]+」不能为空，请填写$/.test(complaint),
		);
		expect(others).toEqual([]);
	});

	it.each([
		['product', 'get', 'productId', '商品'],
		['interceptRule', 'update', 'ruleId', '敏感词规则'],
		['idConversion', 'openIdToMember', 'openId', '成员 OpenID'],
	])(
		'a word that means more than one thing: %s %s %s is %s',
		(resource, operation, name, label) => {
			const { operations } = chinese.resources.find(({ value }) => value === resource)!;
			const { fields } = operations.find(({ value }) => value === operation)!;
			const field = fields.find(({ property }) => property.name === name);
			expect(field?.property.displayName).toBe(label);
		},
	);

	it('a complaint about a part of an entry names the entry and the part', () => {
		const send = chinese.resources
			.find(({ value }) => value === 'welcomeMessage')!
			.operations.find(({ value }) => value === 'send')!;
		const given: Record<string, unknown> = {
			welcomeCode: 'x',
			attachments: { attachment: [{ type: 'link', linkTitle: 'x', linkUrl: 'x' }] },
		};
		expect(() => chinese.readValues(send.fields, send, (name) => given[name] ?? '')).toThrow(
			'「附件列表」1（link）的「链接地址」必须是以 http:// 或 https:// 开头的网址',
		);
	});

	it('a complaint about a choice names the choices as the form does', () => {
		const create = chinese.resources
			.find(({ value }) => value === 'massMessage')!
			.operations.find(({ value }) => value === 'create')!;
		const given: Record<string, unknown> = { chatType: 'single', recipients: 'list' };
		expect(() => chinese.readValues(create.fields, create, (name) => given[name] ?? '')).toThrow(
			'「接收客户」必须是以下之一：all（该成员的全部客户）、tags（按标签筛选客户）、listed（指定客户），现在是「list」',
		);
	});

	it('callbacks are read as ever, and refused in Chinese', () => {
		expect(chinese.parseXml('<xml><MsgId>1</MsgId></xml>')).toEqual({
			ok: true,
			fields: { MsgId: '1' },
		});
		expect(chinese.parseXml('<xml>')).toMatchObject({
			ok: false,
			reason: expect.stringMatching(/^这段 XML /),
		});
	});
});
