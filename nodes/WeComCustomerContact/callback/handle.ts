import { checkEncodingAesKey, decrypt, verifySignature } from './crypto';
import type { WeComEvent } from './events';
import { parseJson } from './json';
import { toEvent } from './toEvent';
import type { Parsed } from './wire';
import { parseXml } from './xml';

const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/** Far above what WeCom sends (40, 10, about 20 and about 90 characters). */
const MAX_LENGTHS = { msg_signature: 128, timestamp: 16, nonce: 128, echostr: 4096 };

export interface CallbackRequest {
	method: 'GET' | 'POST';
	/** As parsed from the URL, decoded once. */
	query: Record<string, unknown>;
	rawBody: Buffer | undefined;
}

export interface CallbackSettings {
	token: string;
	encodingAesKey: string;
	/** The corp ID (own apps) or suite ID and corp IDs (third-party apps) callbacks may be for. */
	receiveIds: string[];
}

/** What to answer: a text for WeCom's URL check, an event to emit, or a refusal. */
export type CallbackOutcome =
	| { kind: 'echo'; text: string }
	| {
			kind: 'event';
			event: WeComEvent;
			/** A `suite` callback has to be answered with the text `success`, an `app` one with none. */
			envelope: 'app' | 'suite';
			/** When WeCom sent this delivery, in Unix seconds; signed, so good against replays. */
			timestamp: number;
	  }
	| Rejection;

/** `reason` says what happened and `hint` what to do; neither has a secret or any content. */
export interface Rejection {
	kind: 'rejected';
	status: 400 | 401 | 413;
	reason: string;
	hint: string;
}

type Step<T> = ({ kind: 'ok' } & T) | Rejection;

/**
 * Decides about one request to the callback URL: checks it, verifies its signature, decrypts it and
 * reads the event. Pure, and never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90930
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function handleCallback(
	request: CallbackRequest,
	settings: CallbackSettings,
	{ maxBodyBytes = DEFAULT_MAX_BODY_BYTES }: { maxBodyBytes?: number } = {},
): CallbackOutcome {
	try {
		return decide(request, settings, maxBodyBytes);
	} catch {
		// An exception would leave WeCom without an answer and n8n with a failed execution.
		return rejected(
			400,
			'The request cannot be processed',
			'This should not happen. Please report it to the maintainers of this package.',
		);
	}
}

function decide(
	request: CallbackRequest,
	settings: CallbackSettings,
	maxBodyBytes: number,
): CallbackOutcome {
	const unusable = checkSettings(settings);
	if (unusable) return unusable;

	const query = readQuery(request);
	if (query.kind === 'rejected') return query;

	const source =
		request.method === 'GET'
			? ({ kind: 'ok', encrypted: query.echostr } as const)
			: readBody(request.rawBody, maxBodyBytes);
	if (source.kind === 'rejected') return source;

	const opened = open(query, source.encrypted, settings);
	if (opened.kind === 'rejected') return opened;
	if (request.method === 'GET') return { kind: 'echo', text: opened.message };

	const parsed = parse(opened.message);
	if (!parsed.ok) {
		return rejected(
			400,
			`The decrypted content cannot be read: ${lowerFirst(parsed.reason)}`,
			'Token and EncodingAESKey are right, but the content is not what WeCom documents.',
		);
	}
	const timestamp = Number(query.timestamp);
	return {
		kind: 'event',
		event: toEvent(parsed.fields, { receivedAt: timestamp }),
		envelope: 'InfoType' in parsed.fields ? 'suite' : 'app',
		timestamp,
	};
}

function checkSettings({
	token,
	encodingAesKey,
	receiveIds,
}: CallbackSettings): Rejection | undefined {
	const hint =
		'Copy Token and EncodingAESKey from the API receiving settings of the app in the WeCom admin console into the credential.';
	if (!token) return rejected(400, 'The credential has no Token', hint);
	const problem = checkEncodingAesKey(encodingAesKey ?? '');
	if (problem) return rejected(400, `The credential cannot be used: ${lowerFirst(problem)}`, hint);
	return receiveIds.length === 0
		? rejected(400, 'The credential has no corp ID', 'Enter the corp ID in the credential.')
		: undefined;
}

type Query = Record<keyof typeof MAX_LENGTHS, string>;

function readQuery({ method, query }: CallbackRequest): Step<Query> {
	const values: Query = { msg_signature: '', timestamp: '', nonce: '', echostr: '' };
	for (const name of Object.keys(values) as Array<keyof Query>) {
		if (name === 'echostr' && method === 'POST') continue;
		const value = query[name];
		if (value === undefined || value === '') return badParameter(name, 'is missing');
		if (typeof value !== 'string') return badParameter(name, 'is there more than once');
		if (value.length > MAX_LENGTHS[name]) return badParameter(name, 'is too long');
		values[name] = value;
	}
	if (!/^\d+$/.test(values.timestamp)) return badParameter('timestamp', 'is not a number');
	// Where a proxy decoded the query twice, each + of the base64 text became a space.
	return { kind: 'ok', ...values, echostr: values.echostr.replaceAll(' ', '+') };
}

function badParameter(name: string, problem: string): Rejection {
	return rejected(
		400,
		`The query parameter ${name} ${problem}`,
		'Only WeCom can call this URL. Save it as the callback URL of the app in the WeCom admin console; a browser cannot open it.',
	);
}

function readBody(rawBody: Buffer | undefined, maxBodyBytes: number): Step<{ encrypted: string }> {
	if (rawBody === undefined || rawBody.length === 0) {
		return rejected(
			400,
			'The request has no body',
			'If a proxy stands before n8n, make sure that it passes the body on unchanged.',
		);
	}
	if (rawBody.length > maxBodyBytes) {
		return rejected(
			413,
			`The body has ${rawBody.length} bytes, more than the ${maxBodyBytes} allowed`,
			'WeCom sends far less, so this request is most likely not from WeCom.',
		);
	}
	const hint =
		'WeCom sends XML with one Encrypt element. If a proxy stands before n8n, make sure that it passes the body on unchanged.';
	const parsed = parse(rawBody.toString('utf8'));
	if (!parsed.ok)
		return rejected(400, `The body cannot be read: ${lowerFirst(parsed.reason)}`, hint);
	const encrypted = parsed.fields.Encrypt ?? parsed.fields.encrypt;
	return typeof encrypted === 'string' && encrypted !== ''
		? { kind: 'ok', encrypted }
		: rejected(400, 'The body has no single Encrypt value', hint);
}

function open(
	query: Query,
	encrypted: string,
	{ token, encodingAesKey, receiveIds }: CallbackSettings,
): Step<{ message: string }> {
	const { msg_signature: signature, timestamp, nonce } = query;
	if (!verifySignature(signature, token, timestamp, nonce, encrypted)) {
		return rejected(
			401,
			'The signature does not match',
			'Most often the Token in the credential differs from the one in the WeCom admin console. Copy it again and save both.',
		);
	}
	const decrypted = decrypt(encodingAesKey, encrypted);
	if (!decrypted.ok) {
		return rejected(
			400,
			`The signature is right, but the content cannot be decrypted: ${lowerFirst(decrypted.reason)}`,
			'Most often the EncodingAESKey in the credential differs from the one in the WeCom admin console. Copy it again and save both.',
		);
	}
	const { message, receiveId } = decrypted;
	return receiveIds.includes(receiveId)
		? { kind: 'ok', message }
		: rejected(
				401,
				`The message is for ${name(receiveId)}, but the credential is for ${receiveIds.map(name).join(' or ')}`,
				'Make sure that the credential has the corp ID (or suite ID) of the app whose callback URL this is.',
			);
}

function parse(text: string): Parsed {
	return /^[\uFEFF\s]*\{/.test(text) ? parseJson(text) : parseXml(text);
}

function rejected(status: Rejection['status'], reason: string, hint: string): Rejection {
	return { kind: 'rejected', status, reason, hint };
}

function name(receiveId: string): string {
	return receiveId === '' ? 'an empty receive ID' : receiveId;
}

function lowerFirst(text: string): string {
	return text.replace(/^The /, 'the ');
}
