import { fail, ok, type Reply } from '../errors';
import { array, string } from '../schema';
import type { GroupChat } from '../types';
import { chatIsWornOut, chatsMovedToday, moveChat, resignedAt } from '../transfers';
import type { World } from '../world';
import { endpoint } from './endpoint';
import { userid } from './people';
import { refuseTakeover } from './transfer';

const mostPerDay = 300;

const body = {
	chat_id_list: array(string({ required: true }), { required: true, max: 100 }),
	new_owner: userid,
};

type RefuseOwner = (world: World, chat: GroupChat) => Reply | undefined;

const refuseMove = (
	world: World,
	chat: GroupChat,
	newOwner: string,
	refuseOwner: RefuseOwner,
): Reply | undefined => {
	if (!chat.isCustomerGroup) return fail(90501);
	if (chat.owner === newOwner) return fail(90504);
	const refusal = refuseOwner(world, chat);
	if (refusal) return refusal;
	return chatsMovedToday(world, chat.owner) < mostPerDay ? undefined : fail(45009);
};

const moveAll = (world: World, ids: string[], newOwner: string, refuseOwner: RefuseOwner) => {
	const failed = ids.flatMap((chatId) => {
		const chat = world.state.groupChats.get(chatId);
		const refusal = chat ? refuseMove(world, chat, newOwner, refuseOwner) : fail(40050);
		if (chat && !refusal) moveChat(world, chat, newOwner);
		return refusal ? [{ chat_id: chatId, ...refusal }] : [];
	});
	return ok({ failed_chat_list: failed });
};

const ownerInService: RefuseOwner = (world, { chatId, owner }) => {
	if (resignedAt(world, owner) !== undefined) return fail(90502);
	if (!world.state.members.get(owner)?.inScope) return fail(60021, `owner ${owner}`);
	return chatIsWornOut(world, chatId) ? fail(40128) : undefined;
};

const ownerResigned: RefuseOwner = (world, { owner }) =>
	resignedAt(world, owner) === undefined ? fail(90500) : undefined;

export const transferChatEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/onjob_transfer',
		body,
		handle: ({ world, body: { chat_id_list: ids, new_owner: to } }) =>
			refuseTakeover(world, to) ?? moveAll(world, ids, to, ownerInService),
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/transfer',
		body,
		handle: ({ world, body: { chat_id_list: ids, new_owner: to } }) =>
			refuseTakeover(world, to) ?? moveAll(world, ids, to, ownerResigned),
	}),
];
