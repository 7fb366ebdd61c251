import { mayBeDone, retryAfter } from '../../../nodes/WeComCustomerContact/transport/retry';
import type { Access, Outcome } from '../../../nodes/WeComCustomerContact/transport/types';

const answer = (errcode: number): Outcome => ({ kind: 'answer', errcode, errmsg: '', body: {} });
const lost = (taken: boolean, final?: boolean): Outcome => ({
	kind: 'lost',
	reason: 'ECONNRESET',
	taken,
	final,
});
const NOW = 1_000_000;
const wait = (
	outcome: Outcome,
	access: Access = 'read',
	{ sent = 1, spent = 0, giveUpAt = undefined as number | undefined } = {},
) => retryAfter(outcome, { access, giveUpAt }, { sent, spent }, NOW, 0.5);

describe('whether a request is sent again', () => {
	it.each([6000, 41063, 41079, 41096, 45033, 45035])(
		'yes after %i, whatever it is: WeCom did not carry it out',
		(errcode) => {
			expect(mayBeDone(answer(errcode))).toBe(false);
			expect(wait(answer(errcode), 'once')).toBeGreaterThan(0);
		},
	);

	it.each([40003, 40058, 41050, 41051, 45009, 48002, 60020, 84061])('no after %i', (errcode) => {
		expect(wait(answer(errcode))).toBeUndefined();
	});

	it.each([
		['-1', answer(-1)],
		['a lost answer', lost(true)],
	])(
		'after %s, when WeCom may have carried it out, unless that would do it twice',
		(_, outcome) => {
			expect(mayBeDone(outcome)).toBe(true);
			expect(wait(outcome, 'once')).toBeUndefined();
			expect(wait(outcome, 'idempotent')).toBeGreaterThan(0);
			expect(wait(outcome, 'read')).toBeGreaterThan(0);
		},
	);

	it('whatever it is when WeCom cannot have seen it', () => {
		expect(wait(lost(false), 'once')).toBeGreaterThan(0);
	});

	it('not when something between refused it for good, nor when it was dropped', () => {
		expect(wait(lost(false, true))).toBeUndefined();
		expect(wait({ kind: 'dropped', why: 'late' })).toBeUndefined();
	});

	it('waits longer each time, at most so often and so long', () => {
		const waits = [1, 2, 3].map((sent) => wait(answer(-1), 'read', { sent })!);
		expect(waits[1]).toBeGreaterThan(waits[0]!);
		expect(waits[2]).toBeGreaterThan(waits[1]!);
		expect(wait(answer(-1), 'read', { sent: 4 })).toBeUndefined();
		expect(wait(answer(45033), 'read', { sent: 2, spent: 29_900 })).toBeUndefined();
	});

	it('not after the time it is of no use any more', () => {
		expect(wait(answer(41096), 'idempotent', { giveUpAt: NOW + 100 })).toBeUndefined();
		expect(wait(answer(41096), 'idempotent', { giveUpAt: NOW + 10_000 })).toBeGreaterThan(0);
	});
});

// How often WeCom is asked at most, and how long it takes until the user is told, at the longest.
it.each([
	[-1, 4, 3_500],
	[6000, 4, 3_500],
	[45033, 6, 11_000],
	[45035, 6, 11_000],
	[41063, 4, 9_500],
	[41079, 4, 9_500],
	[41096, 9, 29_000],
	[undefined, 4, 3_500],
])('%s is sent %i times within %i ms', (errcode, times, longest) => {
	const outcome = errcode === undefined ? lost(false) : answer(errcode);
	const all = (random: number) => {
		let sent = 1;
		let spent = 0;
		for (;;) {
			const next = retryAfter(outcome, { access: 'idempotent' }, { sent, spent }, NOW, random);
			if (next === undefined) return { sent, spent };
			sent += 1;
			spent += next;
		}
	};
	expect(all(1)).toEqual({ sent: times, spent: longest });
	// Others wait half as long at least, so that parallel calls do not meet again.
	expect(all(0).spent).toBeGreaterThanOrEqual(longest / 2);
	expect(all(0).spent).toBeLessThanOrEqual(30_000);
});

it('the last try ends before the time after which it is of no use', () => {
	const full = retryAfter(answer(41096), { access: 'once' }, { sent: 1, spent: 0 }, NOW, 1)!;
	const until = (giveUpAt: number) =>
		retryAfter(answer(41096), { access: 'once', giveUpAt }, { sent: 1, spent: 0 }, NOW, 1);
	expect(until(NOW + full)).toBeUndefined();
	expect(until(NOW + full + 1)).toBe(full);
});
