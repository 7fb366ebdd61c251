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

/** How a call has gone so far. */
export interface Tries {
	sent: number;
	/** Milliseconds since the first try ended, without those in which it waited for its turn. */
	spent: number;
}

/**
 * Whether WeCom may have carried the request out although it did not say so. After -1 ("system busy") it is not
 * known: https://developer.work.weixin.qq.com/document/path/90313 promises nothing.
 */
export function mayBeDone(outcome: Outcome): boolean {
	if (outcome.kind === 'answer') return outcome.errcode === -1;
	return outcome.kind === 'lost' && outcome.taken;
}

/**
 * How many milliseconds to wait before a request is sent again, or nothing when it must not be: a request that may
 * be carried out only once is not repeated when it may have been.
 *
 * @param random 0…1, spreads the retries of parallel calls
 */
export function retryAfter(
	outcome: Outcome,
	{ access, giveUpAt = Infinity }: Pick<WeComRequest, 'access' | 'giveUpAt'>,
	{ sent, spent }: Tries,
	now: number,
	random: number,
): number | undefined {
	if (access === 'once' && mayBeDone(outcome)) return undefined;
	const patience = patienceWith(outcome);
	if (!patience || sent > patience.retries) return undefined;
	const full = Math.min(patience.wait * 2 ** (sent - 1), LONGEST_WAIT);
	const wait = Math.round(full * (0.5 + random / 2));
	return spent + wait > LONGEST_TIME || now + wait >= giveUpAt ? undefined : wait;
}

function patienceWith(outcome: Outcome): Patience | undefined {
	if (outcome.kind === 'answer') return TRANSIENT[outcome.errcode];
	return outcome.kind === 'lost' && !outcome.final ? BUSY : undefined;
}
