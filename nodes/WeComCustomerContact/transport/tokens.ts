import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { isTransient } from './retry';
import type { Outcome } from './types';
import { say } from '../texts/say';

// The rules about access tokens: what is known about one app's, and what follows from it. Pure: `token.ts` acts on
// them. All times are milliseconds since 1970.

/** Tokens as the credential stores them. A type, not an interface: n8n wants an index signature. */
export type Tokens = {
	accessToken: string;
	/** Empty but for third-party apps. */
	suiteAccessToken: string;
	/** The app they were fetched for (`identityOf`). */
	tokenFor: string;
	/** When they die, as text: n8n's credentials hold texts. */
	tokenExpiresAt: string;
};

/** A fetch that gave no token that works. */
interface Futile {
	at: number;
	/** What would have to change: fetches count together only with the same cause. */
	cause: string;
	failure: Outcome;
	/** No fetch before. */
	again: number;
}

/** What a process knows about the tokens of one app. */
export interface Known {
	/** The newest that this process fetched. */
	own?: { tokens: Tokens; since: number; ticket: string };
	/** What WeCom did not take any more, the latest last. */
	refused: ReadonlyArray<{ tokens: Tokens; at: number; failure: Outcome }>;
	/** The latest death of all that were refused: what dies later is newer, what doesn't may be dead too. */
	refusedUpTo: number;
	/** Of the last 30 seconds. */
	futile: readonly Futile[];
}

export const NOTHING_KNOWN: Known = { refused: [], refusedUpTo: 0, futile: [] };

export type Decision =
	| { kind: 'tokens'; tokens: Tokens }
	| { kind: 'fetch' }
	/** `retryAt`: it is worth waiting until then. */
	| { kind: 'failed'; failure: Outcome; retryAt?: number };

/** With one cause, two fetches at most in so long: WeCom bans an IP address that keeps asking. */
const WINDOW = 30_000;
/** The second fetch comes so much later, as many a failure is over by then. */
const SPACING = 3_000;
const MOST_REFUSED = 20;

const expiryOf = ({ tokenExpiresAt }: Tokens) => Number(tokenExpiresAt);

const same = (one: Tokens, other: Tokens) =>
	one.accessToken === other.accessToken && one.suiteAccessToken === other.suiteAccessToken;

/** The tokens that a credential stores, if they are those of the app that it is for. */
export function storedTokens(
	credential: ICredentialDataDecryptedObject,
	identity: string,
): Tokens | undefined {
	const text = (name: keyof Tokens) => String(credential[name] ?? '');
	const tokens: Tokens = {
		accessToken: text('accessToken'),
		suiteAccessToken: text('suiteAccessToken'),
		tokenFor: text('tokenFor'),
		tokenExpiresAt: text('tokenExpiresAt'),
	};
	return tokens.accessToken !== '' && tokens.tokenFor === identity ? tokens : undefined;
}

/** Whether tokens live, as far as they themselves tell. */
export const areAlive = (tokens: Tokens, now: number) => expiryOf(tokens) > now;

/** Whether a call may start with these tokens. */
function mayBeUsed(known: Known, tokens: Tokens, now: number): boolean {
	if (!areAlive(tokens, now)) return false;
	if (known.refused.some((refused) => same(refused.tokens, tokens))) return false;
	const isOwn = known.own !== undefined && same(known.own.tokens, tokens);
	return isOwn || expiryOf(tokens) > known.refusedUpTo;
}

/** What to do for a call: use tokens, fetch some, or give up for now. */
function decide(known: Known, stored: Tokens | undefined, ticket: string, now: number): Decision {
	const [best] = [known.own?.tokens, stored]
		.filter((tokens) => tokens !== undefined)
		.filter((tokens) => mayBeUsed(known, tokens, now))
		.sort((one, other) => expiryOf(other) - expiryOf(one));
	if (best) return { kind: 'tokens', tokens: best };

	const wait = waitFor(known, 'lost', now) ?? waitFor(known, refusedWith(ticket), now);
	if (!wait) return { kind: 'fetch' };
	const { failure, until } = wait;
	return { kind: 'failed', failure, ...(until - now <= SPACING && { retryAt: until }) };
}

const refusedWith = (ticket: string) => `refused:${ticket}`;

function waitFor(known: Known, cause: string, now: number) {
	const futile = known.futile.filter((one) => one.cause === cause);
	const last = futile.at(-1);
	if (!last) return undefined;
	const until = Math.max(last.again, (futile.at(-2)?.at ?? -Infinity) + WINDOW);
	return until > now ? { until, failure: last.failure } : undefined;
}

const inVain = (known: Known, futile: Futile, now: number): Known => ({
	...known,
	futile: [...known.futile.filter(({ at }) => at > now - WINDOW), futile],
});

/**
 * WeCom handed tokens out. If it had refused them a moment before it was asked, or they are dead already, that was
 * in vain; a while later they may be good again, as when a disabled app was enabled.
 */
function fetched(known: Known, tokens: Tokens, ticket: string, asked: number, now: number): Known {
	const refused = known.refused.find((one) => same(one.tokens, tokens));
	if (refused && asked - refused.at < WINDOW) {
		const { failure } = refused;
		const cause = refusedWith(ticket);
		return inVain(known, { at: now, cause, failure, again: now + SPACING }, now);
	}
	if (!areAlive(tokens, now)) {
		const reason = say`the access token had expired when it arrived`;
		return failed(known, { kind: 'lost', reason, taken: false }, ticket, now);
	}
	return {
		...known,
		own: { tokens, since: now, ticket },
		refused: known.refused.filter((one) => one !== refused),
	};
}

/** There was no token to be had. */
function failed(known: Known, failure: Outcome, ticket: string, now: number): Known {
	const passes = failure.kind !== 'answer' || isTransient(failure.errcode);
	return inVain(
		known,
		{
			at: now,
			cause: passes ? 'lost' : refusedWith(ticket),
			failure,
			again: now + (passes ? SPACING : WINDOW),
		},
		now,
	);
}

/** WeCom did not take these tokens. What this process fetched goes as well unless it is newer than they are. */
function refused(known: Known, tokens: Tokens, failure: Outcome, now: number): Known {
	if (known.refused.some((one) => same(one.tokens, tokens))) return known;
	const after: Known = {
		...known,
		refused: [...known.refused, { tokens, at: now, failure }].slice(-MOST_REFUSED),
		refusedUpTo: Math.max(known.refusedUpTo, expiryOf(tokens)),
	};
	const { own } = known;
	if (!own || (!same(own.tokens, tokens) && expiryOf(own.tokens) > expiryOf(tokens))) return after;
	const { since, ticket } = own;
	const gone = { ...after, own: undefined };
	if (now - since >= WINDOW) return gone;
	return inVain(gone, { at: since, cause: refusedWith(ticket), failure, again: now }, now);
}

export const RULES = { storedTokens, decide, fetched, failed, refused };

export type Rules = typeof RULES;
