import {
	NodeOperationError,
	sleep,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestOptions,
	type NodeApiError,
} from 'n8n-workflow';
import { CREDENTIAL, type Context } from './context';
import { corpOf, readCredential } from './credential';
import { apiError, lostError } from './failure';
import { fileForm } from './files';
import { DEFAULT_WIDTH, inLane } from './limiter';
import { toLost, toOutcome } from './outcome';
import { retryAfter } from './retry';
import { currentTokens, refuseTokens, type TokenOutcome } from './token';
import type { Tokens } from './tokens';
import type { Outcome, WeComRequest } from './types';

const TIMEOUT = 30_000;
const FILE_TIMEOUT = 120_000;

/** Answers that mean "not with this token": the call was not carried out, and is sent once more with a newer one. */
const TOKEN_CODES = [40014, 42001, 40001, 40082, 42009];
/** Of tokens that one call tries. The token rules end it sooner, unless other processes store bad tokens too. */
const MOST_TOKENS = 5;

/**
 * One authenticated call of WeCom's API.
 *
 * Takes a newer access token when WeCom refuses one, waits and retries what goes away by itself, and
 * explains everything else as a NodeApiError with `errcode`, `errmsg` and the document's link in its context.
 *
 * @returns the answer without `errcode` and `errmsg`, but for an `errcode` that the request tolerates
 */
export async function weComRequest(
	context: Context,
	request: WeComRequest,
	itemIndex = 0,
): Promise<IDataObject> {
	const started = Date.now();
	let sent = 0;
	let refused = 0;
	for (;;) {
		const credential = await readCredential(context, itemIndex);
		if (request.token === 'suite' && credential.appType !== 'thirdParty') {
			throw new NodeOperationError(context.getNode(), 'Only a third-party app can do this', {
				description: 'Choose a credential whose App Type is Third-Party App',
				itemIndex,
			});
		}
		// Before its turn, so that it does not take up room while a token is fetched.
		const ready = await currentTokens(context, credential);
		const { token, outcome } =
			ready.kind === 'tokens'
				? await inTurn(context, request, credential)
				: { token: ready, outcome: ready.failure };
		if (token.kind === 'failed') {
			if (await untilWorthwhile(context, token, request)) continue;
			throw failureOf(context, outcome, request, itemIndex);
		}
		if (outcome.kind === 'answer' && outcome.errcode === 0) return outcome.body;
		if (outcome.kind === 'answer' && request.tolerates?.includes(outcome.errcode)) {
			return { ...outcome.body, errcode: outcome.errcode };
		}
		if (needsNewToken(outcome)) {
			refused += 1;
			if (refused < MOST_TOKENS) continue;
		}
		sent += 1;
		const now = Date.now();
		const wait = retryAfter(outcome, request, sent, now - started, now, Math.random());
		if (wait === undefined || !(await waited(context, wait))) {
			throw failureOf(context, outcome, request, itemIndex);
		}
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

const needsNewToken = (outcome: Outcome) =>
	outcome.kind === 'answer' && TOKEN_CODES.includes(outcome.errcode);

function failureOf(
	context: Context,
	outcome: Outcome,
	request: WeComRequest,
	itemIndex: number,
): NodeApiError {
	return outcome.kind === 'answer'
		? apiError(context, outcome, request, itemIndex)
		: lostError(context, outcome, request, itemIndex);
}

/**
 * WeCom counts the calls of a corp together, whichever of its apps makes them. The tokens are chosen when the turn
 * has come: what was good before may be dead by then.
 */
async function inTurn(
	context: Context,
	request: WeComRequest,
	credential: ICredentialDataDecryptedObject,
): Promise<{ token: TokenOutcome; outcome: Outcome }> {
	const { width = DEFAULT_WIDTH, urgent } = request;
	const group = 'getExecutionId' in context ? context.getExecutionId() : 'editor';
	return await inLane(
		`${String(credential.baseUrl)} ${corpOf(credential)}`,
		{ group, width, urgent },
		async () => {
			const token = await currentTokens(context, credential);
			if (token.kind === 'failed') return { token, outcome: token.failure };
			const outcome = await sendOnce(context, request, credential, token.tokens);
			// At once: the next call starts when this turn ends.
			if (needsNewToken(outcome)) refuseTokens(token.tokens, outcome);
			return { token, outcome };
		},
	);
}

async function sendOnce(
	context: Context,
	request: WeComRequest,
	credential: ICredentialDataDecryptedObject,
	tokens: Tokens,
): Promise<Outcome> {
	const data = { ...credential, ...tokens };
	const options: IHttpRequestOptions = {
		method: request.method,
		baseURL: String(credential.baseUrl),
		url: request.endpoint,
		// The credential fills in the token that the request has a place for.
		qs:
			request.token === 'suite'
				? { ...request.query, suite_access_token: '' }
				: { ...request.query },
		timeout: request.upload || request.download ? FILE_TIMEOUT : TIMEOUT,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	};
	if (request.upload) {
		const { body, contentType } = fileForm(request.upload);
		options.body = body;
		options.headers = { 'Content-Type': contentType };
	} else if (request.method === 'POST') {
		// As text: n8n sends an empty object as no body at all, which WeCom refuses (44002).
		options.body = JSON.stringify(request.body ?? {});
		options.headers = { 'Content-Type': 'application/json' };
	}
	if (request.download) {
		const { from, to } = request.download;
		options.encoding = 'arraybuffer';
		if (from !== undefined) options.headers = { Range: `bytes=${from}-${to ?? ''}` };
	}
	return await context.helpers.httpRequestWithAuthentication
		.call(context, CREDENTIAL, options, {
			credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data },
		})
		.then(toOutcome, toLost);
}

/** Waits; answers false at once when the execution is cancelled. */
export async function waited(context: Context, milliseconds: number): Promise<boolean> {
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	if (!signal) {
		await sleep(milliseconds);
		return true;
	}
	if (signal.aborted) return false;
	await Promise.race([
		sleep(milliseconds),
		new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true })),
	]);
	return !signal.aborted;
}
