import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { massMessages } from '../../simulator/massMessages';
import { startApps } from '../fixtures/apps';
import { createN8n, type NodeRunOptions } from '../harness';
import { n8nOf, operationsIn, OTHER_APP, type N8n } from '../setup';

// Items with a customer and a text each, which become as few mass messages as it takes.

const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const LIU = 'wmSimulatedAAAALiuFang';
const ZHAO = 'woSimulatedAAAAZhaoJingLi';
const PATH = 'externalcontact/add_msg_template';

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator({ apps: [OTHER_APP] });
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const FROM_ITEM: INodeParameters = {
	externalUserId: '={{ $json.to }}',
	userId: { __rl: true, mode: 'id', value: '={{ $json.by }}' },
	text: '={{ $json.text }}',
};
const { attempt } = operationsIn(() => n8n, 'massMessage');
const send = async (
	items: IDataObject[],
	parameters: INodeParameters = FROM_ITEM,
	more: Partial<NodeRunOptions> = {},
) => await attempt('createFromItems', parameters, { items, ...more });

/** Items that come out, with the input item of each. */
async function sent(items: IDataObject[], parameters?: INodeParameters) {
	const { items: made, error } = await send(items, parameters);
	expect(error?.message).toBeUndefined();
	expect(made.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	return made.map(({ json }) => json);
}

/** What WeCom has in its books: who shall send what to whom. */
const books = () =>
	[...massMessages(simulator.state).values()].map(({ text, tasks }) => [
		text,
		...tasks.map(({ userId, rows }) => [userId, rows.map(({ to }) => to)]),
	]);

const to = (customer: string, by = 'zhangsan', text = '新茶到了') => ({ to: customer, by, text });

it('share a message where sender and text are the same, and come out one by one', async () => {
	const made = await sent([to(CHEN), to(CHEN, 'lisi'), to(LIU), to(LIU, 'zhangsan', '春茶到了')]);
	expect(books()).toEqual([
		['新茶到了', ['zhangsan', [CHEN, LIU]]],
		['新茶到了', ['lisi', [CHEN]]],
		['春茶到了', ['zhangsan', [LIU]]],
	]);
	expect(made).toMatchObject([
		{ external_userid: CHEN, userid: 'zhangsan', created: true },
		{ external_userid: CHEN, userid: 'lisi', created: true },
		{ external_userid: LIU, userid: 'zhangsan', created: true },
		{ external_userid: LIU, created: true },
	]);
	expect(made[0]!.msgid).toBe(made[2]!.msgid);
	expect(new Set(made.map(({ msgid }) => msgid)).size).toBe(3);
});

it('keep what they brought, if that is wanted', async () => {
	const items = [
		{ ...to(CHEN), row: 7 },
		{ ...to(LIU), row: 8 },
	];
	const made = await sent(items, { ...FROM_ITEM, options: { includeInputFields: true } });
	expect(made.map(({ row }) => row)).toEqual([7, 8]);
});

it('a text counts as the same only letter by letter', async () => {
	await sent([to(CHEN, 'zhangsan', '你好'), to(LIU, 'zhangsan', '你好 ')]);
	expect(books()).toHaveLength(2);
});

it('without a sender WeCom chooses the members', async () => {
	const { userId: _, ...parameters } = FROM_ITEM;
	await sent([to(LIU), to(ZHAO)], parameters);
	expect(books()).toEqual([['新茶到了', ['zhangsan', [LIU]], ['wangwu', [ZHAO]]]]);
	expect(simulator.requests(PATH)[0]!.body).not.toHaveProperty('sender');
});

it('a customer gets it once, however often they are among the items', async () => {
	const made = await sent([to(CHEN), to(CHEN), to('wmStranger'), to('wmStranger')]);
	expect(books()).toEqual([['新茶到了', ['zhangsan', [CHEN]]]]);
	expect(made).toMatchObject([
		{ external_userid: CHEN, created: true },
		{ external_userid: CHEN, created: false, duplicate: true, msgid: made[0]!.msgid },
		{
			external_userid: 'wmStranger',
			failed: true,
			reason: expect.stringMatching(/not, or no longer/),
		},
		{ external_userid: 'wmStranger', failed: true },
	]);
	expect(made[0]).not.toHaveProperty('duplicate');
});

it('more customers than WeCom takes are cut into several messages, each of them once', async () => {
	const customers = Array.from({ length: 10_050 }, (_, index) => `wmMany${index}`);
	for (const id of customers) simulator.addRelation({ userId: 'zhangsan', externalUserId: id }, {});
	const made = await sent(customers.map((id) => to(id)));
	const lists = simulator.requests(PATH).map(({ body }) => (body as IDataObject).external_userid);
	expect(lists).toEqual([customers.slice(0, 10_000), customers.slice(10_000)]);
	expect(made.map(({ external_userid }) => external_userid)).toEqual(customers);
	expect(new Set(made.map(({ msgid }) => msgid)).size).toBe(2);
	expect(made.every(({ created }) => created === true)).toBe(true);
}, 120_000);

describe('when WeCom refuses one message', () => {
	it('the others are created', async () => {
		const made = await sent([to(CHEN), to(LIU, 'outsider'), to(CHEN, 'lisi'), to(LIU)]);
		expect(made).toMatchObject([
			{ created: true },
			{ external_userid: LIU, userid: 'outsider', failed: true, errcode: 60021 },
			{ created: true },
			{ created: true },
		]);
		expect(books()).toHaveLength(2);
	});

	it('and there is no other, that is an error', async () => {
		const { error, items } = await send([to(CHEN, 'outsider'), to(LIU, 'cleaner')]);
		expect(error!.message).toMatch(/60021|84074/);
		expect(items).toEqual([]);
	});

	it('and there is no other, each item says so where the workflow goes on', async () => {
		const { items } = await send([to(CHEN, 'outsider'), to(LIU, 'outsider')], FROM_ITEM, {
			onError: 'continueRegularOutput',
		});
		expect(items).toMatchObject([
			{ json: { details: { errcode: 60021 } }, pairedItem: { item: 0 } },
			{ json: { details: { errcode: 60021 } }, pairedItem: { item: 1 } },
		]);
	});
});

describe('when nobody knows whether WeCom created one message', () => {
	const request = (customer: string, sender: string) => ({
		method: 'POST',
		path: `/cgi-bin/${PATH}`,
		body: {
			chat_type: 'single',
			external_userid: [customer],
			sender,
			text: { content: '新茶到了' },
		},
	});

	it.each([
		['says that it is busy', { response: { errcode: -1, errmsg: 'system busy' } }],
		['does not answer', { status: 502 }],
	])('as it %s, no further one is sent', async (_what, fault) => {
		const { stub, selfBuilt } = await startApps();
		stub.expect([
			{ request: request('wm1', 'zhangsan'), response: { msgid: 'msg1', fail_list: [] } },
			{ request: request('wm2', 'lisi'), ...fault },
		]);
		const { items, error } = await selfBuilt.run({
			parameters: { resource: 'massMessage', operation: 'createFromItems', ...FROM_ITEM },
			items: [to('wm1'), to('wm2', 'lisi'), to('wm3', 'wangwu')],
		});
		expect(stub.differences()).toEqual({ unexpected: [], missing: [] });
		await stub.close();
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toMatchObject([
			{ external_userid: 'wm1', created: true, msgid: 'msg1' },
			{ external_userid: 'wm2', failed: true, uncertain: true },
			{
				external_userid: 'wm3',
				failed: true,
				reason: 'Not sent, because the call before it failed',
			},
		]);
		expect(items[2]!.json).not.toHaveProperty('uncertain');
	});
});

describe('when an item is wrong', () => {
	const wrong = [to(CHEN), { ...to(LIU), text: '喜'.repeat(1334) }, to(ZHAO, 'wangwu')];

	it('nothing is sent', async () => {
		const { error } = await send(wrong);
		expect(error!.message).toMatch(/^"Text" is 4,002 bytes long/);
		expect(error!.context!.itemIndex).toBe(1);
		expect(simulator.journal).toEqual([]);
	});

	it('the others are sent where the workflow goes on', async () => {
		const { items } = await send(wrong, FROM_ITEM, { onError: 'continueRegularOutput' });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(items.map(({ json }) => json)).toMatchObject([
			{ created: true },
			{ error: expect.stringMatching(/^"Text"/) as string },
			{ created: true },
		]);
		expect(books()).toHaveLength(2);
	});

	it.each<[string, IDataObject, RegExp]>([
		['has no customer', { by: 'zhangsan', text: 'x' }, /^"External User ID" is empty/],
		['has a sender that came out empty', { ...to(LIU), by: '' }, /^"Sender" is empty/],
		['says nothing', { ...to(LIU), text: '' }, /^A mass message needs a text/],
	])('as it %s, it is refused before any request', async (_what, item, message) => {
		const { error } = await send([to(CHEN), item]);
		expect(error!.message).toMatch(message);
		expect(simulator.journal).toEqual([]);
	});
});

it('a picture that all items have is uploaded once, and they share a message', async () => {
	const data = Buffer.from('\x89PNG\r\n\x1a\n a picture', 'latin1').toString('base64');
	const { items } = await send(
		[to(CHEN), to(LIU)],
		{ ...FROM_ITEM, attachments: { attachment: [{ type: 'image', source: 'binary' }] } },
		{ files: { data: { fileName: '海报.png', mimeType: 'image/png', data } } },
	);
	expect(items).toMatchObject([{ json: { created: true } }, { json: { created: true } }]);
	expect(simulator.requests('media/upload')).toHaveLength(1);
	expect(books()).toHaveLength(1);
});

it('items of several apps never share a message', async () => {
	const { corp, url: baseUrl } = simulator;
	n8n = createN8n({ baseUrl, corpId: corp.corpId, corpSecret: '={{ $json.secret }}' });
	const secrets = [corp.secret, OTHER_APP.secret, corp.secret];
	const customers = [CHEN, LIU, LIU];
	await sent(secrets.map((secret, index) => ({ ...to(customers[index]!), secret })));
	expect(books()).toEqual([
		['新茶到了', ['zhangsan', [CHEN, LIU]]],
		['新茶到了', ['zhangsan', [LIU]]],
	]);
});
