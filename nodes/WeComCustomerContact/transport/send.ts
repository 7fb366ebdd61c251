import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { noted, standingRefusal } from './blocked';
import { cancelSignal } from './cancel';
import { CREDENTIAL, type Context } from './context';
import { corpOf } from './credential';
import { fileForm } from './files';
import { DEFAULT_WIDTH, dropped, inLane, type Dropped } from './limiter';
import { toLost, toOutcome } from './outcome';
import { ownChanges } from './ownChanges';
import { mayBeDone } from './retry';
import { currentTokens, refuseTokens, type TokenOutcome } from './token';
import type { Outcome, WeComRequest } from './types';

const TIMEOUT = 30_000;
const FILE_TIMEOUT = 120_000;

/** Answers that mean "not with this token": the call was not carried out, and is sent once more with a newer one. */
const TOKEN_CODES = [40014, 42001, 40001, 40082, 42009];

export const isOfToken = (outcome: Outcome) =>
	outcome.kind === 'answer' && TOKEN_CODES.includes(outcome.errcode);

type Sent =
	| {
			kind: 'sent';
			outcome: Outcome;
			/** Milliseconds since its turn had come. */
			took: number;
	  }
	| Extract<TokenOutcome, { kind: 'failed' }>;

/**
 * Sends a request once, when it is its turn. WeCom counts the calls of a corp together, whichever of its apps makes
 * them. The tokens are chosen when the turn has come: what was good before may be dead by then. It does not go out
 * when WeCom refuses the API for the time being.
 */
export async function send(
	context: Context,
	request: WeComRequest,
	credential: ICredentialDataDecryptedObject,
	itemIndex = 0,
): Promise<Sent> {
	const corp = `${String(credential.baseUrl)} ${corpOf(credential)}`;
	const api = `${corp} ${request.endpoint}`;
	const turn = {
		group: groupOf(context),
		width: request.width ?? DEFAULT_WIDTH,
		deadline: request.giveUpAt,
		signal: cancelSignal(context),
	};
	const sent = await inLane(laneOf(corp, request), turn, async (): Promise<Sent | Dropped> => {
		const started = Date.now();
		const refusal = standingRefusal(api, started);
		if (refusal) return { kind: 'sent', outcome: refusal, took: 0 };
		const token = await currentTokens(context, credential, itemIndex);
		if (token.kind === 'failed') return token;
		const tooLate = dropped(turn);
		if (tooLate) return tooLate;
		const { tokens } = token;
		const outcome = await sendNow(context, request, { ...credential, ...tokens });
		// At once: the next call starts when this turn ends.
		if (isOfToken(outcome)) refuseTokens(tokens, outcome);
		const ended = Date.now();
		return { kind: 'sent', outcome: noted(api, outcome, started, ended), took: ended - started };
	});
	return sent.kind === 'dropped' ? { kind: 'sent', outcome: sent, took: 0 } : sent;
}

/** Calls of one execution; of one node, where there is none: a trigger, or the editor. */
const groupOf = (context: Context): string =>
	('getExecutionId' in context ? context.getExecutionId() : undefined) ?? context.getNode().id;

/**
 * A welcome code lives 20 seconds, less than uploads may take: urgent calls have room of their own, and so have
 * their files.
 */
function laneOf(corp: string, { urgent, upload }: WeComRequest): string {
	if (!urgent) return corp;
	return upload ? `${corp}#urgentFiles` : `${corp}#urgent`;
}

async function sendNow(
	context: Context,
	request: WeComRequest,
	data: ICredentialDataDecryptedObject,
): Promise<Outcome> {
	const undo = request.echo && ownChanges.note([corpOf(data), ...request.echo]);
	const outcome = await context.helpers.httpRequestWithAuthentication
		.call(context, CREDENTIAL, toHttp(request, data), {
			credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data },
		})
		.then(toOutcome, toLost);
	const isDone = outcome.kind === 'answer' && outcome.errcode === 0;
	if (!isDone && !mayBeDone(outcome)) undo?.();
	return outcome;
}

function toHttp(
	request: WeComRequest,
	{ baseUrl }: ICredentialDataDecryptedObject,
): IHttpRequestOptions {
	const options: IHttpRequestOptions = {
		method: request.method,
		baseURL: String(baseUrl),
		url: request.endpoint,
		// The credential fills in the token that the request has a place for.
		qs:
			request.token === 'suite'
				? { ...request.query, suite_access_token: '' }
				: { ...request.query },
		timeout: request.timeout ?? (request.upload || request.download ? FILE_TIMEOUT : TIMEOUT),
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
	return options;
}
