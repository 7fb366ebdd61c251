import { sideBySide, untilFailure } from '../../../nodes/WeComCustomerContact/engine/sideBySide';

/** Jobs that end when they are told to. */
function jobs() {
	const started: string[] = [];
	const ends = new Map<string, { resolve(result: string): void; reject(error: Error): void }>();
	return {
		started,
		job: async (name: string) => {
			started.push(name);
			return await new Promise<string>((resolve, reject) => {
				ends.set(name, { resolve, reject });
			});
		},
		end: async (name: string) => {
			ends.get(name)!.resolve(name.toUpperCase());
			await settled();
		},
		fail: async (name: string) => {
			ends.get(name)!.reject(new Error(name));
			await settled();
		},
	};
}

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

it('as many at once as may be, their results in the order of the items', async () => {
	const { job, started, end } = jobs();
	const all = sideBySide(['a', 'b', 'c', 'd'], 2, job);
	expect(started).toEqual(['a', 'b']);
	await end('b');
	expect(started).toEqual(['a', 'b', 'c']);
	await end('c');
	await end('d');
	await end('a');
	expect(await all).toEqual(['A', 'B', 'C', 'D']);
});

it('no more than there are, also none', async () => {
	const { job, started, end } = jobs();
	const all = sideBySide(['a'], 5, job);
	expect(started).toEqual(['a']);
	await end('a');
	expect(await all).toEqual(['A']);
	expect(await sideBySide([], 5, job)).toEqual([]);
});

it('after a failure none starts; those under way end, and what came before it comes out', async () => {
	const { job, started, end, fail } = jobs();
	const given: string[] = [];
	const reading = (async () => {
		for await (const some of untilFailure(['a', 'b', 'c', 'd', 'e'], 3, job)) given.push(...some);
	})();
	const failure = expect(reading).rejects.toThrow(/^b$/);
	await fail('c');
	await fail('b');
	expect(given).toEqual([]);
	await end('a');
	await failure;
	expect(started).toEqual(['a', 'b', 'c']);
	expect(given).toStrictEqual(['A']);
});
