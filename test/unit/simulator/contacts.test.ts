import { startSimulator, type Simulator } from '../../simulator';
import { delegated } from './apps';
import { createClock, post } from './client';

type Row = Record<string, unknown> & { tmp_openid: string };

const chen = 'wmSimulatedAAAAChenXiaoMing';
const clock = createClock();
let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: clock.now, apps: [delegated] });
});
afterEach(() => sim.close());

const call = async (path: string, body: unknown, secret?: string) => {
	const answer = await post(sim, `externalcontact/${path}`, body, secret);
	const { errcode, info_list, next_cursor } = answer;
	return { errcode, rows: info_list as Row[], cursor: next_cursor as string };
};
const list = (body: unknown, secret?: string) => call('contact_list', body, secret);

test('customers by id, others by a masked name', async () => {
	const { rows, cursor } = await list({});
	expect(rows).toHaveLength(8);
	expect(cursor).toBe('');
	const tmp_openid = expect.any(String);
	const add_time = expect.any(Number);
	expect(rows[0]).toEqual({
		is_customer: true,
		tmp_openid,
		external_userid: chen,
		follow_userid: 'zhangsan',
		add_time,
	});
	expect(rows.slice(-3)).toEqual([
		{ is_customer: false, tmp_openid, name: '***甲', follow_userid: 'zhangsan', add_time },
		{
			is_customer: false,
			tmp_openid,
			name: '***甲',
			follow_userid: 'lisi',
			chat_name: '外联群1',
			add_time,
		},
		{
			is_customer: true,
			tmp_openid,
			external_userid: chen,
			follow_userid: 'zhangsan',
			chat_id: 'wrSimulatedAAAACustomers',
			add_time,
		},
	]);
	expect(rows.at(-1)?.tmp_openid).toBe(rows[0]?.tmp_openid);
	expect(rows.at(-2)?.tmp_openid).toBe(rows.at(-3)?.tmp_openid);
});

test('temporary ids hold for one traversal', async () => {
	const first = await list({ limit: 1 });
	const second = await list({ limit: 1, cursor: first.cursor });
	expect(second.rows[0]).toMatchObject({
		external_userid: chen,
		tmp_openid: first.rows[0]?.tmp_openid,
	});
	const anew = await list({ limit: 1, cursor: '' });
	expect(anew.rows[0]?.tmp_openid).not.toBe(first.rows[0]?.tmp_openid);
	expect(anew.cursor).not.toBe(first.cursor);
});

test('a cursor lives 4 hours', async () => {
	const { cursor } = await list({ limit: 1 });
	clock.pass(4 * 3600 - 1);
	expect((await list({ limit: 1, cursor })).errcode).toBe(0);
	clock.pass(1);
	expect((await list({ limit: 1, cursor })).errcode).toBe(50100);
});

test.each<[unknown, number]>([
	[{ limit: 1000 }, 0],
	[{ limit: 1001 }, 40058],
	[{ limit: 0 }, 40058],
	[{ userid: 'zhangsan' }, 40058],
	[{ cursor: 'made-up' }, 50100],
])('%j → %i', async (body, errcode) => {
	expect((await list(body)).errcode).toBe(errcode);
});

test('1000 a page unless told', async () => {
	sim.addManyCustomers({ members: 2, relationsPerMember: 600 });
	const first = await list({});
	const second = await list({ cursor: first.cursor });
	// One of the seeded relations is out of scope.
	expect([first.rows.length, second.rows.length, second.cursor]).toEqual([999, 209, '']);
});

test('not for provider applications', async () => {
	expect((await list({}, delegated.secret)).errcode).toBe(48002);
});

describe('check_follow_user', () => {
	test('sorts members and departments', async () => {
		const body = { userid: ['zhangsan', 'cleaner', 'nobody'], partyid: [2, 1, 4, 99] };
		expect(await post(sim, 'externalcontact/check_follow_user', body)).toEqual({
			errcode: 0,
			errmsg: 'ok',
			authorized: { userid: ['zhangsan'], partyid: [2] },
			unauthorized: { userid: ['cleaner', 'nobody'], partyid: [1, 4, 99] },
		});
	});

	test.each<[unknown, number]>([
		[{}, 40058],
		[{ userid: [], partyid: [] }, 40058],
		[{ partyid: ['2'] }, 40058],
		[{ partyid: [2] }, 0],
	])('%j → %i', async (body, errcode) => {
		expect((await post(sim, 'externalcontact/check_follow_user', body)).errcode).toBe(errcode);
	});
});
