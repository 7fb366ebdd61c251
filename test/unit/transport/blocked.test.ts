import { noted, standingRefusal } from '../../../nodes/WeComCustomerContact/transport/blocked';
import type { Outcome } from '../../../nodes/WeComCustomerContact/transport/types';

const answer = (errcode: number): Outcome => ({ kind: 'answer', errcode, errmsg: '', body: {} });
const lost: Outcome = { kind: 'lost', reason: 'ECONNRESET', taken: true };
const T = Date.parse('2026-11-10T10:00:00+08:00');
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What comes of a call that is sent at a time and answered at once. */
const call = (api: string, at: number, outcome: Outcome) => {
	const refusal = standingRefusal(api, at);
	return refusal
		? { called: false, outcome: refusal }
		: { called: true, outcome: noted(api, outcome, at, at) };
};

it.each([45009, 45011, 45036])('%i: the API is left alone for a minute', (errcode) => {
	const api = `a ${errcode}`;
	const blocked = { since: T, until: T + MINUTE };
	expect(call(api, T, answer(errcode))).toMatchObject({ called: true, outcome: { blocked } });
	for (const later of [1, 30 * SECOND, MINUTE - 1]) {
		expect(call(api, T + later, answer(0))).toMatchObject({
			called: false,
			outcome: { kind: 'answer', errcode, blocked },
		});
	}
	expect(call(api, T + MINUTE, answer(0))).toMatchObject({ called: true, outcome: { errcode: 0 } });
	expect(call(api, T + MINUTE + 1, answer(0))).toMatchObject({ called: true });
});

it('one caller finds out whether it is open again, the others wait for it', () => {
	call('b', T, answer(45009));
	expect(standingRefusal('b', T + MINUTE)).toBeUndefined();
	expect(standingRefusal('b', T + MINUTE)).toMatchObject({ errcode: 45009 });
	noted('b', answer(45009), T + MINUTE, T + MINUTE + SECOND);
	const blocked = { since: T, until: T + 2 * MINUTE + SECOND };
	expect(standingRefusal('b', T + 2 * MINUTE)).toMatchObject({ blocked });
	expect(standingRefusal('b', blocked.until)).toBeUndefined();
});

it('another caller tries when nothing came of the first', () => {
	call('c', T, answer(45009));
	expect(call('c', T + MINUTE, lost)).toMatchObject({ called: true });
	expect(call('c', T + MINUTE + SECOND, answer(0))).toMatchObject({ called: false });
	expect(call('c', T + 2 * MINUTE, answer(0))).toMatchObject({ called: true });
});

it('a call that went out before the refusal does not open the API', () => {
	noted('d', answer(45009), T, T + SECOND);
	noted('d', answer(0), T, T + 2 * SECOND);
	expect(standingRefusal('d', T + 3 * SECOND)).toMatchObject({ errcode: 45009 });
});

it('concerns one API of one corp, and no other code', () => {
	call('corp1 /x', T, answer(45009));
	expect(standingRefusal('corp1 /y', T)).toBeUndefined();
	expect(standingRefusal('corp2 /x', T)).toBeUndefined();
	call('e', T, answer(45033));
	expect(standingRefusal('e', T)).toBeUndefined();
});

it('remembers no more than 500', () => {
	for (let index = 0; index < 600; index++) call(`f${index}`, T, answer(45009));
	expect(standingRefusal('f99', T)).toBeUndefined();
	expect(standingRefusal('f100', T)).toBeDefined();
	expect(standingRefusal('f599', T)).toBeDefined();
});
