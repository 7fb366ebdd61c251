/**
 * Runs a job for 0 … count-1 with at most `width` at once; answers the results in order. After a failure
 * no further job starts, and the failure of the lowest index is thrown when those under way have ended.
 */
export async function inOrder<T>(
	count: number,
	width: number,
	job: (index: number) => Promise<T>,
): Promise<T[]> {
	const all: T[] = [];
	for await (const results of untilFailure(count, width, job)) all.push(...results);
	return all;
}

/** The same, but the results before the failure come out before it is thrown. */
export async function* untilFailure<T>(
	count: number,
	width: number,
	job: (index: number) => Promise<T>,
): AsyncGenerator<T[]> {
	const results = new Array<T>(count);
	const failures: Array<{ index: number; error: unknown }> = [];
	let next = 0;
	const worker = async () => {
		while (next < count && failures.length === 0) {
			const index = next++;
			await job(index).then(
				(result) => {
					results[index] = result;
				},
				(error: unknown) => {
					failures.push({ index, error });
				},
			);
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
	const first = failures.sort((a, b) => a.index - b.index)[0];
	yield results.slice(0, first?.index);
	if (first) throw first.error;
}
