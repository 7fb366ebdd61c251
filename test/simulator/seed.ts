import type { GroupChat, Seeding } from './types';
import type { ExternalContact, FollowUser } from './wire';
import type { World } from './world';

const members = [
	{
		userid: 'zhangsan',
		name: '张三',
		departments: [2],
		leads: [2],
		position: '销售经理',
		telephone: '021-55550001',
		alias: 'San',
		mobile: '13900000001',
		gender: '1' as const,
		email: 'san@example.org',
		bizMail: 'zhangsan@xinghe.example',
	},
	{ userid: 'lisi', name: '李四', departments: [2], mobile: '13900000002' },
	{ userid: 'wangwu', name: '王五', departments: [3] },
	{ userid: 'newcomer', name: '新员工' },
	{ userid: 'cleaner', name: '无客户联系功能', externalContact: false, departments: [4] },
	{ userid: 'outsider', name: '可见范围外', inScope: false },
];

const departments = [
	{ id: 1, name: '星河医疗' },
	{ id: 2, name: '销售部', parentId: 1 },
	{ id: 3, name: '华东销售', parentId: 2 },
	{ id: 4, name: '后勤部', parentId: 1 },
];

const groupChats: Partial<GroupChat>[] = [
	{
		chatId: 'wrSimulatedAAAACustomers',
		name: '星河客户群',
		owner: 'zhangsan',
		createTime: 1_760_000_000,
		notice: '欢迎新朋友，请先看群公告',
		admins: ['lisi'],
		members: [
			{ userid: 'zhangsan', name: '张三', type: 1, joinTime: 1_760_000_000, joinScene: 1 },
			{
				userid: 'lisi',
				name: '李四',
				type: 1,
				joinTime: 1_760_000_060,
				joinScene: 1,
				invitor: 'zhangsan',
			},
			{
				userid: 'wmSimulatedAAAAChenXiaoMing',
				name: '陈小明',
				type: 2,
				joinTime: 1_760_003_600,
				joinScene: 3,
				nickname: '小明',
				state: '门店A-易拉宝',
			},
			{
				userid: 'woSimulatedAAAAZhaoJingLi',
				name: '赵经理',
				type: 2,
				joinTime: 1_760_007_200,
				joinScene: 1,
				invitor: 'lisi',
			},
		],
	},
	{ chatId: 'wrSimulatedAAAAFriends', name: '外联群1', owner: 'lisi', isCustomerGroup: false },
];

const otherContacts = [
	{ personId: 'stranger-1', name: '路人甲', followUserId: 'zhangsan' },
	{
		personId: 'stranger-1',
		name: '路人甲',
		followUserId: 'lisi',
		chatId: 'wrSimulatedAAAAFriends',
	},
	{
		personId: 'wmSimulatedAAAAChenXiaoMing',
		name: '陈小明',
		followUserId: 'zhangsan',
		chatId: 'wrSimulatedAAAACustomers',
	},
];

const customers: (Partial<ExternalContact> & { external_userid: string })[] = [
	{ external_userid: 'wmSimulatedAAAAChenXiaoMing', name: '陈小明', gender: 1 },
	{ external_userid: 'wmSimulatedAAAALiuFang', name: '刘芳🌸', gender: 2 },
	{
		external_userid: 'woSimulatedAAAAZhaoJingLi',
		name: '赵经理',
		type: 2,
		gender: 1,
		position: '采购经理',
		corp_name: '星河',
		corp_full_name: '星河科技有限公司',
		external_profile: {
			external_attr: [
				{ type: 0, name: '工号', text: { value: 'X-1024' } },
				{ type: 1, name: '官网', web: { url: 'https://www.example.com', title: '星河官网' } },
				{
					type: 2,
					name: '小程序',
					miniprogram: { appid: 'wx8bd80126147df384', pagepath: '/index', title: '星河商城' },
				},
			],
		},
	},
	{ external_userid: 'wmSimulatedAAAASunLi', name: '孙丽', gender: 2 },
	{ external_userid: 'wmSimulatedAAAAHidden', name: '只属于可见范围外成员' },
];

const tags: FollowUser['tags'] = [
	{ group_name: '客户等级', tag_name: '重要', tag_id: 'etSimulatedAAAAImportant', type: 1 },
	{ group_name: '我的标签', tag_name: '爱喝茶', type: 2 },
	{ group_name: '华东区', tag_name: '老客户', tag_id: 'stSimulatedAAAAOld', type: 3 },
];

const relations: [string, string, Partial<FollowUser>][] = [
	[
		'zhangsan',
		'wmSimulatedAAAAChenXiaoMing',
		{
			remark: '小明(上海)',
			description: '对接采购事务',
			createtime: 1_760_000_000,
			tags,
			remark_corp_name: '小明商行',
			remark_mobiles: ['13800000001', '13000000002'],
			add_way: 1,
			oper_userid: 'wmSimulatedAAAAChenXiaoMing',
			state: '门店A-收银台',
		},
	],
	[
		'lisi',
		'wmSimulatedAAAAChenXiaoMing',
		{
			createtime: 1_760_100_000,
			add_way: 10,
			wechat_channels: { nickname: '星河直播间', source: 2 },
			oper_userid: 'wmSimulatedAAAAChenXiaoMing',
		},
	],
	['zhangsan', 'wmSimulatedAAAALiuFang', { createtime: 1_760_200_000, add_way: 16, state: 'ad-7' }],
	['wangwu', 'woSimulatedAAAAZhaoJingLi', { createtime: 1_760_300_000, add_way: 3 }],
	['zhangsan', 'wmSimulatedAAAASunLi', { createtime: 1_760_400_000, add_way: 202 }],
	['outsider', 'wmSimulatedAAAAHidden', { createtime: 1_760_500_000, add_way: 4 }],
];

/** Fills a corp with a few people, so that every field of the API has something to show. */
export const seed = ({ addMember, addCustomer, addRelation, ...more }: Seeding) => {
	departments.forEach(more.addDepartment);
	members.forEach(addMember);
	customers.forEach(addCustomer);
	groupChats.forEach(more.addGroupChat);
	otherContacts.forEach(more.addOtherContact);
	more.addTmpExternalUser({
		tmpId: 'tmpSimulatedAAAALiuFang',
		externalUserId: 'wmSimulatedAAAALiuFang',
	});
	for (const [userId, externalUserId, follow] of relations)
		addRelation({ userId, externalUserId }, follow);
};

/** Things that can not be made through the API (yet). */
export const seedMedia = ({ state, now }: World) => {
	state.tagIds.add('etSimulatedAAAAImportant').add('stSimulatedAAAAOld');
	state.kfIds.add('wkSimulatedAAAAService');
	state.miniprograms.add('wx8bd80126147df384');
	for (const type of ['image', 'voice', 'video', 'file'] as const)
		state.media.set(`simulated-${type}`, {
			mediaId: `simulated-${type}`,
			type,
			createdAt: now(),
		});
};
