/**
 * Time and answers of a model: nothing goes on unless it is let to. Timers fire as time passes, answers arrive as they are
 * let through.
 *
 * @param settle lets everything happen that needs neither time nor an answer
 */
export function createHeldTime(settle: () => Promise<unknown>) {
	const inAir: Array<() => void> = [];
	const timers: Array<{ at: number; fire: () => void }> = [];
	let now = 1_700_000_000_000;

	const held = {
		now: () => now,
		inAir: () => inAir.length,

		/** Waits until it is let through. */
		arrive: async () => await new Promise<void>((resolve) => inAir.push(resolve)),

		sleep: async (milliseconds: number) =>
			await new Promise<void>((fire) => timers.push({ at: now + milliseconds, fire })),

		/** Lets the answer through that has waited at this place. */
		async answer(place: number) {
			if (inAir.length > 0) inAir.splice(place % inAir.length, 1)[0]!();
			await settle();
		},

		async pass(milliseconds: number) {
			const until = now + milliseconds;
			for (;;) {
				const [next] = timers.sort((one, other) => one.at - other.at);
				if (!next || next.at > until) break;
				timers.shift();
				now = Math.max(now, next.at);
				next.fire();
				await settle();
			}
			now = until;
			await settle();
		},

		/** All that is under way comes to its end, unless there is no need to go on. */
		async finish(mayGoOn: () => boolean) {
			await settle();
			for (let step = 0; mayGoOn() && step < 500; step += 1) {
				if (inAir.length > 0) await held.answer(0);
				else if (timers.length > 0) await held.pass(1000);
				else break;
			}
		},
	};
	return held;
}
