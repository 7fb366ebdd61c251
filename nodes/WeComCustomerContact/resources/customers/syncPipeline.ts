/**
 * Runs jobs side by side: whenever one ends, `next` is asked for more, until it has none to give. Yields
 * results in batches of as many as are under way, each in the order of their start. So a slow job
 * holds up no other, and no more results are held than twice those under way.
 *
 * After a failure no further job starts; the failure is thrown when the results of those under way are out.
 */
export async function* pipeline<T>(
	next: () => (() => Promise<T>) | undefined,
): AsyncGenerator<T[]> {
	const underWay = new Set<Promise<unknown>>();
	const failures: unknown[] = [];
	let arrived: Array<{ turn: number; result: T }> = [];
	let turns = 0;

	const start = (job: () => Promise<T>) => {
		const turn = turns++;
		const running: Promise<unknown> = job()
			.then(
				(result) => arrived.push({ turn, result }),
				(error: unknown) => failures.push(error),
			)
			.then(() => underWay.delete(running));
		underWay.add(running);
	};
	const startAll = () => {
		while (failures.length === 0) {
			const job = next();
			if (!job) return;
			start(job);
		}
	};

	for (startAll(); underWay.size > 0 || arrived.length > 0; startAll()) {
		const enough = underWay.size;
		while (underWay.size > 0 && arrived.length < enough) {
			await Promise.race(underWay);
			startAll();
		}
		const batch = arrived.sort((a, b) => a.turn - b.turn);
		arrived = [];
		yield batch.map(({ result }) => result);
	}
	if (failures.length > 0) throw failures[0];
}
