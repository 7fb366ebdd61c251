/** How many calls of one corp run at once unless the user says otherwise: what WeCom's staff advises. */
export const DEFAULT_WIDTH = 5;

export interface Turn {
	/** Calls of one execution form a group: groups take turns, so that a long one starves no other. */
	group: string;
	/** Goes before all others: a welcome code lives for 20 seconds. */
	urgent?: boolean;
	/** The call starts when fewer than this run. */
	width: number;
}

interface Waiting extends Turn {
	start: () => void;
}

interface Lane {
	running: number;
	urgent: Waiting[];
	/** In the order of their turns: a group that was served goes to the end. */
	groups: Map<string, Waiting[]>;
}

const lanes = new Map<string, Lane>();

/**
 * Runs a job when its lane has room. A lane is what WeCom counts together: one corp behind one base URL,
 * inside this process. Jobs of one group keep their order.
 */
export async function inLane<T>(name: string, turn: Turn, job: () => Promise<T>): Promise<T> {
	const lane = lanes.get(name) ?? { running: 0, urgent: [], groups: new Map<string, Waiting[]>() };
	lanes.set(name, lane);
	await new Promise<void>((start) => {
		enqueue(lane, { ...turn, start });
		startNext(lane);
	});
	try {
		return await job();
	} finally {
		lane.running -= 1;
		startNext(lane);
		if (lane.running === 0) lanes.delete(name);
	}
}

function enqueue(lane: Lane, waiting: Waiting): void {
	if (waiting.urgent) {
		lane.urgent.push(waiting);
		return;
	}
	const group = lane.groups.get(waiting.group);
	if (group) group.push(waiting);
	else lane.groups.set(waiting.group, [waiting]);
}

function startNext(lane: Lane): void {
	for (let next = takeNext(lane); next; next = takeNext(lane)) {
		lane.running += 1;
		next.start();
	}
}

function takeNext(lane: Lane): Waiting | undefined {
	const hasRoom = (waiting?: Waiting) => waiting !== undefined && lane.running < waiting.width;
	if (lane.urgent.length > 0) return hasRoom(lane.urgent[0]) ? lane.urgent.shift() : undefined;
	for (const [name, group] of lane.groups) {
		if (!hasRoom(group[0])) continue;
		const next = group.shift();
		lane.groups.delete(name);
		if (group.length > 0) lane.groups.set(name, group);
		return next;
	}
	return undefined;
}
