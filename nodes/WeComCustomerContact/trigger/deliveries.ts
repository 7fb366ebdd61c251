const DEFAULT_LIMITS = { most: 10_000, longest: 24 * 60 * 60 * 1000 };

/**
 * What a delivery is to those before it: the first, a repeat of one that is acknowledged, or of one whose outcome
 * could not be awaited.
 */
export type Standing = 'first' | 'repeat' | 'early';

/** What this process remembers of the deliveries it has had. */
export interface Deliveries {
	/**
	 * How this delivery stands. The first is remembered as pending: done for good once `outcome` is true, forgotten
	 * if it is false or fails. A repeat of a pending one waits for that, until `patience` ends.
	 */
	standingOf(
		key: string,
		outcome: () => Promise<boolean>,
		patience: Promise<unknown>,
	): Promise<Standing>;
}

/**
 * WeCom sends an event up to three times when it gets no answer in time. Bounded in number and age
 * (milliseconds); the clock is a parameter for tests.
 */
export function createDeliveries(
	now: () => number = Date.now,
	{ most, longest } = DEFAULT_LIMITS,
): Deliveries {
	// In the order of arrival, so the oldest are the first.
	const known = new Map<string, { outcome: Promise<boolean>; since: number }>();

	const dropOld = () => {
		for (const [key, { since }] of known) {
			if (known.size <= most && now() - since <= longest) return;
			known.delete(key);
		}
	};

	const remember = (key: string, outcome: Promise<boolean>) => {
		const entry = {
			since: now(),
			outcome: outcome
				.catch(() => false)
				.then((done) => {
					if (!done && known.get(key) === entry) known.delete(key);
					return done;
				}),
		};
		known.set(key, entry);
		dropOld();
	};

	return {
		standingOf: async (key, outcome, patience) => {
			dropOld();
			const late = patience.then(() => 'late' as const);
			for (let earlier = known.get(key); earlier; earlier = known.get(key)) {
				const done = await Promise.race([earlier.outcome, late]);
				if (done === 'late') return 'early';
				if (done) return 'repeat';
			}
			// No pause between the look above and this: of several that waited, one goes first.
			remember(key, outcome());
			return 'first';
		},
	};
}
