import type { IDataObject } from 'n8n-workflow';
import { sideBySide } from '../../engine/sideBySide';
import { DEFAULT_WIDTH } from '../../transport/limiter';
import { choose } from './choose';
import { doneIn, type Memory } from './memory';
import { goRound, type Source } from './round';
import {
	doneBy,
	keyOf,
	moved,
	reopened,
	startingAt,
	stockOf,
	type Begun,
	type Relation,
	type State,
} from './state';

interface Conditions {
	/** Whose customers, so that the state of another corp counts for nothing. */
	corp: string;
	/** Without a state: from when on relations are new (Unix seconds); nothing that is there is new unless given. */
	since?: number;
	isWanted?: (relation: Relation) => boolean;
	/** Whether another trigger has seen to a relation. */
	isDelivered?: (relation: Relation) => boolean;
	mayGoOn?: () => boolean;
	/** This machine's clock, Unix seconds. */
	now?: () => number;
}

export interface Step {
	/** Each with the customer, unless WeCom shows the customer no longer. */
	emitted: Array<{ relation: Relation; record: IDataObject | undefined }>;
	/** The execution that begins with them. */
	begun?: Begun;
	/** What to keep, if anything is to be kept. */
	state?: State;
}

const unixSeconds = () => Math.floor(Date.now() / 1000);

/**
 * One poll: looks at the members, and answers who became a customer, with the state that goes with it. Nothing counts as
 * done before all of it was read, so what fails is found again.
 */
export async function step(
	source: Source,
	memory: Memory,
	state: State | undefined,
	{ corp, since, isWanted = () => true, isDelivered, mayGoOn, now = unixSeconds }: Conditions,
): Promise<Step> {
	// A process that starts can't know how the executions of the last one ended.
	const kept = state?.corp === corp ? (memory.state ?? reopened(state, now())) : undefined;
	if (kept && state?.open && !memory.state && kept !== state) memory.tries = state.open.tries + 1;
	const start = kept ?? startingAt(corp, since);
	memory.state = kept;
	if (!(await goRound(source, memory, doneBy(start), mayGoOn))) return { emitted: [] };
	for (const [key, relation] of memory.found) {
		if (!isWanted(relation)) memory.found.delete(key);
	}
	const { emitted, done } = choose(memory.found.values(), isDelivered);
	const withRecords = await sideBySide(emitted, DEFAULT_WIDTH, async (relation) => ({
		relation,
		record: relation.record ?? (await source.customer(relation.external_userid)),
	}));
	const before = kept ?? (since === undefined ? stockOf(corp, doneIn(memory), now()) : start);
	for (const relation of done) memory.found.delete(keyOf(relation));
	if (kept && done.length === 0) return { emitted: [] };
	const begun = {
		relations: emitted,
		at: now(),
		tries: memory.tries,
		areOthersEnded: memory.underWay === 0,
	};
	if (emitted.length > 0) memory.underWay += 1;
	memory.state = moved(before, done, emitted.length > 0 ? begun : undefined);
	return { emitted: withRecords, begun, state: memory.state };
}
