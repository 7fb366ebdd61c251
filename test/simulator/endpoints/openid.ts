import { findAmong, isCustomer } from '../customers';
import { fail, ok } from '../errors';
import { mappedIds } from '../mappedIds';
import { string } from '../schema';
import { endpoint } from './endpoint';
import { externalUserid, userid } from './people';

export const openidEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/convert_to_openid',
		body: { external_userid: externalUserid },
		handle: ({ world: { state }, body: { external_userid: id } }) => {
			const customer = state.customers.get(id);
			if (!customer) return fail(40096);
			if (!isCustomer(state, id)) return fail(84061);
			return customer.type === 1 ? ok({ openid: mappedIds.customerOpenId(id) }) : fail(41056);
		},
	}),
	endpoint({
		method: 'POST',
		path: 'user/convert_to_openid',
		body: { userid },
		handle: ({ world: { state }, body: { userid: id } }) => {
			const member = state.members.get(id);
			if (!member) return fail(60111);
			if (!member.inScope) return fail(60021);
			return member.usesWeChat ? ok({ openid: mappedIds.memberOpenId(id) }) : fail(43004);
		},
	}),
	endpoint({
		method: 'POST',
		path: 'user/convert_to_userid',
		body: { openid: string({ required: true, missing: 40073 }) },
		handle: ({ world: { state }, body: { openid } }) => {
			const id = findAmong(state.members.keys(), (one) => mappedIds.memberOpenId(one) === openid);
			const member = id === undefined ? undefined : state.members.get(id);
			if (!member?.usesWeChat) return fail(40073);
			return member.inScope ? ok({ userid: id }) : fail(60021);
		},
	}),
];
