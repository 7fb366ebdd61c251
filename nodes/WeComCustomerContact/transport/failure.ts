import { NodeApiError, type JsonObject } from 'n8n-workflow';
import type { Context } from './context';
import { documentUrl, ERROR_LIST_URL, explain, plainMessage } from './errors';
import type { Outcome, WeComRequest } from './types';
import { say } from '../texts/say';

// Errors are built from plain facts, never around the HTTP client's error: that one holds the address with
// the access token in it.

/** What an error item shows beside its message. */
export interface ErrorFacts {
	errcode?: number;
	errmsg?: string;
	documentation?: string;
	/** WeCom may have carried out what failed. */
	uncertain?: true;
}

function nodeError(
	context: Context,
	text: { message: string; fix: string },
	facts: ErrorFacts,
	itemIndex: number,
): NodeApiError {
	const error = new NodeApiError(context.getNode(), { ...facts } as JsonObject, {
		message: text.message,
		description: text.fix,
		httpCode: facts.errcode === undefined ? undefined : String(facts.errcode),
		itemIndex,
	});
	Object.assign(error.context, facts);
	return error;
}

/** Why a request failed, with what the user can do about it. `uncertain`: WeCom may have carried it out. */
export function failureOf(
	context: Context,
	outcome: Outcome,
	request: FailedRequest,
	itemIndex: number,
	uncertain = false,
): NodeApiError {
	const documentation = request.doc ? documentUrl(request.doc) : undefined;
	const doubt = uncertain ? doubtAbout(request) : undefined;
	const facts: ErrorFacts = { documentation, ...(uncertain && { uncertain }) };
	const error = (message: string, fix: Array<string | undefined>, more: ErrorFacts = {}) =>
		nodeError(
			context,
			{ message, fix: fix.filter((text) => text !== undefined).join(say`. `) },
			{ ...facts, ...more },
			itemIndex,
		);
	switch (outcome.kind) {
		case 'answer': {
			const { errcode, errmsg, blocked } = outcome;
			const { message, fix } = explain(errcode, errmsg);
			// That WeCom is busy says: run it again. In doubt that would be wrong.
			const advice = errcode === -1 && uncertain ? undefined : (request.fixes?.[errcode] ?? fix);
			return error(
				say`${message} (WeCom error ${errcode})`,
				[
					blocked && pauseOf(blocked, context.getTimezone()),
					advice,
					say`WeCom said: ${plainMessage(errmsg)}`,
					doubt,
				],
				{ errcode, errmsg, documentation: documentation ?? ERROR_LIST_URL },
			);
		}
		case 'lost':
			return error(say`WeCom did not answer`, [
				outcome.reason,
				doubt ??
					say`Check the base URL of the credential and the network of your n8n, and run it again`,
			]);
		case 'dropped':
			return outcome.why === 'canceled'
				? error(say`The call was not sent: the execution was canceled`, [doubt])
				: error(say`The call was not sent: its turn came too late`, [
						say`Too many calls of this corp are under way. Run fewer workflows at once`,
						doubt,
					]);
	}
}

/** What an error needs to know of its request. */
type FailedRequest = Pick<WeComRequest, 'access' | 'doc' | 'look' | 'fixes'>;

const doubtAbout = ({ access, look }: FailedRequest) =>
	access === 'once'
		? say`It is unknown whether WeCom carried this out, so the node did not send it again. ${look ?? say`Check in WeCom before you repeat it`}`
		: say`It is unknown whether WeCom carried this out. To run it again does no harm`;

function pauseOf({ since, until }: { since: number; until: number }, timeZone: string): string {
	// Sweden writes a time like ISO 8601.
	const time = (milliseconds: number) =>
		new Date(milliseconds).toLocaleString('sv-SE', { timeZone });
	return say`WeCom has refused this API since ${time(since)}. The node calls it again from ${time(until)} (${timeZone}) and until then gives this error without calling`;
}
