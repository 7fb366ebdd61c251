import { fail, ok, type Reply } from '../errors';
import { hashed } from '../ids';
import { joined, page } from '../paging';
import { isVisible } from '../relations';
import { int, string } from '../schema';
import type { OtherContact, Relation } from '../types';
import type { World } from '../world';
import { endpoint } from './endpoint';

type Contact = Relation | OtherContact;

const cursorLifeMs = 4 * 3600 * 1000;
const limit = { min: 1, max: 1000 } as const;

const masked = (name: string) => `***${[...name].at(-1) ?? ''}`;

/** Where somebody was met: the id of a customer group, but the name of any other group. */
const showGroup = ({ state }: World, { chatId }: OtherContact) => {
	const chat = chatId === undefined ? undefined : state.groupChats.get(chatId);
	if (!chat) return {};
	return chat.isCustomerGroup ? { chat_id: chat.chatId } : { chat_name: chat.name };
};

const showOther = (world: World, contact: OtherContact) => {
	const isCustomer = world.state.customers.has(contact.personId);
	return {
		is_customer: isCustomer,
		...(isCustomer ? { external_userid: contact.personId } : { name: masked(contact.name) }),
		follow_userid: contact.followUserId,
		...showGroup(world, contact),
		add_time: contact.addTime,
	};
};

const show = (world: World, round: string, contact: Contact) => {
	if ('personId' in contact)
		return { tmp_openid: hashed('tmp', round, contact.personId), ...showOther(world, contact) };
	const { userId, externalUserId, follow } = contact;
	return {
		tmp_openid: hashed('tmp', round, externalUserId),
		is_customer: true,
		external_userid: externalUserId,
		follow_userid: userId,
		add_time: follow.createtime,
	};
};

const list = (
	world: World,
	listing: string,
	contacts: readonly (readonly Contact[])[],
	{ cursor, limit: size }: { cursor?: string; limit: number },
): Reply => {
	const items = joined(contacts);
	const result = page(world, { listing, items, size, cursor, cursorLifeMs });
	if (!result) return fail(50100);
	return ok({
		info_list: result.items
			.filter((contact) => 'personId' in contact || isVisible(world.state, contact))
			.map((contact) => show(world, result.round, contact)),
		next_cursor: result.nextCursor,
	});
};

export const contactEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/contact_list',
		callers: ['selfBuilt'],
		body: { cursor: string(), limit: int({ ...limit, fallback: 1000 }) },
		handle: ({ world, body }) =>
			list(world, 'contact_list', [world.state.relations, world.state.otherContacts], body),
	}),
];
