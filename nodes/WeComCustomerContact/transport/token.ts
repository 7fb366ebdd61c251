import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { CREDENTIAL, type Context } from './context';
import type { Tokens } from './gettoken';
import { refusalIn } from './refusal';
import { isTransient } from './retry';
import type { Outcome } from './types';

/** A refused secret is not asked about again for so long: WeCom bans an IP that keeps asking. */
const REFUSAL_REMEMBERED = 30_000;
const MOST_REMEMBERED = 200;

const fetching = new Map<string, Promise<TokenOutcome>>();
const fetched = new Map<string, Tokens>();
const refused = new Map<string, { until: number; failure: Outcome }>();

export type TokenOutcome =
	{ kind: 'tokens'; tokens: Tokens } | { kind: 'failed'; failure: Outcome };

const IDENTITY = [
	'baseUrl',
	'appType',
	'corpId',
	'corpSecret',
	'suiteId',
	'suiteSecret',
	'suiteTicket',
	'authCorpId',
	'permanentCode',
];

/** Tokens belong to one corp, app secret and server: a proxy or a test server has its own. */
const keyOf = (credential: ICredentialDataDecryptedObject) =>
	createHash('sha256')
		.update(JSON.stringify(IDENTITY.map((field) => credential[field])))
		.digest('base64');

/**
 * The stored access token, or a new one when there is none or the stored one is `stale`.
 *
 * n8n fetches and stores it through the credential's preAuthentication, for all its processes; but every
 * parallel call would fetch its own, so inside a process one call does and the others wait for it.
 */
export async function currentTokens(
	context: Context,
	credential: ICredentialDataDecryptedObject,
	stale?: string,
): Promise<TokenOutcome> {
	const stored = tokensIn(credential);
	if (stored && stored.accessToken !== stale) return { kind: 'tokens', tokens: stored };
	const key = keyOf(credential);
	const newer = fetched.get(key);
	if (newer && stale !== undefined && newer.accessToken !== stale) {
		return { kind: 'tokens', tokens: newer };
	}
	const refusal = refused.get(key);
	if (refusal && refusal.until > Date.now()) return { kind: 'failed', failure: refusal.failure };

	let fetch = fetching.get(key);
	if (!fetch) {
		fetch = fetchToken(context, credential)
			.then((outcome) => remember(key, outcome))
			.finally(() => fetching.delete(key));
		fetching.set(key, fetch);
	}
	return await fetch;
}

function remember(key: string, outcome: TokenOutcome): TokenOutcome {
	if (fetched.size + refused.size > MOST_REMEMBERED) {
		fetched.clear();
		refused.clear();
	}
	refused.delete(key);
	if (outcome.kind === 'tokens') fetched.set(key, outcome.tokens);
	if (outcome.kind === 'failed' && isFinal(outcome.failure)) {
		refused.set(key, { until: Date.now() + REFUSAL_REMEMBERED, failure: outcome.failure });
	}
	return outcome;
}

function tokensIn({
	accessToken,
	suiteAccessToken,
}: ICredentialDataDecryptedObject): Tokens | undefined {
	if (typeof accessToken !== 'string' || accessToken === '') return undefined;
	return { accessToken, suiteAccessToken: String(suiteAccessToken ?? '') };
}

const isFinal = (failure: Outcome) => failure.kind === 'answer' && !isTransient(failure.errcode);

/**
 * An empty token in the credential's data makes n8n run preAuthentication before a request, and puts the
 * new token into that same data; so the request itself only has to be a harmless one.
 */
async function fetchToken(
	context: Context,
	credential: ICredentialDataDecryptedObject,
): Promise<TokenOutcome> {
	const data: ICredentialDataDecryptedObject = { ...credential, accessToken: '' };
	const failure: unknown = await context.helpers.httpRequestWithAuthentication
		.call(
			context,
			CREDENTIAL,
			{
				method: 'GET',
				baseURL: String(credential.baseUrl),
				url: '/cgi-bin/getcallbackip',
				ignoreHttpStatusErrors: true,
				timeout: 10_000,
			},
			{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data } },
		)
		.then(
			() => undefined,
			(error: unknown) => error,
		);
	const tokens = tokensIn(data);
	if (tokens) return { kind: 'tokens', tokens };
	const refusal = refusalIn(failure);
	if (refusal) return { kind: 'failed', failure: { kind: 'answer', ...refusal, body: {} } };
	// n8n's wrapper says it in its own words; the cause is what preAuthentication threw.
	const { cause, message } = (failure ?? {}) as { cause?: { message?: string }; message?: string };
	const reason = cause?.message ?? message ?? 'n8n returned no access token';
	return { kind: 'failed', failure: { kind: 'lost', reason, taken: false } };
}
