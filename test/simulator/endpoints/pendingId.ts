import { isCustomer, isInChat } from '../customers';
import { ok } from '../errors';
import { mappedIds } from '../mappedIds';
import { array, string } from '../schema';
import type { AppKind } from '../types';
import { endpoint } from './endpoint';
import { refuseChat } from './groupChat';

/** The two endpoints differ in who calls them only. */
const toEndpoint = (path: string, callers: readonly AppKind[]) =>
	endpoint({
		method: 'POST',
		path,
		callers,
		body: {
			external_userid: array(string({ required: true }), { required: true, max: 100 }),
			chat_id: string(),
		},
		handle: ({ world, body: { external_userid: ids, chat_id: chatId } }) => {
			const { state } = world;
			const refusal = chatId ? refuseChat(world, chatId) : undefined;
			if (refusal) return refusal;
			// With a chat its owner must be visible, without one a follower; others are left out.
			const isSeen = (id: string) => (chatId ? isInChat(state, chatId, id) : isCustomer(state, id));
			const customers = ids.flatMap((id) => (isSeen(id) ? (state.customers.get(id) ?? []) : []));
			return ok({
				result: customers.map(({ external_userid, unionid = external_userid }) => ({
					external_userid,
					pending_id: mappedIds.pendingId(unionid),
				})),
			});
		},
	});

export const pendingIdEndpoints = [
	toEndpoint('idconvert/batch/external_userid_to_pending_id', ['delegated', 'thirdParty']),
	toEndpoint('corpgroup/batch/external_userid_to_pending_id', ['selfBuilt', 'delegated']),
];
