import { NodeApiError, type JsonObject } from 'n8n-workflow';
import type { Context } from './context';
import { documentUrl, ERROR_LIST_URL, explain, plainMessage } from './errors';
import type { Outcome, WeComRequest } from './types';

// Errors are built from plain facts, never around the HTTP client's error: that one holds the address with
// the access token in it.

/** What an error item shows beside its message. */
export interface ErrorFacts {
	errcode?: number;
	errmsg?: string;
	documentation?: string;
}

function nodeError(
	context: Context,
	text: { message: string; fix: string },
	facts: ErrorFacts,
	itemIndex: number,
	httpCode?: number,
): NodeApiError {
	const error = new NodeApiError(context.getNode(), { ...facts } as JsonObject, {
		message: text.message,
		description: text.fix,
		httpCode: httpCode === undefined ? undefined : String(httpCode),
		itemIndex,
	});
	Object.assign(error.context, facts);
	return error;
}

/** WeCom answered with an error code. */
export function apiError(
	context: Context,
	answer: Extract<Outcome, { kind: 'answer' }>,
	request: WeComRequest,
	itemIndex: number,
): NodeApiError {
	const { errcode, errmsg } = answer;
	const { message, fix } = explain(errcode, errmsg);
	return nodeError(
		context,
		{
			message: `${message} (WeCom error ${errcode})`,
			fix: `${fix}. WeCom said: ${plainMessage(errmsg)}`,
		},
		{ errcode, errmsg, documentation: request.doc ? documentUrl(request.doc) : ERROR_LIST_URL },
		itemIndex,
		errcode,
	);
}

/** No answer of WeCom came back. */
export function lostError(
	context: Context,
	lost: Extract<Outcome, { kind: 'lost' }>,
	request: WeComRequest,
	itemIndex: number,
): NodeApiError {
	const unknown = request.access === 'write' && lost.taken;
	return nodeError(
		context,
		{
			message: 'WeCom did not answer',
			fix: unknown
				? `${lost.reason}. It is unknown whether WeCom carried this out, so the node did not send it again. Check in WeCom before you repeat it`
				: `${lost.reason}. Check the base URL of the credential and the network of your n8n, and run it again`,
		},
		{ documentation: request.doc ? documentUrl(request.doc) : undefined },
		itemIndex,
	);
}
