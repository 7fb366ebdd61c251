import { NodeOperationError, type IDataObject } from 'n8n-workflow';
import { waited } from './cancel';
import type { Context } from './context';
import { corpOf, readCredential } from './credential';
import { failureOf } from './failure';
import { mayBeDone, retryAfter, type Tries } from './retry';
import { isOfToken, send } from './send';
import { currentTokens, type TokenOutcome } from './token';
import type { Outcome, WeComRequest } from './types';
import { say } from '../texts/say';

/** Of tokens that one call tries. The token rules end it sooner, unless other processes store bad tokens too. */
const MOST_TOKENS = 5;

/**
 * One authenticated call of WeCom's API.
 *
 * Takes a newer access token when WeCom refuses one, waits and retries what goes away by itself, and
 * explains everything else as a NodeApiError with `errcode`, `errmsg` and the document's link in its context, and
 * `uncertain` when WeCom may have carried out a write.
 *
 * @returns the answer without `errcode` and `errmsg`, but for those of a refusal that the request tolerates; with
 * `uncertain: true` when only WeCom's refusal of a repeat tells that a write was done
 */
export async function weComRequest(
	context: Context,
	request: WeComRequest,
	itemIndex = 0,
): Promise<IDataObject> {
	const tries: Tries = { sent: 0, spent: 0 };
	let uncertain = false;
	let refused = 0;
	let before: Outcome | undefined;
	for (;;) {
		const credential = await readCredential(context, itemIndex);
		if (request.token === 'suite' && credential.appType !== 'thirdParty') {
			throw new NodeOperationError(context.getNode(), say`Only a third-party app can do this`, {
				description: say`Choose a credential whose App Type is Third-Party App`,
				itemIndex,
			});
		}
		if (request.token !== 'suite' && credential.appType === 'thirdParty' && !corpOf(credential)) {
			throw new NodeOperationError(context.getNode(), say`The credential names no corp`, {
				description: say`Fill in the corp that authorized the suite, and its permanent code`,
				itemIndex,
			});
		}
		// Before its turn, so that it does not take up room while a token is fetched.
		const ready = await currentTokens(context, credential, itemIndex);
		const sent =
			ready.kind === 'tokens' ? await send(context, request, credential, itemIndex) : ready;
		if (sent.kind === 'failed') {
			if (await untilWorthwhile(context, sent, request)) continue;
			throw failureOf(context, sent.failure, request, itemIndex, uncertain);
		}
		const { outcome, took } = sent;
		// What went wrong the time before tells more than that it came too late to be sent again.
		if (before && outcome.kind === 'dropped' && outcome.why === 'late') {
			throw failureOf(context, before, request, itemIndex, uncertain);
		}
		before = outcome;
		const answer = answerIn(outcome, request, uncertain);
		if (answer) return answer;
		if (isOfToken(outcome)) {
			refused += 1;
			if (refused < MOST_TOKENS) continue;
		}
		uncertain ||= request.access !== 'read' && mayBeDone(outcome);
		tries.sent += 1;
		if (tries.sent > 1) tries.spent += took;
		const wait = retryAfter(outcome, request, tries, Date.now(), Math.random());
		if (wait === undefined || !(await waited(context, wait))) {
			throw failureOf(context, outcome, request, itemIndex, uncertain);
		}
		tries.spent += wait;
	}
}

/** Waits until a token may be asked for again; answers false at once when that is of no use. */
async function untilWorthwhile(
	context: Context,
	{ retryAt }: Extract<TokenOutcome, { kind: 'failed' }>,
	{ giveUpAt = Infinity }: WeComRequest,
): Promise<boolean> {
	if (retryAt === undefined || retryAt >= giveUpAt) return false;
	return await waited(context, Math.max(0, retryAt - Date.now()));
}

/** The answer that a request wanted, if it came. */
function answerIn(
	outcome: Outcome,
	{ doneAlready, tolerates }: WeComRequest,
	uncertain: boolean,
): IDataObject | undefined {
	if (outcome.kind !== 'answer') return undefined;
	const { errcode, errmsg, body } = outcome;
	if (errcode === 0) return body;
	if (uncertain && doneAlready?.includes(errcode)) return { ...body, uncertain };
	return tolerates?.includes(errcode) ? { ...body, errcode, errmsg } : undefined;
}
