import { setImmediate as tick } from 'node:timers/promises';
import { inLane } from '../../../nodes/WeComCustomerContact/transport/limiter';

/** Jobs that end when told to, with a record of the order in which they started. */
function jobs(lane: string) {
	const started: string[] = [];
	const ends = new Map<string, () => void>();
	const run = async (name: string, turn: { group: string; urgent?: boolean; width?: number }) =>
		await inLane(lane, { width: 2, ...turn }, async () => {
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

describe('calls of one corp', () => {
	it('run no more at once than allowed', async () => {
		const { started, run, end } = jobs('a');
		const all = ['1', '2', '3'].map((name) => run(name, { group: 'x' }));
		await tick();
		expect(started).toEqual(['1', '2']);
		await end('1');
		expect(started).toEqual(['1', '2', '3']);
		await end('2');
		await end('3');
		expect(await Promise.all(all)).toEqual(['1', '2', '3']);
	});

	it('take turns between executions, so that a long sync starves no other', async () => {
		const { started, run, end } = jobs('b');
		for (const name of ['s1', 's2', 's3', 's4', 's5']) void run(name, { group: 'sync' });
		void run('o1', { group: 'other' });
		void run('o2', { group: 'other' });
		for (const name of ['s1', 's2', 's3', 'o1', 's4']) await end(name);
		expect(started).toEqual(['s1', 's2', 's3', 'o1', 's4', 'o2', 's5']);
	});

	it('let a welcome message go first', async () => {
		const { started, run, end } = jobs('c');
		for (const name of ['s1', 's2', 's3', 's4']) void run(name, { group: 'sync' });
		void run('welcome', { group: 'flow', urgent: true });
		await end('s1');
		expect(started).toEqual(['s1', 's2', 'welcome']);
	});

	it('do not wait for those of another corp', async () => {
		const one = jobs('d');
		const two = jobs('e');
		for (const name of ['1', '2', '3']) void one.run(name, { group: 'x' });
		void two.run('1', { group: 'x' });
		await tick();
		expect(two.started).toEqual(['1']);
	});

	it('give their place back when they fail', async () => {
		const failing = inLane('f', { group: 'x', width: 1 }, async () => {
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		await expect(inLane('f', { group: 'x', width: 1 }, async () => 'next')).resolves.toBe('next');
	});
});
