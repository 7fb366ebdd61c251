import { keyOf, MOST_TRIES, type Begun, type Relation, type State } from './state';

// What a process remembers between polls, so that only what changed is read, and a relation that shows up late is found
// whatever its time. It is lost with the process; then the state decides.

/** The customers of a member, as far as they have ever been shown. */
interface Known {
	/** When each became one; nothing for those of the first list of whom nothing could be read yet. */
	times: Map<string, number | undefined>;
	/** Those whom the last list did not have. */
	gone: Set<string>;
}

export interface Memory {
	members: Map<string, Known>;
	/** New relations that are not emitted yet, by their keys. */
	found: Map<string, Relation>;
	/** Members still to be looked at in this round; none between rounds. */
	waiting: Set<string> | undefined;
	/** What is done, as the process took it when it started and has moved it since. */
	state: State | undefined;
	/** Executions that are under way. */
	underWay: number;
	/** How often what is emitted next was begun before, and not brought to its end. */
	tries: number;
}

export const createMemory = (): Memory => ({
	members: new Map(),
	found: new Map(),
	waiting: undefined,
	state: undefined,
	underWay: 0,
	tries: 0,
});

/** Whether the member's customers were read before. */
export const isKnown = ({ members }: Memory, userid: string) => members.has(userid);

/** The customers of a member's list of whom it isn't known when they became one: new, back again, or never read. */
export function unreadOf({ members }: Memory, userid: string, listed: readonly string[]): string[] {
	const known = members.get(userid);
	if (!known) return [...listed];
	return listed.filter((id) => known.times.get(id) === undefined || known.gone.has(id));
}

/**
 * Notes a member's list and what was read of it. New is, of a member who is known, whoever wasn't listed before or has
 * another time now; at the first look (the process has just started, or the member), who is not done by the state.
 */
export function learn(
	{ members, found }: Memory,
	userid: string,
	listed: readonly string[],
	read: readonly Relation[],
	isDone: (relation: Relation) => boolean,
): void {
	const known = members.get(userid);
	const { times, gone }: Known = known ?? { times: new Map(), gone: new Set() };
	for (const relation of read) {
		const { external_userid: id, createtime } = relation;
		const isFirstLook = !known || (times.has(id) && times.get(id) === undefined);
		const isNew = isFirstLook ? !isDone(relation) : times.get(id) !== createtime;
		if (isNew) found.set(keyOf(relation), relation);
		times.set(id, createtime);
		gone.delete(id);
	}
	if (!known) {
		for (const id of listed) if (!times.has(id)) times.set(id, undefined);
		members.set(userid, { times, gone });
	}
	// Those listed are all known, but for some that are not read yet; so with as many of both nobody is missing.
	if (listed.length === times.size - gone.size) return;
	const now = new Set(listed);
	for (const id of times.keys()) if (!now.has(id)) gone.add(id);
}

/** All that is known and not waiting to be emitted. */
export function doneIn({ members, found }: Memory): Relation[] {
	const all = [...members].flatMap(([userid, { times }]) =>
		[...times].flatMap(([external_userid, createtime]) =>
			createtime === undefined ? [] : { userid, external_userid, createtime, state: '' },
		),
	);
	return all.filter((relation) => !found.has(keyOf(relation)));
}

/** Notes how an execution ended; what died with its process is to be emitted again, unless that was tried too often. */
export function ended(memory: Memory, { relations, tries }: Begun, isDone: boolean): void {
	memory.underWay -= 1;
	const isGivenUp = tries + 1 >= MOST_TRIES;
	if (isDone || isGivenUp) {
		if (memory.underWay === 0) memory.tries = 0;
		return;
	}
	memory.tries = Math.max(memory.tries, tries + 1);
	for (const relation of relations) memory.found.set(keyOf(relation), relation);
}
