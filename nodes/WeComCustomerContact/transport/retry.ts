import type { Outcome, WeComRequest } from './types';

interface Patience {
	/** How often a call is sent again at most. */
	retries: number;
	/** First wait in milliseconds; doubles each time. */
	wait: number;
}

const BUSY: Patience = { retries: 3, wait: 500 };

/** Codes that go away by themselves: WeCom is busy, or two calls met. All others are final. */
const TRANSIENT: Readonly<Record<number, Patience>> = {
	[-1]: BUSY,
	6000: BUSY,
	45033: { retries: 5, wait: 400 },
	45035: { retries: 5, wait: 400 },
	41063: { retries: 3, wait: 1500 },
	41079: { retries: 3, wait: 1500 },
	// Another app is sending its welcome message: worth trying as long as the code lives (giveUpAt).
	41096: { retries: 30, wait: 600 },
};

/** Whether a code goes away by itself. */
export const isTransient = (errcode: number) => Object.hasOwn(TRANSIENT, errcode);

const LONGEST_WAIT = 5_000;
const LONGEST_TIME = 30_000;

/**
 * How many milliseconds to wait before a request is sent again, or nothing when it must not be.
 *
 * A write is not sent again when it is unknown whether WeCom took it: connection lost after sending, or a
 * server error of a machine between.
 *
 * @param sent how often the request went out already
 * @param elapsed milliseconds since it first went out
 * @param random 0…1, spreads the retries of parallel calls
 */
export function retryAfter(
	outcome: Outcome,
	request: Pick<WeComRequest, 'access' | 'giveUpAt'>,
	sent: number,
	elapsed: number,
	now: number,
	random: number,
): number | undefined {
	const patience = patienceWith(outcome, request.access);
	if (!patience || sent > patience.retries) return undefined;
	const full = Math.min(patience.wait * 2 ** (sent - 1), LONGEST_WAIT);
	const wait = Math.round(full * (0.5 + random / 2));
	if (elapsed + wait > LONGEST_TIME) return undefined;
	if (request.giveUpAt !== undefined && now + wait >= request.giveUpAt) return undefined;
	return wait;
}

function patienceWith(outcome: Outcome, access: WeComRequest['access']): Patience | undefined {
	if (outcome.kind === 'answer') return TRANSIENT[outcome.errcode];
	return access === 'read' || !outcome.taken ? BUSY : undefined;
}
