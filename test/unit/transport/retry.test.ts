import { retryAfter } from '../../../nodes/WeComCustomerContact/transport/retry';
import type { Outcome } from '../../../nodes/WeComCustomerContact/transport/types';

const answer = (errcode: number): Outcome => ({ kind: 'answer', errcode, errmsg: '', body: {} });
const lost = (taken: boolean): Outcome => ({ kind: 'lost', reason: 'ECONNRESET', taken });
const wait = (
	outcome: Outcome,
	access: 'read' | 'write' = 'read',
	sent = 1,
	elapsed = 0,
	giveUpAt?: number,
) => retryAfter(outcome, { access, giveUpAt }, sent, elapsed, 1_000_000, 0.5);

describe('whether a request is sent again', () => {
	it.each([-1, 6000, 41063, 41079, 41096, 45033, 45035])(
		'yes after %i, also a write',
		(errcode) => {
			expect(wait(answer(errcode), 'write')).toBeGreaterThan(0);
		},
	);

	it.each([40003, 40058, 41050, 41051, 45009, 48002, 60020, 84061])('no after %i', (errcode) => {
		expect(wait(answer(errcode))).toBeUndefined();
	});

	it('a write not when WeCom may have taken it', () => {
		expect(wait(lost(true), 'write')).toBeUndefined();
		expect(wait(lost(false), 'write')).toBeGreaterThan(0);
		expect(wait(lost(true), 'read')).toBeGreaterThan(0);
	});

	it('waits longer each time, at most so often and so long', () => {
		const waits = [1, 2, 3].map((sent) => wait(answer(-1), 'read', sent)!);
		expect(waits[1]).toBeGreaterThan(waits[0]!);
		expect(waits[2]).toBeGreaterThan(waits[1]!);
		expect(wait(answer(-1), 'read', 4)).toBeUndefined();
		expect(wait(answer(45033), 'read', 2, 29_900)).toBeUndefined();
	});

	it('not after the time it is of no use any more', () => {
		expect(wait(answer(41096), 'write', 1, 0, 1_000_100)).toBeUndefined();
		expect(wait(answer(41096), 'write', 1, 0, 1_010_000)).toBeGreaterThan(0);
	});
});
