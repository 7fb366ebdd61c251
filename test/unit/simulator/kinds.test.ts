import { mappedIds, startSimulator, type App, type Simulator } from '../../simulator';
import { delegated } from './apps';
import { createClock, get, post } from './client';

const clock = createClock();
const now = () => clock.now() / 1000;
const day = 24 * 3600;
const chen = 'wmSimulatedAAAAChenXiaoMing';
const chat = 'wrSimulatedAAAACustomers';
const thirdParty: App = { ...delegated, name: 'third', secret: 'third-secret', kind: 'thirdParty' };
const trial: App = {
	...delegated,
	name: 'trial',
	secret: 'trial-secret',
	trialSince: now() - 10 * day,
};

const upgraded: App = { ...delegated, name: 'upgraded', secret: 'upgraded-secret', ownIds: true };

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: clock.now, apps: [delegated, thirdParty, trial, upgraded] });
});
afterEach(() => sim.close());

const customer = async (secret?: string, external_userid = chen) =>
	await get(sim, 'externalcontact/get', { external_userid }, secret);
const chatMembers = async (secret?: string) => {
	const { group_chat } = await post(
		sim,
		'externalcontact/groupchat/get',
		{ chat_id: chat },
		secret,
	);
	return (group_chat as { member_list: Record<string, unknown>[] }).member_list;
};

test('unionids: self-built apps only, and not without a developer account', async () => {
	const seen = async (secret?: string) => [
		Object.hasOwn((await customer(secret)).external_contact as object, 'unionid'),
		(await chatMembers(secret)).some((member) => 'unionid' in member),
	];
	expect(await seen()).toEqual([true, true]);
	expect(await seen(delegated.secret)).toEqual([false, false]);
	expect(await seen(thirdParty.secret)).toEqual([false, false]);
	sim.corp.hasDeveloperAccount = false;
	expect(await seen()).toEqual([false, false]);
});

test('members of other corps: the full name of the corp is the short one', async () => {
	const nameFor = async (secret?: string) =>
		(await customer(secret, 'woSimulatedAAAAZhaoJingLi')).external_contact;
	expect(await nameFor()).toMatchObject({ corp_full_name: '星河科技有限公司' });
	expect(await nameFor(delegated.secret)).toMatchObject({ corp_full_name: '星河' });
});

test('a member without a license has no list for provider apps', async () => {
	sim.addMember({ userid: 'lisi', licensed: false });
	const list = (secret?: string) => get(sim, 'externalcontact/list', { userid: 'lisi' }, secret);
	expect((await list()).errcode).toBe(0);
	for (const { secret } of [delegated, thirdParty])
		expect((await list(secret)).errcode).toBe(701008);
});

test('departments: names by right, below the one asked for, within the visible scope', async () => {
	const list = async (kind: string, query = {}, secret?: string) =>
		await get(sim, `department/${kind}`, query, secret);
	const { department } = await list('list', { id: '2' });
	expect(department).toMatchObject([
		{ id: 2, name: '销售部', parentid: 1 },
		{ id: 3, name: '华东销售', parentid: 2 },
	]);
	const { department: nameless } = await list('list', { id: '3' }, delegated.secret);
	expect(nameless).toMatchObject([{ id: 3, name: '3' }]);
	expect((await list('list', {}, thirdParty.secret)).errcode).toBe(48002);
	const ids = await list('simplelist', { id: '3' }, thirdParty.secret);
	expect(ids.department_id).toEqual([{ id: 3, parentid: 2, order: expect.any(Number) as number }]);
	expect((await list('list', { id: '99' })).errcode).toBe(60003);
	sim.state.departments.get(3)!.inScope = false;
	expect((await list('simplelist', { id: '3' })).errcode).toBe(60011);
	expect((await list('simplelist', { id: '2' })).department_id).toHaveLength(1);
});

test('agent/list has the app itself', async () => {
	const { agentlist } = await get(sim, 'agent/list', {}, delegated.secret);
	expect(agentlist).toMatchObject([{ agentid: delegated.agentId, name: delegated.name }]);
});

test('on trial: only who was added up to a month before', async () => {
	const add = (days: number) => {
		const { external_userid: externalUserId } = sim.addCustomer();
		sim.addRelation({ userId: 'newcomer', externalUserId }, { createtime: now() - days * day });
		return externalUserId;
	};
	const old = add(41);
	const recent = add(39);
	const list = { userid: 'newcomer' };
	expect((await get(sim, 'externalcontact/list', list)).external_userid).toEqual([old, recent]);
	const seen = await get(sim, 'externalcontact/list', list, trial.secret);
	expect(seen.external_userid).toEqual([recent]);
	expect((await customer(trial.secret, old)).errcode).toBe(84061);
	expect((await customer(trial.secret, recent)).errcode).toBe(0);
	const body = { userid_list: ['newcomer'] };
	const batch = await post(sim, 'externalcontact/batch/get_by_user', body, trial.secret);
	expect(batch.external_contact_list).toHaveLength(1);
});

test('upgraded ids: the app knows people and groups by its own ids only', async () => {
	const { secret } = upgraded;
	const own = {
		customer: mappedIds.serviceExternalUserId(chen),
		chat: mappedIds.newChatId(chat),
		member: mappedIds.openUserId('zhangsan'),
	};
	const members = await get(sim, 'externalcontact/get_follow_user_list', {}, secret);
	expect(members.follow_user).toContain(own.member);
	const { external_userid: ids } = await get(
		sim,
		'externalcontact/list',
		{ userid: own.member },
		secret,
	);
	expect(ids).toContain(own.customer);
	expect(await customer(secret, own.customer)).toMatchObject({
		errcode: 0,
		external_contact: { external_userid: own.customer },
		follow_user: [{ userid: own.member, oper_userid: own.customer }, {}],
	});
	const getChat = (chat_id: string) =>
		post(sim, 'externalcontact/groupchat/get', { chat_id }, secret);
	expect(await getChat(own.chat)).toMatchObject({
		group_chat: {
			chat_id: own.chat,
			owner: own.member,
			member_list: [{ userid: own.member }, {}, {}, {}],
		},
	});
	expect((await customer(secret, chen)).errcode).toBe(40096);
	expect((await getChat(chat)).errcode).toBe(40050);
	const plain = { userid: 'zhangsan' };
	expect((await get(sim, 'externalcontact/list', plain, secret)).errcode).toBe(60111);
	const remark = { userid: own.member, external_userid: own.customer, remark: 'zhangsan' };
	expect((await post(sim, 'externalcontact/remark', remark, secret)).errcode).toBe(0);
	expect((await customer()).follow_user).toMatchObject([{ remark: 'zhangsan' }, {}]);
	// Conversions take the ids of the corp.
	const convert = 'externalcontact/to_service_external_userid';
	expect(await post(sim, convert, { external_userid: chen }, secret)).toMatchObject({
		external_userid: own.customer,
	});
});
