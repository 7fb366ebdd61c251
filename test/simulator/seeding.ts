import { newId } from './ids';
import type { Pair, Relation, Seeding } from './types';
import type { ExternalContact } from './wire';
import { seconds, type World } from './world';

/** The helpers that add members, customers and relations, filling in what is not told. */
export const createSeeding = (world: World): Seeding => {
	const { state } = world;

	const addMember: Seeding['addMember'] = (given) => {
		const member = {
			name: given.userid,
			externalContact: true,
			inScope: true,
			adminWelcome: false,
			...given,
		};
		state.members.set(member.userid, member);
		return member;
	};

	const addCustomer: Seeding['addCustomer'] = (given = {}) => {
		const type = given.type ?? 1;
		const customer: ExternalContact = {
			external_userid: newId(type === 1 ? 'wm' : 'wo'),
			name: '微信用户',
			avatar: 'https://wx.qlogo.cn/mmhead/simulated/0',
			type,
			gender: 0,
			...(type === 1 ? { unionid: newId('oz') } : {}),
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

	return { addMember, addCustomer, addRelation, addPopularCustomer };
};

/** The relation of a member and a customer, if there is one. */
export const findRelation = (world: World, { userId, externalUserId }: Pair) =>
	world.state.relations.find(
		(relation) => relation.userId === userId && relation.externalUserId === externalUserId,
	);
