import { isVisible, relationsOfCustomer, relationsOfMember } from './relations';
import { slice } from './slice';
import type { Relation, State } from './types';
import type { World } from './world';

/** One customer or group chat of a task, and how it went. */
export interface Row {
	/** external_userid or chat_id */
	to: string;
	/** 0 not sent, 1 sent, 2 not a friend, 3 got as many as allowed */
	status: 0 | 1 | 2 | 3;
	at?: number;
}

/** What one member shall send. Nothing goes out before the member confirms it. */
export interface Task {
	userId: string;
	sentAt?: number;
	rows: Row[];
}

export interface MassMessage {
	msgid: string;
	chatType: 'single' | 'group';
	/** Absent when it was made through the API. */
	creator?: string;
	/** 0 by the corp, 1 by a member */
	createType: 0 | 1;
	createdAt: number;
	text: string;
	attachments: unknown[];
	tasks: Task[];
	canceled?: boolean;
	remindedAt: number[];
}

/** How often the members of one message may be reminded within 24 hours. */
export const remindsPerDay = 3;

const kept = slice(() => new Map<string, MassMessage>());

/** Every mass message of the corp, by its msgid. A test may add those of members. */
export const massMessages = (state: State) => kept({ state } as World);

const monthInChina = (time: number) => new Date(time + 8 * 3600 * 1000).toISOString().slice(0, 7);

/** A customer gets at most as many mass messages of the corp in a month as the month has days. */
export const mostInMonthOf = (time: number) => {
	const [year = 0, month = 0] = monthInChina(time).split('-').map(Number);
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
};

const receivedInMonthOf = (state: State, to: string, time: number) =>
	[...massMessages(state).values()]
		.filter(({ createType }) => createType === 0)
		.flatMap(({ tasks }) => tasks.flatMap(({ rows }) => rows))
		.filter((row) => row.to === to && row.status === 1)
		.filter(({ at = 0 }) => monthInChina(at) === monthInChina(time)).length;

const outcome = (state: State, userId: string, to: string, time: number): Row['status'] => {
	const chat = state.groupChats.get(to);
	const relation = relationsOfCustomer(state, to).find((one) => one.userId === userId);
	const isFriend = relation && relation.status === 'full' && !relation.deletedByCustomer;
	if (!chat && !isFriend) return 2;
	return receivedInMonthOf(state, to, time) < mostInMonthOf(time) ? 1 : 3;
};

/** A member confirms a mass message in the client. False if there is nothing (left) for the member to send. */
export const confirmMassMessage = (
	state: State,
	{ msgid, userId, at = Date.now() }: { msgid: string; userId: string; at?: number },
): boolean => {
	const message = massMessages(state).get(msgid);
	const task = message?.tasks.find((one) => one.userId === userId);
	if (!message || message.canceled || !task || task.sentAt !== undefined) return false;
	task.sentAt = at;
	for (const row of task.rows) {
		row.status = outcome(state, userId, row.to, at);
		if (row.status === 1) row.at = at;
	}
	return true;
};

interface Shares {
	tasks: Task[];
	/** External userids that nobody can reach. */
	failed: string[];
}

interface Audience {
	sender?: string;
	/** These customers; then tags do not matter. */
	customers?: string[];
	/** Everybody with one tag of each list; no lists mean everybody. */
	tags: string[][];
}

const hasTags = ({ follow }: Relation, lists: string[][]) =>
	lists.every((list) =>
		follow.tags.some(({ tag_id: id }) => id !== undefined && list.includes(id)),
	);

/** Gives each customer to the sender, or without one to the member who has followed the longest. */
export const shareOut = ({ state }: World, { sender, customers, tags }: Audience): Shares => {
	const fits = (relation: Relation) =>
		isVisible(state, relation) && (sender === undefined || relation.userId === sender);
	const all = sender === undefined ? state.relations : relationsOfMember(state, sender);
	const wanted =
		customers ??
		all.filter((one) => fits(one) && hasTags(one, tags)).map((one) => one.externalUserId);
	const shares = new Map<string, Row[]>();
	const failed: string[] = [];
	for (const to of new Set(wanted)) {
		const reachable = relationsOfCustomer(state, to).filter(fits);
		const relation = customers ? reachable[0] : reachable.find((one) => hasTags(one, tags));
		if (!relation) failed.push(to);
		else shares.set(relation.userId, [...(shares.get(relation.userId) ?? []), { to, status: 0 }]);
	}
	return { tasks: [...shares].map(([userId, rows]) => ({ userId, rows })), failed };
};

/** The group chats that were named, or all of the owner's when the owner shall choose. */
export const toGroups = ({ state }: World, owner: string, chats?: string[]): Shares => {
	const own = [...state.groupChats.values()].filter(
		(chat) => chat.owner === owner && chat.isCustomerGroup,
	);
	const rows = (chats ?? own.map(({ chatId }) => chatId)).map((to): Row => ({ to, status: 0 }));
	return { tasks: rows.length > 0 ? [{ userId: owner, rows }] : [], failed: [] };
};
