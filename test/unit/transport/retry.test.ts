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
