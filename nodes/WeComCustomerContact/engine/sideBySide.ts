/**
 * Runs a job for each item with at most `width` at once; answers the results in order. After a failure no further job
 * starts, and the failure of the first item is thrown when those under way have ended.
 */
export async function sideBySide<T, R>(
	items: readonly T[],
	width: number,
	job: (item: T) => Promise<R>,
): Promise<R[]> {
	const all: R[] = [];
	for await (const results of untilFailure(items, width, job)) all.push(...results);
	return all;
}

/** The same, but the results before the failure come out before it is thrown. */
export async function* untilFailure<T, R>(
	items: readonly T[],
	width: number,
	job: (item: T) => Promise<R>,
): AsyncGenerator<R[]> {
	const results = new Array<R>(items.length);
	const failures: Array<{ index: number; error: unknown }> = [];
	const waiting = items.entries();
	const worker = async () => {
		for (const [index, item] of waiting) {
			await job(item).then(
				(result) => {
					results[index] = result;
				},
				(error: unknown) => {
					failures.push({ index, error });
				},
			);
			if (failures.length > 0) return;
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
	const first = failures.sort((a, b) => a.index - b.index)[0];
	yield results.slice(0, first?.index);
	if (first) throw first.error;
}
