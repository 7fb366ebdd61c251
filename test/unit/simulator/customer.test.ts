import { startSimulator, unsorted, type Simulator } from '../../simulator';
import { get } from './client';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(() => sim.close());

const chen = 'wmSimulatedAAAAChenXiaoMing';
const customer = (external_userid: string, cursor?: string) =>
	get(sim, 'externalcontact/get', { external_userid, ...(cursor === undefined ? {} : { cursor }) });
const list = (userid: string) => get(sim, 'externalcontact/list', { userid });

test('members with customer contact inside the scope', async () => {
	const answer = await get(sim, 'externalcontact/get_follow_user_list');
	expect(answer.follow_user).toEqual(unsorted(['zhangsan', 'lisi', 'wangwu', 'newcomer']));
});

test('customers of a member', async () => {
	expect(await list('lisi')).toEqual({ errcode: 0, errmsg: 'ok', external_userid: [chen] });
	expect(await list('newcomer')).toMatchObject({ errcode: 84061, external_userid: [] });
});

test.each([
	['', 41009],
	['张三', 40003],
	['x'.repeat(65), 40003],
	['nobody', 60111],
	['outsider', 60021],
	['cleaner', 84074],
])('list refuses member %j with %i', async (userid, errcode) => {
	expect((await list(userid)).errcode).toBe(errcode);
});

test('a customer with all that the API shows', async () => {
	expect(await customer(chen)).toMatchObject({
		errcode: 0,
		external_contact: {
			external_userid: chen,
			name: '陈小明',
			type: 1,
			unionid: expect.any(String),
		},
		follow_user: [
			{
				userid: 'zhangsan',
				tags: [
					{ type: 1, tag_id: expect.any(String) },
					{ type: 2 },
					{ type: 3, tag_id: expect.any(String) },
				],
				state: '门店A-收银台',
			},
			{ userid: 'lisi', add_way: 10, wechat_channels: { nickname: '星河直播间', source: 2 } },
		],
	});
	expect(await customer(chen)).not.toHaveProperty('next_cursor');
	expect(await customer('woSimulatedAAAAZhaoJingLi')).toMatchObject({
		external_contact: { type: 2, external_profile: { external_attr: { length: 3 } } },
	});
});

test.each([
	['', 41035],
	['zhangsan', 40096],
	['wmUnknown', 40096],
	['wmSimulatedAAAAHidden', 84061],
])('get refuses customer %j with %i', async (id, errcode) => {
	expect((await customer(id)).errcode).toBe(errcode);
});

test('the relation decides: half, deleted by the customer, deleted by the member', async () => {
	const { externalUserId } = sim.addHalf({ userId: 'lisi' });
	const pair = { userId: 'lisi', externalUserId };
	expect((await customer(externalUserId)).errcode).toBe(84061);
	sim.confirmHalf(pair);
	expect((await customer(externalUserId)).errcode).toBe(0);
	await sim.deleteByCustomer(pair);
	expect((await customer(externalUserId)).errcode).toBe(0);
	await sim.deleteByMember(pair);
	expect((await customer(externalUserId)).errcode).toBe(84061);
	expect((await list('lisi')).external_userid).toEqual([chen]);
});

test('more than 500 followers come in pages', async () => {
	const { external_userid: popular } = sim.addPopularCustomer(1001);
	const seen: string[] = [];
	const sizes: number[] = [];
	let cursor: string | undefined;
	do {
		const answer = await customer(popular, cursor);
		const followers = answer.follow_user as { userid: string }[];
		sizes.push(followers.length);
		seen.push(...followers.map((follower) => follower.userid));
		cursor = answer.next_cursor as string | undefined;
	} while (cursor);
	expect(sizes).toEqual([500, 500, 1]);
	expect(new Set(seen).size).toBe(1001);
});

test('a cursor is good for its own listing only', async () => {
	const { external_userid: popular } = sim.addPopularCustomer(501);
	const { next_cursor } = await customer(popular);
	expect((await customer(popular, 'made-up')).errcode).toBe(50100);
	expect((await customer(chen, String(next_cursor))).errcode).toBe(50100);
	expect((await customer(popular, String(next_cursor))).errcode).toBe(0);
	expect((await customer(popular, '')).errcode).toBe(0);
});

test('an empty corp', async () => {
	const empty = await startSimulator({ empty: true });
	expect((await get(empty, 'externalcontact/get_follow_user_list')).follow_user).toEqual([]);
	await empty.close();
});
