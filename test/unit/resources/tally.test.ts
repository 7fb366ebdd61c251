import { itemsOf } from '../../../nodes/WeComCustomerContact/resources/customers/customerCount';
import { createTally } from '../../../nodes/WeComCustomerContact/resources/customers/tally';

// What Customer: Count remembers, with limits that a test can reach.

const PLENTY = { keys: 100, customers: 100 };

it('counts relations, and customers once for each key and once in all', () => {
	const tally = createTally(PLENTY);
	tally.add(['a'], 'wm1');
	tally.add(['a'], 'wm1');
	tally.add(['a'], 'wm2');
	tally.add(['b'], 'wm1');
	expect(tally.counters()).toEqual([
		{ key: ['a'], relations: 3, customers: 2 },
		{ key: ['b'], relations: 1, customers: 1 },
	]);
	expect(tally.total).toMatchObject({ relations: 4, customers: 2 });
	expect(tally.rest.relations).toBe(0);
	expect(tally.isCapped()).toBe(false);
});

it('keys that only look alike are apart', () => {
	const tally = createTally(PLENTY);
	for (const key of [['a,b', 'c'], ['a', 'b,c'], ['1'], [1]]) tally.add(key, 'wm1');
	expect(tally.counters()).toHaveLength(4);
});

it('what is of further keys is counted together', () => {
	const tally = createTally({ ...PLENTY, keys: 2 });
	for (const key of ['a', 'b', 'c', 'd', 'a']) tally.add([key], 'wm1');
	tally.add(['c'], 'wm2');
	expect(tally.counters()).toEqual([
		{ key: ['a'], relations: 2, customers: 1 },
		{ key: ['b'], relations: 1, customers: 1 },
	]);
	expect(tally.rest).toMatchObject({ relations: 3, customers: 2 });
	expect(tally.total).toMatchObject({ relations: 6, customers: 2 });
});

it('of more customers than are remembered, nobody says how many they are', () => {
	const tally = createTally({ ...PLENTY, customers: 4 });
	for (const customer of ['wm1', 'wm2', 'wm1', 'wm3', 'wm4', 'wm2']) tally.add(['a'], customer);
	expect(tally.isCapped()).toBe(true);
	expect(itemsOf(tally, ['state'])).toEqual([{ state: 'a', relations: 6, total_relations: 6 }]);
	expect(itemsOf(tally, [])).toEqual([{ relations: 6 }]);
});
