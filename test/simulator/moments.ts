import { membersOfDepartment } from './departments';
import { isVisible, relationsOfMember } from './relations';
import { slice } from './slice';
import type { State } from './types';
import { seconds, type World } from './world';

/** A comment or a like: of a customer, or of the member who published. */
export interface Reaction {
	external_userid?: string;
	userid?: string;
	create_time: number;
}

/** What one member publishes of a moment. */
export interface Publication {
	published: boolean;
	/** The customers who may see it. */
	customers: string[];
	comments: Reaction[];
	likes: Reaction[];
}

export interface Moment {
	momentId: string;
	/** Absent when it was made through the API. */
	creator?: string;
	createTime: number;
	/** 0 by the corp, 1 by a member */
	createType: 0 | 1;
	/** 0 for some customers, 1 public */
	visibleType: 0 | 1;
	/** Text, images and so on, as the list shows them. */
	content: Record<string, unknown>;
	/** By userid. */
	publications: Map<string, Publication>;
	canceled: boolean;
}

export interface MomentJob {
	createdAt: number;
	/** How often its result was asked for. */
	asked: number;
	result: Record<string, unknown>;
}

/** Moments by their id and jobs by theirs; a member has published one before anything else happens. */
export const moments = slice((world: World) => ({
	moments: new Map(seedMoments(world).map((moment) => [moment.momentId, moment])),
	jobs: new Map<string, MomentJob>(),
}));

const seedMoments = (world: World): Moment[] => {
	if (!world.state.members.has('zhangsan')) return [];
	const customers = customersOf(world, 'zhangsan', []);
	const [first = '', second = ''] = customers;
	const at = seconds(world) - 3600;
	return [
		{
			momentId: 'momSimulatedAAAATea',
			creator: 'zhangsan',
			createTime: at,
			createType: 1,
			visibleType: 1,
			content: { text: { content: '新茶上市' } },
			publications: new Map([
				[
					'zhangsan',
					{
						published: true,
						customers,
						comments: [
							{ external_userid: first, create_time: at + 60 },
							{ userid: 'zhangsan', create_time: at + 90 },
						],
						likes: [{ external_userid: second, create_time: at + 30 }],
					},
				],
			]),
			canceled: false,
		},
	];
};

/** The member confirms the moment on the phone; answers whether it was still possible. */
export const publish = (state: State, momentId: string, userId: string): boolean => {
	const moment = moments({ state } as World).moments.get(momentId);
	const publication = moment?.publications.get(userId);
	if (!publication || moment?.canceled) return false;
	publication.published = true;
	return true;
};

/** The customers of a member; with tags, those who have one of them. */
export const customersOf = ({ state }: World, userId: string, tags: string[]) =>
	relationsOfMember(state, userId)
		.filter((relation) => isVisible(state, relation))
		.filter(
			({ follow }) =>
				tags.length === 0 || follow.tags.some(({ tag_id: id = '' }) => tags.includes(id)),
		)
		.map(({ externalUserId }) => externalUserId);

interface Senders {
	user_list?: string[];
	department_list?: number[];
}

/** Who publishes, departments expanded, and who can't. Without anybody told, the whole visible scope does. */
export const sendersOf = ({ state }: World, given: Senders = {}) => {
	const { user_list: users = [], department_list: departments = [] } = given;
	const all = [...state.members.values()].filter(
		({ inScope, externalContact }) => inScope && externalContact,
	);
	const mayPublish = (id: string) => all.some(({ userid }) => userid === id);
	const isGood = (id: number) => state.departments.get(id)?.inScope === true;
	const told = users.length + departments.length > 0;
	const inDepartments = departments
		.filter(isGood)
		.flatMap((id) => membersOfDepartment(state, id).map(({ userid }) => userid));
	const wanted = told ? [...users, ...inDepartments] : all.map(({ userid }) => userid);
	return {
		senders: [...new Set(wanted.filter(mayPublish))],
		invalid: {
			user_list: users.filter((id) => !mayPublish(id)),
			department_list: departments.filter((id) => !isGood(id)),
		},
	};
};
