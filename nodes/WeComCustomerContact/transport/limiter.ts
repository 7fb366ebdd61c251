import { sleep } from 'n8n-workflow';
import { onCancel } from './cancel';

/** How many calls of one corp run at once unless the user says otherwise: what WeCom's staff advises. */
export const DEFAULT_WIDTH = 5;

/** The longest time that a timer knows. */
const LONGEST_SLEEP = 2 ** 31 - 1;

export interface Turn {
	/** Calls of one execution form a group: groups take turns, so that a long one starves no other. */
	group: string;
	/** Calls of the group that may run at once. */
	width: number;
	/** Waiting is of no use after this time (milliseconds since 1970). */
	deadline?: number;
	/** Waiting ends when this is aborted. */
	signal?: AbortSignal;
}

/** The job did not run, nor will it: its deadline passed or its execution was canceled while it waited. */
export interface Dropped {
	kind: 'dropped';
	why: 'late' | 'canceled';
}

interface Waiting {
	turn: Turn;
	/** Ends the waiting: it starts or, with false, never will. */
	end: (started: boolean) => void;
}

interface Group {
	width: number;
	running: number;
	waiting: Waiting[];
}

/** Groups in the order of their turns: one that was served goes to the end. */
type Lane = Map<string, Group>;

const lanes = new Map<string, Lane>();

/**
 * Runs a job when it is its group's turn and there is room: in the group (its width), and in the lane, which takes as
 * many at once as the widest of its groups wants. Jobs of one group start in order. A group that has room waits at most
 * until each other one was served once.
 */
export async function inLane<T>(
	name: string,
	turn: Turn,
	job: () => Promise<T>,
): Promise<T | Dropped> {
	const lane: Lane = lanes.get(name) ?? new Map<string, Group>();
	lanes.set(name, lane);
	const group = lane.get(turn.group) ?? { width: turn.width, running: 0, waiting: [] };
	lane.set(turn.group, group);
	group.width = turn.width;
	const started = await hasTurn(lane, group, turn);
	try {
		return dropped(turn) ?? (await job());
	} finally {
		if (started) group.running -= 1;
		startNext(lane);
		// A call that was dropped may come here when there is another lane of this name.
		if (lane.size === 0 && lanes.get(name) === lane) lanes.delete(name);
	}
}

/** How many lanes have calls: none, when nothing is under way. */
export const lanesInUse = () => lanes.size;

/** Why a call must not start any more, if so. */
export function dropped({
	deadline = Infinity,
	signal,
}: Pick<Turn, 'deadline' | 'signal'>): Dropped | undefined {
	if (signal?.aborted) return { kind: 'dropped', why: 'canceled' };
	return Date.now() < deadline ? undefined : { kind: 'dropped', why: 'late' };
}

/** Waits until it may start, or must not any more. */
async function hasTurn(lane: Lane, group: Group, turn: Turn): Promise<boolean> {
	const { deadline, signal } = turn;
	const look = () => startNext(lane);
	let stopWatching: (() => void) | undefined;
	const started = await new Promise<boolean>((end) => {
		const waiting = { turn, end };
		const isWaiting = () => group.waiting.includes(waiting);
		group.waiting.push(waiting);
		look();
		if (!isWaiting()) return;
		if (signal) stopWatching = onCancel(signal, look);
		if (deadline !== undefined) void untilLate(deadline, isWaiting).then(look);
	});
	stopWatching?.();
	return started;
}

/** Timers may end early, and know only some weeks. */
async function untilLate(deadline: number, isWaiting: () => boolean): Promise<void> {
	for (let left = 1; left > 0 && isWaiting();) {
		left = deadline - Date.now();
		if (left > 0) await sleep(Math.min(left, LONGEST_SLEEP));
	}
}

function startNext(lane: Lane): void {
	for (const [name, group] of lane) {
		endLate(group);
		if (group.running + group.waiting.length === 0) lane.delete(name);
	}
	for (let next = nextGroup(lane); next; next = nextGroup(lane)) {
		const [name, group] = next;
		lane.delete(name);
		lane.set(name, group);
		group.running += 1;
		group.waiting.shift()!.end(true);
	}
}

/** Those whose time is over take nobody's turn. */
function endLate(group: Group): void {
	const over = group.waiting.filter(({ turn }) => dropped(turn));
	if (over.length === 0) return;
	group.waiting = group.waiting.filter((waiting) => !over.includes(waiting));
	for (const { end } of over) end(false);
}

function nextGroup(lane: Lane): [string, Group] | undefined {
	const groups = [...lane.values()];
	const cap = Math.max(...groups.map(({ width }) => width));
	if (groups.reduce((sum, { running }) => sum + running, 0) >= cap) return undefined;
	return [...lane].find(([, { width, running, waiting }]) => running < width && waiting.length > 0);
}
