import { startSimulator, type Simulator } from '../../simulator';
import { createClock, post } from './client';

const CHAT = 'wrSimulatedAAAACustomers';
const OTHER = 'wrSimulatedAAAAFriends';
const day = 24 * 3600;
const clock = createClock();
/** 00:00 in China, so many days ago. */
const midnight = (days: number) => {
	const now = clock.now() / 1000;
	return now - ((now + 8 * 3600) % day) - days * day;
};

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: clock.now });
});
afterEach(() => sim.close());

type Body = Record<string, unknown>;
const call = (name: string, body: Body) => post(sim, `externalcontact/groupchat/${name}`, body);
const owners = (...userid_list: string[]) => ({ owner_filter: { userid_list } });
const way = { scene: 2, chat_id_list: [CHAT] };

describe('customer groups', () => {
	test.each<[string, Body, number]>([
		['no page size', {}, 40058],
		['a page size that is too large', { limit: 1001 }, 40058],
		['a cursor of its own making', { limit: 1, cursor: 'x' }, 50100],
		['101 owners', { limit: 1, ...owners(...Array(101).fill('lisi')) }, 40032],
		['an owner nobody knows', { limit: 1, ...owners('nobody') }, 60111],
		['an owner out of sight', { limit: 1, ...owners('outsider') }, 60021],
		['an unknown status', { limit: 1, status_filter: 4 }, 40058],
	])('a list with %s', async (_what, body, errcode) => {
		expect((await call('list', body)).errcode).toBe(errcode);
	});

	test('a cursor is good for its own list only', async () => {
		sim.addGroupChat({ owner: 'zhangsan' });
		const { next_cursor: cursor } = await call('list', { limit: 1 });
		const other = { limit: 1, cursor, ...owners('zhangsan') };
		expect((await call('list', other)).errcode).toBe(50100);
		expect(await call('list', { limit: 1, cursor })).toMatchObject({ next_cursor: '' });
	});

	test('names come when asked for', async () => {
		const names = async (body: Body) => {
			const { group_chat } = await call('get', { chat_id: CHAT, ...body });
			const { member_list } = group_chat as { member_list: Body[] };
			return member_list.map(({ name }) => name);
		};
		expect(await names({})).toEqual([undefined, undefined, undefined, undefined]);
		expect(await names({ need_name: 1 })).toEqual(['张三', '李四', '陈小明', '赵经理']);
		expect((await call('get', { chat_id: CHAT, need_name: true })).errcode).toBe(40058);
		expect((await call('get', { chat_id: OTHER })).errcode).toBe(90501);
	});
});

describe('join ways', () => {
	const add = async (body: Body) => String((await call('add_join_way', body)).config_id);
	const get = async (config_id: string) => (await call('get_join_way', { config_id })).join_way;

	test('an update forgets what it leaves out, a long remark is cut', async () => {
		const config_id = await add({ ...way, remark: '长'.repeat(31), state: 'store-1' });
		expect(await get(config_id)).toMatchObject({ remark: '长'.repeat(30), state: 'store-1' });
		await call('update_join_way', { config_id, ...way, scene: 1 });
		expect(await get(config_id)).toEqual({
			config_id,
			scene: 1,
			remark: '',
			auto_create_room: 1,
			room_base_name: '',
			room_base_id: 1,
			chat_id_list: [CHAT],
			state: '',
			mark_source: true,
		});
	});

	test.each<[string, Body, number]>([
		['no group', { scene: 2 }, 40058],
		['6 groups', { scene: 2, chat_id_list: Array(6).fill(CHAT) }, 41091],
		['a group that is none', { scene: 2, chat_id_list: ['wrUnknown'] }, 40050],
		['a group that is no customer group', { scene: 2, chat_id_list: [OTHER] }, 90501],
		['no scene', { chat_id_list: [CHAT] }, 41038],
		['scene 3', { ...way, scene: 3 }, 41040],
		['a switch that is no number', { ...way, auto_create_room: true }, 40058],
		['a long name', { ...way, room_base_name: '群'.repeat(41) }, 40058],
		['a long state', { ...way, state: 's'.repeat(31) }, 40058],
	])('with %s', async (_what, body, errcode) => {
		expect((await call('add_join_way', body)).errcode).toBe(errcode);
	});

	test('share the number of contact ways', async () => {
		sim.settings.contactWayLimit = 2;
		const contactWay = { type: 1, scene: 2, user: ['zhangsan'] };
		expect((await post(sim, 'externalcontact/add_contact_way', contactWay)).errcode).toBe(0);
		expect((await call('add_join_way', way)).errcode).toBe(0);
		expect((await call('add_join_way', way)).errcode).toBe(41045);
	});

	test('the QR code is a picture until the join way is deleted', async () => {
		const config_id = await add(way);
		const { qr_code } = (await get(config_id)) as { qr_code: string };
		expect((await fetch(qr_code)).headers.get('content-type')).toBe('image/png');
		expect((await call('del_join_way', { config_id })).errcode).toBe(0);
		expect((await fetch(qr_code)).status).toBe(404);
		expect((await call('del_join_way', { config_id })).errcode).toBe(41044);
	});
});

describe('statistics', () => {
	const behavior = (body: Body) => post(sim, 'externalcontact/get_user_behavior_data', body);
	const span = (first: number, last: number) => ({
		start_time: midnight(first),
		end_time: midnight(last),
	});

	test('any time of a day is that day', async () => {
		const whole = await behavior({ userid: ['lisi'], ...span(2, 1) });
		const { start_time, end_time } = span(2, 1);
		const late = { start_time: start_time + 7000, end_time: end_time + day - 1 };
		expect(await behavior({ userid: ['lisi'], ...late })).toEqual(whole);
		expect(whole.behavior_data).toMatchObject([
			{ stat_time: midnight(2) },
			{ stat_time: midnight(1) },
		]);
	});

	test.each<[string, Body, number]>([
		['nobody', span(1, 1), 40058],
		['31 days between', { userid: ['lisi'], ...span(32, 1) }, 40058],
		['a day long ago', { userid: ['lisi'], ...span(181, 170) }, 40058],
		['an end before the start', { userid: ['lisi'], ...span(1, 2) }, 40058],
		['tomorrow', { userid: ['lisi'], ...span(1, -1) }, 40058],
		['an unknown member', { userid: ['lisi', 'nobody'], ...span(1, 1) }, 60111],
		['an unknown department', { partyid: [99], ...span(1, 1) }, 60123],
	])('of members with %s', async (_what, body, errcode) => {
		expect((await behavior(body)).errcode).toBe(errcode);
	});

	test('of groups: a day by default, never today, page by page', async () => {
		for (const owner of ['lisi', 'wangwu']) sim.addGroupChat({ owner, createTime: 1_760_000_000 });
		const one = { day_begin_time: midnight(1) };
		expect(await call('statistic_group_by_day', one)).toMatchObject({
			items: [{ stat_time: midnight(1), data: { chat_total: 3 } }],
		});
		for (const name of ['statistic', 'statistic_group_by_day'])
			expect((await call(name, { day_begin_time: midnight(0) })).errcode).toBe(40058);
		const first = await call('statistic', { ...one, limit: 2 });
		expect(first).toMatchObject({ total: 3, next_offset: 2, items: { length: 2 } });
		const last = await call('statistic', { ...one, limit: 2, offset: 2 });
		expect(last).toMatchObject({ total: 3, next_offset: 3, items: { length: 1 } });
	});
});
