import { soak } from '../../soak/soak';
import { SET_UP_MS } from './setup';

const MINUTES = 5;
const TEST_MS = SET_UP_MS + (MINUTES + 5) * 60_000;
/** MB. n8n's main process takes up to 1.8 GB by itself where the machine has as much. */
const MOST_MEMORY = 3000;

const print = (line: string) => void process.stderr.write(`      ${line}\n`);

describe('five minutes of mixed load on two processes while WeCom, users and strangers do their worst', () => {
	it(
		'lose and double nothing, use no dead token, and never freeze n8n',
		async () => {
			const { problems, counts } = await soak({
				minutes: MINUTES,
				seed: Date.now() % 1_000_000,
				// With its default expression engine, n8n on two cores would have nothing left for the load.
				env: { N8N_EXPRESSION_ENGINE: 'legacy' },
				print,
			});
			expect(problems).toEqual([]);
			// Otherwise nothing was tested.
			for (const [name, least] of Object.entries({
				acknowledged: 100,
				'said "sent"': 50,
				'reads succeeded': 10,
				'syncs succeeded': 5,
				'tokens issued': 10,
				'Test accepted': 5,
				'credential saved': 10,
				'messages judged by app': 20,
				'calls of strangers': 50,
				'health checks': 500,
				restarts: 2,
				faults: 50,
			})) {
				expect({ name, isEnough: (counts[name] ?? 0) >= least }).toEqual({ name, isEnough: true });
			}
			expect(counts['memory of main at most, MB']).toBeLessThan(MOST_MEMORY);
			expect(counts['memory of the worker at most, MB']).toBeLessThan(MOST_MEMORY);
		},
		TEST_MS,
	);
});
