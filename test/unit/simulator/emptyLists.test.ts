import { startSimulator, type Simulator } from '../../simulator';
import { massMessages } from '../../simulator/massMessages';
import { post } from './client';

// What an empty list does differs from endpoint to endpoint: it clears, changes nothing, or narrows nothing.

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(() => sim.close());

type Body = Record<string, unknown>;
const call = (path: string, body: Body) => post(sim, `externalcontact/${path}`, body);

describe('a mass message with an empty audience goes to everybody', () => {
	const text = { content: 'x' };
	const receivers = async (body: Body) => {
		const { msgid, errcode } = await call('add_msg_template', { text, ...body });
		const tasks = massMessages(sim.state).get(String(msgid))?.tasks ?? [];
		return errcode || tasks.reduce((sum, { rows }) => sum + rows.length, 0);
	};

	test('customers', async () => {
		expect(await receivers({ sender: 'zhangsan', external_userid: [] })).toBe(3);
		expect(await receivers({ external_userid: [] })).toBe(40058);
	});
	test('tags', async () => {
		const tag_filter = { group_list: [] };
		expect(await receivers({ sender: 'zhangsan', tag_filter })).toBe(3);
		const noTags = { group_list: [{ tag_list: [] }] };
		expect(await receivers({ sender: 'zhangsan', tag_filter: noTags })).toBe(40058);
	});
	test('group chats', async () => {
		const body = { chat_type: 'group', sender: 'zhangsan', chat_id_list: [] };
		expect(await receivers(body)).toBe(1);
	});
});

test('intercept rules: no words change nothing, no semantics clear', async () => {
	const rule = {
		rule_name: 'x',
		word_list: ['a'],
		semantics_list: [1, 2],
		intercept_type: 1,
		applicable_range: { user_list: ['zhangsan'] },
	};
	const { rule_id } = await call('add_intercept_rule', rule);
	const changes = { word_list: [], extra_rule: { semantics_list: [] } };
	expect((await call('update_intercept_rule', { rule_id, ...changes })).errcode).toBe(0);
	expect((await call('get_intercept_rule', { rule_id })).rule).toMatchObject({
		word_list: ['a'],
		extra_rule: { semantics_list: [] },
	});
});

test('rule groups: neither admins nor privileges change', async () => {
	const { strategy_id } = await call('customer_strategy/create', {
		strategy_name: 'x',
		admin_list: ['zhangsan'],
		privilege: { share_customer: false },
		range: [{ type: 1, userid: 'lisi' }],
	});
	const edit = (body: Body) => call('customer_strategy/edit', { strategy_id, ...body });
	expect((await edit({ admin_list: [], privilege: {} })).errcode).toBe(0);
	expect((await call('customer_strategy/get', { strategy_id })).strategy).toMatchObject({
		admin_list: ['zhangsan'],
		privilege: { share_customer: false },
	});
});

test('tags: an empty group is not taken for none', async () => {
	const tags = { group_id: '', group_name: 'x', tag: [{ name: 'y' }] };
	expect((await call('add_corp_tag', tags)).errcode).toBe(40068);
});
