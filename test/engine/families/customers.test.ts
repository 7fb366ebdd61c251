import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { createN8n } from '../harness';
import { DELEGATED_APP, n8nOf, OTHER_APP, operationsIn, picked, type N8n } from '../setup';

// Customers as rows of a table, as self-built and delegated apps get them.

const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const ZHAO = 'woSimulatedAAAAZhaoJingLi';
const LIBRARY = 'externalcontact/get_corp_tag_list';
const RULE_GROUP_LIBRARY = 'externalcontact/get_strategy_tag_list';

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator({ apps: [DELEGATED_APP] });
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { run, attempt } = operationsIn(() => n8n, 'customer');
const delegated = operationsIn(() => n8nOf(simulator, DELEGATED_APP.secret), 'customer');

const calls = (path: string) => simulator.requests(path).length;
const ofZhang = { userIds: ['zhangsan'], returnAll: true };
const rowOf = (rows: IDataObject[], id: string) =>
	rows.find(({ external_userid }) => external_userid === id)!;

const READS: Array<[operation: string, parameters: Record<string, never> | object]> = [
	['get', { externalUserId: CHEN }],
	['get', { externalUserId: ZHAO, userId: picked('wangwu') }],
	['get', { externalUserId: ZHAO, userId: picked('zhangsan') }],
	['getAll', { userId: picked('zhangsan'), includeDetails: true, returnAll: true }],
	['getManyByMembers', ofZhang],
	['getServed', { returnAll: true }],
	['syncAll', { output: 'relation' }],
	['syncAll', { output: 'customer' }],
	['syncAll', { options: { fullTags: true } }],
];

const isFlat = (value: unknown): boolean =>
	Array.isArray(value)
		? value.every((entry) => typeof entry !== 'object')
		: typeof value !== 'object' || value === null;

it.each(READS)('%s gives rows of one level: %j', async (operation, parameters) => {
	const rows = await run(operation, parameters as never);
	expect(rows.length).toBeGreaterThan(0);
	const nested = rows.flatMap((row) => Object.entries(row).filter(([, value]) => !isFlat(value)));
	expect(nested).toEqual([]);
});

describe('the member in question', () => {
	const get = (member: string) => ({ externalUserId: CHEN, userId: picked(member) });

	it('is the one who was asked for', async () => {
		expect(await run('get', get('zhangsan'))).toMatchObject([
			{
				userid: 'zhangsan',
				follows: true,
				remark: '小明(上海)',
				create_time: 1_760_000_000,
				created_at: '2025-10-09T16:53:20+08:00',
				add_way: 1,
				add_way_label: 'QR code',
				tag_ids: ['etSimulatedAAAAImportant', 'stSimulatedAAAAOld'],
				tag_names: ['重要', '老客户', '爱喝茶'],
				grouped_tags: ['客户等级 / 重要', '华东区 / 老客户', '我的标签 / 爱喝茶'],
				other_userids: ['lisi'],
			},
		]);
	});

	it('is else the one who added the customer last', async () => {
		const [row] = await run('get', { externalUserId: CHEN });
		expect(row).toMatchObject({
			userid: 'lisi',
			wechat_channels_nickname: '星河直播间',
			wechat_channels_source_label: 'live room',
			tag_ids: [],
			other_userids: ['zhangsan'],
		});
		expect(row).not.toHaveProperty('follows');
	});

	it('may not follow the customer, which is no error', async () => {
		const [row] = await run('get', get('wangwu'));
		expect(row).toMatchObject({ name: '陈小明', userid: 'wangwu', follows: false });
		expect((row!.other_userids as string[]).sort()).toEqual(['lisi', 'zhangsan']);
		expect(row).not.toHaveProperty('remark');
	});
});

it("a customer's profile of WeCom is a list of texts", async () => {
	expect(await run('get', { externalUserId: ZHAO })).toMatchObject([
		{
			customer_type: 2,
			customer_type_label: 'WeCom user',
			corp_full_name: '星河科技有限公司',
			external_profile: [
				'工号: X-1024',
				'官网: 星河官网 https://www.example.com',
				'小程序: 星河商城 wx8bd80126147df384 /index',
			],
		},
	]);
});

it('a delegated app gets a row with less in it', async () => {
	const rows = await delegated.run('getManyByMembers', ofZhang);
	const row = rowOf(rows, CHEN);
	// Tags of rule groups have names for the app that made them.
	expect(row).toMatchObject({
		gender: 0,
		gender_label: 'unknown',
		tag_names: ['重要', 'stSimulatedAAAAOld'],
	});
	for (const name of ['avatar', 'unionid', 'remark_mobiles']) expect(row).not.toHaveProperty(name);
});

describe('names of tags', () => {
	it('take one call of each library, however many items and pages there are', async () => {
		const rows = await run('getManyByMembers', ofZhang, { items: [{}, {}, {}] });
		expect(rowOf(rows, CHEN).tag_names).toEqual(['重要', '老客户']);
		await run('syncAll');
		expect([calls(LIBRARY), calls(RULE_GROUP_LIBRARY)]).toEqual([2, 2]);
	});

	it('are not read where nobody has tags or Simplify is off', async () => {
		await run('getManyByMembers', { userIds: ['lisi'], returnAll: true });
		await run('getManyByMembers', { ...ofZhang, simplify: false });
		await run('syncAll', { simplify: false });
		expect(calls(LIBRARY)).toBe(0);
	});

	it('are left out with a hint when the app may not read them', async () => {
		simulator.faults.failNext(LIBRARY, { errcode: 48002 });
		const { items, error, run: whole } = await attempt('syncAll', { userIds: ['zhangsan'] });
		expect(error).toBeUndefined();
		const row = rowOf(
			items.map(({ json }) => json),
			CHEN,
		);
		expect(row.tag_ids).toEqual(['etSimulatedAAAAImportant', 'stSimulatedAAAAOld']);
		expect(row).not.toHaveProperty('tag_names');
		expect(whole.data.resultData.runData.WeCom![0]!.hints).toMatchObject([
			{ message: expect.stringMatching(/Tags are shown without names.*48002/) as string },
		]);
		expect(calls(LIBRARY)).toBe(1);
	});

	it('are those of the app of each item', async () => {
		const secret = 'secret-of-the-third-app';
		simulator.corp.apps.push({ ...OTHER_APP, name: 'third', secret });
		n8n = createN8n({
			baseUrl: simulator.url,
			corpId: simulator.corp.corpId,
			corpSecret: '={{ $json.secret }}',
		});
		const items = [simulator.corp.secret, secret, secret].map((given) => ({ secret: given }));
		await run('getManyByMembers', ofZhang, { items });
		expect(calls(LIBRARY)).toBe(2);
	});
});
