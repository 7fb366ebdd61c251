import { publish } from '../wecom';
import {
	areAllFinished,
	makeTable,
	outcome,
	polledOnes,
	readNothingMissed,
	reportStream,
	stream,
	until,
} from './nothing-missed-setup';
import { SET_UP_MS, startBoth, type Both } from './setup';

const TEST_MS = 10 * 60_000;

describe('the example nothing-missed, in an n8n that is killed in a stream of customers', () => {
	let both: Both;

	beforeAll(async () => {
		// The cheaper expression engine, so that a small machine keeps up with the stream.
		both = await startBoth({ env: { N8N_EXPRESSION_ENGINE: 'legacy' } });
	}, SET_UP_MS);
	afterAll(() => both?.stop());

	it(
		'loses no customer, and welcomes none twice',
		async () => {
			const { n8n, simulator, credential } = both;
			const workflow = await publish(n8n, simulator, credential, readNothingMissed());
			await makeTable(n8n, workflow);

			// Killed under callbacks, and then while it works on what its first poll found.
			let kills = Promise.resolve();
			const kill = () => {
				kills = kills.then(() => n8n.restart('SIGKILL'));
			};
			const killWhilePolled = () => {
				kills = kills.then(() => until(n8n, workflow, (all) => polledOnes(all).length > 0));
				kill();
			};
			const { pairs, deliveries } = await stream(simulator, {
				100: () => {
					kill();
					killWhilePolled();
				},
			});
			await kills;

			// Published anew, the trigger polls at once.
			await until(n8n, workflow, areAllFinished);
			await n8n.deactivate(workflow);
			await n8n.activate(workflow);
			await until(n8n, workflow, areAllFinished);

			const result = await outcome(simulator, n8n, pairs);
			const missedByCallbacks = reportStream(deliveries, result);
			expect(missedByCallbacks).toBeGreaterThan(0);
			expect(result.lost).toEqual([]);
			expect(result.welcomedTwice).toBe(0);
			expect(result.welcomed).toBeGreaterThan(0);
		},
		TEST_MS,
	);
});
