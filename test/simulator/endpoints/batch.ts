import { fail, ok } from '../errors';
import { joined, page } from '../paging';
import { relationsOfMember } from '../relations';
import { array, int, string } from '../schema';
import { isUnlicensed, sees, showContact, showFollow } from '../views';
import { endpoint } from './endpoint';
import { refuseMember, userid } from './people';

/** Tags as ids only; members' own tags have none. */
const idsOnly = ({ tags, ...follow }: ReturnType<typeof showFollow>) => ({
	...follow,
	tag_id: tags.flatMap((tag) => tag.tag_id ?? []),
});

export const batchEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/batch/get_by_user',
		body: {
			userid_list: array(userid, { required: true, max: 100, tooMany: 40032 }),
			cursor: string(),
			limit: int({ min: 1, max: 100, fallback: 50, over: 'clamp' }),
		},
		handle: ({ world, app, body: { userid_list: ids, cursor, limit } }) => {
			const { state } = world;
			const refusal = ids.map((id) => refuseMember(world, id)).find(Boolean);
			if (refusal) return refusal;
			const asked = [...new Set(ids)];
			const unlicensed = asked.filter((id) => isUnlicensed(world, app, id));
			if (unlicensed.length === asked.length) return fail(701008);
			const licensed = asked.filter((id) => !unlicensed.includes(id));
			const result = page(world, {
				listing: `get_by_user ${ids.join()}`,
				items: joined(licensed.map((id) => relationsOfMember(state, id))),
				size: limit,
				cursor,
			});
			if (!result) return fail(50100);
			return ok({
				// Not all of a page's relations may be visible, so a page can be shorter than `limit`.
				external_contact_list: result.items
					.filter((relation) => sees(world, app, relation, 'batch'))
					.flatMap(({ externalUserId, follow }) => {
						const customer = state.customers.get(externalUserId);
						if (!customer) return [];
						const follow_info = idsOnly(showFollow(app, follow));
						return [{ external_contact: showContact(world, app, customer), follow_info }];
					}),
				next_cursor: result.nextCursor,
				...(unlicensed.length > 0 ? { fail_info: { unlicensed_userid_list: unlicensed } } : {}),
			});
		},
	}),
];
