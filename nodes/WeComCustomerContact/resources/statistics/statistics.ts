import type { IDataObject } from 'n8n-workflow';
import { maxItems } from '../../engine/checks';
import { toFlag, toInteger } from '../../engine/convert';
import { sideBySide } from '../../engine/sideBySide';
import { asWanted } from '../../engine/simplify';
import { InputProblem } from '../../engine/problems';
import type { Call, Given, Operation, Output, Part, Resource } from '../../engine/types';
import { asObject, pick } from '../../engine/values';
import { dateOf, dayFields, dayPieces, dayRange, daysBetween } from '../shared/days';
import { readable } from '../shared/readable';
import { memberStatistics } from './memberStatistics';
import { bodiesByOwners, MOST_OWNERS, owners } from '../groupChats/owners';
import { withNames } from '../people/memberNames';
import { say } from '../../texts/say';

/** Most days of one report: https://developer.work.weixin.qq.com/document/path/92133 */
const MOST_DAYS = 30;

const days = dayFields({ start: 'day_begin_time', end: 'day_end_time', newest: 1 });
const rangeOf = ({ request: { body }, timeZone }: Given) =>
	dayRange(body.day_begin_time, body.day_end_time, timeZone);

/** Numbers that the owners can be sorted by, by WeCom's order_by. */
const ORDERS: Readonly<Record<number, string>> = {
	1: 'new_chat_cnt',
	2: 'chat_total',
	3: 'new_member_cnt',
	4: 'member_total',
};

/** The end of this list is where the next offset is the total. */
const byOffset = {
	records: 'items',
	size: { to: 'limit', max: 1000 },
	cursor: 'offset',
	next: ({ next_offset: next, total }: IDataObject) =>
		Number(next) < Number(total) ? Number(next) : undefined,
};

async function* byOwner(call: Call): AsyncGenerator<Output[]> {
	const { start, end } = rangeOf(call);
	const length = daysBetween({ start, end });
	if (length > MOST_DAYS) {
		throw new InputProblem(
			say`"Start Date" and "End Date" are ${length} days apart, but one report by owner covers ${MOST_DAYS} days at most, and several can't be added up. Choose a shorter time, or use Get Group Chat Statistics by Day`,
		);
	}
	const toRow = (record: unknown): Output => ({
		json: asWanted(asObject(record), call, call.operation.simplify),
	});
	const body: IDataObject = { ...call.request.body, day_end_time: end };
	const bodies = bodiesByOwners(body);
	if (bodies.length === 1) {
		for await (const { records } of call.pages(byOffset, { body: bodies[0] }, call.limit)) {
			yield records.map(toRow);
		}
		return;
	}
	// WeCom sorts each hundred owners by themselves.
	const records = (
		await sideBySide(bodies, call.width, async (ofOwners) => {
			const all: unknown[] = [];
			for await (const page of call.pages(byOffset, { body: ofOwners })) all.push(...page.records);
			return all;
		})
	).flat();
	const order = `data.${ORDERS[Number(body.order_by ?? 1)]!}`;
	const direction = body.order_asc === 1 ? 1 : -1;
	records.sort((a, b) => direction * (Number(pick(a, order)) - Number(pick(b, order))));
	yield records.slice(0, call.limit).map(toRow);
}

const groupChatsByOwner: Operation = {
	name: 'Get Group Chat Statistics by Owner',
	value: 'getGroupChatsByOwner',
	action: 'Get group chat statistics by owner',
	description:
		'Count groups, people and messages of each group owner over at most 30 days (群聊数据统计：按群主聚合)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/groupchat/statistic',
	doc: 92133,
	access: 'read',
	fields: [
		...days,
		owners,
		{
			property: {
				displayName: 'Ascending',
				name: 'orderAscending',
				type: 'boolean',
				default: false,
				description: 'Whether the owners with the smallest numbers come first',
			},
			group: 'options',
			to: 'order_asc',
			as: toFlag,
		},
		{
			property: {
				displayName: 'Sort By',
				name: 'orderBy',
				type: 'options',
				options: [
					{ name: 'Groups', value: 2 },
					{ name: 'New Groups', value: 1 },
					{ name: 'New People', value: 3 },
					{ name: 'People', value: 4 },
				],
				default: 1,
				description: 'Number by which the owners are sorted',
			},
			group: 'options',
			to: 'order_by',
			as: toInteger,
		},
	],
	limitable: true,
	simplify: ({ data, ...row }) => ({ ...row, ...asObject(data) }),
	run: byOwner,
};

const perDay = ({ stat_time, data, ...row }: IDataObject, given: Given): IDataObject =>
	readable({ date: dateOf(Number(stat_time)), stat_time, ...row, ...asObject(data) }, given);

/** A request for each 30 days. */
const spans = (given: Given): Part[] =>
	dayPieces(rangeOf(given), MOST_DAYS).map(({ start, end }) => ({
		body: { ...given.request.body, day_begin_time: start, day_end_time: end },
	}));

const groupChatsByDay: Operation = {
	name: 'Get Group Chat Statistics by Day',
	value: 'getGroupChatsByDay',
	action: 'Get group chat statistics by day',
	description:
		'Count groups, people and messages of all chosen owners together, day by day (群聊数据统计：按自然日聚合)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/groupchat/statistic_group_by_day',
	doc: 92133,
	access: 'read',
	// Numbers of different owners can't be added up here: somebody may be in groups of both.
	fields: [...days, { ...owners, checks: [maxItems(MOST_OWNERS)] }],
	requests: spans,
	records: 'items',
	simplify: perDay,
};

export const statistics: Resource = {
	name: 'Statistics Report',
	value: 'statistics',
	description: 'Numbers of members, customers and groups per day or owner (数据统计)',
	operations: [withNames(memberStatistics), groupChatsByDay, groupChatsByOwner],
};
