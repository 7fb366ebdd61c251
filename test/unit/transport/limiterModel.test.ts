import * as limiter from '../../../nodes/WeComCustomerContact/transport/limiter';
import { brokenBy, type Promised } from './limiterModel';
import { mutant } from './mutant';

type Limiter = typeof limiter;

it('keeps its promises whatever comes', async () => {
	expect(await brokenBy(limiter, 300)).toEqual([]);
});

/** A mistake in the limiter, and the promise that it breaks. */
const MISTAKES: Array<[promise: Promised, mistake: string, from: string, to: string]> = [
	['lane width', 'the lane has no end', '>= cap) return', '>= cap * 3) return'],
	['group width', 'a group may have the whole lane', 'running < width && ', ''],
	['fairness', 'who was served stays first', '		lane.delete(name);\n		lane.set(name, group);\n', ''],
	[
		'no idle room',
		'a wide group does not widen the lane',
		'Math.max(...groups.map(({ width }) => width))',
		'1',
	],
	['no idle room', 'nobody goes on after an end', '		startNext(lane);\n		// A call', '		// A call'],
	[
		'no idle room',
		'who was dropped keeps its place',
		'group.waiting.filter((waiting) => !over.includes(waiting))',
		'[...group.waiting]',
	],
	[
		'no call after its end',
		'who was dropped is called all the same',
		'dropped(turn) ?? (await job())',
		'await job()',
	],
	[
		'no call after its end',
		'a canceled execution goes on',
		"	if (signal?.aborted) return { kind: 'dropped', why: 'canceled' };\n",
		'',
	],
	[
		'prompt end',
		'nobody looks at the clock',
		'		if (deadline !== undefined) void',
		'		if (deadline === 0) void',
	],
	[
		'prompt end',
		'nobody looks at the signal',
		'		if (signal) stopWatching',
		'		if (!signal) stopWatching',
	],
	['order', 'the last one goes first', 'group.waiting.shift()', 'group.waiting.pop()'],
	['nothing left', 'empty lanes stay', 'if (lane.size === 0 &&', 'if (lane.size < 0 &&'],
	['listeners', 'nobody stops watching', '	stopWatching?.();\n', ''],
];

it.each(MISTAKES)('notices by "%s" when %s', async (promise, _mistake, from, to) => {
	expect(await brokenBy(mutant<Limiter>('limiter', from, to), 300)).toContain(promise);
});

it('notices by "listeners" when each wait adds one', async () => {
	const cancel = mutant('cancel', '	watches.set(signal, watch);\n', '');
	const slow = mutant<Limiter>('limiter', 'lanes.size;', 'lanes.size;', { './cancel': cancel });
	expect(await brokenBy(slow, 300)).toContain('listeners');
});
