import { startSimulator, type Simulator } from '../../simulator';
import { delegated } from './apps';
import { get, getToken, post, raw } from './client';

const path = 'externalcontact/batch/get_by_user';
const chen = 'wmSimulatedAAAAChenXiaoMing';

interface Row {
	external_contact: Record<string, unknown>;
	follow_info: Record<string, unknown> & { userid: string };
}

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ apps: [delegated] });
});
afterEach(() => sim.close());

const batch = async (body: unknown, secret?: string) => {
	const answer = await post(sim, path, body, secret);
	const { errcode, next_cursor, fail_info } = answer;
	return { errcode, next_cursor, fail_info, rows: answer.external_contact_list as Row[] };
};

test('one row per member and customer, tags as ids', async () => {
	const { rows, next_cursor, fail_info } = await batch({ userid_list: ['zhangsan', 'lisi'] });
	expect(rows.map((row) => [row.follow_info.userid, row.external_contact.external_userid])).toEqual(
		[
			['zhangsan', chen],
			['zhangsan', 'wmSimulatedAAAALiuFang'],
			['zhangsan', 'wmSimulatedAAAASunLi'],
			['lisi', chen],
		],
	);
	expect(rows[0]?.follow_info).toMatchObject({
		remark: '小明(上海)',
		tag_id: ['etSimulatedAAAAImportant', 'stSimulatedAAAAOld'],
		state: '门店A-收银台',
	});
	expect(rows[0]?.follow_info).not.toHaveProperty('tags');
	expect({ next_cursor, fail_info }).toEqual({ next_cursor: '', fail_info: undefined });
});

test.each<[string, unknown, number]>([
	['no members', {}, 40058],
	['an empty list', { userid_list: [] }, 40058],
	['a text', { userid_list: 'zhangsan' }, 40058],
	['an impossible userid', { userid_list: ['张三'] }, 40003],
	['an unknown member', { userid_list: ['zhangsan', 'nobody'] }, 60111],
	['a member out of scope', { userid_list: ['outsider'] }, 60021],
	['a member without the function', { userid_list: ['cleaner'] }, 84074],
	['100 members', { userid_list: Array(100).fill('zhangsan') }, 0],
	['101 members', { userid_list: Array(101).fill('zhangsan') }, 40032],
	['limit 0', { userid_list: ['zhangsan'], limit: 0 }, 40058],
	['an unknown cursor', { userid_list: ['zhangsan'], cursor: 'made-up' }, 50100],
	['a member without customers', { userid_list: ['newcomer'] }, 0],
])('%s', async (_, body, errcode) => {
	expect(await batch(body)).toMatchObject({ errcode });
});

test.each([
	[undefined, 50],
	[100, 100],
	[1000, 100],
	[7, 7],
])('limit %p gives pages of %i', async (limit, size) => {
	const userid_list = sim.addManyCustomers({ members: 2, relationsPerMember: 120 });
	const first = await batch({ userid_list, limit });
	expect(first.rows).toHaveLength(size);
	const other = await batch({ userid_list: userid_list.slice(1), cursor: first.next_cursor });
	expect(other.errcode).toBe(50100);
});

test('pages may be short: only the cursor tells the end', async () => {
	const [userid = ''] = sim.addManyCustomers({ members: 1, relationsPerMember: 4 });
	for (const relation of sim.state.relations.slice(-4, -1)) relation.status = 'deletedByMember';
	const first = await batch({ userid_list: [userid], limit: 2 });
	expect(first.rows).toHaveLength(0);
	expect(first.next_cursor).not.toBe('');
	const second = await batch({ userid_list: [userid], limit: 2, cursor: first.next_cursor });
	expect(second).toMatchObject({ rows: { length: 1 }, next_cursor: '' });
});

test('100,000 relations are made and paged quickly', async () => {
	const { access_token } = await getToken(sim);
	const before = process.cpuUsage();
	const userid_list = sim.addManyCustomers({ members: 100, relationsPerMember: 1000 });
	const seen = new Set<unknown>();
	let cursor = '';
	do {
		const body = JSON.stringify({ userid_list, limit: 100, cursor });
		const { text } = await raw(sim, 'POST', path, { access_token }, body);
		const answer = JSON.parse(text) as { external_contact_list: Row[]; next_cursor: string };
		for (const row of answer.external_contact_list) seen.add(row.external_contact.external_userid);
		cursor = answer.next_cursor;
	} while (cursor !== '');
	expect(seen.size).toBe(100_000);
	const { user, system } = process.cpuUsage(before);
	expect((user + system) / 1e6).toBeLessThan(20);
});

describe('provider applications', () => {
	const { secret } = delegated;

	test('see less of a customer', async () => {
		const { rows } = await batch({ userid_list: ['zhangsan', 'wangwu'] }, secret);
		expect(rows[0]?.external_contact).toEqual({
			external_userid: chen,
			name: '陈小明',
			type: 1,
			gender: 0,
		});
		expect(rows[0]?.follow_info).not.toHaveProperty('remark_mobiles');
		expect(rows.at(-1)?.external_contact).toMatchObject({ corp_full_name: '星河' });
		const detail = await get(sim, 'externalcontact/get', { external_userid: chen }, secret);
		expect(detail.external_contact).toEqual(rows[0]?.external_contact);
	});

	test('skip members without a license', async () => {
		sim.addMember({ userid: 'lisi', licensed: false });
		const userid_list = ['lisi', 'zhangsan'];
		const answer = await batch({ userid_list }, secret);
		expect(answer.fail_info).toEqual({ unlicensed_userid_list: ['lisi'] });
		expect(new Set(answer.rows.map((row) => row.follow_info.userid))).toEqual(
			new Set(['zhangsan']),
		);
		expect((await batch({ userid_list: ['lisi'] }, secret)).errcode).toBe(701008);
		expect((await batch({ userid_list: ['lisi'] })).rows).toHaveLength(1);
	});
});
