import { mappedIds, startSimulator, type App, type AppKind, type Simulator } from '../../simulator';
import { delegated } from './apps';
import { createClock, get, getToken, post, raw, type Answer } from './client';

const day = 24 * 3600;
const chen = 'wmSimulatedAAAAChenXiaoMing';
const zhao = 'woSimulatedAAAAZhaoJingLi';
const hidden = 'wmSimulatedAAAAHidden';
const customersChat = 'wrSimulatedAAAACustomers';
const friendsChat = 'wrSimulatedAAAAFriends';

type Body = Record<string, unknown>;
const clock = createClock();
const thirdParty: App = { ...delegated, name: 'third', secret: 'third-secret', kind: 'thirdParty' };
const groupApp: App = { ...delegated, name: 'group', secret: 'group-secret', corpGroup: true };

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: clock.now, apps: [delegated, thirdParty, groupApp] });
});
afterEach(() => sim.close());

const secretOf: Record<AppKind, () => string> = {
	selfBuilt: () => sim.corp.secret,
	delegated: () => delegated.secret,
	thirdParty: () => thirdParty.secret,
};
const asDelegated = (path: string, body: Body) => post(sim, path, body, delegated.secret);
const unionidOf = (id: string) => String(sim.state.customers.get(id)?.unionid);
const personOf = (id: string, subject: 0 | 1 = 0) => {
	const unionid = unionidOf(id);
	return { unionid, openid: mappedIds.openId(unionid, subject) };
};
const stranger = { unionid: 'ozStranger', openid: mappedIds.openId('ozStranger') };
const suiteToken = async () => {
	const { suiteId, suiteSecret, suiteTicket } = sim.corp.suite;
	const body = { suite_id: suiteId, suite_secret: suiteSecret, suite_ticket: suiteTicket };
	const { text } = await raw(sim, 'POST', 'service/get_suite_token', {}, JSON.stringify(body));
	return String(JSON.parse(text).suite_access_token);
};

describe('who may call', () => {
	const table: [path: string, selfBuilt: number, delegated: number, thirdParty: number][] = [
		['idconvert/unionid_to_external_userid', 846000, 0, 0],
		['idconvert/batch/external_userid_to_pending_id', 846000, 0, 0],
		['idconvert/convert_tmp_external_userid', 0, 0, 0],
		['idconvert/external_tagid', 846000, 0, 0],
		['idconvert/open_kfid', 846000, 0, 0],
		['idconvert/chatid', 846000, 0, 48002],
		['idconvert/apply_to_upgrade_chatid', 846000, 0, 48002],
		['externalcontact/unionid_to_external_userid', 846000, 0, 0],
		['externalcontact/get_new_external_userid', 846000, 0, 0],
		['externalcontact/groupchat/get_new_external_userid', 846000, 0, 0],
		['externalcontact/to_service_external_userid', 846000, 0, 48002],
		['externalcontact/from_service_external_userid', 0, 48002, 48002],
		['batch/openuserid_to_userid', 0, 48002, 48002],
		['batch/userid_to_openuserid', 846000, 0, 0],
		['externalcontact/convert_to_openid', 0, 0, 0],
		['externalcontact/batch_to_external_userid', 0, 0, 0],
		['externalcontact/opengid_to_chatid', 0, 0, 0],
		['user/convert_to_openid', 0, 0, 0],
		['user/convert_to_userid', 0, 0, 0],
		['corpgroup/unionid_to_external_userid', 0, 48002, 48002],
		['corpgroup/unionid_to_pending_id', 0, 48002, 48002],
		['corpgroup/batch/external_userid_to_pending_id', 0, 48002, 48002],
	];
	test.each(table)('%s', async (path, ...expected) => {
		const kinds: AppKind[] = ['selfBuilt', 'delegated', 'thirdParty'];
		for (const [index, kind] of kinds.entries()) {
			// A caller who is let in gets to hear of the fields.
			const { errcode } = await post(sim, path, { made_up: 1 }, secretOf[kind]());
			expect([kind, errcode]).toEqual([kind, expected[index] || 40058]);
		}
	});

	test('corpgroup: applications that are shared', async () => {
		const path = 'corpgroup/unionid_to_pending_id';
		expect((await post(sim, path, stranger, groupApp.secret)).errcode).toBe(0);
		expect((await post(sim, path, stranger)).errcode).toBe(0);
	});

	test('a suite token: third-party suites and templates of delegated apps', async () => {
		const upgrade = 'idconvert/upgrade_chatid_for_new_corp';
		const suite_access_token = await suiteToken();
		const errcodeOf = async () =>
			JSON.parse((await raw(sim, 'GET', upgrade, { suite_access_token })).text).errcode;
		expect(await errcodeOf()).toBe(48002);
		sim.corp.suite = { ...sim.corp.suite, app: delegated };
		expect(await errcodeOf()).toBe(0);
		const { access_token } = await getToken(sim);
		expect((await get(sim, upgrade)).errcode).toBe(41022);
		expect(JSON.parse((await raw(sim, 'GET', upgrade, { access_token })).text).errcode).toBe(41022);
	});
});

describe('unionid', () => {
	const path = 'idconvert/unionid_to_external_userid';

	test('a customer, or a pending id', async () => {
		const customer = { errcode: 0, errmsg: 'ok', external_userid: chen };
		expect(await asDelegated(path, personOf(chen))).toEqual(customer);
		expect(await asDelegated(path, { ...personOf(chen, 1), subject_type: 1 })).toEqual(customer);
		for (const person of [stranger, personOf(hidden)])
			expect(await asDelegated(path, person)).toEqual({
				errcode: 0,
				errmsg: 'ok',
				pending_id: mappedIds.pendingId(person.unionid),
			});
	});

	test('the older one knows customers only', async () => {
		const older = 'externalcontact/unionid_to_external_userid';
		expect(await asDelegated(older, personOf(chen))).toMatchObject({ external_userid: chen });
		expect((await asDelegated(older, stranger)).errcode).toBe(610004);
		expect((await asDelegated(older, { ...stranger, subject_type: 0 })).errcode).toBe(40058);
	});

	test('all corps: with a suite token, and in a corp group', async () => {
		const info = [{ corpid: sim.corp.corpId, external_userid: chen }];
		const suite_access_token = await suiteToken();
		const third = async (body: Body) => {
			const service = 'service/externalcontact/unionid_to_external_userid_3rd';
			const answer = await raw(sim, 'POST', service, { suite_access_token }, JSON.stringify(body));
			return JSON.parse(answer.text) as Answer;
		};
		const group = (body: Body) => post(sim, 'corpgroup/unionid_to_external_userid', body);
		for (const call of [third, group]) {
			expect(await call(personOf(chen))).toMatchObject({ external_userid_info: info });
			expect(await call(stranger)).toMatchObject({ errcode: 0, external_userid_info: [] });
			const { corpId } = sim.corp;
			expect((await call({ ...stranger, corpid: corpId })).errcode).toBe(0);
			expect((await call({ ...stranger, corpid: 'ww0' })).errcode).toBe(40013);
		}
		expect((await third({ ...stranger, mass_call_ticket: 'x' })).errcode).toBe(40058);
	});

	test('pending id in a corp group', async () => {
		const answer = await post(sim, 'corpgroup/unionid_to_pending_id', personOf(chen));
		expect(answer.pending_id).toBe(mappedIds.pendingId(unionidOf(chen)));
	});

	test.each<[string, Body, number]>([
		['no unionid', { unionid: '', openid: 'o' }, 40058],
		['no openid', { unionid: 'oz' }, 40058],
		['openid of somebody else', { ...stranger, unionid: 'oz' }, 610018],
		['openid of another subject', { ...stranger, subject_type: 1 }, 845001],
		['subject 2', { ...stranger, subject_type: 2 }, 40058],
		['a made-up ticket', { ...stranger, mass_call_ticket: 'x' }, 40058],
	])('%s', async (_, body, errcode) => {
		expect((await asDelegated(path, body)).errcode).toBe(errcode);
	});

	test('a mass call ticket: once per corp, 7 days', async () => {
		const apply = () => get(sim, 'corp/apply_mass_call_ticket', {}, delegated.secret);
		const { mass_call_ticket } = await apply();
		expect((await apply()).errcode).toBe(48002);
		expect((await get(sim, 'corp/apply_mass_call_ticket')).errcode).toBe(846000);
		expect((await asDelegated(path, { ...stranger, mass_call_ticket })).errcode).toBe(0);
		clock.pass(7 * day);
		expect((await asDelegated(path, { ...stranger, mass_call_ticket })).errcode).toBe(40058);
	});
});

describe.each([
	['idconvert/batch/external_userid_to_pending_id', 'delegated'],
	['corpgroup/batch/external_userid_to_pending_id', 'selfBuilt'],
] as const)('%s', (path, kind) => {
	const call = (body: Body) => post(sim, path, body, secretOf[kind]());
	const pending = (id: string) => ({
		external_userid: id,
		pending_id: mappedIds.pendingId(sim.state.customers.get(id)?.unionid ?? id),
	});

	test('customers in scope; with a chat those inside it', async () => {
		const external_userid = [chen, zhao, hidden, 'wmUnknown'];
		expect((await call({ external_userid })).result).toEqual([pending(chen), pending(zhao)]);
		const inChat = await call({ external_userid, chat_id: customersChat });
		expect(inChat.result).toEqual([pending(chen)]);
		const other = await call({ external_userid, chat_id: friendsChat });
		expect(other.result).toEqual([]);
	});

	test.each<[string, Body, number]>([
		['nobody', { external_userid: [] }, 40058],
		['100', { external_userid: Array(100).fill(chen) }, 0],
		['101', { external_userid: Array(101).fill(chen) }, 40058],
		['an unknown chat', { external_userid: [chen], chat_id: 'wr0' }, 40050],
	])('%s', async (_, body, errcode) => {
		expect((await call(body)).errcode).toBe(errcode);
	});
});

describe('lists of ids', () => {
	const tag = 'etSimulatedAAAAImportant';
	const kf = 'wkSimulatedAAAAService';
	interface Case {
		path: string;
		list: string;
		max: number;
		known: string;
		item: Body;
		items?: string;
		invalid?: string;
		tooMany?: number;
	}
	const cases: Case[] = [
		{
			path: 'idconvert/external_tagid',
			list: 'external_tagid_list',
			max: 1000,
			known: tag,
			item: { external_tagid: tag, open_external_tagid: mappedIds.openTagId(tag) },
			invalid: 'invalid_external_tagid_list',
		},
		{
			path: 'idconvert/open_kfid',
			list: 'open_kfid_list',
			max: 1000,
			known: kf,
			item: { open_kfid: kf, new_open_kfid: mappedIds.newKfId(kf) },
			invalid: 'invalid_open_kfid_list',
		},
		{
			path: 'idconvert/chatid',
			list: 'chat_id_list',
			max: 100,
			known: customersChat,
			item: { chat_id: customersChat, new_chat_id: mappedIds.newChatId(customersChat) },
			invalid: 'invalid_chat_id_list',
		},
		{
			path: 'externalcontact/get_new_external_userid',
			list: 'external_userid_list',
			max: 1000,
			known: chen,
			item: {
				external_userid: chen,
				new_external_userid: mappedIds.serviceExternalUserId(chen),
			},
		},
		{
			path: 'batch/userid_to_openuserid',
			list: 'userid_list',
			max: 1000,
			known: 'zhangsan',
			item: { userid: 'zhangsan', open_userid: mappedIds.openUserId('zhangsan') },
			items: 'open_userid_list',
			invalid: 'invalid_userid_list',
			tooMany: 40032,
		},
	];

	test.each(cases)('$path', async (one) => {
		const { path, list, max, known, item, items = 'items', invalid, tooMany = 40058 } = one;
		expect(await asDelegated(path, { [list]: [known, 'unknown'] })).toEqual({
			errcode: 0,
			errmsg: 'ok',
			[items]: [item],
			...(invalid ? { [invalid]: ['unknown'] } : {}),
		});
		const errcodeOf = async (ids: unknown) => (await asDelegated(path, { [list]: ids })).errcode;
		expect(await errcodeOf([])).toBe(40058);
		expect(await errcodeOf(['unknown'])).toBe(0);
		expect(await errcodeOf(Array(max).fill(known))).toBe(0);
		expect(await errcodeOf(Array(max + 1).fill(known))).toBe(tooMany);
		expect(await errcodeOf(known)).toBe(40058);
	});

	test('customers in a chat', async () => {
		const path = 'externalcontact/groupchat/get_new_external_userid';
		const ids = { external_userid_list: [chen, zhao] };
		expect((await asDelegated(path, { chat_id: customersChat, ...ids })).items).toEqual([
			{ external_userid: chen, new_external_userid: mappedIds.serviceExternalUserId(chen) },
		]);
		expect((await asDelegated(path, { chat_id: 'wr0', ...ids })).errcode).toBe(40050);
		expect((await asDelegated(path, ids)).errcode).toBe(40058);
	});
});

describe('ids of the provider', () => {
	const source_agentid = delegated.agentId;
	const from = 'externalcontact/from_service_external_userid';
	const toUserid = 'batch/openuserid_to_userid';

	test('of customers, there and back', async () => {
		const to = 'externalcontact/to_service_external_userid';
		const { external_userid } = await asDelegated(to, { external_userid: chen });
		expect(external_userid).toBe(mappedIds.serviceExternalUserId(chen));
		expect(await post(sim, from, { external_userid, source_agentid })).toEqual({
			errcode: 0,
			errmsg: 'ok',
			external_userid: chen,
		});
		expect((await asDelegated(to, { external_userid: 'wmUnknown' })).errcode).toBe(40096);
	});

	test('of members', async () => {
		const ids = [mappedIds.openUserId('lisi'), 'unknown'];
		expect(await post(sim, toUserid, { open_userid_list: ids, source_agentid })).toEqual({
			errcode: 0,
			errmsg: 'ok',
			userid_list: [{ open_userid: ids[0], userid: 'lisi' }],
			invalid_open_userid_list: ['unknown'],
		});
	});

	test.each<[string, string, Body, number]>([
		['no id', from, { source_agentid }, 41035],
		['no agent', from, { external_userid: chen }, 41011],
		["the corp's own agent", from, { external_userid: chen, source_agentid: 1000002 }, 40056],
		["the corp's own id", from, { external_userid: chen, source_agentid }, 40096],
		['agent as a text', from, { external_userid: chen, source_agentid: '1000004' }, 40056],
		['no agent for members', toUserid, { open_userid_list: ['x'] }, 41011],
		['1001 members', toUserid, { open_userid_list: Array(1001).fill('x'), source_agentid }, 40032],
	])('%s', async (_, path, body, errcode) => {
		expect((await post(sim, path, body)).errcode).toBe(errcode);
	});
});

describe('openid', () => {
	const ofCustomer = 'externalcontact/convert_to_openid';

	test('of members, there and back', async () => {
		const { openid } = await post(sim, 'user/convert_to_openid', { userid: 'lisi' });
		expect(openid).toBe(mappedIds.memberOpenId('lisi'));
		const back = await post(sim, 'user/convert_to_userid', { openid });
		expect(back.userid).toBe('lisi');
	});

	test('of customers', async () => {
		const answer = await post(sim, ofCustomer, { external_userid: chen });
		expect(answer.openid).toBe(mappedIds.customerOpenId(chen));
	});

	test('members without WeChat', async () => {
		sim.addMember({ userid: 'offline', usesWeChat: false });
		const openid = mappedIds.memberOpenId('offline');
		expect((await post(sim, 'user/convert_to_openid', { userid: 'offline' })).errcode).toBe(43004);
		expect((await post(sim, 'user/convert_to_userid', { openid })).errcode).toBe(40073);
	});

	test.each<[string, Body, number]>([
		[ofCustomer, { external_userid: zhao }, 41056],
		[ofCustomer, { external_userid: hidden }, 84061],
		[ofCustomer, { external_userid: 'wmUnknown' }, 40096],
		[ofCustomer, {}, 41035],
		['user/convert_to_openid', { userid: 'nobody' }, 60111],
		['user/convert_to_openid', { userid: 'outsider' }, 60021],
		['user/convert_to_openid', {}, 41009],
		['user/convert_to_userid', { openid: 'o1' }, 40073],
		['user/convert_to_userid', {}, 40073],
	])('%s refuses %j with %i', async (path, body, errcode) => {
		expect((await post(sim, path, body)).errcode).toBe(errcode);
	});
});

describe('group chats', () => {
	const convert = async (chatId: string) => {
		const opengid = mappedIds.openGid(chatId);
		return post(sim, 'externalcontact/opengid_to_chatid', { opengid });
	};

	test('opengid', async () => {
		expect((await convert(customersChat)).chat_id).toBe(customersChat);
		expect((await convert(friendsChat)).errcode).toBe(90501);
		expect((await convert('unknown')).errcode).toBe(90511);
		expect((await convert(sim.addGroupChat({ owner: 'outsider' }).chatId)).errcode).toBe(60021);
	});

	test('upgrade of chat ids', async () => {
		const apply = async (upgrade_time: unknown) =>
			(await asDelegated('idconvert/apply_to_upgrade_chatid', { upgrade_time })).errcode;
		const now = clock.now() / 1000;
		expect(await apply(undefined)).toBe(40058);
		expect(await apply(now - 1)).toBe(40168);
		expect(await apply(now + 7 * day + 1)).toBe(40167);
		expect(await apply(now + 7 * day)).toBe(0);
		expect(await apply(now + day)).toBe(0);
		clock.pass(day);
		expect(await apply(now + 2 * day)).toBe(40165);
	});
});

describe('temporary ids', () => {
	const call = (body: Body, secret?: string) => {
		const asked = { business_type: 1, user_type: 1, ...body };
		return post(sim, 'idconvert/convert_tmp_external_userid', asked, secret);
	};
	const tmp = 'tmpSimulatedAAAALiuFang';

	test('customers, members of other corps, unknown ids', async () => {
		expect(await call({ tmp_external_userid_list: [tmp, 'unknown'] })).toEqual({
			errcode: 0,
			errmsg: 'ok',
			results: [{ tmp_external_userid: tmp, external_userid: 'wmSimulatedAAAALiuFang' }],
			invalid_tmp_external_userid_list: ['unknown'],
		});
		const { tmpId } = sim.addTmpExternalUser({ userType: 3, corpId: 'ww9', userId: 'amy' });
		const answer = await call({ user_type: 3, tmp_external_userid_list: [tmpId] });
		expect(answer.results).toEqual([{ tmp_external_userid: tmpId, corpid: 'ww9', userid: 'amy' }]);
	});

	test('of the same kind and application only', async () => {
		const unknown = { results: [], invalid_tmp_external_userid_list: [tmp] };
		const tmp_external_userid_list = [tmp];
		expect(await call({ tmp_external_userid_list, business_type: 2 })).toMatchObject(unknown);
		expect(await call({ tmp_external_userid_list, user_type: 2 })).toMatchObject(unknown);
		expect(await call({ tmp_external_userid_list }, delegated.secret)).toMatchObject(unknown);
	});

	test.each<[Body, number]>([
		[{ tmp_external_userid_list: [] }, 40058],
		[{ tmp_external_userid_list: [tmp], business_type: 4 }, 40058],
		[{ tmp_external_userid_list: [tmp], user_type: 5 }, 40058],
		[{ tmp_external_userid_list: Array(100).fill(tmp) }, 0],
		[{ tmp_external_userid_list: Array(101).fill(tmp) }, 40058],
	])('case %#', async (body, errcode) => {
		expect((await call(body)).errcode).toBe(errcode);
	});
});

test('parents by mobile number', async () => {
	sim.state.parents.set('13800000001', chen);
	const mobiles = ['13800000001', '13800000002', 'x'];
	const answer = await post(sim, 'externalcontact/batch_to_external_userid', { mobiles });
	expect(answer).toMatchObject({
		success_list: [{ mobile: '13800000001', external_userid: chen }],
		fail_list: [
			{ mobile: '13800000002', errcode: 60136, errmsg: expect.any(String) },
			{ mobile: 'x', errcode: 84070 },
		],
	});
	const tooMany = { mobiles: Array(101).fill('1') };
	expect((await post(sim, 'externalcontact/batch_to_external_userid', tooMany)).errcode).toBe(
		40058,
	);
});
