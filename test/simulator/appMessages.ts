import { slice } from './slice';
import type { State } from './types';
import type { World } from './world';

/** A message of an app that was accepted. */
export interface AppMessage {
	msgid: string;
	/** Of the app. */
	agentId: number;
	msgtype: string;
	/** What it says, long texts cut. */
	content: Record<string, unknown>;
	/** Everybody who got it. */
	to: string[];
	/** Whether names were put in place of IDs. */
	translated: boolean;
	at: number;
	recalled?: boolean;
	/** By which a card of buttons is updated: once, for 72 hours. */
	responseCode?: string;
	/** What its buttons were replaced by, and for whom. */
	replaced?: { by: string; for: string[] };
}

interface Sent {
	messages: AppMessage[];
	/** What was sent with the duplicate check, and until when it is not received again. */
	checked: Map<string, number>;
	/** IDs of cards that were sent: none is taken twice. */
	tasks: Set<string>;
}

const kept = slice((): Sent => ({ messages: [], checked: new Map(), tasks: new Set() }));

/** The messages of the corp's apps, oldest first. */
export const appMessages = (state: State) => kept({ state } as World);
