import { fail, ok, type Reply } from '../errors';
import { page } from '../paging';
import { string } from '../schema';
import type { Relation } from '../types';
import type { World } from '../world';
import { endpoint } from './endpoint';

const followersPerPage = 500;
const userid = string({
	required: true,
	missing: 41009,
	maxChars: 64,
	pattern: /^[\w\-.@]+$/,
	invalid: 40003,
});
const externalUserid = string({ required: true, missing: 41035 });

/** A member whose customers the application may see, or the refusal. */
const refuseMember = ({ state }: World, id: string): Reply | undefined => {
	const member = state.members.get(id);
	if (!member) return fail(60111);
	if (!member.inScope) return fail(60021);
	return member.externalContact ? undefined : fail(84074);
};

const isVisible = ({ state }: World, { userId, status }: Relation) =>
	status === 'full' && state.members.get(userId)?.inScope === true;

export const customerEndpoints = [
	endpoint({
		method: 'GET',
		path: 'externalcontact/get_follow_user_list',
		handle: ({ world }) =>
			ok({
				follow_user: [...world.state.members.values()]
					.filter((member) => member.externalContact && member.inScope)
					.map((member) => member.userid),
			}),
	}),
	endpoint({
		method: 'GET',
		path: 'externalcontact/list',
		query: { userid },
		handle: ({ world, query }) => {
			const refusal = refuseMember(world, query.userid);
			if (refusal) return refusal;
			const ids = world.state.relations
				.filter((relation) => relation.userId === query.userid && isVisible(world, relation))
				.map((relation) => relation.externalUserId);
			// As seen in practice: no customers at all is an error.
			return { ...(ids.length > 0 ? ok() : fail(84061)), external_userid: ids };
		},
	}),
	endpoint({
		method: 'GET',
		path: 'externalcontact/get',
		query: { external_userid: externalUserid, cursor: string() },
		handle: ({ world, query: { external_userid: id, cursor } }) => {
			const customer = world.state.customers.get(id);
			if (!customer) return fail(40096);
			const followers = world.state.relations
				.filter((relation) => relation.externalUserId === id && isVisible(world, relation))
				.map((relation) => relation.follow);
			if (followers.length === 0) return fail(84061);
			const result = page(world.state, `get ${id}`, followers, followersPerPage, cursor);
			if (!result) return fail(50100);
			return ok({
				external_contact: customer,
				follow_user: result.items,
				...(result.nextCursor ? { next_cursor: result.nextCursor } : {}),
			});
		},
	}),
];
