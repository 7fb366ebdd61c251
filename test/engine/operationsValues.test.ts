import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import type { Field, Operation } from '../../nodes/WeComCustomerContact/engine/types';
import { asObject } from '../../nodes/WeComCustomerContact/engine/values';
import { startApps, type Apps } from './fixtures/apps';
import { fixtureNames, operationOf, readFixture } from './fixtures/read';
import { operations } from './fixtures/table';

// What expressions give where nobody typed it, for every field of every operation: the right value, or an error
// that names the field and comes before any request.

let apps: Apps;
beforeAll(async () => {
	apps = await startApps();
});
afterAll(async () => await apps.stub.close());

type Given = INodeParameters[string];
type Case = readonly [operation: string, label: string, field: Field];

const isWrite = ({ access }: Operation) => access !== 'read';

const fieldsOf = (
	wanted: (field: Field, operation: Operation) => boolean,
): Array<[string, string, Field]> =>
	operations.flatMap((operation) =>
		operation.fields
			.filter((field) => wanted(field, operation))
			.map((field): [string, string, Field] => [operation.name, field.property.displayName, field]),
	);

/** The parameters with one field set, in its collection if it has one, and shown in the editor. */
function withField(parameters: INodeParameters, { property, group }: Field, value: Given) {
	const given =
		property.type === 'resourceLocator' ? { __rl: true as const, mode: 'id', value } : value;
	const shown = Object.entries(asObject(property.displayOptions?.show)).map(([name, values]) => [
		name,
		(values as Given[])[0],
	]);
	const own = { [property.name]: given } as INodeParameters;
	const place = group === undefined ? own : { [group]: { ...asObject(parameters[group]), ...own } };
	return { ...parameters, ...Object.fromEntries(shown), ...place } as INodeParameters;
}

async function run(name: string, field: Field, value: Given) {
	const { stub } = apps;
	const fixture = readFixture(name, stub.url);
	stub.expect([]);
	const parameters = withField(fixture.parameters, field, value);
	const { error } = await apps[fixture.app].run({ ...fixture, parameters });
	return { message: error?.message ?? '', unexpected: stub.differences().unexpected };
}

async function expectRefusal(name: string, field: Field, value: Given, problem: RegExp | string) {
	const { message, unexpected } = await run(name, field, value);
	expect(unexpected).toEqual([]);
	if (typeof problem === 'string') expect(message).toContain(problem);
	else expect(message).toMatch(problem);
	expect(message).toContain(`"${field.property.displayName}"`);
}

const NOTHING = ['={{ $json.typo }}', '={{ null }}', '={{ "" }}', '={{ [] }}'];

describe('who is reached never grows because an expression gives nothing', () => {
	const cases = fieldsOf(
		(field, operation) =>
			isWrite(operation) &&
			field.narrows === true &&
			!field.property.required &&
			field.group === undefined,
	);

	it('concerns app messages, moments, mass messages, links, contact ways, rule groups and intercept rules', () => {
		const names = new Set(cases.map(([name]) => name));
		expect([...names].sort()).toEqual([
			'acquisitionLink.create',
			'appMessage.send',
			'appMessage.updateButtonCard',
			'contactWay.changeMembers',
			'contactWay.create',
			'interceptRule.create',
			'massMessage.create',
			'massMessage.createFromItems',
			'moment.create',
			'momentRuleGroup.create',
			'ruleGroup.create',
		]);
	});

	it.each(cases)('%s: %s', async (name, _label, field) => {
		const takesList = ['string', 'multiOptions'].includes(field.property.type);
		const onlySigns = takesList ? ['={{ " ,， " }}'] : [];
		for (const value of [...NOTHING, ...onlySigns]) {
			await expectRefusal(name, field, value, 'is empty: its expression gives nothing');
		}
	});

	it('an entry of a list of group chats that came out empty is refused as well', async () => {
		const { stub } = apps;
		const { parameters } = readFixture('massMessage.create', stub.url);
		const entry = { chatId: { __rl: true as const, mode: 'id', value: '={{ $json.typo }}' } };
		stub.expect([]);
		const { error } = await apps.selfBuilt.run({
			parameters: {
				...parameters,
				chatType: 'group',
				userId: { __rl: true, mode: 'id', value: 'zhangsan' },
				groupChats: { chat: [entry] },
			},
		});
		expect(stub.differences().unexpected).toEqual([]);
		expect(error?.message).toMatch(/^"Group Chats" 1 is empty/);
	});

	it('left empty on purpose, they mean all', async () => {
		const { stub } = apps;
		const { parameters } = readFixture('moment.create', stub.url);
		const all = { ...parameters, userIds: [], departmentIds: '', tagIds: [], waitForResult: false };
		stub.expect([]);
		await apps.selfBuilt.run({ parameters: all });
		expect(stub.differences().unexpected).toMatchObject([
			{ path: '/cgi-bin/externalcontact/add_moment_task' },
		]);
		expect(stub.differences().unexpected[0]?.body).not.toHaveProperty('visible_range');
	});
});

describe('entries given as a whole, for which the editor has no place', () => {
	const LINK = { type: 'link', linkTitle: '标题', linkUrl: 'https://example.com' };
	const sent = { msgtype: 'link', link: { title: '标题', url: 'https://example.com' } };

	const wholes = fieldsOf(
		({ property, group }) => property.type === 'fixedCollection' && group === undefined,
	);
	it.each(wholes)('%s: %s is seen, whatever it is', async (name, _label, field) => {
		await expectRefusal(
			name,
			field,
			'={{ "text" }}',
			/must be (a list of entries|an entry), but is/,
		);
	});

	it.each<[string, Given]>([
		['a list', [LINK] as unknown as Given],
		['a list of an expression', `={{ [${JSON.stringify(LINK)}] }}`],
		['entries of an expression', `={{ { attachment: [${JSON.stringify(LINK)}] } }}`],
		['a list of an expression in their place', { attachment: `={{ [${JSON.stringify(LINK)}] }}` }],
	])('%s: no attachment is dropped', async (_what, attachments) => {
		for (const name of ['welcomeMessage.send', 'massMessage.create']) {
			const { stub } = apps;
			const fixture = readFixture(name, stub.url);
			stub.expect([]);
			await apps.selfBuilt.run({ ...fixture, parameters: { ...fixture.parameters, attachments } });
			const [request] = stub.differences().unexpected;
			expect(request?.body).toMatchObject({ attachments: [sent] });
		}
	});

	it.each<[Given, RegExp]>([
		['={{ $json.typo }}', /^"Attachments" is empty: its expression gives nothing/],
		['={{ "x" }}', /^"Attachments" must be a list of entries, but is a value of type string/],
		[{ attachments: [] }, /^"Attachments" has the unknown part "attachments"/],
		['={{ [{ msgtype: "link" }] }}', /^"Attachments" 1 has the unknown part "msgtype"/],
	])('%j: the message does not go out bare', async (attachments, problem) => {
		const { stub } = apps;
		const fixture = readFixture('welcomeMessage.send', stub.url);
		stub.expect([]);
		const { error } = await apps.selfBuilt.run({
			...fixture,
			parameters: { ...fixture.parameters, attachments },
		});
		expect(stub.differences().unexpected).toEqual([]);
		expect(error?.message).toMatch(problem);
	});
});

describe('a filter whose expression gives nothing does not list everything', () => {
	const filters = fieldsOf(
		({ group, property }) => group === 'filters' && property.type !== 'dateTime',
	);
	it.each(filters)('%s: %s', async (name, _label, field) => {
		await expectRefusal(name, field, '={{ $json.typo }}', 'is empty: its expression gives nothing');
	});
});

describe('under Update Fields', () => {
	const fields = fieldsOf(({ group }) => group === 'updateFields');
	const isCollection = ({ property: { type } }: Field) => type === 'fixedCollection';
	const canBeCleared = ({ keepsWhenEmpty, property: { type } }: Field) =>
		!keepsWhenEmpty && ['string', 'multiOptions'].includes(type);
	const only = (wanted: (field: Field) => boolean) => fields.filter(([, , field]) => wanted(field));

	it.each(only((field) => !isCollection(field)))(
		'%s: %s is neither kept nor cleared when its expression gives nothing',
		async (name, _label, field) => {
			for (const value of ['={{ $json.typo }}', '={{ null }}']) {
				await expectRefusal(name, field, value, 'is empty: its expression gives nothing');
			}
		},
	);

	it.each(only((field) => !canBeCleared(field) && !isCollection(field)))(
		'%s: %s can not be cleared, and says so',
		async (name, _label, field) => {
			await expectRefusal(name, field, '', 'is empty, and WeCom cannot clear it this way');
			await expectRefusal(name, field, '={{ "" }}', 'is empty, and WeCom cannot clear it this way');
		},
	);

	it('these can be cleared', () => {
		expect(only(canBeCleared).map(([name, label]) => `${name}: ${label}`)).toEqual([
			'customer.updateRemark: Company',
			'customer.updateRemark: Description',
			'customer.updateRemark: Picture Media ID',
			'acquisitionLink.update: Department Names or IDs',
			'acquisitionLink.update: Member Names or IDs',
			'contactWay.update: Department Names or IDs',
			'contactWay.update: Member Names or IDs',
			'contactWay.update: State',
			'contactWay.update: Remark',
			'groupJoinWay.update: State',
			'groupJoinWay.update: Remark',
			'groupJoinWay.update: New Group Name',
			'interceptRule.update: Also Match',
			'product.update: Product Number',
		]);
	});

	const inOneCall = only(canBeCleared).filter(([name]) =>
		['customer.updateRemark', 'contactWay.update', 'interceptRule.update'].includes(name),
	);
	it.each(inOneCall)('%s: %s left empty is cleared', async (name, _label, field) => {
		const { stub } = apps;
		const fixture = readFixture(name, stub.url);
		const { updateFields: _, ...parameters } = fixture.parameters;
		for (const value of ['', '={{ "" }}']) {
			stub.expect([]);
			await apps[fixture.app].run({
				...fixture,
				parameters: withField({ ...parameters, mobilesMode: 'keep' }, field, value),
			});
			const sent = stub.differences().unexpected.map(({ body }) => body)[0];
			const empty = field.property.type === 'string' && !/IDs$/.test(field.property.displayName);
			expect(sent).toHaveProperty(field.to!.split('.'), empty ? '' : []);
		}
	});
});

describe('switches', () => {
	/** Operations whose fixture has the switch, so that its value shows in the request. */
	const cases = fixtureNames.flatMap((name) => {
		const { parameters } = readFixture(name, '');
		const { fields } = operations.find((operation) => operation.name === operationOf(name))!;
		return fields
			.filter(({ property, group }) => {
				const holder = group === undefined ? parameters : asObject(parameters[group]);
				return property.type === 'boolean' && typeof holder[property.name] === 'boolean';
			})
			.map((field): Case => [name, field.property.displayName, field]);
	});

	it.each(cases)('%s: %s as text and number', async (name, _label, field) => {
		const { stub } = apps;
		const fixture = readFixture(name, stub.url);
		const { group, property } = field;
		const holder = group === undefined ? fixture.parameters : asObject(fixture.parameters[group]);
		const forms = holder[property.name] === true ? ['"true"', '1', '" TRUE "'] : ['"false"', '0'];
		for (const form of forms) {
			stub.expect(fixture.calls);
			const parameters = withField(fixture.parameters, field, `={{ ${form} }}`);
			const { error, outputs } = await apps[fixture.app].run({ ...fixture, parameters });
			expect(error?.message).toBeUndefined();
			expect(stub.differences()).toEqual({ unexpected: [], missing: [] });
			expect(outputs.flat().map(({ json }) => json)).toEqual(
				fixture.output.map(({ json }) => json),
			);
		}
	});

	it.each(fieldsOf(({ property }) => property.type === 'boolean'))(
		'%s: %s takes nothing else',
		async (name, _label, field) => {
			await expectRefusal(name, field, '={{ "yes" }}', 'must be true or false, but is "yes"');
			await expectRefusal(name, field, '={{ 2 }}', 'must be true or false, but is 2');
		},
	);
});

const hasChoices = ({ property: { type, options, typeOptions } }: Field) =>
	['options', 'multiOptions'].includes(type) &&
	(options?.length ?? 0) > 0 &&
	typeOptions?.loadOptionsMethod === undefined;

it.each(fieldsOf(hasChoices))(
	'%s: %s names the choices when it is none',
	async (name, _label, field) => {
		const [first] = field.property.options as INodePropertyOptions[];
		await expectRefusal(name, field, '={{ "nonsense" }}', `(${first!.name})`);
		await expectRefusal(name, field, '={{ "nonsense" }}', /must be one of .*, but is "nonsense"$/);
	},
);

it.each(fieldsOf(({ property }) => property.type === 'number'))(
	'%s: %s is a number or refused',
	async (name, _label, field) => {
		await expectRefusal(name, field, '={{ 0 / 0 }}', 'must be a number, but is NaN');
		await expectRefusal(name, field, '={{ "many" }}', 'must be a number, but is "many"');
		await expectRefusal(name, field, '={{ 1.5 }}', 'must be a whole number, but is 1.5');
	},
);

const takesText = ({ property: { type, typeOptions }, as }: Field) =>
	(type === 'string' || type === 'resourceLocator' || typeOptions?.loadOptionsMethod) &&
	as?.name !== 'toFen';

it.each(fieldsOf((field) => Boolean(takesText(field))))(
	'%s: %s takes no number that was rounded on the way, and none that is none',
	async (name, _label, field) => {
		const refused = /too large to be exact|must be a whole number/;
		await expectRefusal(name, field, '={{ 12345678901234567890 }}', refused);
		await expectRefusal(name, field, '={{ 0 / 0 }}', /but is NaN/);
		await expectRefusal(name, field, '={{ ({ a: 1 }) }}', /but is (a value of type object|\{)/);
	},
);

it.each(fieldsOf(({ property }) => property.type === 'dateTime'))(
	'%s: %s is a date that exists, or refused',
	async (name, _label, field) => {
		await expectRefusal(name, field, '2026-02-30', 'is 2026-02-30, but there is no such day');
		await expectRefusal(name, field, '={{ "5" }}', 'must be a date such as');
		await expectRefusal(name, field, '={{ ({}) }}', 'must be a date such as');
	},
);
