import { createDeliveries } from '../../../nodes/WeComCustomerContact/trigger/deliveries';

const never = new Promise<never>(() => undefined);

/** An outcome to decide later. */
function open() {
	let decide: (done: boolean) => void = () => undefined;
	const outcome = new Promise<boolean>((resolve) => (decide = resolve));
	return { outcome: async () => await outcome, decide };
}

const done = async () => true;
const failed = async () => false;

/** Whether a promise is settled when everything that can run has run. */
async function isSettled(promise: Promise<unknown>) {
	let settled = false;
	void promise.then(() => (settled = true));
	await new Promise((resolve) => setImmediate(resolve));
	return settled;
}

describe('deliveries', () => {
	it('knows the first delivery from its repetition, and one event from another', async () => {
		const deliveries = createDeliveries();
		expect(await deliveries.standingOf('a', done, never)).toBe('first');
		expect(await deliveries.standingOf('b', done, never)).toBe('first');
		expect(await deliveries.standingOf('a', done, never)).toBe('repeat');
		expect(await deliveries.standingOf('a', done, never)).toBe('repeat');
	});

	it('forgets a delivery that was not acknowledged', async () => {
		const deliveries = createDeliveries();
		expect(await deliveries.standingOf('a', failed, never)).toBe('first');
		expect(await deliveries.standingOf('a', done, never)).toBe('first');
		expect(await deliveries.standingOf('a', done, never)).toBe('repeat');
	});

	it.each([true, false])('lets a repetition wait for the outcome (%s)', async (outcome) => {
		const deliveries = createDeliveries();
		const first = open();
		await deliveries.standingOf('a', first.outcome, never);
		const repeat = deliveries.standingOf('a', done, never);
		expect(await isSettled(repeat)).toBe(false);
		first.decide(outcome);
		expect(await repeat).toBe(outcome ? 'repeat' : 'first');
	});

	it('forgets a delivery whose outcome cannot be told', async () => {
		const deliveries = createDeliveries();
		const broken = async () => await Promise.reject<boolean>(new Error('broken'));
		expect(await deliveries.standingOf('a', broken, never)).toBe('first');
		expect(await deliveries.standingOf('a', done, never)).toBe('first');
	});

	it('does not look at the outcome of a repetition', async () => {
		const deliveries = createDeliveries();
		await deliveries.standingOf('a', done, never);
		const outcome = jest.fn(failed);
		await deliveries.standingOf('a', outcome, never);
		expect(outcome).not.toHaveBeenCalled();
		expect(await deliveries.standingOf('a', done, never)).toBe('repeat');
	});

	it('lets one of several that waited go first, and the others wait for that one', async () => {
		const deliveries = createDeliveries();
		const first = open();
		await deliveries.standingOf('a', first.outcome, never);
		const second = open();
		const outcome = jest.fn(second.outcome);
		const waiting = [1, 2, 3].map(async () => await deliveries.standingOf('a', outcome, never));
		first.decide(false);
		expect(await Promise.race(waiting)).toBe('first');
		expect(outcome).toHaveBeenCalledTimes(1);
		second.decide(true);
		expect((await Promise.all(waiting)).filter((standing) => standing === 'first')).toHaveLength(1);
	});

	it('has come too early when the patience ends before the outcome', async () => {
		const deliveries = createDeliveries();
		await deliveries.standingOf('a', open().outcome, never);
		expect(await deliveries.standingOf('a', done, Promise.resolve())).toBe('early');
	});

	it('remembers for a day, and not longer', async () => {
		let now = 0;
		const deliveries = createDeliveries(() => now);
		await deliveries.standingOf('a', done, never);
		now = 24 * 60 * 60 * 1000;
		expect(await deliveries.standingOf('a', done, never)).toBe('repeat');
		now += 1;
		expect(await deliveries.standingOf('a', done, never)).toBe('first');
	});

	it('remembers the newest, up to a number', async () => {
		const deliveries = createDeliveries(() => 0, { most: 3, longest: 1000 });
		for (const key of ['a', 'b', 'c', 'd']) await deliveries.standingOf(key, done, never);
		expect(await deliveries.standingOf('b', done, never)).toBe('repeat');
		expect(await deliveries.standingOf('a', done, never)).toBe('first');
		expect(await deliveries.standingOf('b', done, never)).toBe('first');
	});

	it('does not let the outcome of a delivery it dropped touch a later one', async () => {
		const deliveries = createDeliveries(() => 0, { most: 1, longest: 1000 });
		const dropped = open();
		await deliveries.standingOf('a', dropped.outcome, never);
		await deliveries.standingOf('b', done, never);
		await deliveries.standingOf('a', done, never);
		dropped.decide(false);
		await isSettled(Promise.resolve());
		expect(await deliveries.standingOf('a', done, never)).toBe('repeat');
	});
});
