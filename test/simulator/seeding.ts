import { newId } from './ids';
import type { GroupChat, Relation, Seeding, TmpExternalUser } from './types';
import type { ExternalContact, FollowTag } from './wire';
import { seconds, type World } from './world';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const manyTags: FollowTag[] = [
	{ group_name: '客户等级', tag_name: '重要', tag_id: 'etSimulatedAAAAImportant', type: 1 },
];

/** The helpers that add members, customers and relations, filling in what is not told. */
export const createSeeding = (world: World): Seeding => {
	const { state } = world;

	const addMember: Seeding['addMember'] = (given) => {
		const member = {
			name: given.userid,
			externalContact: true,
			inScope: true,
			adminWelcome: false,
			licensed: true,
			activated: true,
			verified: true,
			usesWeChat: true,
			departments: [],
			...given,
		};
		state.members.set(member.userid, member);
		return member;
	};

	const addCustomer: Seeding['addCustomer'] = (given = {}) => {
		const type = given.type ?? 1;
		const customer: ExternalContact = {
			external_userid: given.external_userid ?? newId(type === 1 ? 'wm' : 'wo'),
			name: '微信用户',
			avatar: 'https://wx.qlogo.cn/mmhead/simulated/0',
			type,
			gender: 0,
			...(type === 1 ? { unionid: given.unionid ?? newId('oz') } : {}),
			...given,
		};
		state.customers.set(customer.external_userid, customer);
		return customer;
	};

	const addRelation: Seeding['addRelation'] = (pair, follow = {}, relation = {}) => {
		const added: Relation = {
			...pair,
			status: 'full',
			deletedByCustomer: false,
			chatStarted: false,
			welcomed: false,
			...relation,
			follow: {
				userid: pair.userId,
				remark: state.customers.get(pair.externalUserId)?.name ?? '',
				description: '',
				createtime: seconds(world),
				tags: [],
				remark_mobiles: [],
				add_way: 0,
				oper_userid: pair.userId,
				...follow,
			},
		};
		state.relations.push(added);
		return added;
	};

	const addPopularCustomer: Seeding['addPopularCustomer'] = (followers) => {
		const customer = addCustomer({ name: '人人都认识的客户' });
		for (let n = 1; n <= followers; n++) {
			const userId = addMember({ userid: `sales${String(n).padStart(4, '0')}` }).userid;
			addRelation({ userId, externalUserId: customer.external_userid });
		}
		return customer;
	};

	const addManyCustomers: Seeding['addManyCustomers'] = ({ members, relationsPerMember }) =>
		numbers(members).map((number) => {
			const { userid } = addMember({ userid: `agent${number}` });
			for (const nth of numbers(relationsPerMember)) {
				const id = `${number}x${nth}`;
				addCustomer({ external_userid: `wmMany${id}`, unionid: `ozMany${id}`, name: `客户${id}` });
				addRelation(
					{ userId: userid, externalUserId: `wmMany${id}` },
					{ description: `第${nth}位客户`, tags: manyTags, add_way: 1, state: `channel-${number}` },
				);
			}
			return userid;
		});

	const addDepartment: Seeding['addDepartment'] = (given) => {
		const department = { name: `部门${given.id}`, inScope: true, ...given };
		state.departments.set(department.id, department);
		return department;
	};

	const addGroupChat: Seeding['addGroupChat'] = (given = {}) => {
		const owner = given.owner ?? state.members.keys().next().value ?? 'nobody';
		const createTime = given.createTime ?? seconds(world);
		const name = state.members.get(owner)?.name ?? owner;
		const chat: GroupChat = {
			chatId: newId('wr'),
			name: '客户群',
			owner,
			isCustomerGroup: true,
			status: 0,
			createTime,
			notice: '',
			admins: [],
			members: [{ userid: owner, name, type: 1, joinTime: createTime, joinScene: 1 }],
			...given,
		};
		state.groupChats.set(chat.chatId, chat);
		return chat;
	};

	const addTmpExternalUser: Seeding['addTmpExternalUser'] = (given) => {
		const user: TmpExternalUser = {
			tmpId: newId('tmp'),
			appName: world.corp.apps[0]?.name ?? '',
			businessType: 1,
			userType: given.externalUserId ? 1 : 2,
			...given,
		};
		state.tmpExternalUsers.set(user.tmpId, user);
		return user;
	};

	const addOtherContact: Seeding['addOtherContact'] = (given) => {
		const contact = { personId: newId(''), name: '路人', addTime: seconds(world), ...given };
		state.otherContacts.push(contact);
		return contact;
	};

	return {
		addMember,
		addCustomer,
		addRelation,
		addPopularCustomer,
		addManyCustomers,
		addDepartment,
		addGroupChat,
		addOtherContact,
		addTmpExternalUser,
	};
};
