import type { IDataObject } from 'n8n-workflow';
import { readFile } from './files';
import type { Outcome } from './types';

interface Response {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** What a response of whatever kind means. */
export function toOutcome(response: Response): Outcome {
	const { statusCode: status } = response;
	const body = isBytes(response.body) ? fileOrRefusal(response, response.body) : response.body;
	if (typeof body === 'object' && body !== null && !Array.isArray(body) && status < 500) {
		const { errcode = 0, errmsg = '', ...rest } = body as IDataObject;
		return { kind: 'answer', errcode: Number(errcode), errmsg: String(errmsg), body: rest };
	}
	return { kind: 'lost', reason: `HTTP ${status} without a WeCom answer`, taken: true, status };
}

const isBytes = (body: unknown): body is Buffer | ArrayBuffer =>
	body instanceof Buffer || body instanceof ArrayBuffer;

function fileOrRefusal({ headers }: Response, body: Buffer | ArrayBuffer): unknown {
	const bytes = Buffer.from(body as ArrayBuffer);
	const file = readFile(headers, bytes);
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
