import type { EventEntry } from '../callback/eventEntry';
import { EVENTS } from '../callback/events';

export type StateMatch = 'exact' | 'prefix' | 'contains';

/** Which events start an execution; an empty member list or state lets all through. */
export interface Filters {
	events: string[];
	members: string[];
	state: string;
	stateMatch: StateMatch;
}

/** What filters look at. */
interface Filtered {
	event_type: string;
	userid?: string;
	state?: string;
}

const MATCHES: Record<StateMatch, (state: string, wanted: string) => boolean> = {
	exact: (state, wanted) => state === wanted,
	prefix: (state, wanted) => state.startsWith(wanted),
	contains: (state, wanted) => state.includes(wanted),
};

type Value = 'userid' | 'state';

const typesWith = (name: Value, { always }: { always: boolean }): ReadonlySet<string> =>
	new Set(
		(EVENTS as readonly EventEntry[])
			.filter(({ fields }) =>
				fields.some((field) => field.name === name && !(always && field.optional)),
			)
			.map(({ value }) => value),
	);

/**
 * The types of events of which one without the value does not pass: those that have a member every time, and those
 * that can have a state, as a customer of no channel has none.
 */
const EXPECTED: Record<Value, ReadonlySet<string>> = {
	userid: typesWith('userid', { always: true }),
	state: typesWith('state', { always: false }),
};

/**
 * Whether an event passes. The member and state filters look at every event that has such a value, known or not. Of those
 * that have none, types that never need one pass: who selects Tag Created besides Customer Added wants to get both.
 */
export function passes(event: Filtered, filters: Filters): boolean {
	const { events, members, state, stateMatch } = filters;
	return (
		events.includes(event.event_type) &&
		(members.length === 0 || suits(event, 'userid', (userid) => members.includes(userid))) &&
		(state === '' || suits(event, 'state', (given) => MATCHES[stateMatch](given, state)))
	);
}

function suits(event: Filtered, name: Value, isWanted: (value: string) => boolean): boolean {
	const value = event[name] ?? '';
	return value === '' ? !EXPECTED[name].has(event.event_type) : isWanted(value);
}
