import { fail, ok } from '../errors';
import { findRelation } from '../relations';
import { endpoint } from './endpoint';
import { externalUserid, refuseMember, userid } from './people';

export const tempChatEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/close_temp_chat',
		body: { userid, external_userid: externalUserid },
		handle: ({ world, body: { userid: userId, external_userid: externalUserId } }) => {
			const { state, now } = world;
			const refusal = refuseMember(world, userId);
			if (refusal) return refusal;
			if (!state.customers.has(externalUserId)) return fail(40096);
			const relation = findRelation(state, { userId, externalUserId });
			const chat = relation?.tempChat;
			if (!chat || chat.until <= now()) return fail(84061, 'no temporary chat is going on');
			delete relation.tempChat;
			const { conclusions } = chat;
			if (conclusions)
				state.closingMessages.push({ userId, externalUserId, conclusions, at: now() });
			return ok();
		},
	}),
];
