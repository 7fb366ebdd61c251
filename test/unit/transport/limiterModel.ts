import fc from 'fast-check';
import type * as Limiter from '../../../nodes/WeComCustomerContact/transport/limiter';
import { watchedSignal } from './watchedSignal';
import { SEED } from '../seed';

// Random calls of random executions against the limiter, on a clock of its own, with what must always hold.

/** What the limiter promises, in the words of the failures below. */
export type Promised =
	| 'lane width'
	| 'group width'
	| 'fairness'
	| 'no idle room'
	| 'no call after its end'
	| 'prompt end'
	| 'order'
	| 'nothing left'
	| 'listeners';

const LANES = ['corp', 'corp#urgent'] as const;
const WIDTHS = [1, 1, 2, 5, 7] as const;

interface Call {
	id: number;
	lane: string;
	group: string;
	deadline: number;
	signal: AbortSignal;
	state: 'waiting' | 'running' | 'ended' | 'dropped';
}

/** It must not start any more. */
const isOver = ({ signal, deadline }: Call) => signal.aborted || Date.now() >= deadline;

class World {
	readonly calls: Call[] = [];
	readonly broken = new Set<Promised>();
	readonly signals = WIDTHS.map(() => watchedSignal());
	/** How often others were served while a group had room and waited. */
	private passed = new Map<string, number>();

	constructor(private readonly limiter: typeof Limiter) {}

	start(lane: string, place: number, ms: number, patience: number | undefined) {
		const { signal } = this.signals[place]!;
		const call: Call = {
			id: this.calls.length,
			lane,
			group: `g${place}`,
			deadline: patience === undefined ? Infinity : Date.now() + patience,
			signal,
			state: 'waiting',
		};
		if (this.waitingIn(lane, call.group).length === 0) this.passed.delete(`${lane} ${call.group}`);
		this.calls.push(call);
		const turn = {
			group: call.group,
			width: WIDTHS[place]!,
			signal,
			...(patience === undefined ? {} : { deadline: call.deadline }),
		};
		void this.limiter
			.inLane(lane, turn, async () => {
				this.started(call);
				await new Promise((end) => setTimeout(end, ms));
				call.state = 'ended';
				return 'done' as const;
			})
			.then((result) => {
				if (result === 'done') return;
				if (call.state !== 'waiting') this.broken.add('no call after its end');
				call.state = 'dropped';
			});
	}

	private of(lane: string, group?: string, state?: Call['state']) {
		return this.calls.filter(
			(call) =>
				call.lane === lane &&
				(group === undefined || call.group === group) &&
				(state === undefined
					? call.state !== 'dropped' && call.state !== 'ended'
					: call.state === state),
		);
	}

	private waitingIn = (lane: string, group: string) =>
		this.of(lane, group, 'waiting').filter((call) => !isOver(call));

	private groupsIn(lane: string) {
		return [...new Set(this.of(lane).map(({ group }) => group))];
	}

	private widthOf = (group: string) => WIDTHS[Number(group.slice(1))]!;

	private capOf = (lane: string) => Math.max(...this.groupsIn(lane).map(this.widthOf));

	private hasRoom = (lane: string, group: string) =>
		this.of(lane, group, 'running').length < this.widthOf(group);

	private started(call: Call) {
		const { lane, group } = call;
		if (call.state !== 'waiting' || isOver(call)) this.broken.add('no call after its end');
		const earlier = this.waitingIn(lane, group).some(({ id }) => id < call.id);
		if (earlier) this.broken.add('order');
		for (const other of this.groupsIn(lane)) {
			const key = `${lane} ${other}`;
			const waits = this.waitingIn(lane, other).length > 0 && this.hasRoom(lane, other);
			const count = other === group || !waits ? 0 : (this.passed.get(key) ?? 0) + 1;
			this.passed.set(key, count);
			if (count >= WIDTHS.length) this.broken.add('fairness');
		}
		const cap = this.capOf(lane);
		call.state = 'running';
		if (this.of(lane, undefined, 'running').length > cap) this.broken.add('lane width');
		if (this.of(lane, group, 'running').length > this.widthOf(group)) {
			this.broken.add('group width');
		}
	}

	/** What holds whenever nothing is just happening. */
	check() {
		for (const call of this.calls.filter(({ state }) => state === 'waiting')) {
			if (isOver(call)) this.broken.add('prompt end');
			const roomInLane = this.of(call.lane, undefined, 'running').length < this.capOf(call.lane);
			if (roomInLane && this.hasRoom(call.lane, call.group)) this.broken.add('no idle room');
		}
		if (this.signals.some(({ most }) => most() > 1)) this.broken.add('listeners');
	}

	/** What holds in the end. */
	checkEnd() {
		if (this.calls.some(({ state }) => state === 'waiting' || state === 'running')) {
			this.broken.add('no idle room');
		}
		if (this.limiter.lanesInUse() > 0) this.broken.add('nothing left');
		if (this.signals.some(({ left }) => left() > 0)) this.broken.add('listeners');
	}
}

const settle = async (ms = 0) => await jest.advanceTimersByTimeAsync(ms);

type Step = fc.AsyncCommand<object, World>;

/** A command without a model of its own: the world knows what must hold. */
const step = (label: string, run: (world: World) => Promise<void>): Step => ({
	check: () => true,
	toString: () => label,
	run: async (_model, world) => {
		await run(world);
		world.check();
	},
});

const calls = fc
	.record({
		lane: fc.constantFrom(...LANES),
		place: fc.nat({ max: WIDTHS.length - 1 }),
		count: fc.integer({ min: 1, max: 12 }),
		ms: fc.integer({ min: 1, max: 300 }),
		patience: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined, freq: 2 }),
	})
	.map(({ lane, place, count, ms, patience }) =>
		step(`${count} × ${lane} g${place} ${ms} ms, ${patience}`, async (world) => {
			for (let index = 0; index < count; index++) world.start(lane, place, ms, patience);
			await settle();
		}),
	);
const time = fc
	.integer({ min: 1, max: 200 })
	.map((ms) => step(`${ms} ms`, async () => await settle(ms)));
const cancel = fc.nat({ max: WIDTHS.length - 1 }).map((place) =>
	step(`cancel g${place}`, async (world) => {
		world.signals[place]!.cancel();
		await settle();
	}),
);

/** Runs random histories; answers what was broken in the first that broke something, the fewest promises first. */
export async function brokenBy(limiter: typeof Limiter, runs: number): Promise<Promised[]> {
	jest.useFakeTimers();
	try {
		let broken: Promised[] = [];
		const history = fc.commands([calls, calls, calls, time, time, cancel], { maxCommands: 30 });
		const property = fc.asyncProperty(history, async (commands) => {
			const world = new World(limiter);
			await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
			await settle(60_000);
			world.checkEnd();
			if (world.broken.size > 0) {
				broken = [...world.broken];
				throw new Error(broken.join());
			}
		});
		await fc.check(property, { numRuns: runs, seed: SEED, endOnFailure: true });
		return broken;
	} finally {
		jest.useRealTimers();
	}
}
