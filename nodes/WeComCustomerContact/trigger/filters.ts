import { EVENTS, type WeComEvent } from '../callback/events';

export type StateMatch = 'exact' | 'prefix' | 'contains';

/** Which events start an execution; an empty member list or state lets all through. */
export interface Filters {
	events: string[];
	members: string[];
	state: string;
	stateMatch: StateMatch;
}

const MATCHES: Record<StateMatch, (state: string, wanted: string) => boolean> = {
	exact: (state, wanted) => state === wanted,
	prefix: (state, wanted) => state.startsWith(wanted),
	contains: (state, wanted) => state.includes(wanted),
};

/** The types of events that can have this value, whether or not it was sent. */
const typesWith = (name: string): ReadonlySet<string> =>
	new Set(
		EVENTS.filter(({ fields }) => fields.some((field) => field.name === name)).map(
			({ value }) => value,
		),
	);

const WITH_MEMBER = typesWith('userId');
const WITH_STATE = typesWith('state');

/**
 * Whether an event passes. The member and state filters look only at types of events that have such a
 * value at all: who selects Tag Created besides Customer Added wants to get both.
 */
export function passes(event: WeComEvent, filters: Filters): boolean {
	const { events, members, state, stateMatch } = filters;
	return (
		events.includes(event.type) &&
		(members.length === 0 ||
			!WITH_MEMBER.has(event.type) ||
			members.includes(textOf(event, 'userId'))) &&
		(state === '' ||
			!WITH_STATE.has(event.type) ||
			MATCHES[stateMatch](textOf(event, 'state'), state))
	);
}

function textOf(event: WeComEvent, name: 'userId' | 'state'): string {
	return name in event ? String((event as unknown as Record<string, unknown>)[name] ?? '') : '';
}
