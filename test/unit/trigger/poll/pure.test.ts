import fc from 'fast-check';
import { createBudget } from '../../../../nodes/WeComCustomerContact/trigger/poll/budget';
import { choose } from '../../../../nodes/WeComCustomerContact/trigger/poll/choose';
import {
	doneBy,
	MOST_KEYS,
	moved,
	startingAt,
	stockOf,
	type Relation,
} from '../../../../nodes/WeComCustomerContact/trigger/poll/state';
import { SEED } from '../../seed';

const relation = (id: number | string, createtime: number): Relation => ({
	userid: 'zhangsan',
	external_userid: `wm${id}`,
	createtime,
	state: '',
});
const NOW = 1_770_000_000;
const many = (count: number, timeOf: (n: number) => number) =>
	Array.from({ length: count }, (_, n) => relation(n, timeOf(n)));

describe('the state', () => {
	it('is less than 10 kB, and knows all that is done, whatever comes', () => {
		const batches = fc.array(
			fc.array(fc.integer({ min: NOW - 20_000, max: NOW + 200_000 }), { maxLength: 400 }),
			{ maxLength: 8 },
		);
		fc.assert(
			fc.property(batches, (times) => {
				let state = startingAt('selfBuilt ww5c1f0a7e2b9d4863', NOW - 10_000);
				let id = 0;
				for (const batch of times) {
					const done = batch.map((time) => relation(id++, time));
					state = moved(state, done);
					const isDone = doneBy(state);
					expect(done.filter((each) => !isDone(each))).toEqual([]);
				}
				expect(state.keys.length).toBeLessThanOrEqual(MOST_KEYS);
				expect(JSON.stringify(state).length).toBeLessThan(10_000);
				// One that shows late is new as long as the window reaches back to it.
				expect(doneBy(state)(relation('late', state.from))).toBe(false);
			}),
			{ numRuns: 100, seed: SEED },
		);
	});

	it('drops a second as a whole when there are too many', () => {
		const state = moved(
			startingAt('corp', 0),
			many(700, (n) => NOW + Math.floor(n / 100)),
		);
		expect(state.from).toBe(NOW + 2);
		expect(state.keys).toHaveLength(500);
		const isDone = doneBy(
			moved(
				startingAt('corp', 0),
				many(700, () => NOW),
			),
		);
		expect([isDone(relation('x', NOW)), isDone(relation('x', NOW + 1))]).toEqual([true, false]);
	});

	it('takes all that is there for done, and what is older than a day', () => {
		const isDone = doneBy(
			stockOf(
				'corp',
				many(3, (n) => NOW - n),
				NOW,
			),
		);
		expect(many(3, (n) => NOW - n).every(isDone)).toBe(true);
		expect([relation('late', NOW - 60), relation('old', NOW - 7200)].map(isDone)).toEqual([
			false,
			true,
		]);
		const isDoneInEmptyCorp = doneBy(stockOf('corp', [], NOW));
		expect([relation(1, NOW - 100_000), relation(2, NOW - 7200)].map(isDoneInEmptyCorp)).toEqual([
			true,
			false,
		]);
	});
});

describe('what a poll emits', () => {
	it('is the oldest 500', () => {
		const { emitted } = choose(many(700, (n) => NOW - n));
		expect(emitted).toHaveLength(500);
		expect([emitted[0]!.createtime, emitted.at(-1)!.createtime]).toEqual([NOW - 699, NOW - 200]);
	});

	it('has a second with more of them whole', () => {
		expect(choose([...many(700, () => NOW), relation('next', NOW + 1)]).emitted).toHaveLength(700);
	});

	it('leaves out whom the other trigger delivered, and counts them as done ten minutes later only', () => {
		const found = [relation(1, NOW), relation(2, NOW + 600), relation(3, NOW + 601)];
		const isDelivered = ({ external_userid }: Relation) => external_userid !== 'wm3';
		expect(choose(found, isDelivered)).toEqual({
			emitted: [found[2]],
			done: [found[2], found[0]],
		});
		expect(choose(found, () => true)).toEqual({ emitted: [], done: [] });
	});

	it('is one of a hundred left out all the same, so that n8n keeps the state', () => {
		const found = [...many(100, (n) => NOW + n), relation('now', NOW + 5000)];
		const { emitted, done } = choose(found, () => true);
		expect([emitted, done.length]).toEqual([[found[99]], 100]);
	});
});

describe('the budget', () => {
	const HOUR = 60 * 60 * 1000;

	it('is a third of what WeCom allows, for each corp', () => {
		let now = 0;
		const { isLeft, spend } = createBudget(() => now);
		let calls = 0;
		for (; now < HOUR; now += 1000) {
			// A poll that begins brings its members to an end.
			for (; isLeft('corp'); calls += 300) for (let call = 0; call < 300; call++) spend('corp');
		}
		expect(calls).toBeGreaterThan(45_000);
		expect(calls).toBeLessThanOrEqual(50_000);
		expect(isLeft('another')).toBe(true);
	});

	it('is no more after a night, nor after the clock was set back', () => {
		let now = 100 * HOUR;
		const { isLeft, spend } = createBudget(() => now);
		let calls = 0;
		const spendAll = () => {
			for (calls = 0; isLeft('corp'); calls++) spend('corp');
		};
		spendAll();
		now += 12 * HOUR;
		spendAll();
		expect(calls).toBe(8000);
		now -= 50 * HOUR;
		expect(isLeft('corp')).toBe(false);
	});
});
