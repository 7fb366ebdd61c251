import fc from 'fast-check';
import {
	createDeliveries,
	type Deliveries,
} from '../../../nodes/WeComCustomerContact/trigger/deliveries';
import { runs, SEED } from '../seed';

// Deliveries of a few events in every order of what can happen: a scheduler decides when outcomes come out and
// patience ends. The model knows who runs, and what a memory of this size and age still knows.

type Factory = typeof createDeliveries;

const LIMITS = { most: 3, longest: 100 };

interface Run {
	key: string;
	since: number;
	state: 'pending' | 'done' | 'failed';
}

interface Send {
	key: string;
	outcome: 'stored' | 'failed' | 'broken';
	/** Milliseconds since the one before. */
	after: number;
	/** The process is started anew before. */
	restart: boolean;
}

const sends = fc.array(
	fc.record<Send>({
		key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
		outcome: fc.constantFrom('stored', 'stored', 'failed', 'broken'),
		after: fc.constantFrom(0, 0, 0, 1, 40, 101),
		restart: fc.nat(20).map((dice) => dice === 0),
	}),
	{ minLength: 1, maxLength: 25 },
);

/** A process and what the model knows of it. */
function start(create: Factory, now: () => number, violated: (what: string) => void) {
	const deliveries: Deliveries = create(now, LIMITS);
	const runs: Run[] = [];

	const remembered = () => {
		// One that failed makes room for another.
		const known = runs.filter(({ state }) => state !== 'failed');
		return known.slice(-LIMITS.most).filter(({ since }) => now() - since <= LIMITS.longest);
	};
	/** What the memory can still know: a run that it dropped stays dropped, whatever fails later. */
	let dropped = new Set<Run>();
	const forget = () => {
		const kept = remembered().filter((run) => !dropped.has(run));
		dropped = new Set(runs.filter((run) => !kept.includes(run)));
	};
	const knownRun = (key: string) => {
		forget();
		return runs.find((run) => run.key === key && !dropped.has(run));
	};

	const send = async (s: fc.Scheduler, { key, outcome }: Send) => {
		const isKnown = knownRun(key) !== undefined;
		let late = false;
		const patience = s.schedule(Promise.resolve(), `patience ${key}`).then(() => (late = true));
		let run: Run | undefined;
		const started = async () => {
			const other = knownRun(key);
			if (other) violated(`runs while another is ${other.state}`);
			run = { key, since: now(), state: 'pending' };
			runs.push(run);
			forget();
			const mine = run;
			const settle = (state: 'done' | 'failed') => {
				mine.state = state;
				forget();
				return state === 'done';
			};
			return await s
				.schedule(Promise.resolve(), `${outcome} ${key}`)
				.then(() => settle(outcome === 'stored' ? 'done' : 'failed'))
				.then((done) => {
					if (outcome === 'broken') throw new Error('broken');
					return done;
				});
		};
		const standing = await deliveries.standingOf(key, started, patience);
		if ((standing === 'first') !== (run !== undefined)) violated(`${standing}, but runs: ${!!run}`);
		if (!isKnown && standing !== 'first') violated(`${standing} of nothing that is known`);
		if (standing === 'repeat' && !runs.some((run) => run.key === key && run.state === 'done')) {
			violated('acknowledged, but no run is done');
		}
		if (standing === 'early' && !late) violated('out of patience too early');
	};
	return { send };
}

const isKept = async (create: Factory) =>
	await fc.check(
		fc.asyncProperty(fc.scheduler(), sends, async (s, given) => {
			const violations: string[] = [];
			const violated = (what: string) => violations.push(what);
			let now = 0;
			let process = start(create, () => now, violated);
			const answers: Array<Promise<void>> = [];
			s.scheduleSequence(
				given.map((each) => ({
					label: `send ${each.key}`,
					builder: async () => {
						now += each.after;
						if (each.restart) process = start(create, () => now, violated);
						// Not awaited: the next one does not wait for the answer.
						answers.push(process.send(s, each));
					},
				})),
			);
			await s.waitIdle();
			await Promise.all(answers);
			expect(violations).toEqual([]);
		}),
		{ numRuns: runs(3000), seed: SEED, endOnFailure: true },
	);

/** The real memory, with one thing wrong. */
const broken =
	(change: (real: Deliveries) => Partial<Deliveries>): Factory =>
	(now, limits) => {
		const real = createDeliveries(now, limits);
		return { ...real, ...change(real) };
	};

/** What is wrong, what the model then says, and the memory. */
const MUTANTS: Array<[string, RegExp, Factory]> = [
	[
		'runs a repeat of one that was acknowledged',
		/runs while another is done/,
		broken((real) => ({
			standingOf: async (key, outcome, patience) =>
				await real.standingOf(key, async () => (await outcome()) && false, patience),
		})),
	],
	[
		'runs a repeat while the first is pending',
		/runs while another is pending/,
		broken((real) => ({
			standingOf: async (key, outcome, patience) => {
				const standing = await real.standingOf(key, outcome, Promise.resolve());
				if (standing !== 'early') return standing;
				void outcome().catch(() => false);
				return await patience.then(() => 'first' as const);
			},
		})),
	],
	[
		'acknowledges a repeat of a pending one when patience ends',
		/acknowledged, but no run is done/,
		broken((real) => ({
			standingOf: async (...delivery) => {
				const standing = await real.standingOf(...delivery);
				return standing === 'early' ? 'repeat' : standing;
			},
		})),
	],
	[
		'never runs one that failed again',
		/repeat of nothing that is known|no run is done/,
		broken((real) => ({
			standingOf: async (key, outcome, patience) =>
				await real.standingOf(
					key,
					async () => (await outcome().catch(() => false)) || true,
					patience,
				),
		})),
	],
	[
		'never runs one again whose outcome could not be told',
		/repeat of nothing that is known|no run is done/,
		broken((real) => ({
			standingOf: async (key, outcome, patience) =>
				await real.standingOf(key, async () => await outcome().catch(() => true), patience),
		})),
	],
	[
		'remembers more than it may',
		/of nothing that is known/,
		(now) => createDeliveries(now, { ...LIMITS, most: Infinity }),
	],
	[
		'remembers longer than it may',
		/of nothing that is known/,
		(now) => createDeliveries(now, { ...LIMITS, longest: Infinity }),
	],
	[
		'remembers less than it should',
		/runs while another is/,
		(now) => createDeliveries(now, { ...LIMITS, most: 1 }),
	],
	[
		'lets all that waited for one that failed run',
		/runs while another is|of nothing that is known/,
		() => {
			const known = new Map<string, Promise<boolean>>();
			return {
				standingOf: async (key, outcome) => {
					const earlier = known.get(key);
					if (earlier && (await earlier)) return 'repeat';
					known.set(
						key,
						outcome().catch(() => false),
					);
					return 'first';
				},
			};
		},
	],
];

describe('the memory of deliveries, whatever happens in whatever order', () => {
	it('runs each once that is acknowledged, those that failed again, and forgets what is too many or too old', async () => {
		expect(await isKept(createDeliveries)).toMatchObject({ failed: false });
	}, 60_000);

	it.each(MUTANTS)(
		'is noticed when it %s',
		async (_, violation, mutant) => {
			const { failed, errorInstance } = await isKept(mutant);
			expect(failed).toBe(true);
			expect(String(errorInstance)).toMatch(violation);
		},
		60_000,
	);
});
