import type { Execution } from '../n8n/driver';
import type { Delivery, JournalEntry, WelcomeMessage } from '../simulator/types';

// What is known when a soak is over; the checks need nothing else. Times are milliseconds since the epoch.

export interface Span {
	from: number;
	to: number;
}

/** A process was down: from just before it was told to end until it was ready again. */
export interface Outage extends Span {
	process: 'main' | 'worker';
}

/**
 * What the credential opens. Of what was saved, from when n8n said so until the next saving began; of what the
 * database held, as long as it did.
 */
export interface Edition extends Span {
	/** The app whose secret it is; nothing while the secret is wrong. */
	app?: string;
}

/** The database stored the credential, because somebody saved it or n8n had a new token: what it opened then. */
export interface Write {
	at: number;
	app?: string;
}

export interface SentScan {
	externalUserId: string;
	welcomeCode: string | undefined;
	delivery: Delivery;
}

/** The Test button of the credential was pressed. */
export interface Press extends Span {
	accepted: boolean;
	message: string;
}

/** A stranger called the callback URL; without a status n8n did not answer. */
export interface Intrusion {
	kind: string;
	at: number;
	status?: number;
	body: string;
}

/** One look at n8n's health check. */
export interface Pulse extends Span {
	answered: boolean;
}

export interface Facts {
	journal: readonly JournalEntry[];
	welcomeMessages: readonly Pick<WelcomeMessage, 'externalUserId'>[];
	/** When each token would have expired by itself. */
	expiries: ReadonlyMap<string, number>;
	scans: readonly SentScan[];
	welcomes: readonly Execution[];
	outages: readonly Outage[];
	/** What was saved. */
	saved: readonly Edition[];
	writes: readonly Write[];
	/** What was held between one saving and the next. */
	editions: readonly Edition[];
	presses: readonly Press[];
	intrusions: readonly Intrusion[];
	pulses: readonly Pulse[];
}

export interface Findings {
	/** What is wrong; empty when all is well. */
	problems: string[];
	counts: Record<string, number>;
}
