import type { IDataObject } from 'n8n-workflow';
import { readFile } from './files';
import type { Outcome } from './types';
import { say } from '../texts/say';

interface Response {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/**
 * What a response of whatever kind means. WeCom answers HTTP 2xx with JSON whose `errcode` is a number or missing;
 * all else comes from something between it and n8n, or from a wrong base URL.
 */
export function toOutcome(response: Response): Outcome {
	const { statusCode: status } = response;
	const isGood = status >= 200 && status < 300;
	const body = isBytes(response.body)
		? fileOrRefusal(response, response.body, isGood)
		: response.body;
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
		const { errcode = 0, errmsg = '', ...rest } = body as IDataObject;
		if (Number.isInteger(errcode) && (isGood || errcode !== 0)) {
			return { kind: 'answer', errcode: Number(errcode), errmsg: String(errmsg), body: rest };
		}
	}
	return foreign(status);
}

/** What asks to come again later: the request took too long, or there are too many. */
const COME_AGAIN = [408, 429];

/** HTTP 4xx refuses a request that WeCom has not seen; but 408 may mean that WeCom took too long. */
function foreign(status: number): Outcome {
	const refused = status >= 400 && status < 500;
	return {
		kind: 'lost',
		reason: say`HTTP ${status}, but no answer of WeCom: something between n8n and WeCom answered, such as a proxy or gateway`,
		taken: !refused || status === 408,
		final: refused && !COME_AGAIN.includes(status),
	};
}

const isBytes = (body: unknown): body is Buffer | ArrayBuffer =>
	body instanceof Buffer || body instanceof ArrayBuffer;

function fileOrRefusal(
	{ headers }: Response,
	body: Buffer | ArrayBuffer,
	isGood: boolean,
): unknown {
	const bytes = Buffer.from(body as ArrayBuffer);
	const file = isGood ? readFile(headers, bytes) : undefined;
	if (file) return { file };
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch {
		return undefined;
	}
}

/** Codes of a connection that was never made: WeCom can't have seen the request. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What an error of the HTTP client means. */
export function toLost(error: unknown): Outcome {
	const { cause, code, message } = error as {
		cause?: { code?: unknown };
		code?: unknown;
		message?: unknown;
	};
	const reason = String(cause?.code ?? code ?? message);
	return { kind: 'lost', reason, taken: !NEVER_CONNECTED.includes(reason) };
}
