import { setImmediate as tick } from 'node:timers/promises';
import {
	inLane,
	lanesInUse,
	type Turn,
} from '../../../nodes/WeComCustomerContact/transport/limiter';
import { watchedSignal } from './watchedSignal';

/** Jobs that end when told to, with a record of the order in which they started. */
function jobs(lane: string) {
	const started: string[] = [];
	const ends = new Map<string, () => void>();
	const run = async (name: string, turn: Partial<Turn> = {}) =>
		await inLane(lane, { group: 'x', width: 5, ...turn }, async () => {
			started.push(name);
			await new Promise<void>((end) => ends.set(name, end));
			return name;
		});
	const end = async (name: string) => {
		await tick();
		ends.get(name)!();
		await tick();
	};
	return { started, run, end };
}

const numbered = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

describe('calls of one corp', () => {
	it('run no more at once than their execution wants', async () => {
		const { started, run, end } = jobs('a');
		const all = ['1', '2', '3'].map((name) => run(name, { width: 2 }));
		await tick();
		expect(started).toEqual(['1', '2']);
		await end('1');
		expect(started).toEqual(['1', '2', '3']);
		await end('2');
		await end('3');
		expect(await Promise.all(all)).toEqual(['1', '2', '3']);
		expect(lanesInUse()).toBe(0);
	});

	it('run as many at once, of however many executions, as the widest wants', async () => {
		const { started, run, end } = jobs('b');
		for (const name of numbered('a', 4)) void run(name, { group: 'a' });
		for (const name of numbered('b', 4)) void run(name, { group: 'b' });
		await tick();
		expect(started).toEqual(['a1', 'a2', 'a3', 'a4', 'b1']);
		void run('c1', { group: 'c', width: 7 });
		await tick();
		expect(started.slice(5)).toEqual(['b2', 'c1']);
		for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1', 'b3', 'b4']) await end(name);
		expect(lanesInUse()).toBe(0);
	});

	it('take turns between executions, so that a long sync starves no other', async () => {
		const { started, run, end } = jobs('c');
		for (const name of numbered('s', 8)) void run(name, { group: 'sync' });
		void run('o1', { group: 'other' });
		void run('o2', { group: 'other' });
		for (const name of numbered('s', 3)) await end(name);
		expect(started.slice(5)).toEqual(['s6', 'o1', 's7']);
		for (const name of ['s4', 's5', 's6', 'o1', 's7', 'o2', 's8']) await end(name);
	});

	it('with a width of 1 are served beside those with 5', async () => {
		const { started, run, end } = jobs('d');
		for (const name of numbered('w', 100)) void run(name, { group: 'wide' });
		for (const name of numbered('n', 10)) void run(name, { group: 'narrow', width: 1 });
		await tick();
		for (let index = 0; index < 30; index++) await end(started[index]!);
		// The narrow one runs one call at a time, and each time it has none it is its turn.
		const place = (name: string) => started.indexOf(name);
		expect(place('n1')).toBe(6);
		for (let index = 1; index < 4; index++) {
			expect(place(`n${index + 1}`)).toBe(place(`n${index}`) + 5);
		}
		for (let index = 30; index < 110; index++) await end(started[index]!);
		expect(started).toHaveLength(110);
		expect(lanesInUse()).toBe(0);
	});

	it('do not wait for those of another corp', async () => {
		const one = jobs('e');
		const two = jobs('f');
		for (const name of ['1', '2', '3']) void one.run(name, { width: 2 });
		void two.run('1');
		await tick();
		expect(two.started).toEqual(['1']);
		for (const name of ['1', '2', '3']) await one.end(name);
		await two.end('1');
	});

	it('give their place back when they fail', async () => {
		const failing = inLane('g', { group: 'x', width: 1 }, async () => {
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		await expect(inLane('g', { group: 'x', width: 1 }, async () => 'next')).resolves.toBe('next');
		expect(lanesInUse()).toBe(0);
	});

	it('are dropped at their deadline, and never run afterwards', async () => {
		const { started, run, end } = jobs('h');
		void run('first', { width: 1 });
		const late = run('late', { width: 1, deadline: Date.now() + 20 });
		expect(await late).toEqual({ kind: 'dropped', why: 'late' });
		await end('first');
		expect(started).toEqual(['first']);
		expect(await run('too late', { deadline: Date.now() })).toEqual({
			kind: 'dropped',
			why: 'late',
		});
		expect(started).toEqual(['first']);
	});

	it('are dropped when their execution is canceled, with no listener left behind', async () => {
		const { started, run, end } = jobs('i');
		const { signal, cancel, most, left } = watchedSignal();
		const first = run('first', { width: 1, signal });
		const others = numbered('o', 40).map((name) => run(name, { width: 1, signal }));
		await tick();
		expect(most()).toBe(1);
		cancel();
		for (const result of await Promise.all(others)) {
			expect(result).toEqual({ kind: 'dropped', why: 'canceled' });
		}
		await end('first');
		expect(await first).toBe('first');
		expect(started).toEqual(['first']);
		expect(left()).toBe(0);
		expect(await run('later', { signal })).toEqual({ kind: 'dropped', why: 'canceled' });
		expect(lanesInUse()).toBe(0);
	});

	it('leave no listener behind when all goes well', async () => {
		const { run, end } = jobs('j');
		const { signal, left } = watchedSignal();
		const all = numbered('o', 20).map((name) => run(name, { width: 1, signal }));
		for (const name of numbered('o', 20)) await end(name);
		await Promise.all(all);
		expect(left()).toBe(0);
	});

	it('that come too late take nothing from the others: neither their turn nor their width', async () => {
		const { started, run, end } = jobs('k');
		void run('first', { width: 1 });
		const late = ['l1', 'l2'].map((name) => run(name, { width: 1, deadline: Date.now() + 20 }));
		const others = ['2', '3'].map((name) => run(name, { width: 1 }));
		for (const result of await Promise.all(late)) expect(result).toMatchObject({ why: 'late' });
		expect(started).toEqual(['first']);
		await end('first');
		expect(started).toEqual(['first', '2']);
		await end('2');
		expect(started).toEqual(['first', '2', '3']);
		await end('3');
		expect(await Promise.all(others)).toEqual(['2', '3']);
		expect(lanesInUse()).toBe(0);
	});
});
