import type { StoredWorkflow } from '../driver';
import { callbackUrl, publish } from '../wecom';
import { inLine, SET_UP_MS, startBoth, type Both } from './setup';
import {
	added,
	customersOf,
	deliver,
	differences,
	inParallel,
	isAcknowledged,
	NONE,
	percentile,
	report,
	triggered,
	type Try,
} from './trigger-setup';

const AT_A_TIME = 20;
const CUSTOMERS = Array.from({ length: 500 }, (_, index) => `wmBurst${index}`);
const COMPARED = 300;
// WeCom tries three times, but a busy machine may need more to answer one in time.
const TRIES = 10;
// With n8n's default expression engine each call costs so much that a small machine is busy with calls that
// were given up; the other engine is what a busy n8n should have.
const TEST_MS = 10 * 60_000;

const figures = (name: string, times: number[]) =>
	`${name}: ${times.length} answers, p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms, longest ${Math.max(...times)} ms`;

describe('a burst of events', () => {
	let both: Both;
	let workflow: StoredWorkflow;
	let url: string;

	beforeAll(async () => {
		both = await startBoth({ env: { N8N_EXPRESSION_ENGINE: 'legacy' } });
		const { n8n, simulator, credential } = both;
		workflow = await publish(n8n, simulator, credential, triggered('Burst'));
		url = callbackUrl(n8n, workflow);
	}, SET_UP_MS);
	afterAll(() => both?.stop());

	const late = () => both.n8n.log().split('WeCom got its answer before').length - 1;

	it(
		'gives each event one execution, whatever is repeated, dropped or forged',
		async () => {
			const { n8n, simulator } = both;
			const forged: Try[] = [];
			const results = await inParallel(CUSTOMERS, AT_A_TIME, async (customer, index) => {
				const event = added(customer);
				const kind = index % 10;
				// These hang up before, while and after n8n stores.
				const dropAfter = kind === 1 || kind === 2 ? 1 + ((index * 37) % 200) : undefined;
				const deliveries = await Promise.all([
					deliver(simulator, url, event, { dropAfter, tries: TRIES }),
					...(kind === 3 ? [deliver(simulator, url, event, { tries: TRIES })] : []),
				]);
				if (kind === 4) deliveries.push(await deliver(simulator, url, event, { tries: TRIES }));
				if (kind === 5) {
					const stranger = added(`wmForged${index}`);
					forged.push(...(await deliver(simulator, url, stranger, { forged: true, tries: 1 })));
				}
				return deliveries;
			});
			const deliveries = results.flat();
			const tries = deliveries.flat();
			const customers = await customersOf(n8n, workflow);
			const result = differences(CUSTOMERS, customers);
			report([
				`${CUSTOMERS.length} events, ${AT_A_TIME} at a time: ${customers.length} executions, ${result.doubled.length} doubled, ${result.lost.length} lost`,
				`${tries.length} calls, of these without an answer ${tries.filter(({ status }) => !status).length}; ${forged.length} forged; answered at the deadline ${late()}`,
			]);
			expect(result).toEqual(NONE);
			expect(deliveries.filter((delivery) => !isAcknowledged(delivery))).toEqual([]);
			expect(tries.filter(({ status }) => !status).length).toBeGreaterThan(10);
			expect(forged.map(({ status }) => status)).toEqual(forged.map(() => 401));
			expect(forged.length).toBeGreaterThan(0);
			// What n8n says when it answers where the deadline's answer has gone out.
			expect(n8n.log()).not.toContain('Cannot set headers');
		},
		TEST_MS,
	);

	it(
		'is answered, here beside n8n’s own Webhook node',
		async () => {
			const { n8n, simulator } = both;
			const plain = await n8n.createWorkflow(
				inLine('Plain', [
					{
						name: 'Webhook',
						type: 'n8n-nodes-base.webhook',
						typeVersion: 2,
						parameters: {
							httpMethod: 'POST',
							path: 'plain',
							responseMode: 'onReceived',
							options: {},
						},
					},
					{ name: 'Done', type: 'n8n-nodes-base.noOp', parameters: {} },
				]),
			);
			await n8n.activate(plain);
			const customers = Array.from({ length: COMPARED }, (_, index) => `wmCompared${index}`);
			const before = late();
			const ours = await inParallel(customers, AT_A_TIME, (customer) =>
				deliver(simulator, url, added(customer)),
			);
			const theirs = await inParallel(customers, AT_A_TIME, (customer) =>
				deliver(simulator, `${n8n.baseUrl}/webhook/plain`, added(customer)),
			);
			const times = (deliveries: Try[][]) => deliveries.flat().map(({ ms }) => ms);
			report([
				`${COMPARED} new events, ${AT_A_TIME} at a time, nothing repeated by the sender`,
				`${figures('this trigger', times(ours))}, at the deadline ${late() - before}`,
				figures("n8n's Webhook node", times(theirs)),
			]);
			expect(ours.filter((delivery) => !isAcknowledged(delivery))).toEqual([]);
			expect(await n8n.executions({ workflowId: workflow.id })).toHaveLength(
				CUSTOMERS.length + COMPARED,
			);
		},
		TEST_MS,
	);
});
