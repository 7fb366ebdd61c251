import { ok } from '../errors';
import { array, int, string } from '../schema';
import type { TmpExternalUser } from '../types';
import { endpoint } from './endpoint';

/** Whom a temporary id stands for: a customer, or a member of another corp. */
const show = ({ tmpId, externalUserId, corpId, userId }: TmpExternalUser) => ({
	tmp_external_userid: tmpId,
	...(externalUserId ? { external_userid: externalUserId } : { corpid: corpId, userid: userId }),
});

export const tmpExternalUserEndpoints = [
	endpoint({
		method: 'POST',
		path: 'idconvert/convert_tmp_external_userid',
		body: {
			business_type: int({ required: true, min: 1, max: 3 }),
			user_type: int({ required: true, min: 1, max: 4 }),
			tmp_external_userid_list: array(string({ required: true }), { required: true, max: 100 }),
		},
		handle: ({ world: { state }, app, body }) => {
			const ids = body.tmp_external_userid_list;
			const users = ids.flatMap((id) => {
				const user = state.tmpExternalUsers.get(id);
				const isAsked =
					user?.appName === app?.name &&
					user?.businessType === body.business_type &&
					user.userType === body.user_type;
				return isAsked ? user : [];
			});
			return ok({
				results: users.map(show),
				invalid_tmp_external_userid_list: ids.filter(
					(id) => !users.some(({ tmpId }) => tmpId === id),
				),
			});
		},
	}),
];
