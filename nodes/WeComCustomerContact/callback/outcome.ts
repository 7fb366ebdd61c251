import type { WeComEvent } from './events';
import { parseJson } from './json';
import { guarded, lowerFirst, rejected, type Rejection } from './rejection';
import type { Opened } from './open';
import { toEvent } from './toEvent';
import type { Parsed } from './wire';
import { parseXml } from './xml';
import { say } from '../texts/say';

/** WeCom's own have some twenty digits. */
const MAX_ECHO_BYTES = 256;

type Signed = Pick<Opened, 'timestamp'>;

/** A text for WeCom's URL check. */
export interface Echo extends Signed {
	kind: 'echo';
	text: string;
}

/** An event to emit. */
export interface Delivered extends Signed {
	kind: 'event';
	event: WeComEvent;
	/** A `suite` callback has to be answered with the text `success`, an `app` one with none. */
	envelope: 'app' | 'suite';
	/** The ticket of a suite, which the event itself does not show. */
	suiteTicket?: string;
}

/** What to answer. */
export type CallbackOutcome = Echo | Delivered | Rejection;

/**
 * Reads what was decrypted: the text of a URL check, or an event. What is rejected here no settings could save. Pure,
 * and never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90930
 */
export function readOpened(opened: Opened): CallbackOutcome {
	return guarded(() => (opened.method === 'GET' ? toEcho(opened) : toDelivered(opened)));
}

/** An event is signed like an echo: who recorded one must not get it read out. */
function toEcho({ message: text, timestamp }: Opened): CallbackOutcome {
	return Buffer.byteLength(text) > MAX_ECHO_BYTES || /^[\uFEFF\s]*[<{]/.test(text)
		? rejected(
				400,
				say`The text to echo looks like an event`,
				say`WeCom checks the URL with a short number, so somebody may have sent a recorded event as a URL check.`,
			)
		: { kind: 'echo', text, timestamp };
}

function toDelivered({ message, timestamp }: Opened): CallbackOutcome {
	const parsed = parse(message);
	if (!parsed.ok) {
		return rejected(
			400,
			say`The decrypted content cannot be read: ${lowerFirst(parsed.reason)}`,
			say`Token and EncodingAESKey are right, but the content is not what WeCom documents.`,
		);
	}
	const envelope = 'InfoType' in parsed.fields ? 'suite' : 'app';
	const event = toEvent(parsed.fields, { receivedAt: timestamp });
	const { SuiteTicket: suiteTicket } = parsed.fields;
	const secret = typeof suiteTicket === 'string' && suiteTicket !== '' ? { suiteTicket } : {};
	return { kind: 'event', event, envelope, timestamp, ...secret };
}

function parse(text: string): Parsed {
	return /^[\uFEFF\s]*\{/.test(text) ? parseJson(text) : parseXml(text);
}
