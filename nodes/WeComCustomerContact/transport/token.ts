import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { CREDENTIAL, type Context } from './context';
import { refusalIn, type Refusal } from './refusal';

/** A refused secret is not asked about again for so long: WeCom bans an IP that keeps asking. */
const REFUSAL_REMEMBERED = 30_000;
const MOST_REMEMBERED = 200;

const fetching = new Map<string, Promise<TokenOutcome>>();
const fetched = new Map<string, string>();
const refused = new Map<string, { until: number; refusal: Refusal }>();

export type TokenOutcome =
	| { kind: 'token'; token: string }
	| { kind: 'refused'; refusal: Refusal }
	| { kind: 'unreachable'; reason: string };

/** Tokens belong to one corp, app secret and server: a proxy or a test server has its own. */
const keyOf = (credential: ICredentialDataDecryptedObject) =>
	createHash('sha256')
		.update(JSON.stringify([credential.baseUrl, credential.corpId, credential.corpSecret]))
		.digest('base64');

/**
 * The stored access token, or a new one when there is none or the stored one is `stale`.
 *
 * n8n fetches and stores it through the credential's preAuthentication, for all its processes; but every
 * parallel call would fetch its own, so inside a process one call does and the others wait for it.
 */
export async function accessToken(
	context: Context,
	credential: ICredentialDataDecryptedObject,
	stale?: string,
): Promise<TokenOutcome> {
	const stored = credential.accessToken;
	if (typeof stored === 'string' && stored !== '' && stored !== stale) {
		return { kind: 'token', token: stored };
	}
	const key = keyOf(credential);
	const newer = fetched.get(key);
	if (newer !== undefined && stale !== undefined && newer !== stale) {
		return { kind: 'token', token: newer };
	}
	const refusal = refused.get(key);
	if (refusal && refusal.until > Date.now()) return { kind: 'refused', refusal: refusal.refusal };

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
	if (outcome.kind === 'token') fetched.set(key, outcome.token);
	if (outcome.kind === 'refused') {
		refused.set(key, { until: Date.now() + REFUSAL_REMEMBERED, refusal: outcome.refusal });
	}
	return outcome;
}

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
	if (typeof data.accessToken === 'string' && data.accessToken !== '') {
		return { kind: 'token', token: data.accessToken };
	}
	const refusal = refusalIn(failure);
	if (refusal) return { kind: 'refused', refusal };
	return {
		kind: 'unreachable',
		reason: failure instanceof Error ? failure.message : 'n8n returned no access token',
	};
}
