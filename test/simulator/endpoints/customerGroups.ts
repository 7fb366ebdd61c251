import { fail, ok, type Reply } from '../errors';
import { page, unsorted } from '../paging';
import { array, int, object, string } from '../schema';
import type { App, GroupChat, GroupMember } from '../types';
import { seesUnionid } from '../views';
import type { World } from '../world';
import { endpoint } from './endpoint';
import { refuseChat } from './groupChat';
import { userid } from './people';

const mostVisible = 1000;

/** Only groups of these owners. */
export const owner_filter = object({ userid_list: array(userid, { max: 100, tooMany: 40032 }) });

/** Refuses owners that the application does not see, and no filter where there are too many of them. */
export const refuseOwners = ({ state }: World, owners: string[]): Reply | undefined => {
	if (owners.length === 0) {
		const visible = [...state.members.values()].filter(({ inScope }) => inScope);
		return visible.length > mostVisible ? fail(81017) : undefined;
	}
	const owned = new Set([...state.groupChats.values()].map(({ owner }) => owner));
	const unknown = owners.find((id) => !state.members.has(id) && !owned.has(id));
	if (unknown !== undefined) return fail(60111, unknown);
	const hidden = owners.find((id) => state.members.get(id)?.inScope === false);
	return hidden === undefined ? undefined : fail(60021, hidden);
};

/** The customer groups of these owners; without a filter of all visible ones. */
export const groupsOf = ({ state }: World, owners: string[]): GroupChat[] =>
	[...state.groupChats.values()].filter(
		({ owner, isCustomerGroup }) =>
			isCustomerGroup &&
			(owners.length > 0 ? owners.includes(owner) : state.members.get(owner)?.inScope === true),
	);

const showMember = (
	world: World,
	app: App | undefined,
	withName: boolean,
	{ userid: id, name, type, joinTime, joinScene, invitor, nickname, state: channel }: GroupMember,
) => {
	const unionid = type === 2 ? world.state.customers.get(id)?.unionid : undefined;
	return {
		userid: id,
		type,
		join_time: joinTime,
		join_scene: joinScene,
		...(invitor === undefined ? {} : { invitor: { userid: invitor } }),
		...(unionid && seesUnionid(world, app) ? { unionid } : {}),
		group_nickname: nickname ?? '',
		...(withName ? { name } : {}),
		...(channel === undefined ? {} : { state: channel }),
	};
};

export const customerGroupEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/list',
		body: {
			status_filter: int({ min: 0, max: 3 }),
			owner_filter,
			cursor: string(),
			limit: int({ required: true, min: 1, max: 1000 }),
		},
		handle: ({ world, body: { status_filter: status = 0, owner_filter: filter, ...body } }) => {
			const owners = filter?.userid_list ?? [];
			const refusal = refuseOwners(world, owners);
			if (refusal) return refusal;
			const items = unsorted(groupsOf(world, owners)).filter(
				(chat) => status === 0 || chat.status === status,
			);
			const listing = `groupchat/list ${status} ${owners.join(' ')}`;
			const result = page(world, { listing, items, size: body.limit, cursor: body.cursor });
			if (!result) return fail(50100);
			return ok({
				group_chat_list: result.items.map((chat) => ({
					chat_id: chat.chatId,
					status: chat.status,
				})),
				next_cursor: result.nextCursor,
			});
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/get',
		body: { chat_id: string({ required: true }), need_name: int({ min: 0, max: 1 }) },
		handle: ({ world, app, body: { chat_id: chatId, need_name: needName } }) => {
			const refusal = refuseChat(world, chatId);
			if (refusal) return refusal;
			const chat = world.state.groupChats.get(chatId)!;
			if (!chat.isCustomerGroup) return fail(90501);
			return ok({
				group_chat: {
					chat_id: chatId,
					name: chat.name,
					owner: chat.owner,
					create_time: chat.createTime,
					notice: chat.notice,
					member_list: chat.members.map((member) => showMember(world, app, needName === 1, member)),
					admin_list: chat.admins.map((admin) => ({ userid: admin })),
					member_version: `v${chat.members.length}`,
				},
			});
		},
	}),
];
