import { findAmong, isInChat } from '../customers';
import { fail, ok, type Reply } from '../errors';
import { mappedIds } from '../mappedIds';
import { array, string } from '../schema';
import type { World } from '../world';
import { endpoint } from './endpoint';

/** Refuses a group chat that does not exist or whose owner the application does not see. */
export const refuseChat = ({ state }: World, chatId: string): Reply | undefined => {
	const chat = state.groupChats.get(chatId);
	if (!chat) return fail(40050);
	const isOwnerResigned = chat.status === 1;
	const isVisible = isOwnerResigned || state.members.get(chat.owner)?.inScope === true;
	return isVisible ? undefined : fail(60021, `owner ${chat.owner}`);
};

export const groupChatEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/opengid_to_chatid',
		body: { opengid: string({ required: true }) },
		handle: ({ world, body: { opengid } }) => {
			const ids = world.state.groupChats.keys();
			const chatId = findAmong(ids, (id) => mappedIds.openGid(id) === opengid);
			if (chatId === undefined) return fail(90511);
			if (!world.state.groupChats.get(chatId)?.isCustomerGroup) return fail(90501);
			return refuseChat(world, chatId) ?? ok({ chat_id: chatId });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/get_new_external_userid',
		callers: ['delegated', 'thirdParty'],
		convertsIds: true,
		body: {
			chat_id: string({ required: true }),
			external_userid_list: array(string({ required: true }), { required: true, max: 1000 }),
		},
		handle: ({ world, body: { chat_id: chatId, external_userid_list: ids } }) => {
			const members = ids.filter((id) => isInChat(world.state, chatId, id));
			const items = members.map((id) => ({
				external_userid: id,
				new_external_userid: mappedIds.serviceExternalUserId(id),
			}));
			return refuseChat(world, chatId) ?? ok({ items });
		},
	}),
];
