import { NodeHelpers, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { toIdList } from '../../nodes/WeComCustomerContact/engine/convert';
import { givesOne } from '../../nodes/WeComCustomerContact/engine/commonFields';
import { EVENTS } from '../../nodes/WeComCustomerContact/callback/events';
import type { Field } from '../../nodes/WeComCustomerContact/engine/types';
import { WeComCustomerContact } from '../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { receive } from '../../nodes/WeComCustomerContact/trigger/receive';
import { startSimulator, type Simulator } from '../simulator';
import { appMessages } from '../simulator/appMessages';
import { startReceiver } from '../unit/simulator/receiver';
import { answerOfN8n, callOf } from '../unit/trigger/fakes';
import { fixtureNames, operationOf, readFixture } from './fixtures/read';
import { operations } from './fixtures/table';
import { n8nOf, operationsIn, type N8n } from './setup';

// Steps that are dropped behind each other and left as they are: each finds in the item that comes in whom it is about.

let simulator: Simulator;
let n8n: N8n;
beforeAll(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.resetJournal());

const { run, attempt, refusal } = operationsIn(() => n8n);

/** What the trigger gives of a customer who was just added. */
function added(userid: string, state: string): IDataObject {
	const { externalUserId, welcomeCode } = simulator.scanQrCode({
		userId: userid,
		state,
		delivered: false,
	});
	return {
		event_type: 'customerAdded',
		userid,
		external_userid: externalUserId,
		state,
		welcome_code: welcomeCode,
		welcome_code_expires_at: new Date(Date.now() + 20_000).toISOString(),
		received_at: new Date().toISOString(),
	};
}

const KEYS = [
	'event_type',
	'userid',
	'external_userid',
	'state',
	'welcome_code',
	'welcome_code_expires_at',
] as const;
const keysOf = (item: IDataObject) => Object.fromEntries(KEYS.map((key) => [key, item[key]]));

const CUSTOMER = 'wmSimulatedAAAAChenXiaoMing';
const XIAOMING = {
	userid: 'zhangsan',
	external_userid: CUSTOMER,
	welcome_code: 'CODE',
	chat_id: 'wr1',
};

it('a customer is read, welcomed, tagged and remarked, with nothing but texts filled in', async () => {
	const events = [added('zhangsan', 'shop-1'), added('lisi', 'shop-2')];
	const steps: Array<[string, INodeParameters]> = [
		['customer.get', {}],
		['welcomeMessage.send', { text: '你好' }],
		['tag.addToCustomerByName', { tagGroupName: '渠道', tagNames: '={{ $json.state }}' }],
		['customer.updateRemark', { remark: '={{ $json.state }} 新客户' }],
	];
	let items = events;
	for (const [step, parameters] of steps) {
		items = await run(step, parameters, { items });
		expect(items.map(keysOf)).toEqual(events.map(keysOf));
	}
	expect(simulator.welcomeMessages).toMatchObject(
		events.map(({ userid, external_userid }) => ({
			userId: userid,
			externalUserId: external_userid,
			text: '你好',
		})),
	);
	for (const { userid, external_userid, state } of events) {
		const [customer] = await run('customer.get', {
			externalUserId: String(external_userid),
			simplify: false,
		});
		expect(customer!.follow_user).toMatchObject([
			{ userid, remark: `${String(state)} 新客户`, tags: [{ tag_name: state }] },
		]);
	}
});

describe('a card with a button', () => {
	let receiver: Awaited<ReturnType<typeof startReceiver>>;
	const answers: number[] = [];
	beforeEach(async () => {
		receiver = await startReceiver(() => ({ status: answers.shift() ?? 200 }));
		simulator.setCallback({ url: receiver.url });
	});
	afterEach(async () => await receiver.close());

	/** What the trigger gives of the callbacks that came, each answered as n8n answers it. */
	const started = async () => {
		const { corpId, callbackToken, encodingAesKey } = simulator.corp;
		const items: IDataObject[] = [];
		for (const { query, body } of receiver.received.splice(0)) {
			const { context, response, warnings } = callOf({
				message: '',
				query,
				body: Buffer.from(body),
				credential: { corpId, callbackToken, encodingAesKey },
				parameters: { events: ['cardClicked'], filters: { members: ['zhangsan'] } },
			});
			const result = await receive(context);
			answerOfN8n(response, result);
			expect({ status: response.statusCode, warnings }).toEqual({ status: 200, warnings: [] });
			items.push(...(result.workflowData ?? []).flat().map(({ json }) => json));
		}
		return items;
	};

	const sendCard = async () => {
		const button = { text: '已联系', key: '={{ $json.external_userid }}' };
		const texts = { messageType: 'buttonCard', title: '新客户', text: '请尽快联系' };
		const parameters = { ...texts, buttons: { button: [button] } };
		const [card] = await run('appMessage.send', parameters, { items: [XIAOMING] });
		return String(card!.task_id);
	};
	const click = async (taskId: string, userId = 'zhangsan') => {
		const { responseCode, delivery } = simulator.clickCard({ taskId, userId });
		await delivery;
		return responseCode;
	};
	const update = { replaceName: '={{ $json.userid }} 已联系' };

	it('is sent to the member, who clicks it; the customer is tagged and the card says so', async () => {
		const taskId = await sendCard();
		const responseCode = await click(taskId);
		const clicks = await started();
		const event = {
			event_type: 'cardClicked',
			userid: 'zhangsan',
			event_key: CUSTOMER,
			task_id: taskId,
			response_code: responseCode,
		};
		expect(clicks).toMatchObject([
			{ ...event, card_type: 'button_interaction', agentid: simulator.corp.agentId },
		]);
		const tags = { tagGroupName: '跟进', tagNames: '已联系' };
		const tagged = await run(
			'tag.addToCustomerByName',
			{ externalUserId: '={{ $json.event_key }}', ...tags },
			{ items: clicks },
		);
		expect(await run('appMessage.updateButtonCard', update, { items: tagged })).toEqual([
			{ ...event, external_userid: CUSTOMER, updated: true },
		]);
		expect(appMessages(simulator.state).messages.at(-1)!.replaced).toEqual({
			by: 'zhangsan 已联系',
			for: ['zhangsan'],
		});
		expect(() => simulator.clickCard({ taskId, userId: 'zhangsan' })).toThrow(
			'cannot be clicked anymore',
		);
	});

	it('is updated once by a click, and the error does not show the code', async () => {
		const responseCode = await click(await sendCard());
		const items = await started();
		await run('appMessage.updateButtonCard', update, { items });
		const { error } = await attempt('appMessage.updateButtonCard', update, { items });
		expect(error?.message).toMatch(/60140/);
		expect(JSON.stringify([error?.message, error?.description, error?.context])).not.toContain(
			responseCode,
		);
	});

	it('starts one execution for a click that is delivered again, and two for two clicks', async () => {
		const taskId = await sendCard();
		answers.push(500);
		await click(taskId);
		expect(receiver.received).toHaveLength(2);
		const [first, ...others] = await started();
		expect(others).toEqual([]);
		await click(taskId);
		const [second] = await started();
		expect(second).toMatchObject({ userid: 'zhangsan', task_id: taskId });
		expect(second!.event_id).not.toBe(first!.event_id);
	});

	it('starts nothing for members who are filtered out', async () => {
		const parameters = { messageType: 'buttonCard', title: 'x', text: 'x', userId: 'lisi' };
		const buttons = { button: [{ text: '是', key: 'yes' }] };
		const [card] = await run('appMessage.send', { ...parameters, buttons });
		await click(String(card!.task_id), 'lisi');
		expect(receiver.received).toHaveLength(1);
		expect(await started()).toEqual([]);
	});
});

describe('what an item hands on', () => {
	it("is not what the step's own answer has", async () => {
		const [item] = await run('customer.get', {}, { items: [{ ...XIAOMING, name: 'another' }] });
		expect(item).toMatchObject({ ...XIAOMING, name: '陈小明' });
	});

	it('is about the customer that the step was given, whoever came in', async () => {
		const items = [{ ...XIAOMING, external_userid: 'wmSomebodyElse' }];
		const [tagged] = await run(
			'tag.addToCustomerByName',
			{ externalUserId: CUSTOMER, tagGroupName: '渠道', tagNames: 'x' },
			{ items },
		);
		expect(tagged).toMatchObject(XIAOMING);
	});

	it('is nothing in answers that are left as WeCom gave them, unless all is asked for', async () => {
		const items = [{ ...XIAOMING, note: 'mine' }];
		const [raw] = await run('customer.get', { simplify: false }, { items });
		expect(Object.keys(raw!).sort()).toEqual(['external_contact', 'follow_user']);
		const options = { includeInputFields: true };
		const [whole] = await run('customer.get', { simplify: false, options }, { items });
		expect(whole).toEqual({ ...raw, ...items[0] });
	});

	it('is everything with Include Input Fields, but for what the answer has', async () => {
		const items = [{ ...XIAOMING, name: 'another', row: { number: 7 } }];
		const options = { includeInputFields: true };
		const [item] = await run('customer.get', { options }, { items });
		expect(item).toMatchObject({ ...XIAOMING, name: '陈小明', row: { number: 7 } });
	});

	it('is the customer, and the member who has them, whoever was told of it', async () => {
		const parameters = { text: '新客户', userId: 'lisi, nobody' };
		const told = await run('appMessage.send', parameters, { items: [XIAOMING] });
		expect(told).toMatchObject([
			{ ...XIAOMING, sent: true },
			{ userid: 'nobody', failed: true },
		]);
		expect(told[1]).not.toHaveProperty('external_userid');
		expect(
			await run(
				'tag.addToCustomerByName',
				{ tagGroupName: '渠道', tagNames: 'x' },
				{ items: told.slice(0, 1) },
			),
		).toMatchObject([{ userid: 'zhangsan', external_userid: CUSTOMER }]);
	});

	it('is nothing in lists, errors and parts that failed', async () => {
		const items = [XIAOMING];
		const listed = await run('customer.getAll', { returnAll: true }, { items });
		for (const item of listed) expect(item).not.toHaveProperty('welcome_code');

		const failed = await attempt(
			'customer.get',
			{ externalUserId: 'wmNobody', options: { includeInputFields: true } },
			{ items, onError: 'continueRegularOutput' },
		);
		expect(Object.keys(failed.items[0]!.json).sort()).toEqual(['details', 'error']);
	});

	it.each(operations.filter(givesOne))(
		'$name has one item for each that comes in, beside parts that failed',
		({ name }) => {
			const own = fixtureNames.filter((fixture) => operationOf(fixture) === name);
			for (const { items = [{}], output } of own.map((fixture) => readFixture(fixture, ''))) {
				const of = output.map(({ pairedItem }) => pairedItem.item);
				expect([...new Set(of)]).toEqual([...items.keys()]);
				const further = output.filter((_, index) => of.indexOf(of[index]!) < index);
				for (const { json } of further) expect(json.failed).toBe(true);
			}
		},
	);
});

type Case = readonly [operation: string, label: string, field: Field];
const chainedFields = operations.flatMap(({ name, fields }) =>
	fields
		.filter(({ chained }) => chained !== undefined)
		.map((field): Case => [name, field.property.displayName, field]),
);

describe('a field that finds its value in the item', () => {
	it('is one of what reads, welcomes, tags and remarks, the member to tell, or a clicked card, and of nothing else', () => {
		const writes = operations.filter(
			({ access, fields }) => access !== 'read' && fields.some(({ chained }) => chained),
		);
		expect(writes.map(({ name }) => name).sort()).toEqual([
			'appMessage.send',
			'appMessage.updateButtonCard',
			'customer.updateRemark',
			'tag.addToCustomer',
			'tag.addToCustomerByName',
			'tag.removeFromCustomer',
			'welcomeMessage.send',
		]);
	});

	// Rules and departments are chosen while a workflow is built, the result of a transfer is that of two members, one for all
	// items, and what a member is searched by comes from elsewhere.
	const CHOSEN = [
		'email',
		'handover_userid',
		'id',
		'mobile',
		'rule_id',
		'strategy_id',
		'takeover_userid',
	];

	it('is every ID that a read needs and another step or an event gives', () => {
		const steps = fixtureNames.map((name) => ({
			name: operationOf(name),
			names: readFixture(name, '').output.flatMap(({ json }) => Object.keys(json)),
		}));
		const events: string[] = EVENTS.flatMap(({ fields }) => fields.map(({ name }) => name));
		const isGiven = (key: string, name: string) =>
			events.includes(key) || steps.some((step) => step.name !== name && step.names.includes(key));
		const needed = operations
			.filter(({ access, did }) => access === 'read' && did === undefined)
			.flatMap(({ name, fields }) =>
				fields
					.filter(
						({ property: { required, type } }) =>
							required && /^(string|resourceLocator)$/.test(type),
					)
					.filter(({ to = '', as }) => as !== toIdList && isGiven(to, name))
					.map(({ to, chained }) => ({ name, to, chained: chained?.key })),
			);
		expect(needed.filter(({ to, chained }) => chained !== to && !CHOSEN.includes(to!))).toEqual([]);
		expect([...new Set(needed.flatMap(({ to, chained }) => (chained ? [] : to!)))].sort()).toEqual(
			CHOSEN,
		);
	});

	it('narrows nobody down while it may be empty, as it then would be without a word', () => {
		const optional = chainedFields.filter(([, , { property }]) => !property.required);
		const named = optional.filter(([, , { narrows }]) => narrows).map(([name]) => name);
		// Refuses to go to nobody (families/appMessage.test.ts).
		expect(named).toEqual(['appMessage.send']);
	});

	it.each(chainedFields.filter(([, , { property }]) => property.required))(
		'%s: %s says which step gives it, before any request',
		async (name, label, { property, chained }) => {
			const { [property.name]: _, ...parameters } = readFixture(name, simulator.url).parameters;
			const { error } = await n8n.run({
				parameters,
				items: [{ unrelated: 1 }],
			});
			expect(error?.message).toBe(
				`"${label}" is empty: its expression gives nothing for this item. ${chained!.hint}`,
			);
			expect(simulator.journal).toEqual([]);
		},
	);

	it('that may be empty counts as unset when the item has nothing for it', async () => {
		const { welcome_code } = added('zhangsan', 'shop-1');
		const expiresAt = '={{ $json.welcome_code_expires_at }}';
		expect(
			await run('welcomeMessage.send', { text: 'x', expiresAt }, { items: [{ welcome_code }] }),
		).toEqual([{ sent: true, welcome_code }]);
	});

	it('is used where the item has something: a code that expired is not sent', async () => {
		const event = {
			...added('zhangsan', 'shop-1'),
			welcome_code_expires_at: '2026-01-31T08:00:00Z',
		};
		for (const parameters of [{}, { expiresAt: '={{ $json.welcome_code_expires_at }}' }]) {
			expect(
				await refusal('welcomeMessage.send', { text: 'x', ...parameters }, { items: [event] }),
			).toMatch(/^The welcome code expired \d+ seconds ago/);
		}
		expect(simulator.journal).toEqual([]);
	});

	it('gives way to what the user chose, an expression too', async () => {
		const items = [{ ...XIAOMING, other: 'wmSimulatedAAAALiuFang' }];
		for (const externalUserId of ['wmSimulatedAAAALiuFang', '={{ $json.other }}']) {
			const [customer] = await run('customer.get', { externalUserId }, { items });
			expect(customer).toMatchObject({ external_userid: 'wmSimulatedAAAALiuFang', name: '刘芳🌸' });
		}
		expect(await refusal('customer.get', { externalUserId: '={{ $json.typo }}' }, { items })).toBe(
			'"External User ID" is empty: its expression gives nothing for this item. Check the expression',
		);
	});
});

describe('what reaches, removes or moves people is for the user to say', () => {
	const items = [{ ...XIAOMING, config_id: 'c', template_id: 't', msgid: 'm', moment_id: 'mom1' }];

	it.each([
		'contactWay.closeTemporaryChat',
		'contactWay.delete',
		'groupJoinWay.delete',
		'groupWelcome.delete',
		'massMessage.cancel',
		'massMessage.remind',
		'moment.cancel',
		'transfer.transferCustomers',
		'transfer.transferCustomersOfResigned',
		'transfer.transferChats',
	])('%s: n8n does not even start it', async (name) => {
		await expect(attempt(name, {}, { items })).rejects.toThrow(/Parameter ".*" is required/);
	});

	it('a mass message goes to nobody who just came in', async () => {
		expect(await refusal('massMessage.create', { text: 'x' }, { items })).toMatch(
			/^No customer is listed/,
		);
		expect(simulator.journal).toEqual([]);
	});
});

describe('as a tool of an AI agent', () => {
	const { description } = new WeComCustomerContact();
	const shownIn = (resource: string, operation: string, name: string) => {
		const type = { ...description, name };
		const parameters = NodeHelpers.getNodeParameters(
			type.properties,
			{ resource, operation },
			true,
			false,
			{ typeVersion: 1 },
			type,
		)!;
		return { parameters, type };
	};

	it('nothing is taken from an item, which a tool has not', async () => {
		const items = [XIAOMING];
		await expect(attempt('customer.get', {}, { items, asTool: true })).rejects.toThrow(
			'Parameter "External User ID" is required',
		);
		const given = { externalUserId: CUSTOMER };
		expect(await run('customer.get', given, { asTool: true })).toMatchObject([
			{ external_userid: CUSTOMER },
		]);
	});

	it('what makes no sense for a model is not there, and not missed', async () => {
		const { config_id } = (
			await run('contactWay.create', { userIds: ['zhangsan'] }, { asTool: true })
		)[0]!;
		expect(
			await run(
				'contactWay.get',
				{ configId: { __rl: true, mode: 'id', value: String(config_id) } },
				{ asTool: true },
			),
		).toMatchObject([{ config_id }]);
	});

	it.each(operations)('$name has all its fields but those', ({ resource, value, fields }) => {
		const own = shownIn(resource.value, value, description.name).parameters;
		const asTool = shownIn(resource.value, value, `${description.name}Tool`).parameters;
		const hidden = fields
			.filter(({ group, notAsTool }) => notAsTool && group === undefined)
			.map(({ property }) => property.name);
		const missing = Object.keys(own).filter((name) => !(name in asTool));
		expect(missing.filter((name) => name !== 'options' && !hidden.includes(name))).toEqual([]);
		for (const { chained, property } of fields.filter(({ notAsTool }) => !notAsTool)) {
			if (!chained) continue;
			expect(JSON.stringify(own[property.name])).toContain(`$json.${chained.key}`);
			expect(JSON.stringify(asTool[property.name])).not.toContain('$json');
		}
	});
});
