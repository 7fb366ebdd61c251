import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSimulator, unsorted, type GroupChat, type Simulator } from '../../simulator';
import { n8nOf, operationsIn, picked, type N8n } from '../setup';

// Customer groups, and the QR codes by which people join them.

const CHAT = 'wrSimulatedAAAACustomers';
const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const UNKNOWN_CHAT = 'The group chat does not exist (WeCom error 40050)';
const OTHER_CHAT = 'The group is not a customer group (WeCom error 90501)';
const UNKNOWN_WAY = 'The config ID is not valid (WeCom error 41044)';

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { attempt, run, refusal } = operationsIn(() => n8n);

const chat = (value: string) => ({ chatId: picked(value) });
const chats = (...ids: string[]) => ({ chats: { chat: ids.map(chat) } });
const everything = { returnAll: true, includeDetails: true };

/** Groups 1 to `count` of each owner. */
const addGroups = (owners: string[], count: number): GroupChat[] =>
	owners.flatMap((owner) =>
		Array.from({ length: count }, (_, index) =>
			simulator.addGroupChat({ owner, name: `${owner} 群${index + 1}` }),
		),
	);

const idsOf = (groups: GroupChat[]) => groups.map(({ chatId }) => chatId);
const shown = (items: IDataObject[]) => items.map(({ chat_id }) => chat_id);

describe('group chats', () => {
	it('one with everybody in it', async () => {
		expect(await run('groupChat.get', chat(CHAT))).toMatchObject([
			{
				chat_id: CHAT,
				chat_name: '星河客户群',
				owner: 'zhangsan',
				member_version: expect.any(String),
				member_count: 4,
				external_count: 2,
				admin_userids: ['lisi'],
				userids: ['zhangsan', 'lisi'],
				member_names: ['张三', '李四'],
				external_userids: [CHEN, 'woSimulatedAAAAZhaoJingLi'],
				external_names: ['陈小明', '赵经理'],
			},
		]);
	});

	const split = { options: { splitIntoMembers: true } };
	const MEMBERS = [
		{ chat_id: CHAT, chat_name: '星河客户群', userid: 'zhangsan', name: '张三' },
		{ userid: 'lisi', name: '李四', is_admin: true, invitor: 'zhangsan' },
		{
			external_userid: CHEN,
			name: '陈小明',
			member_type_label: 'external contact',
			unionid: expect.any(String),
			group_nickname: '小明',
			joined_at: expect.stringMatching(/\+08:00$/),
			join_scene_label: expect.any(String),
			state: '门店A-易拉宝',
		},
		{ external_userid: 'woSimulatedAAAAZhaoJingLi', name: '赵经理' },
	];

	it('one item for each person in one', async () => {
		const items = await run('groupChat.get', { ...chat(CHAT), ...split });
		expect(items).toMatchObject(MEMBERS);
		expect(items[2]).not.toHaveProperty('userid');
	});

	it('one item for each person in all', async () => {
		expect(await run('groupChat.getAll', { returnAll: true, ...split })).toMatchObject(MEMBERS);
	});

	it('one as WeCom sends it, without names', async () => {
		const [group] = await run('groupChat.get', {
			...chat(CHAT),
			includeMemberNames: false,
			simplify: false,
		});
		const [, second, third] = group!.member_list as IDataObject[];
		expect(second).toMatchObject({ userid: 'lisi', invitor: { userid: 'zhangsan' } });
		expect(third).toMatchObject({ unionid: expect.any(String), group_nickname: '小明' });
		expect(third).not.toHaveProperty('name');
		expect(group).toMatchObject({ admin_list: [{ userid: 'lisi' }] });
	});

	it.each([
		['that does not exist', 'wrUnknown', UNKNOWN_CHAT],
		['that is no customer group', 'wrSimulatedAAAAFriends', OTHER_CHAT],
	])('one %s', async (_what, id, message) => {
		expect(await refusal('groupChat.get', chat(id))).toBe(message);
	});

	it('many, page after page, in the order of the list', async () => {
		const added = addGroups(['lisi'], 1100);
		const all = unsorted([CHAT, ...idsOf(added)]);
		expect(shown(await run('groupChat.getAll', { returnAll: true }))).toEqual(all);
		expect(shown(await run('groupChat.getAll', { limit: 3 }))).toEqual(all.slice(0, 3));
	});

	it('many with details: in the same order, and those that went away in between are named', async () => {
		const added = addGroups(['lisi', 'wangwu'], 6);
		simulator.faults.failNext('externalcontact/groupchat/get', { errcode: 40050 });
		const items = await run('groupChat.getAll', everything);
		expect(shown(items)).toEqual(unsorted([CHAT, ...idsOf(added)]));
		const gone = items.filter(({ failed }) => failed);
		expect(gone).toMatchObject([{ reason: 'Dismissed while the list was read' }]);
		expect(items.filter(({ chat_name }) => chat_name !== undefined)).toHaveLength(12);
		const [last] = added.slice(-1);
		expect(items.find(({ chat_id }) => chat_id === last!.chatId)).toMatchObject({
			chat_name: 'wangwu 群6',
			group_chat_status_label: 'normal',
			member_count: 1,
		});
	});

	it('of more owners than WeCom takes at once', async () => {
		const owners = Array.from({ length: 120 }, (_, index) => `owner${index}`);
		for (const userid of owners) simulator.addMember({ userid });
		const added = addGroups(owners, 1);
		const parameters = { returnAll: true, filters: { userIds: owners } };
		const ids = idsOf(added);
		expect(shown(await run('groupChat.getAll', parameters))).toEqual([
			...unsorted(ids.slice(0, 100)),
			...unsorted(ids.slice(100)),
		]);
	});

	it('of an owner who resigned', async () => {
		addGroups(['lisi'], 1);
		const { chatId } = simulator.addGroupChat({ owner: 'leaver', name: '待继承群', status: 1 });
		const filters = { userIds: ['leaver'], status: 1 };
		expect(await run('groupChat.getAll', { ...everything, filters })).toMatchObject([
			{ chat_id: chatId, group_chat_status: 1, chat_name: '待继承群', owner: 'leaver' },
		]);
	});

	it('of a corp with more than 1,000 visible members only by owner', async () => {
		simulator.addManyCustomers({ members: 1000, relationsPerMember: 0 });
		const { error } = await attempt('groupChat.getAll', { returnAll: true });
		expect(error!.description).toMatch(/choose members/);
		const filters = { userIds: ['zhangsan'] };
		expect(shown(await run('groupChat.getAll', { filters }))).toEqual([CHAT]);
	});
});

describe('group join ways', () => {
	const create = async (parameters: INodeParameters) => {
		const [made] = await run('groupJoinWay.create', { ...chats(CHAT), ...parameters });
		return made!;
	};

	it('from creation to end', async () => {
		const [other] = addGroups(['lisi'], 1);
		const { items } = await attempt('groupJoinWay.create', {
			...chats(CHAT, `${CHAT}, ${other!.chatId}`),
			downloadQrCode: true,
			remark: '门店一',
			state: 'store-1',
			additionalFields: { roomBaseName: '客户群' },
		});
		const { json: made, binary } = items[0]!;
		expect(made).toEqual({
			config_id: expect.any(String),
			qr_code: expect.any(String),
			created: true,
		});
		expect(binary!.data).toMatchObject({ mimeType: 'image/png' });

		const joinWayId = String(made.config_id);
		const expected = {
			config_id: joinWayId,
			scene: 2,
			config_remark: '门店一',
			state: 'store-1',
			room_base_name: '客户群',
			auto_create_room: 1,
			chat_ids: [CHAT, other!.chatId],
			qr_code: made.qr_code,
		};
		expect(await run('groupJoinWay.get', { joinWayId })).toMatchObject([expected]);

		const updateFields = { remark: '门店二', state: '', autoCreateRoom: false, ...chats(CHAT) };
		await run('groupJoinWay.update', { joinWayId, updateFields });
		expect(await run('groupJoinWay.get', { joinWayId })).toMatchObject([
			{
				...expected,
				config_remark: '门店二',
				state: '',
				auto_create_room: 0,
				chat_ids: [CHAT],
			},
		]);

		expect(await run('groupJoinWay.delete', { joinWayId })).toEqual([
			{ config_id: joinWayId, deleted: true },
		]);
		expect(await refusal('groupJoinWay.get', { joinWayId })).toBe(UNKNOWN_WAY);
		expect(await refusal('groupJoinWay.update', { joinWayId, updateFields })).toBe(UNKNOWN_WAY);
	});

	it('a button has no QR code', async () => {
		expect(await create({ scene: 1, downloadQrCode: true })).toEqual({
			config_id: expect.any(String),
			created: true,
		});
	});

	it('the ID is not lost when the QR code cannot be read', async () => {
		simulator.faults.failNext('externalcontact/groupchat/get_join_way', { errcode: 48002 });
		const { config_id, qr_code_problem } = await create({ downloadQrCode: true });
		expect(qr_code_problem).toMatch(/Use Get/);
		expect(await run('groupJoinWay.get', { joinWayId: String(config_id) })).toMatchObject([
			{ qr_code: expect.any(String) },
		]);
	});

	describe('how full their groups are', () => {
		/** A join way to groups of so many people. */
		async function leadingTo(...counts: number[]) {
			const groups = counts.map((count, index) =>
				simulator.addGroupChat({
					owner: 'lisi',
					name: `群${index + 1}`,
					members: Array.from({ length: count }, (_, person) => ({
						userid: person === 0 ? 'lisi' : `wmPerson${person}`,
						name: '客户',
						type: person === 0 ? 1 : 2,
						joinTime: 1_760_000_000,
						joinScene: 3,
					})),
				}),
			);
			const { config_id } = await create(chats(...idsOf(groups)));
			simulator.resetJournal();
			return { groups, joinWayId: String(config_id) };
		}

		it('each with what is left in it, and the totals', async () => {
			const { groups, joinWayId } = await leadingTo(3, 200, 205);
			const all = { group_count: 3, total_member_count: 408, total_room_left: 197 };
			const levels = await run('groupJoinWay.getFillLevel', { joinWayId });
			expect(levels).toMatchObject([
				{ chat_name: '群1', member_count: 3, room_left: 197, is_full: false, ...all },
				{ chat_name: '群2', member_count: 200, room_left: 0, is_full: true, ...all },
				{ chat_name: '群3', member_count: 205, room_left: 0, is_full: true, ...all },
			]);
			expect(shown(levels)).toEqual(idsOf(groups));
			expect(simulator.requests(/groupchat\/get$/)).toHaveLength(3);
		});

		it('by the size that the corp allows', async () => {
			const { joinWayId } = await leadingTo(205);
			const options = { groupLimit: 500 };
			expect(await run('groupJoinWay.getFillLevel', { joinWayId, options })).toMatchObject([
				{ room_left: 295, is_full: false, auto_create_room: 1 },
			]);
		});

		it('those that are gone or of another scope are named, and the others are not lost', async () => {
			const { groups, joinWayId } = await leadingTo(3, 4, 5);
			simulator.state.groupChats.delete(groups[0]!.chatId);
			groups[2]!.owner = 'outsider';
			const ids = { config_id: joinWayId, failed: true };
			expect(await run('groupJoinWay.getFillLevel', { joinWayId })).toMatchObject([
				{ ...ids, chat_id: groups[0]!.chatId, errcode: 40050 },
				{ chat_name: '群2', group_count: 3, total_member_count: 4, total_room_left: 196 },
				{ ...ids, chat_id: groups[2]!.chatId, errcode: 60021 },
			]);
		});

		it('when all are gone, an item says that there is no room', async () => {
			const { groups, joinWayId } = await leadingTo(3);
			simulator.state.groupChats.delete(groups[0]!.chatId);
			expect(await run('groupJoinWay.getFillLevel', { joinWayId })).toEqual([
				expect.objectContaining({ chat_id: groups[0]!.chatId, failed: true }),
				{
					config_id: joinWayId,
					auto_create_room: 1,
					group_count: 1,
					total_member_count: 0,
					total_room_left: 0,
				},
			]);
		});
	});

	it('only leads to customer groups', async () => {
		const name = 'groupJoinWay.create';
		expect(await refusal(name, chats(CHAT, 'wrSimulatedAAAAFriends'))).toBe(OTHER_CHAT);
		expect(await refusal(name, chats('wrUnknown'))).toBe(UNKNOWN_CHAT);
	});

	const six = chats('wr1, wr2, wr3', 'wr4', 'wr5', 'wr6');
	const TOO_MANY = '"Group Chats" has 6 entries, but WeCom allows 5';
	const NEW_GROUPS =
		'"New Group Name" and "New Group Number" are only for groups that WeCom creates. Remove them, or turn on "Create New Groups"';
	const more = (additionalFields: INodeParameters) => ({ additionalFields });

	it.each<[string, INodeParameters, string]>([
		['no group', { chats: {} }, '"Group Chats" is empty. Fill it in'],
		['no group chosen', chats(''), '"Group Chats" 1 is empty. Choose a group, or remove the entry'],
		['more than 5 groups', six, TOO_MANY],
		[
			'a remark that WeCom would cut',
			{ remark: '渠'.repeat(31) },
			'"Remark" is 31 characters long, but WeCom allows 30',
		],
		[
			'a long state',
			{ state: 's'.repeat(31) },
			'"State" is 31 characters long, but WeCom allows 30',
		],
		[
			'a long name',
			more({ roomBaseName: '群'.repeat(41) }),
			'"New Group Name" is 41 characters long, but WeCom allows 40',
		],
		['number 0', more({ roomBaseId: 0 }), '"New Group Number" must be at least 1'],
		['a name for no groups', more({ autoCreateRoom: false, roomBaseName: '群' }), NEW_GROUPS],
		['a number for no groups', more({ autoCreateRoom: false, roomBaseId: 2 }), NEW_GROUPS],
	])('is refused before anything is sent: %s', async (_what, parameters, message) => {
		expect(await refusal('groupJoinWay.create', { ...chats(CHAT), ...parameters })).toBe(message);
		expect(simulator.requests(/join_way/)).toEqual([]);
	});

	it.each<[string, INodeParameters, string]>([
		['nothing', {}, 'There is nothing to change. Add a field under "Update Fields"'],
		[
			'groups, but none',
			chats(),
			'"Group Chats" is empty, and WeCom cannot clear it this way. Fill it in, or remove the field',
		],
		['more than 5 groups', six, TOO_MANY],
	])('an update is refused before anything is sent: %s', async (_what, updateFields, message) => {
		expect(await refusal('groupJoinWay.update', { joinWayId: 'x', updateFields })).toBe(message);
		expect(simulator.requests(/join_way/)).toEqual([]);
	});
});
