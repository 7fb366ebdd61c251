import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { massMessages, remindsPerDay, shareOut, toGroups, type MassMessage } from '../massMessages';
import { page, unsorted } from '../paging';
import { array, bool, int, object, string, variant } from '../schema';
import type { World } from '../world';
import { attachmentFields, refuseAttachment } from './attachments';
import { endpoint } from './endpoint';
import { refuseChat } from './groupChat';
import { refuseMember, userid } from './people';

const dayMs = 24 * 3600 * 1000;
const address = { maxBytes: 2048 } as const;
const attachment = variant(
	'msgtype',
	{
		...attachmentFields,
		link: {
			...attachmentFields.link,
			picurl: string(address),
			url: string({ required: true, ...address }),
		},
	},
	{ invalid: 41065 },
);

interface TagList {
	tag_list: string[];
}

const chat_type = /^(single|group)$/;
const msgid = string({ required: true, missing: 41046 });
/** Above the most WeCom gives, its default holds. */
const pageOf = (fallback: number, max: number) => int({ min: 1, max, fallback, over: 'fallback' });

const refuseOwnChat = (world: World, chatId: string, sender: string): Reply | undefined => {
	const refusal = refuseChat(world, chatId);
	if (refusal) return refusal;
	const chat = world.state.groupChats.get(chatId);
	if (!chat?.isCustomerGroup) return fail(90501, chatId);
	return chat.owner === sender ? undefined : fail(60011, `${sender} does not own ${chatId}`);
};

/** The same time a calendar month later, in China; on its last day if it has no such day. */
const monthAfter = (time: number) => {
	const date = new Date((time + 8 * 3600) * 1000);
	const day = date.getUTCDate();
	date.setUTCMonth(date.getUTCMonth() + 1);
	if (date.getUTCDate() < day) date.setUTCDate(0);
	return date.getTime() / 1000 - 8 * 3600;
};

const show = (message: MassMessage) => ({
	msgid: message.msgid,
	...(message.creator === undefined ? {} : { creator: message.creator }),
	create_time: Math.floor(message.createdAt / 1000),
	create_type: message.createType,
	text: { content: message.text },
	attachments: message.attachments,
});

const sentAt = (time: number | undefined) =>
	time === undefined ? {} : { send_time: Math.floor(time / 1000) };

export const massMessageEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/add_msg_template',
		body: {
			chat_type: string({ pattern: chat_type }),
			external_userid: array(string({ required: true }), { max: 10_000 }),
			chat_id_list: array(string({ required: true }), { max: 2000 }),
			tag_filter: object({
				group_list: array(
					object({ tag_list: array(string({ required: true }), { required: true, max: 100 }) }),
				),
			}),
			sender: string({ maxChars: 64, pattern: userid.pattern, invalid: 40003 }),
			allow_select: bool(),
			text: object({ content: string({ maxBytes: 4000, invalid: 45002 }) }),
			attachments: array(attachment, { max: 9, tooMany: 41064 }),
		},
		handle: ({ world, body }) => {
			const { chat_type: chatType = 'single', sender, text, attachments = [] } = body;
			// An empty list narrows nothing: it is as good as none.
			const [customers, chats, groups] = [
				body.external_userid,
				body.chat_id_list,
				body.tag_filter?.group_list,
			].map((list) => (list?.length ? list : undefined)) as [string[]?, string[]?, TagList[]?];
			const isGroup = chatType === 'group';
			if (!text?.content && attachments.length === 0)
				return fail(40058, 'text and attachments are both empty');
			if (isGroup && (customers ?? groups)) return fail(40058, 'customers are for single chats');
			if (!isGroup && chats) return fail(40058, 'chat_id_list is for group chats');
			if (isGroup && !sender) return fail(41009, 'sender');
			if (!sender && !customers && !groups) return fail(40058, 'nobody to send to');
			const tags = groups?.map(({ tag_list: list }) => list) ?? [];
			const unknown = tags.flat().find((id) => !world.state.tagIds.has(id));
			const refusal =
				(sender ? refuseMember(world, sender) : undefined) ??
				chats?.map((id) => refuseOwnChat(world, id, sender!)).find(Boolean) ??
				(unknown === undefined ? undefined : fail(40068, unknown)) ??
				attachments.map((one) => refuseAttachment(world, one)).find(Boolean);
			if (refusal) return refusal;
			const { tasks, failed } = isGroup
				? toGroups(world, sender!, chats)
				: shareOut(world, { sender, customers, tags });
			if (tasks.length === 0) return fail(41048);
			const message: MassMessage = {
				msgid: newId('msg'),
				chatType: isGroup ? 'group' : 'single',
				createType: 0,
				createdAt: world.now(),
				text: text?.content ?? '',
				attachments,
				tasks,
				remindedAt: [],
			};
			massMessages(world.state).set(message.msgid, message);
			return ok({ fail_list: failed, msgid: message.msgid });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/remind_groupmsg_send',
		body: { msgid },
		handle: ({ world, body }) => {
			const message = massMessages(world.state).get(body.msgid);
			if (!message) return fail(41047);
			if (message.canceled) return fail(41093);
			const now = world.now();
			const recent = message.remindedAt.filter((time) => now - time < dayMs);
			if (recent.length >= remindsPerDay) return fail(41094);
			message.remindedAt.push(now);
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/cancel_groupmsg_send',
		body: { msgid },
		handle: ({ world, body }) => {
			const message = massMessages(world.state).get(body.msgid);
			if (!message) return fail(41047);
			if (message.canceled) return fail(41093);
			message.canceled = true;
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_groupmsg_list_v2',
		body: {
			chat_type: string({ required: true, pattern: chat_type }),
			start_time: int({ required: true, min: 0 }),
			end_time: int({ required: true, min: 0 }),
			creator: string(),
			filter_type: int({ min: 0, max: 2, fallback: 2 }),
			limit: pageOf(50, 100),
			cursor: string(),
		},
		handle: ({ world, body }) => {
			const { chat_type: chatType, start_time: start, end_time: end, creator } = body;
			const { filter_type: filter, limit, cursor } = body;
			if (start > end) return fail(41052, 'start_time is after end_time');
			if (end > monthAfter(start)) return fail(41052, 'more than a month');
			const items = unsorted(massMessages(world.state).values()).filter((message) => {
				const created = Math.floor(message.createdAt / 1000);
				return (
					message.chatType === chatType &&
					created >= start &&
					created <= end &&
					(!creator || message.creator === creator) &&
					(filter === 2 || message.createType === filter)
				);
			});
			const listing = `get_groupmsg_list_v2 ${chatType} ${start} ${end} ${creator} ${filter}`;
			const result = page(world, { listing, items, size: limit, cursor });
			if (!result) return fail(50100);
			return ok({ group_msg_list: result.items.map(show), next_cursor: result.nextCursor });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_groupmsg_task',
		body: { msgid, limit: pageOf(500, 1000), cursor: string() },
		handle: ({ world, body: { msgid: id, limit, cursor } }) => {
			const message = massMessages(world.state).get(id);
			if (!message) return fail(41047);
			const listing = `get_groupmsg_task ${id}`;
			const result = page(world, { listing, items: unsorted(message.tasks), size: limit, cursor });
			if (!result) return fail(50100);
			return ok({
				task_list: result.items.map(({ userId, sentAt: time }) => ({
					userid: userId,
					status: time === undefined ? 0 : 2,
					...sentAt(time),
				})),
				next_cursor: result.nextCursor,
			});
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_groupmsg_send_result',
		body: { msgid, userid, limit: pageOf(500, 1000), cursor: string() },
		handle: ({ world, body: { msgid: id, userid: userId, limit, cursor } }) => {
			const message = massMessages(world.state).get(id);
			if (!message) return fail(41047);
			const refusal = refuseMember(world, userId);
			if (refusal) return refusal;
			const task = message.tasks.find((one) => one.userId === userId);
			const isGroup = message.chatType === 'group';
			const rows = (task?.rows ?? []).filter(({ status }) => !isGroup || status === 1);
			const listing = `get_groupmsg_send_result ${id} ${userId}`;
			const result = page(world, { listing, items: unsorted(rows), size: limit, cursor });
			if (!result) return fail(50100);
			return ok({
				send_list: result.items.map(({ to, status, at }) => ({
					[isGroup ? 'chat_id' : 'external_userid']: to,
					userid: userId,
					status,
					...sentAt(at),
				})),
				next_cursor: result.nextCursor,
			});
		},
	}),
];
