import type { Relation } from './state';

const MOST = 500;
/** So long, in seconds of WeCom's clock, an execution of the other trigger may take that the process might die in. */
const SETTLED = 600;
/** So many may be left out before one is emitted all the same, as n8n saves the state with items only. */
const MOST_LEFT_OUT = 100;

export interface Choice {
	/** What to emit now, the oldest first. */
	emitted: Relation[];
	/** What is done with it. */
	done: Relation[];
}

/**
 * What a poll emits of what was found: the oldest 500, and a second with more of them whole, as the state knows no part of
 * a second once its keys are too many. Those that the other trigger delivered are left out; they wait in the memory
 * until something is emitted, and are found again if the process dies before.
 */
export function choose(
	found: Iterable<Relation>,
	isDelivered: (relation: Relation) => boolean = () => false,
): Choice {
	const sorted = [...found].sort((a, b) => a.createtime - b.createtime);
	const fresh = sorted.filter((relation) => !isDelivered(relation));
	const newest = sorted.at(-1)?.createtime ?? 0;
	const settled = sorted.filter(
		(relation) => relation.createtime <= newest - SETTLED && isDelivered(relation),
	);
	const last = fresh[MOST - 1]?.createtime ?? Infinity;
	const emitted = fresh.filter(({ createtime }) => createtime <= last);
	if (emitted.length === 0 && settled.length >= MOST_LEFT_OUT) emitted.push(settled.at(-1)!);
	const done = emitted.length === 0 ? [] : [...new Set([...emitted, ...settled])];
	return { emitted, done };
}
