import { soak } from '../../soak/soak';
import { SET_UP_MS } from './setup';

const MINUTES = 1;
/** n8n itself doubles while it warms up. */
const GROWTH = 4;

const print = (line: string) => void process.stderr.write(`      ${line}\n`);

describe('a minute of mixed load while WeCom has bad luck', () => {
	it(
		'loses and doubles nothing, and tells the workflows the truth',
		async () => {
			const seed = Date.now() % 1_000_000;
			const { problems, counts, memory } = await soak({ minutes: MINUTES, seed, print });
			expect(problems).toEqual([]);
			// Otherwise nothing was tested.
			expect(counts.acknowledged).toBeGreaterThan(0);
			expect(counts['said "sent"']).toBeGreaterThan(0);
			expect(counts['reads succeeded']).toBeGreaterThan(0);
			expect(counts['syncs succeeded']).toBeGreaterThan(0);
			expect(counts.faults).toBeGreaterThan(10);
			expect(memory.last).toBeLessThan(memory.warm * GROWTH);
		},
		SET_UP_MS,
	);
});
