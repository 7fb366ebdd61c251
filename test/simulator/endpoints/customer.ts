import { fail, ok } from '../errors';
import { page, unsorted } from '../paging';
import { relationsOfCustomer, relationsOfMember } from '../relations';
import { string } from '../schema';
import { isUnlicensed, sees, showContact, showFollow } from '../views';
import { endpoint } from './endpoint';
import { externalUserid, refuseMember, userid } from './people';

const followersPerPage = 500;

export const customerEndpoints = [
	endpoint({
		method: 'GET',
		path: 'externalcontact/get_follow_user_list',
		handle: ({ world }) =>
			ok({
				follow_user: unsorted(world.state.members.values())
					.filter((member) => member.externalContact && member.inScope)
					.map((member) => member.userid),
			}),
	}),
	endpoint({
		method: 'GET',
		path: 'externalcontact/list',
		query: { userid },
		handle: ({ world, app, query }) => {
			const refusal = refuseMember(world, query.userid);
			if (refusal) return refusal;
			if (isUnlicensed(world, app, query.userid)) return fail(701008);
			const ids = unsorted(relationsOfMember(world.state, query.userid))
				.filter((relation) => sees(world, app, relation, 'list'))
				.map((relation) => relation.externalUserId);
			// As seen in practice: no customers at all is an error.
			return { ...(ids.length > 0 ? ok() : fail(84061)), external_userid: ids };
		},
	}),
	endpoint({
		method: 'GET',
		path: 'externalcontact/get',
		query: { external_userid: externalUserid, cursor: string() },
		handle: ({ world, app, query: { external_userid: id, cursor } }) => {
			const customer = world.state.customers.get(id);
			if (!customer) return fail(40096);
			const followers = relationsOfCustomer(world.state, id).filter((relation) =>
				sees(world, app, relation, 'get'),
			);
			if (followers.length === 0) return fail(84061);
			const result = page(world, {
				listing: `get ${id}`,
				items: followers,
				size: followersPerPage,
				cursor,
			});
			if (!result) return fail(50100);
			return ok({
				external_contact: showContact(world, app, customer),
				follow_user: result.items.map(({ follow }) => showFollow(app, follow)),
				...(result.nextCursor ? { next_cursor: result.nextCursor } : {}),
			});
		},
	}),
];
