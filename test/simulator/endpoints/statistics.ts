import { createHash } from 'node:crypto';
import { membersOfDepartment } from '../departments';
import { fail, ok, type Reply } from '../errors';
import { array, int } from '../schema';
import type { GroupChat } from '../types';
import { seconds, type World } from '../world';
import { groupsOf, owner_filter, refuseOwners } from './customerGroups';
import { endpoint } from './endpoint';
import { refuseMember, userid } from './people';

const daySeconds = 24 * 3600;
const keptDays = 180;
const longestSpan = 30 * daySeconds;

/** 00:00 in China of the day that a time is in. */
const dayOf = (time: number) => time - ((time + 8 * 3600) % daySeconds);

const daysOf = (start: number, end: number) =>
	Array.from(
		{ length: (dayOf(end) - dayOf(start)) / daySeconds + 1 },
		(_, index) => dayOf(start) + index * daySeconds,
	);

const refuseDays = (world: World, start: number, end: number, latest: number) => {
	const today = dayOf(seconds(world));
	if (end < start) return fail(40058, 'the end is before the start');
	if (dayOf(end) - dayOf(start) > longestSpan) return fail(40058, 'more than 30 days');
	if (dayOf(start) < today - keptDays * daySeconds) return fail(40058, 'more than 180 days ago');
	return dayOf(end) > latest ? fail(40058, 'there is no data of that day yet') : undefined;
};

/** Made-up numbers that are always the same for the same thing and day. */
const madeUp = (thing: string, day: number) => [
	...createHash('sha256').update(`${thing} ${day}`).digest(),
];

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const rounded = (number: number) => Math.round(number * 100) / 100;

/** What a member did on a day; nothing at all on some days. */
const behaviorOf = (member: string, day: number) => {
	const [chats = 0, words = 0, replied = 0, pause = 0, lost = 0, asked = 0, met = 0] = madeUp(
		member,
		day,
	);
	const chat_cnt = chats % 8;
	return {
		chat_cnt,
		message_cnt: chat_cnt === 0 ? 0 : chat_cnt + (words % 40),
		reply_percentage: 50 + (replied % 51),
		avg_reply_time: 1 + (pause % 30),
		negative_feedback_cnt: lost % 3,
		new_apply_cnt: asked % 6,
		new_contact_cnt: Math.min(asked % 6, met % 6),
	};
};

/** One row for all of them: WeCom adds up what several members did. */
const behaviorRow = (members: string[], day: number) => {
	const rows = members.map((member) => behaviorOf(member, day));
	const total = (name: keyof ReturnType<typeof behaviorOf>) => sum(rows.map((row) => row[name]));
	const chat_cnt = total('chat_cnt');
	const average = (name: 'reply_percentage' | 'avg_reply_time') =>
		rounded(sum(rows.map((row) => row[name] * row.chat_cnt)) / chat_cnt);
	return {
		stat_time: day,
		chat_cnt,
		message_cnt: total('message_cnt'),
		...(chat_cnt === 0
			? {}
			: {
					reply_percentage: average('reply_percentage'),
					avg_reply_time: Math.round(average('avg_reply_time')),
				}),
		negative_feedback_cnt: total('negative_feedback_cnt'),
		new_apply_cnt: total('new_apply_cnt'),
		new_contact_cnt: total('new_contact_cnt'),
	};
};

const refuseDepartment = ({ state }: World, id: number): Reply | undefined => {
	const department = state.departments.get(id);
	if (!department) return fail(60123, String(id));
	return department.inScope ? undefined : fail(60011, `department ${id}`);
};

const firstRefusal = <T>(list: T[], refuse: (entry: T) => Reply | undefined) =>
	list.map(refuse).find((refusal) => refusal !== undefined);

/** What happened in groups on some days; totals are those of the last day. */
const groupData = (chats: GroupChat[], days: number[]) => {
	const last = days.at(-1)!;
	const existing = chats.filter(({ createTime }) => createTime < last + daySeconds);
	const isNew = ({ createTime }: GroupChat) => days.includes(dayOf(createTime));
	const numbers = (chat: GroupChat) => days.map((day) => madeUp(chat.chatId, day));
	const talks = existing.filter((chat) => numbers(chat).some(([words = 0]) => words % 20 > 0));
	const joined = existing
		.flatMap(({ members }) => members)
		.filter(({ joinTime }) => days.includes(dayOf(joinTime)));
	const people = (list: GroupChat[]) => sum(list.map(({ members }) => members.length));
	return {
		new_chat_cnt: existing.filter(isNew).length,
		chat_total: existing.length,
		chat_has_msg: talks.length,
		new_member_cnt: joined.length,
		member_total: people(existing),
		member_has_msg: people(talks),
		msg_total: sum(existing.flatMap(numbers).map(([words = 0]) => words % 20)),
		migrate_trainee_chat_cnt: 0,
	};
};

const orders = ['new_chat_cnt', 'chat_total', 'new_member_cnt', 'member_total'] as const;
const day = int({ required: true, min: 0 });
const dayRange = { day_begin_time: day, day_end_time: int({ min: 0 }), owner_filter };

interface GroupRange {
	day_begin_time: number;
	day_end_time?: number;
	owner_filter?: { userid_list?: string[] };
}

const readGroupRange = (world: World, given: GroupRange) => {
	const { day_begin_time: start, day_end_time: end = start, owner_filter: filter } = given;
	const owners = filter?.userid_list ?? [];
	const yesterday = dayOf(seconds(world)) - daySeconds;
	const refusal = refuseDays(world, start, end, yesterday) ?? refuseOwners(world, owners);
	return refusal ? { refusal } : { days: daysOf(start, end), chats: groupsOf(world, owners) };
};

export const statisticsEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_user_behavior_data',
		body: {
			userid: array(userid, { max: 100, tooMany: 40032 }),
			partyid: array(int(), { max: 100 }),
			start_time: day,
			end_time: day,
		},
		handle: ({ world, body }) => {
			const {
				userid: members = [],
				partyid: parties = [],
				start_time: start,
				end_time: end,
			} = body;
			if (members.length + parties.length === 0) return fail(40058, 'nobody to tell about');
			const refusal =
				refuseDays(world, start, end, dayOf(seconds(world))) ??
				firstRefusal(members, (id) => refuseMember(world, id)) ??
				firstRefusal(parties, (id) => refuseDepartment(world, id));
			if (refusal) return refusal;
			const inParties = parties
				.flatMap((id) => membersOfDepartment(world.state, id))
				.filter(({ externalContact, inScope }) => externalContact && inScope);
			const all = [...new Set([...members, ...inParties.map(({ userid: id }) => id)])];
			return ok({ behavior_data: daysOf(start, end).map((time) => behaviorRow(all, time)) });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/statistic',
		body: {
			...dayRange,
			order_by: int({ min: 1, max: 4 }),
			order_asc: int({ min: 0, max: 1 }),
			offset: int({ min: 0 }),
			limit: int({ min: 1, max: 1000 }),
		},
		handle: ({ world, body }) => {
			const { refusal, days, chats } = readGroupRange(world, body);
			if (refusal) return refusal;
			const { order_by = 1, order_asc = 0, offset = 0, limit = 500 } = body;
			const by = orders[order_by - 1]!;
			const rows = [...new Set(chats.map(({ owner }) => owner))]
				.map((owner) => ({
					owner,
					data: groupData(
						chats.filter((chat) => chat.owner === owner),
						days,
					),
				}))
				.sort((a, b) => (order_asc ? 1 : -1) * (a.data[by] - b.data[by]));
			const items = rows.slice(offset, offset + limit);
			return ok({
				total: rows.length,
				next_offset: Math.min(offset + limit, rows.length),
				items,
			});
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/statistic_group_by_day',
		body: dayRange,
		handle: ({ world, body }) => {
			const { refusal, days, chats } = readGroupRange(world, body);
			if (refusal) return refusal;
			const items = days.map((time) => ({ stat_time: time, data: groupData(chats, [time]) }));
			return ok({ items });
		},
	}),
];
