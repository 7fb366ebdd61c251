/** How long WeCom may take to call back about a change. */
const LONGEST = 2 * 60_000;
const MOST = 10_000;

/**
 * What this process has changed through WeCom's API and a callback may tell as if a member had done it by hand. The
 * clock is a parameter for tests.
 */
export function createOwnChanges(now: () => number = () => Date.now()) {
	// In the order of the changes, so the oldest are the first.
	const known = new Map<string, number>();

	const set = (key: string, at: number | undefined) => {
		known.delete(key);
		if (at !== undefined) known.set(key, at);
		const [oldest] = known.keys();
		if (oldest !== undefined && known.size > MOST) known.delete(oldest);
	};

	return {
		/** Remembers a change, before it is sent, as the callback may be faster than the answer. Returns how to undo it. */
		note(ids: readonly string[]): () => void {
			const key = JSON.stringify(ids);
			const before = known.get(key);
			set(key, now());
			return () => set(key, before);
		},

		/** Whether this process changed it in the last two minutes. */
		has(ids: readonly string[]): boolean {
			const at = known.get(JSON.stringify(ids));
			return at !== undefined && now() - at < LONGEST;
		},
	};
}

/** By corp ID and what a callback names of a change, such as member and customer. */
export const ownChanges = createOwnChanges();
