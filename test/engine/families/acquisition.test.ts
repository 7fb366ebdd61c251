import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, unsorted, type Simulator } from '../../simulator';
import { acquisition, visitLink, writeByLink } from '../../simulator/acquisition';
import { giveToComponent } from '../fixtures/writes';
import { n8nOf, n8nOfSuite, operationsIn, OTHER_APP, picked, type N8n } from '../setup';

// Acquisition links, from their making to what they bring.

const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const LIU = 'wmSimulatedAAAALiuFang';
const GONE = 'The record was not found (WeCom error 60136)';
const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator({ apps: [OTHER_APP] });
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { run, refusal } = operationsIn(() => n8n, 'acquisitionLink');

/** Why it can't be done; nothing is sent to WeCom. */
async function refusedUnsent(operation: string, parameters: INodeParameters) {
	simulator.resetJournal();
	const message = await refusal(operation, parameters);
	expect(simulator.requests(/acquisition/)).toEqual([]);
	return message;
}

const link = (id: unknown) => ({ linkId: picked(id) });

/** Makes a link and answers its ID. */
async function make(parameters: INodeParameters = {}): Promise<string> {
	const [made] = await run('create', {
		linkName: '小红书推广',
		userIds: ['zhangsan'],
		...parameters,
	});
	return String(made!.link_id);
}

it('takes a link from its creation to its end', async () => {
	const [made] = await run('create', {
		linkName: '小红书推广',
		userIds: ['zhangsan'],
		departmentIds: '3',
		additionalFields: {
			skipVerify: false,
			priority: { priority: { priorityType: 2, priorityUserIds: ['lisi'] } },
		},
		options: { customerChannel: '小红书-1' },
	});
	const id = made!.link_id;
	const url = `https://work.weixin.qq.com/ca/${String(id)}`;
	expect(made).toMatchObject({
		link_name: '小红书推广',
		url,
		channel_url: `${url}?customer_channel=${encodeURIComponent('小红书-1')}`,
	});
	const inScheme = String(made!.scheme).replace('weixin://biz/ww/profile/', '');
	expect(decodeURIComponent(inScheme)).toBe(made!.channel_url);

	const settings = {
		link_id: id,
		link_name: '小红书推广',
		url,
		skip_verify: false,
		mark_source: true,
		userids: ['zhangsan'],
		department_ids: [3],
		priority_type: 2,
		priority_userids: ['lisi'],
	};
	expect(await run('get', link(id))).toMatchObject([settings]);
	expect(await run('getAll', { returnAll: true })).toEqual([{ link_id: id }]);
	expect(await run('getAll', { returnAll: true, includeDetails: true })).toMatchObject([settings]);

	expect(await run('delete', link(id))).toEqual([{ link_id: id, deleted: true }]);
	expect(await run('getAll', { returnAll: true })).toEqual([]);
	for (const operation of ['get', 'delete', 'getCustomers', 'getStatistics']) {
		expect(await refusal(operation, link(id))).toBe(GONE);
	}
});

describe('an update', () => {
	const change = async (id: string, updateFields: INodeParameters) => {
		await run('update', { ...link(id), updateFields });
		const [after] = await run('get', link(id));
		return after!;
	};
	const more = {
		departmentIds: '3',
		additionalFields: { skipVerify: false, priority: { priority: { priorityType: 1 } } },
	};
	const before = {
		skip_verify: false,
		userids: ['zhangsan'],
		department_ids: [3],
		priority_type: 1,
	};

	it('of the name leaves everything else', async () => {
		const id = await make(more);
		const after = await change(id, { linkName: '抖音推广' });
		expect(after).toMatchObject({ ...before, link_name: '抖音推广' });
	});

	it('of the members leaves the departments, and the other way round', async () => {
		const id = await make(more);
		expect(await change(id, { userIds: ['lisi', 'wangwu'] })).toMatchObject({
			...before,
			userids: ['lisi', 'wangwu'],
			department_ids: [3],
		});
		expect(await change(id, { departmentIds: '2' })).toMatchObject({
			userids: ['lisi', 'wangwu'],
			department_ids: [2],
		});
	});

	it('can replace members and departments as a whole', async () => {
		const id = await make(more);
		expect(await change(id, { userIds: ['lisi'], replaceRange: true })).toMatchObject({
			userids: ['lisi'],
			department_ids: [],
		});
	});

	it('of the priority replaces it', async () => {
		const id = await make(more);
		const priority = { priority: { priorityType: 2, priorityUserIds: ['lisi'] } };
		expect(await change(id, { priority })).toMatchObject({
			...before,
			priority_type: 2,
			priority_userids: ['lisi'],
		});
	});

	it('of a link that is gone changes nothing', async () => {
		const parameters = { ...link('caGone'), updateFields: { userIds: ['lisi'] } };
		expect(await refusal('update', parameters)).toBe(GONE);
		expect(simulator.requests(/update_link/)).toEqual([]);
	});
});

it('lists more links than fit a page, with details', async () => {
	await make();
	const [first] = acquisition(simulator).links.values();
	for (let n = 1; n < 120; n += 1) {
		const linkId = `caMore${n}`;
		const given = { ...first!.given, link_name: `渠道${n}` };
		acquisition(simulator).links.set(linkId, { ...first!, linkId, given });
	}
	const names = async (parameters: INodeParameters) =>
		(await run('getAll', { includeDetails: true, ...parameters })).map((item) => item.link_name);
	const added = Array.from({ length: 119 }, (_, n) => `渠道${n + 1}`);
	const all = unsorted(['小红书推广', ...added]);
	expect(await names({ returnAll: true })).toEqual(all);
	expect(await names({ returnAll: false, limit: 3 })).toEqual(all.slice(0, 3));
});

it("does not see another app's links", async () => {
	const id = await make();
	const otherN8n = n8nOf(simulator, OTHER_APP.secret);
	const other = operationsIn(() => otherN8n, 'acquisitionLink');
	expect(await other.run('getAll', { returnAll: true })).toEqual([]);
	expect(await other.refusal('delete', link(id))).toBe(GONE);
	expect(await run('getAll', { returnAll: true })).toHaveLength(1);
});

it('knows who came by a link', async () => {
	const id = await make();
	const customer = { externalUserId: CHEN, userId: 'zhangsan', chatStatus: 1 } as const;
	visitLink(simulator, id, { state: 'xhs-1', customer });
	visitLink(simulator, id);
	visitLink(simulator, 'caOther', { customer });
	visitLink(simulator, id, { customer: { ...customer, externalUserId: LIU, chatStatus: 0 } });
	const chen = {
		link_id: id,
		external_userid: CHEN,
		userid: 'zhangsan',
		chat_status: 1,
		chat_status_label: 'has written',
		state: 'xhs-1',
	};
	const liu = { external_userid: LIU, userid: 'zhangsan', chat_status: 0, state: '' };
	expect(await run('getCustomers', { ...link(id), returnAll: true })).toMatchObject([chen, liu]);
	expect(await run('getCustomers', { ...link(id), limit: 1 })).toMatchObject([chen]);
	expect(await run('getQuota')).toMatchObject([
		{ total: 1000, balance: 997, expiring_quota: 997, quota_balances: [997] },
	]);
});

describe('statistics', () => {
	const customer = { externalUserId: CHEN, userId: 'zhangsan', chatStatus: 1 } as const;

	it('count each visit once, however long the time', async () => {
		const id = await make();
		for (let day = 1; day <= 100; day += 1) {
			visitLink(simulator, id, { at: Date.now() - day * DAY, ...(day % 2 ? { customer } : {}) });
		}
		visitLink(simulator, id, { at: Date.now() - 150 * DAY });
		const items = await run('getStatistics', {
			...link(id),
			startTime: '={{ $today.minus({ days: 101 }) }}',
			endTime: '={{ $today }}',
		});
		const sum = (name: string) => items.reduce((total, item) => total + Number(item[name]), 0);
		expect(items).toHaveLength(4);
		expect(sum('click_link_customer_cnt')).toBe(100);
		expect(sum('new_customer_cnt')).toBe(50);
	});

	it('of the last seven days come without a date', async () => {
		const id = await make();
		visitLink(simulator, id, { at: Date.now() - 2 * DAY, customer });
		expect(await run('getStatistics', link(id))).toMatchObject([
			{ link_id: id, click_link_customer_cnt: 1, new_customer_cnt: 1 },
		]);
	});

	it.each([
		[
			'a start before what WeCom keeps',
			{ startTime: '={{ $today.minus({ days: 200 }) }}' },
			/^"Start Date" is .+ WeCom keeps such data for 180 days/,
		],
		[
			'an end before the start',
			{ startTime: '={{ $today }}', endTime: '={{ $today.minus({ days: 3 }) }}' },
			/^"End Date" is before "Start Date"/,
		],
	])('refuse %s before asking', async (_what, parameters, message) => {
		expect(await refusedUnsent('getStatistics', { ...link('ca1'), ...parameters })).toMatch(
			message,
		);
	});
});

describe('the chat key of an event', () => {
	const chat = { userId: 'zhangsan', externalUserId: CHEN, messages: 3, state: 'xhs-1' };

	it('tells who wrote how often', async () => {
		const linkId = await make();
		const chatKey = writeByLink(simulator, { ...chat, linkId });
		expect(await run('getChatInfo', { chatKey })).toEqual([
			{
				userid: 'zhangsan',
				member_name: '张三',
				external_userid: CHEN,
				recv_msg_cnt: 3,
				link_id: linkId,
				state: 'xhs-1',
			},
		]);
	});

	it('works for 30 minutes', async () => {
		const linkId = await make();
		const chatKey = writeByLink(simulator, { ...chat, linkId }, Date.now() - 31 * MINUTE);
		expect(await refusal('getChatInfo', { chatKey })).toBe(
			'The chat key is not valid (WeCom error 41201)',
		);
	});
});

describe("a provider's acquisition component", () => {
	const component = operationsIn(() => n8nOfSuite(simulator), 'acquisitionLink');
	/** A little more than so many days ago, in seconds. */
	const daysAgo = (count: number) => Math.floor((Date.now() - count * DAY) / 1000) - 3600;

	it('knows who pays, and sees the links that it was given', async () => {
		const id = giveToComponent(simulator);
		await make();
		expect(await component.run('getComponentAuthorization')).toEqual([
			{
				pay_mode: 1,
				pay_mode_label: 'the provider pays',
				price: 150,
				link_auth_mode: 0,
				link_auth_mode_label: 'chosen links',
			},
		]);
		expect(await component.run('getAll', { returnAll: true })).toEqual([{ link_id: id }]);
	});

	it('gives each customer an address, by which WeCom still knows that it is its own', async () => {
		const id = giveToComponent(simulator);
		const items = await component.run('createOnceKeys', {
			...link(id),
			keyCount: 2,
			options: { customerChannel: '小红书&1' },
		});
		const { onceKeys } = acquisition(simulator);
		expect(items.map(({ once_key }) => once_key)).toEqual([...onceKeys.keys()]);
		for (const { once_url, once_key, scheme, created } of items) {
			const { searchParams } = new URL(String(once_url));
			expect(Object.fromEntries(searchParams)).toEqual({
				comp_scene: expect.stringMatching(/^scene/),
				customer_channel: '小红书&1',
				once_key,
			});
			expect(decodeURIComponent(String(scheme).split('/').at(-1)!)).toBe(once_url);
			expect(created).toBe(true);
		}
	});

	it('makes no keys for corps that pay themselves', async () => {
		const id = giveToComponent(simulator, 0);
		expect(await component.refusal('createOnceKeys', link(id))).toBe(
			'The component is not available (WeCom error 41099)',
		);
	});

	it('makes no keys for a link that it was not given', async () => {
		giveToComponent(simulator);
		const id = await make();
		expect(await component.refusal('createOnceKeys', link(id))).toBe(GONE);
		expect(acquisition(simulator).onceKeys.size).toBe(0);
	});

	it('reads its bills, however long the time, each once', async () => {
		const id = giveToComponent(simulator);
		const { bills } = acquisition(simulator);
		for (let day = 1; day <= 100; day += 1) {
			bills.push({ timestamp: daysAgo(day), link_id: id, state: 'xhs-1', price: day });
		}
		const since = (days: number) => ({ startTime: `={{ $now.minus({ days: ${days} }) }}` });
		const all = await component.run('getBills', { ...since(101), returnAll: true });
		expect(all.map(({ price }) => price).sort((a, b) => Number(a) - Number(b))).toEqual(
			bills.map(({ price }) => price),
		);
		expect(all[0]).toMatchObject({ created_at: expect.any(String), link_id: id, state: 'xhs-1' });
		expect(await component.run('getBills', { ...since(101), limit: 3 })).toHaveLength(3);
		for (let more = 0; more < 1200; more += 1) bills.push({ timestamp: daysAgo(2), price: 1 });
		expect(await component.run('getBills', { ...since(5), returnAll: true })).toHaveLength(1204);
	});

	it.each(['getComponentAuthorization', 'getBills'])('is needed for %s', async (operation) => {
		const { error } = await component.attempt(operation);
		expect(error?.message).toMatch(/48002/);
		expect(error?.description).toMatch(/^Only an acquisition component \(获客助手组件\)/);
	});
});

const priority = (entry: INodeParameters) => ({
	additionalFields: { priority: { priority: entry } },
});
const people = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);

it.each<[string, string, INodeParameters, string]>([
	['create', 'nobody', { userIds: [] }, 'Nobody can be added. Choose members or departments'],
	[
		'create',
		'a name of 31 characters',
		{ linkName: '渠'.repeat(31) },
		'"Link Name" is 31 characters long, but WeCom allows 30',
	],
	[
		'create',
		'more than 500 members',
		{ userIds: people(501) },
		'"Member Names or IDs" has 501 entries, but WeCom allows 500',
	],
	[
		'create',
		'a channel over 64 bytes',
		{ options: { customerChannel: '渠'.repeat(22) } },
		'"Customer Channel" is 66 bytes long, but WeCom allows 64 (a Chinese character counts as 3). Shorten it by 2 bytes',
	],
	[
		'create',
		'chosen members who are not chosen',
		priority({ priorityType: 2 }),
		'"Priority": "Member Names or IDs" is empty. Fill it in',
	],
	[
		'create',
		'more than 1,000 preferred members',
		priority({ priorityType: 2, priorityUserIds: people(1001) }),
		'"Priority": "Member Names or IDs" has 1,001 entries, but WeCom allows 1,000',
	],
	[
		'update',
		'nothing to change',
		{ ...link('ca1'), updateFields: { replaceRange: true } },
		'There is nothing to change. Add a field under "Update Fields"',
	],
])('%s refuses %s before asking', async (operation, _what, parameters, message) => {
	const good = operation === 'create' ? { linkName: '官网', userIds: ['zhangsan'] } : {};
	expect(await refusedUnsent(operation, { ...good, ...parameters })).toBe(message);
});

it.each<[string, INodeParameters, RegExp]>([
	['a member outside the visible scope', { userIds: ['outsider'] }, /60021/],
	['a member who does not exist', { userIds: ['nobody'] }, /60111/],
	['a member without customer contact', { userIds: ['cleaner'] }, /84074/],
	['a department that does not exist', { userIds: [], departmentIds: '99' }, /60003/],
])('WeCom refuses %s', async (_what, parameters, code) => {
	expect(await refusal('create', { linkName: '官网', ...parameters })).toMatch(code);
});
