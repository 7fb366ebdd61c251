import { findEncrypted } from './envelope';
import { guarded, rejected, type Rejection } from './rejection';
import { say } from '../texts/say';

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Far above what WeCom sends: 40, 10, about 20 and about 90 characters. The text to echo is 256 bytes long at
 * most; random bytes, length, receive ID, padding and base64 make no 512 characters of it.
 */
const MAX_LENGTHS = { msg_signature: 128, timestamp: 16, nonce: 128, echostr: 512 };

export interface CallbackRequest {
	method: 'GET' | 'POST';
	/** As parsed from the URL, decoded once. */
	query: Record<string, unknown>;
	rawBody: Buffer | undefined;
}

/** What a request says before anything of it is believed. */
export interface Sealed {
	kind: 'sealed';
	method: CallbackRequest['method'];
	signature: string;
	/** Unix seconds, as sent. */
	timestamp: string;
	nonce: string;
	/** Base64: `echostr` or `Encrypt`. */
	encrypted: string;
}

/**
 * Reads as much of a request to the callback URL as can be read without settings. What is rejected here no
 * settings could save. Takes time in proportion to the size, as anybody can send anything. Pure, and never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90930
 */
export function readRequest(request: CallbackRequest): Sealed | Rejection {
	return guarded(() => read(request));
}

function read(request: CallbackRequest): Sealed | Rejection {
	const query = readQuery(request);
	if ('kind' in query) return query;
	const { msg_signature: signature, timestamp, nonce, echostr } = query;
	const encrypted = request.method === 'GET' ? echostr : readBody(request.rawBody);
	return typeof encrypted === 'string'
		? { kind: 'sealed', method: request.method, signature, timestamp, nonce, encrypted }
		: encrypted;
}

type Query = Record<keyof typeof MAX_LENGTHS, string>;

function readQuery({ method, query }: CallbackRequest): Query | Rejection {
	const values: Query = { msg_signature: '', timestamp: '', nonce: '', echostr: '' };
	for (const name of Object.keys(values) as Array<keyof Query>) {
		if (name === 'echostr' && method === 'POST') continue;
		const value = query[name];
		if (value === undefined || value === '') return badParameter(name, say`is missing`);
		if (typeof value !== 'string') return badParameter(name, say`is there more than once`);
		if (value.length > MAX_LENGTHS[name]) return badParameter(name, say`is too long`);
		values[name] = value;
	}
	if (!/^\d+$/.test(values.timestamp)) return badParameter('timestamp', say`is not a number`);
	// Where a proxy decoded the query twice, each + of the base64 text became a space.
	return { ...values, echostr: values.echostr.replaceAll(' ', '+') };
}

function badParameter(name: string, problem: string): Rejection {
	return rejected(
		400,
		say`The query parameter ${name} ${problem}`,
		say`Only WeCom can call this URL. Save it as the callback URL of the app in the WeCom admin console; a browser cannot open it.`,
	);
}

function readBody(rawBody: Buffer | undefined): string | Rejection {
	if (rawBody === undefined || rawBody.length === 0) {
		return rejected(
			400,
			say`The request has no body`,
			say`If a proxy stands before n8n, make sure that it passes the body on unchanged.`,
		);
	}
	if (rawBody.length > MAX_BODY_BYTES) {
		return rejected(
			413,
			say`The body has ${rawBody.length} bytes, more than the ${MAX_BODY_BYTES} allowed`,
			say`WeCom sends far less, so this request is most likely not from WeCom.`,
		);
	}
	return (
		findEncrypted(rawBody.toString('latin1')) ??
		rejected(
			400,
			say`The body is no envelope of WeCom with a single Encrypt value`,
			say`WeCom sends XML with one Encrypt element. If a proxy stands before n8n, make sure that it passes the body on unchanged.`,
		)
	);
}
