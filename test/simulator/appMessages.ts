import { newId } from './ids';
import { slice } from './slice';
import type { State } from './types';
import type { World } from './world';

/** By which a card is updated: once, for 72 hours. */
interface ResponseCode {
	code: string;
	at: number;
	used?: true;
}

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
	/** Of a card that tells of clicks: one came with the answer, and one comes with every click. */
	codes: ResponseCode[];
	/** What its buttons were replaced by at last, and for whom at any time. */
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

/** A further code of a card. */
export const newResponseCode = (world: World, { codes }: AppMessage) => {
	const code = newId('response', 40);
	codes.push({ code, at: world.now() });
	return code;
};
