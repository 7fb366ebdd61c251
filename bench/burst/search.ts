/** How near the largest number is found: this many, or a tenth. */
const STEP = 50;

/**
 * The largest number up to `most` that passes: doubles until one fails, then halves what is between. A number that
 * passes once has passed; each try is a burst of its own.
 */
export async function largest(
	passes: (number: number) => Promise<boolean>,
	from: number,
	most: number,
): Promise<number> {
	let good = 0;
	let bad = Infinity;
	for (let next = from; next <= most && next - good >= STEP;) {
		if (await passes(next)) good = next;
		else bad = next;
		const between = bad - good;
		if (between <= Math.max(STEP, good / 10)) break;
		next = bad === Infinity ? good * 2 : good + roundToStep(between / 2);
	}
	return good;
}

const roundToStep = (number: number) => Math.max(STEP, Math.round(number / STEP) * STEP);
