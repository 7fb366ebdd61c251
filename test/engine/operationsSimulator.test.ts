import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { mappedIds, startSimulator, type Simulator } from '../simulator';
import { DELEGATED_APP, n8nOf, n8nOfSuite, operationsIn, picked, type N8n } from './setup';

// The operations against the simulator, which was written from WeCom's documents on its own: what the
// table looks for in an answer is there. Fixtures say the rest.

const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const LIU = 'wmSimulatedAAAALiuFang';
const CHAT = 'wrSimulatedAAAACustomers';
const TAG = 'etSimulatedAAAAImportant';
const KF = 'wkSimulatedAAAAService';
const MOBILE = '13800000001';
const UNION_ID = 'ozSimulatedUnionId';

type Kind = 'selfBuilt' | 'delegated' | 'thirdParty';
let simulator: Simulator;
let apps: Record<Kind, N8n>;

beforeAll(async () => {
	simulator = await startSimulator({ apps: [DELEGATED_APP] });
	const { state } = simulator;
	state.customers.get(CHEN)!.unionid = UNION_ID;
	state.parents.set(MOBILE, CHEN);
	apps = {
		selfBuilt: n8nOf(simulator),
		delegated: n8nOf(simulator, DELEGATED_APP.secret),
		thirdParty: n8nOfSuite(simulator),
	};
});
afterAll(async () => await simulator.close());

const run = async (kind: Kind, name: string, parameters: INodeParameters) =>
	await operationsIn(() => apps[kind]).run(name, parameters);

const member = (userId: string) => ({ userId: picked(userId) });
const way = (id: unknown) => ({ configId: picked(id) });
const person = { unionId: UNION_ID, openId: mappedIds.openId(UNION_ID) };
const stranger = { unionId: 'ozStranger', openId: mappedIds.openId('ozStranger') };
const service = mappedIds.serviceExternalUserId;
const agent = { sourceAgentId: DELEGATED_APP.agentId };
const pending = { external_userid: CHEN, pending_id: mappedIds.pendingId(UNION_ID) };
const everyCorp = [{ corpid: 'ww5c1f0a7e2b9d4863', external_userid: CHEN }];

type Case = [name: string, kind: Kind, parameters: INodeParameters, items: IDataObject[]];

const CASES: Case[] = [
	[
		'idConversion.unionIdToExternalUserId',
		'thirdParty',
		stranger,
		[{ pending_id: mappedIds.pendingId('ozStranger'), pending: true }],
	],
	['idConversion.unionIdToExternalUserId', 'delegated', person, [{ external_userid: CHEN }]],
	[
		'providerIdConversion.unionIdToExternalUserIdOld',
		'delegated',
		person,
		[{ external_userid: CHEN }],
	],
	['providerIdConversion.unionIdToExternalUserIdThirdParty', 'thirdParty', person, everyCorp],
	['idConversion.corpgroupUnionIdToExternalUserId', 'selfBuilt', person, everyCorp],
	[
		'idConversion.corpgroupUnionIdToPendingId',
		'selfBuilt',
		person,
		[{ pending_id: mappedIds.pendingId(UNION_ID), pending: true }],
	],
	[
		'idConversion.externalUserIdToPendingId',
		'delegated',
		{ externalUserIds: CHEN, options: { chatId: CHAT } },
		[pending],
	],
	[
		'idConversion.corpgroupExternalUserIdToPendingId',
		'selfBuilt',
		{ externalUserIds: `${CHEN}, wmUnknown` },
		[pending, { external_userid: 'wmUnknown', failed: true }],
	],
	[
		'idConversion.convertTmpExternalUserId',
		'selfBuilt',
		{ tmpExternalUserIds: 'tmpSimulatedAAAALiuFang, tmpUnknown' },
		[
			{ tmp_external_userid: 'tmpSimulatedAAAALiuFang', external_userid: LIU },
			{ tmp_external_userid: 'tmpUnknown', failed: true },
		],
	],
	[
		'providerIdConversion.externalTagId',
		'thirdParty',
		{ tagIds: `${TAG}, etUnknown` },
		[
			{ external_tagid: TAG, open_external_tagid: mappedIds.openTagId(TAG) },
			{ external_tagid: 'etUnknown', failed: true },
		],
	],
	[
		'providerIdConversion.openKfId',
		'thirdParty',
		{ openKfIds: `${KF}, wkUnknown` },
		[
			{ open_kfid: KF, new_open_kfid: mappedIds.newKfId(KF) },
			{ open_kfid: 'wkUnknown', failed: true },
		],
	],
	[
		'providerIdConversion.chatId',
		'delegated',
		{ chatIds: `${CHAT}, wrUnknown` },
		[
			{ chat_id: CHAT, new_chat_id: mappedIds.newChatId(CHAT) },
			{ chat_id: 'wrUnknown', failed: true },
		],
	],
	[
		'providerIdConversion.getNewExternalUserId',
		'delegated',
		{ externalUserIds: `${CHEN}, wmUnknown` },
		[
			{ external_userid: CHEN, new_external_userid: service(CHEN) },
			{ external_userid: 'wmUnknown', failed: true },
		],
	],
	[
		'providerIdConversion.groupChatGetNewExternalUserId',
		'delegated',
		{ chatId: CHAT, externalUserIds: CHEN },
		[{ external_userid: CHEN, new_external_userid: service(CHEN) }],
	],
	[
		'providerIdConversion.toServiceExternalUserId',
		'delegated',
		{ externalUserId: CHEN },
		[{ external_userid: CHEN, service_external_userid: service(CHEN) }],
	],
	[
		'providerIdConversion.fromServiceExternalUserId',
		'selfBuilt',
		{ externalUserId: service(CHEN), ...agent },
		[{ service_external_userid: service(CHEN), external_userid: CHEN }],
	],
	[
		'providerIdConversion.userIdToOpenUserId',
		'delegated',
		{ userIds: ['zhangsan', 'nobody'] },
		[
			{ userid: 'zhangsan', open_userid: mappedIds.openUserId('zhangsan') },
			{ userid: 'nobody', failed: true },
		],
	],
	[
		'providerIdConversion.openUserIdToUserId',
		'selfBuilt',
		{ openUserIds: `${mappedIds.openUserId('lisi')}, woUnknown`, ...agent },
		[
			{ open_userid: mappedIds.openUserId('lisi'), userid: 'lisi' },
			{ open_userid: 'woUnknown', failed: true },
		],
	],
	[
		'idConversion.convertToOpenId',
		'selfBuilt',
		{ externalUserId: CHEN },
		[{ external_userid: CHEN, openid: mappedIds.customerOpenId(CHEN) }],
	],
	[
		'idConversion.memberToOpenId',
		'selfBuilt',
		{ memberId: 'lisi' },
		[{ userid: 'lisi', openid: mappedIds.memberOpenId('lisi') }],
	],
	[
		'idConversion.openIdToMember',
		'selfBuilt',
		{ openId: mappedIds.memberOpenId('lisi') },
		[{ openid: mappedIds.memberOpenId('lisi'), userid: 'lisi' }],
	],
	[
		'idConversion.openGidToChatId',
		'selfBuilt',
		{ openGid: mappedIds.openGid(CHAT) },
		[{ opengid: mappedIds.openGid(CHAT), chat_id: CHAT }],
	],
	[
		'idConversion.mobileToExternalUserId',
		'selfBuilt',
		{ parentMobiles: `${MOBILE}, 13999999999` },
		[
			{ mobile: MOBILE, external_userid: CHEN },
			{ mobile: '13999999999', failed: true, errcode: 60136 },
		],
	],
	[
		'providerIdConversion.applyMassCallTicket',
		'delegated',
		{},
		[{ mass_call_ticket: expect.any(String) as unknown as string }],
	],
	['customer.getAll', 'selfBuilt', member('newcomer'), []],
	[
		'customer.getAll',
		'selfBuilt',
		{ ...member('lisi'), includeDetails: true },
		[{ external_userid: CHEN, userid: 'lisi' }],
	],
	[
		'customer.getManyByMembers',
		'selfBuilt',
		{ userIds: ['wangwu'] },
		[{ external_userid: 'woSimulatedAAAAZhaoJingLi', userid: 'wangwu' }],
	],
	['customer.getServed', 'selfBuilt', { limit: 1 }, [{ tmp_openid: expect.any(String) as never }]],
	[
		'customer.getServed',
		'selfBuilt',
		{ filters: { userIds: ['lisi'] } },
		[
			{ is_customer: true, external_userid: CHEN, userid: 'lisi' },
			{ is_customer: false, chat_name: '外联群1', userid: 'lisi' },
		],
	],
	[
		'followUser.checkPermission',
		'selfBuilt',
		{ userIds: ['zhangsan', 'cleaner'], departmentIds: '2' },
		[
			{ userid: 'zhangsan', authorized: true },
			{ department_id: 2, authorized: true },
			{ userid: 'cleaner', authorized: false },
		],
	],
];

it.each(CASES)('%s of a %s app', async (name, kind, parameters, items) => {
	expect(await run(kind, name, parameters)).toMatchObject(items);
});

it('changes the mobiles of a remark', async () => {
	const own = { ...member('lisi'), externalUserId: LIU };
	simulator.addRelation({ userId: 'lisi', externalUserId: LIU }, {});
	const mobiles = async () => {
		const [customer] = await run('selfBuilt', 'customer.get', own);
		return customer!.remark_mobiles;
	};
	const steps: Array<[mode: string, given: string, after: string[] | undefined]> = [
		['replace', '13800000001, 13800000002', ['13800000001', '13800000002']],
		['add', '13800000002, 13800000003', ['13800000001', '13800000002', '13800000003']],
		['remove', '13800000001', ['13800000002', '13800000003']],
		['clear', '', []],
	];
	for (const [mobilesMode, given, after] of steps) {
		await run('selfBuilt', 'customer.updateRemark', { ...own, mobilesMode, mobiles: given });
		expect(await mobiles()).toEqual(after);
	}
});

it('takes a contact way from its creation to its end', async () => {
	const [made] = await run('selfBuilt', 'contactWay.create', {
		userIds: ['zhangsan'],
		downloadQrCode: true,
		remark: '门店一',
		state: 'store-1',
	});
	expect(made).toMatchObject({ config_id: expect.any(String), qr_code: expect.any(String) });
	expect(made).not.toHaveProperty('qr_code_problem');
	const one = way(made!.config_id);
	await run('selfBuilt', 'contactWay.update', { ...one, updateFields: { remark: '门店二' } });
	const changed = { config_id: made!.config_id, config_remark: '门店二', state: 'store-1' };
	expect(await run('selfBuilt', 'contactWay.get', one)).toMatchObject([changed]);
	expect(
		await run('selfBuilt', 'contactWay.getAll', { returnAll: true, includeDetails: true }),
	).toMatchObject([changed]);
	expect(await run('selfBuilt', 'contactWay.delete', one)).toMatchObject([{ deleted: true }]);
	expect(await run('selfBuilt', 'contactWay.getAll', { returnAll: true })).toEqual([]);
});
