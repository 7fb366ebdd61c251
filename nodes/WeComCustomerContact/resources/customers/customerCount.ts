import type { IDataObject } from 'n8n-workflow';
import { toNameList } from '../../engine/convert';
import { toIsoTime, toUnixSeconds } from '../../engine/dates';
import type { Call, Field, Given, Operation, Output } from '../../engine/types';
import { asList, asObject, pick } from '../../engine/values';
import { chosenIn } from '../shared/choices';
import { changed, userIds } from '../shared/fields';
import { labeled, readable } from '../shared/readable';
import { membersToWalk } from './customerSync';
import { startProgress } from './syncProgress';
import { walk } from './syncWalk';
import { createTally, type Counter, type Key, type Tally } from './tally';
import { say } from '../../texts/say';

// How many customers there are, by channel, member, day and way of adding, without an item for each:
// https://developer.work.weixin.qq.com/document/path/92994

const LIMITS = { keys: 10_000, customers: 1_000_000 };

type Relation = IDataObject;

/** What relations can be counted by, in the order of the items' fields. */
const DIMENSIONS: Readonly<
	Record<string, (relation: Relation, timeZone: string) => string | number>
> = {
	date: ({ createtime }, timeZone) => dayOf(Number(createtime), timeZone),
	userid: ({ userid }) => String(userid),
	state: ({ state }) => String(state ?? ''),
	add_way: ({ add_way }) => Number(add_way ?? 0),
};

const dayOf = (seconds: number, timeZone: string) => toIsoTime(seconds, timeZone).slice(0, 10);

async function* count(call: Call): AsyncGenerator<Output[]> {
	const chosen = chosenIn(call, countBy);
	const dimensions = Object.keys(DIMENSIONS).filter((name) => chosen.includes(name));
	const tally = createTally(LIMITS);
	const isWanted = filterOf(call);
	const left = new Set(chosenIn(call, excludedMembers));
	const members = (await membersToWalk(call)).filter((member) => !left.has(member));
	const pages = walk(call, startProgress(members), {
		most: Infinity,
		complete: async (records) => await Promise.resolve(records),
	});
	for await (const some of pages) {
		for (const record of some.flatMap(({ records }) => records)) {
			const relation = asObject(record.follow_info);
			if (!isWanted(relation)) continue;
			const key = dimensions.map((name) => DIMENSIONS[name]!(relation, call.timeZone));
			tally.add(key, String(pick(record, 'external_contact.external_userid')));
		}
		yield some.flatMap(({ failed }) => failed.map((json) => ({ json })));
	}
	if (tally.isCapped()) {
		call.context.addExecutionHints({
			type: 'info',
			location: 'outputPane',
			message: say`There are more than ${LIMITS.customers.toLocaleString('en-US')} customers, so relations were counted, but not how many different customers they are of`,
		});
	}
	yield itemsOf(tally, dimensions).map((json) => ({ json: withLabels(json, call) }));
}

/** Which relations count. */
function filterOf({ values, timeZone }: Given): (relation: Relation) => boolean {
	const [since, until] = [values.addedSince, values.addedUntil].map((day) => day as string);
	const included = new Set(asList(values.includeStates));
	const excluded = new Set(asList(values.excludeStates));
	return (relation) => {
		const state = DIMENSIONS.state!(relation, timeZone);
		if ((included.size > 0 && !included.has(state)) || excluded.has(state)) return false;
		if (since === undefined && until === undefined) return true;
		const day = DIMENSIONS.date!(relation, timeZone);
		return (
			day !== '' && (since === undefined || day >= since) && (until === undefined || day <= until)
		);
	};
}

/**
 * An item for each combination, by day and then the most first; without dimensions one for all. Without the number of
 * customers when there are too many to tell them apart: a number that is too low would be taken for the right one.
 */
export function itemsOf(tally: Tally, dimensions: readonly string[]): IDataObject[] {
	const { total, rest } = tally;
	const numbers = ({ relations, customers }: Counter, prefix = ''): IDataObject => ({
		[`${prefix}relations`]: relations,
		...(tally.isCapped() ? {} : { [`${prefix}customers`]: customers }),
	});
	if (dimensions.length === 0) return [numbers(total)];
	const totals = numbers(total, 'total_');
	const item = (about: IDataObject, counter: Counter): IDataObject => ({
		...about,
		...numbers(counter),
		...totals,
	});
	const valuesOf = (key: Key) =>
		Object.fromEntries(dimensions.map((name, index) => [name, key[index]!]));
	const sorted = tally.counters().sort((a, b) => compared(a, b, dimensions[0] === 'date'));
	return [
		...sorted.map((counter) => item(valuesOf(counter.key), counter)),
		...(rest.relations > 0 ? [item({ is_rest: true }, rest)] : []),
	];
}

function compared(a: Counter, b: Counter, isByDay: boolean): number {
	const byDay = isByDay ? order(a.key[0]!, b.key[0]!) : 0;
	return byDay || b.relations - a.relations || order(JSON.stringify(a.key), JSON.stringify(b.key));
}

const order = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);

const withLabels = labeled(['add_way'], readable);

const countBy: Field = {
	property: {
		displayName: 'Count By',
		name: 'countBy',
		type: 'multiOptions',
		options: [
			{ name: 'Day Added', value: 'date', description: "In the workflow's time zone" },
			{ name: 'Member', value: 'userid' },
			{ name: 'State', value: 'state', description: 'The channel (渠道); empty for none' },
			{ name: 'Way of Adding', value: 'add_way', description: 'Such as QR code or phone search' },
		],
		default: [],
		description:
			'What there is an item for: with Day and State, for example, one for each state on each day. Leave empty for one item with the totals.',
	},
};

/** A day of the workflow's calendar, as text that sorts. */
const toDate = (value: unknown, label: string, timeZone = 'UTC') =>
	dayOf(toUnixSeconds(value, label, timeZone), timeZone);

const day = (displayName: string, name: string, description: string): Field => ({
	property: { displayName, name, type: 'dateTime', default: '', description },
	group: 'filters',
	as: toDate,
});

const states = (displayName: string, name: string, description: string): Field => ({
	property: {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder: 'e.g. store-1, store-2',
		description,
	},
	group: 'filters',
	as: toNameList,
});

const excludedMembers = changed(userIds, {
	to: undefined,
	group: 'filters',
	property: { displayName: 'Exclude Member Names or IDs', name: 'excludeUserIds' },
});

export const countCustomers: Operation = {
	name: 'Count',
	value: 'count',
	action: 'Count customers by channel or member or day or way of adding',
	description:
		'Count the customers of all members without an item for each. A customer of two members is one customer with two relations (统计客户数).',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/batch/get_by_user',
	doc: 92994,
	access: 'read',
	several: true,
	fields: [
		countBy,
		changed(userIds, {
			to: undefined,
			property: { description: 'Leave empty for all members' },
		}),
		day(
			'Added Since',
			'addedSince',
			'First day on which they were added; the time of day does not matter',
		),
		day('Added Until', 'addedUntil', 'Last day on which they were added, which is included'),
		states(
			'Include States',
			'includeStates',
			'Only customers of these channels (渠道), separated by commas',
		),
		states(
			'Exclude States',
			'excludeStates',
			'No customers of these channels (渠道), separated by commas',
		),
		excludedMembers,
	],
	labels: withLabels.codes,
	check: ({ values: { addedSince, addedUntil } }) =>
		String(addedUntil ?? addedSince) < String(addedSince ?? '')
			? say`"Added Until" is before "Added Since"`
			: undefined,
	run: count,
};
