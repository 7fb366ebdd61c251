import fc from 'fast-check';
import type { IWebhookResponseData } from 'n8n-workflow';
import * as acknowledge from '../../../nodes/WeComCustomerContact/trigger/acknowledge';
import type { createDeliveries } from '../../../nodes/WeComCustomerContact/trigger/deliveries';
import { type Deliveries } from '../../../nodes/WeComCustomerContact/trigger/deliveries';
import { receive } from '../../../nodes/WeComCustomerContact/trigger/receive';
import { addedCustomer, answerOfN8n, callOf } from './fakes';
import { runs, SEED } from '../seed';

// Calls of the trigger as WeCom, n8n and the network may make and answer them, in any order, over restarts. The
// model is what each caller saw and what was handed to n8n.

let deliveries: Deliveries;

jest.mock('../../../nodes/WeComCustomerContact/trigger/deliveries', () => {
	const real = jest.requireActual<object>('../../../nodes/WeComCustomerContact/trigger/deliveries');
	return {
		...real,
		// Of the process that runs now.
		createDeliveries: () => ({
			standingOf: async (...delivery: Parameters<Deliveries['standingOf']>) =>
				await deliveries.standingOf(...delivery),
		}),
	};
});

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const EVENTS = 2;

interface Call {
	event: number;
	at: number;
	response: ReturnType<typeof callOf>['response'];
	result?: IWebhookResponseData;
	/** When it was handed to n8n, or answered. */
	decidedAt?: number;
	closedAt?: number;
}

interface World {
	/** Of the process that runs now. */
	calls: Call[];
	messages: string[];
}

const isRun = ({ result }: Call) => result?.workflowData !== undefined;
const isAnswered = ({ response }: Call) => response.writableEnded;
const isAcknowledged = (call: Call) => isAnswered(call) && call.response.statusCode === 200;
/** After a minute without an answer of n8n to a caller who hung up, nobody waits for it. */
const isGivenUp = (call: Call) =>
	!isAnswered(call) &&
	call.closedAt !== undefined &&
	Date.now() - Math.max(call.closedAt, call.decidedAt ?? Infinity) >= MINUTE;
const isPending = (call: Call) => !isAnswered(call) && !isGivenUp(call);

function check({ calls }: World) {
	for (let event = 0; event < EVENTS; event++) {
		const own = calls.filter((call) => call.event === event);
		const runs = own.filter(isRun);
		const valid = runs.filter((run) => isPending(run) || isAcknowledged(run));
		if (valid.length > 1) throw new Error('runs twice');
		if (own.some(isAcknowledged) && !runs.some(isAcknowledged)) {
			throw new Error('acknowledged without a run');
		}
	}
	const late = calls.filter(
		(call) => !isAnswered(call) && call.closedAt === undefined && Date.now() - call.at > 3 * SECOND,
	);
	if (late.length > 0) throw new Error('not answered in time');
}

type Step = (world: World) => Promise<void> | void;

const command = (name: string, step: Step): fc.AsyncCommand<object, World> => ({
	check: () => true,
	run: async (_, world) => {
		await step(world);
		await jest.advanceTimersByTimeAsync(0);
		check(world);
	},
	toString: () => name,
});

const send = (event: number) =>
	command(`send ${event}`, async ({ calls, messages }) => {
		const before = calls.filter((other) => other.event === event);
		const mustRun = !before.some(
			(other) => isRun(other) && (isPending(other) || isAcknowledged(other)),
		);
		const { context, response } = callOf({ message: messages[event]! });
		const call: Call = { event, at: Date.now(), response };
		calls.push(call);
		void receive(context).then((result) => {
			call.result = result;
			call.decidedAt = Date.now();
		});
		await jest.advanceTimersByTimeAsync(0);
		// One that was sent before may have waited for this chance.
		const runs = calls.filter((other) => other.event === event && isRun(other) && isPending(other));
		if (mustRun && runs.length !== 1) throw new Error('does not run');
	});

const nth = (calls: Call[], n: number, can: (call: Call) => boolean) => {
	const candidates = calls.filter(can);
	return candidates[n % candidates.length];
};

const answer = (n: number, stored: boolean) =>
	command(`n8n ${stored ? 'stores' : 'fails to store'} ${n}`, async ({ calls }) => {
		const call = nth(calls, n, (each) => isRun(each) && isPending(each));
		if (!call) return;
		answerOfN8n(call.response, call.result!, stored);
		// Of a caller who hung up, the trigger hears a moment later.
		await jest.advanceTimersByTimeAsync(100);
	});

const hangUp = (n: number) =>
	command(`hang up ${n}`, ({ calls }) => {
		const call = nth(calls, n, (each) => !isAnswered(each) && each.closedAt === undefined);
		if (!call) return;
		call.closedAt = Date.now();
		call.response.close();
	});

const wait = (ms: number) =>
	command(`wait ${ms}`, async () => {
		await jest.advanceTimersByTimeAsync(ms);
	});

type Create = () => Deliveries;

const restart = (create: Create) =>
	command('restart', (world) => {
		world.calls = [];
		deliveries = create();
	});

const commands = (create: Create) =>
	fc.commands(
		[
			fc.nat(EVENTS - 1).map(send),
			fc.nat(EVENTS - 1).map(send),
			fc.tuple(fc.nat(5), fc.boolean()).map(([n, stored]) => answer(n, stored)),
			fc.nat(5).map(hangUp),
			fc.nat(5).map(hangUp),
			fc.constantFrom(50, 900, 3 * SECOND, 3 * SECOND, 10 * SECOND, 61 * SECOND).map(wait),
			fc.constant(restart(create)),
		],
		{ maxCommands: 40, size: 'max' },
	);

const isKept = async (create: Create) =>
	await fc.check(
		fc.asyncProperty(commands(create), async (steps) => {
			jest.clearAllTimers();
			deliveries = create();
			const messages = Array.from({ length: EVENTS }, () => addedCustomer());
			await fc.asyncModelRun(() => ({ model: {}, real: { calls: [], messages } }), steps);
		}),
		{ numRuns: runs(1000), seed: SEED, endOnFailure: true },
	);

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

const broken =
	(standingOf: (real: Deliveries) => Deliveries['standingOf']): Create =>
	() => ({ standingOf: standingOf(createReal()) });

const createReal = () =>
	jest
		.requireActual<{ createDeliveries: typeof createDeliveries }>(
			'../../../nodes/WeComCustomerContact/trigger/deliveries',
		)
		.createDeliveries(Date.now);

describe('deliveries to the trigger, whatever happens in whatever order', () => {
	it('run once when they are acknowledged, again when n8n could not store them, and are answered in time', async () => {
		const { failed, errorInstance, counterexamplePath } = await isKept(createReal);
		expect([failed, errorInstance, counterexamplePath]).toEqual([false, null, null]);
	}, 120_000);

	it.each<[string, RegExp, Create]>([
		['forgets what was acknowledged', /runs twice/, broken(() => async () => 'first')],
		[
			'runs again what is pending',
			/runs twice/,
			broken((real) => async (key, outcome) => {
				const standing = await real.standingOf(key, outcome, Promise.resolve());
				return standing === 'early' ? 'first' : standing;
			}),
		],
		[
			'acknowledges a repeat before the first',
			/acknowledged without a run/,
			broken((real) => async (...delivery) => {
				const standing = await real.standingOf(...delivery);
				return standing === 'early' ? 'repeat' : standing;
			}),
		],
		[
			'never runs again what failed',
			/acknowledged without a run|does not run/,
			broken(
				(real) => async (key, outcome, patience) =>
					await real.standingOf(key, async () => (await outcome()) || true, patience),
			),
		],
		[
			'waits for the first for ever',
			/not answered in time/,
			broken(
				(real) => async (key, outcome) =>
					await real.standingOf(key, outcome, new Promise(() => undefined)),
			),
		],
	])(
		'are noticed when the trigger %s',
		async (_, violation, mutant) => {
			const { failed, errorInstance } = await isKept(mutant);
			expect(failed).toBe(true);
			expect(String(errorInstance)).toMatch(violation);
		},
		120_000,
	);

	it('are noticed when the trigger takes a caller who hung up for a failure', async () => {
		jest.spyOn(acknowledge, 'isAcknowledged').mockImplementation(async (response) => {
			await new Promise((resolve) => response.once('finish', resolve).once('close', resolve));
			return response.writableEnded && response.statusCode === 200;
		});
		const { failed, errorInstance } = await isKept(createReal);
		expect(failed).toBe(true);
		expect(String(errorInstance)).toMatch(/runs twice/);
	}, 120_000);
});
