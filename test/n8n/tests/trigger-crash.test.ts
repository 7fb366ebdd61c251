import { setTimeout as sleep } from 'node:timers/promises';
import { callbackUrl, publish } from '../wecom';
import { SET_UP_MS, startBoth, type Both } from './setup';
import {
	added,
	customersOf,
	deliver,
	differences,
	isAcknowledged,
	report,
	triggered,
} from './trigger-setup';

const CUSTOMERS = Array.from({ length: 60 }, (_, index) => `wmCrash${index}`);
const APART = 200;
const KILLED_AFTER = 30;
const TEST_MS = 10 * 60_000;
/** Milliseconds from which on an answer can only be the one at the deadline. */
const DEADLINE = 3000;

describe('n8n killed in the middle of a stream of events', () => {
	let both: Both;

	beforeAll(async () => {
		// The cheaper expression engine, so that a small machine keeps up with the stream.
		both = await startBoth({ env: { N8N_EXPRESSION_ENGINE: 'legacy' } });
	}, SET_UP_MS);
	afterAll(() => both?.stop());

	it(
		'has an execution for every event that got a 200, and gets the others again',
		async () => {
			const { n8n, simulator, credential } = both;
			const workflow = await publish(n8n, simulator, credential, triggered('Crash'));
			const url = callbackUrl(n8n, workflow);

			let restarted: Promise<void> | undefined;
			const sent = CUSTOMERS.map(async (customer, index) => {
				await sleep(index * APART);
				if (index === KILLED_AFTER) restarted = n8n.restart('SIGKILL');
				// Longer than WeCom tries: an n8n that starts up on a busy machine takes its time.
				return await deliver(simulator, url, added(customer), { tries: 100 });
			});
			const deliveries = await Promise.all(sent);
			await restarted;

			const customers = await customersOf(n8n, workflow);
			const { lost, doubled, strange } = differences(CUSTOMERS, customers);
			const tries = (customer: string) => deliveries[CUSTOMERS.indexOf(customer)] ?? [];
			const late = CUSTOMERS.filter((customer) => (tries(customer).at(-1)?.ms ?? 0) >= DEADLINE);
			// n8n's server says this with a 200 before it knows any workflow; WeCom takes it for an answer.
			const unheard = CUSTOMERS.filter((customer) =>
				tries(customer).at(-1)?.body.includes('n8n is starting up'),
			);
			const again = deliveries.filter(({ length }) => length > 1);
			report([
				`${CUSTOMERS.length} events: ${deliveries.length - again.length} acknowledged at the first try, ${again.length} sent again`,
				`answered at the deadline ${late.length}, by an n8n that was still starting up ${unheard.length}`,
				`${customers.length} executions; lost ${lost.length}, doubled ${doubled.length}`,
			]);
			expect(deliveries.filter((delivery) => !isAcknowledged(delivery))).toEqual([]);
			expect(again.length).toBeGreaterThan(0);
			expect(again.length).toBeLessThan(CUSTOMERS.length);
			expect(strange).toEqual([]);
			const excused = [...late, ...unheard];
			expect(lost.filter((customer) => !excused.includes(customer))).toEqual([]);
			// Stored, but killed before the answer was out: only a memory that outlives n8n could tell.
			expect(doubled.filter((customer) => tries(customer).length === 1)).toEqual([]);
		},
		TEST_MS,
	);
});
