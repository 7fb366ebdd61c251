import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { CREDENTIAL, type Context } from './context';
import { identityOf, readCredential } from './credential';
import { refusalIn } from './refusal';
import {
	NOTHING_KNOWN,
	RULES,
	storedTokens,
	type Decision,
	type Known,
	type Tokens,
} from './tokens';
import type { Outcome } from './types';
import { say } from '../texts/say';

const MOST_REMEMBERED = 200;

/** Tokens for a call, or why there are none. */
export type TokenOutcome = Exclude<Decision, { kind: 'fetch' }>;

/** One process's memory of tokens, by app. Only tests make more than one. */
export function createTokenKeeper(rules = RULES) {
	const memory = new Map<string, Known>();
	const flights = new Map<string, Promise<void>>();

	const recall = (identity: string) => memory.get(identity) ?? NOTHING_KNOWN;

	const learn = (identity: string, known: Known) => {
		memory.delete(identity);
		const [oldest] = memory.keys();
		if (oldest !== undefined && memory.size >= MOST_REMEMBERED) memory.delete(oldest);
		memory.set(identity, known);
	};

	const fetch = async (
		context: Context,
		credential: ICredentialDataDecryptedObject,
		identity: string,
		ticket: string,
	) => {
		const asked = Date.now();
		const result = await fetchTokens(context, credential, identity);
		const known = recall(identity);
		const now = Date.now();
		learn(
			identity,
			'tokens' in result
				? rules.fetched(known, result.tokens, ticket, asked, now)
				: rules.failed(known, result.failure, ticket, now),
		);
	};

	return {
		/**
		 * Tokens that a call may start with now: the stored ones, those that this process remembers, or new ones.
		 *
		 * n8n fetches and stores them through the credential's preAuthentication, for all its processes; but every
		 * parallel call would fetch its own, so inside a process one call does and the others wait for it.
		 *
		 * Of a suite, the credential is read again before a fetch and before giving up: the trigger may have stored a
		 * newer ticket since, in this process or another.
		 */
		async currentTokens(
			context: Context,
			credential: ICredentialDataDecryptedObject,
			itemIndex = 0,
		): Promise<TokenOutcome> {
			const identity = identityOf(credential);
			let newest = credential;
			let isRead = false;
			for (;;) {
				const stored = rules.storedTokens(newest, identity);
				const ticket = String(newest.suiteTicket ?? '');
				const decision = rules.decide(recall(identity), stored, ticket, Date.now());
				if (decision.kind === 'tokens') return decision;
				if (!isRead && newest.appType === 'thirdParty') {
					const read = await readCredential(context, itemIndex);
					if (identityOf(read) === identity) newest = read;
					isRead = true;
					continue;
				}
				if (decision.kind === 'failed') return decision;
				const flight =
					flights.get(identity) ??
					fetch(context, newest, identity, ticket).finally(() => flights.delete(identity));
				flights.set(identity, flight);
				await flight;
				isRead = false;
			}
		},

		/** WeCom did not take these tokens: no further call of this process starts with them. */
		refuseTokens(tokens: Tokens, failure: Outcome): void {
			const identity = tokens.tokenFor;
			learn(identity, rules.refused(recall(identity), tokens, failure, Date.now()));
		},
	};
}

export type TokenKeeper = ReturnType<typeof createTokenKeeper>;

export const { currentTokens, refuseTokens } = createTokenKeeper();

/**
 * An empty token in the credential's data makes n8n run preAuthentication before a request, and puts what that
 * returns into the same data; so the request itself only has to be a harmless one.
 */
async function fetchTokens(
	context: Context,
	credential: ICredentialDataDecryptedObject,
	identity: string,
): Promise<{ tokens: Tokens } | { failure: Outcome }> {
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
	const tokens = storedTokens(data, identity);
	if (tokens) return { tokens };
	const refusal = refusalIn(failure);
	if (refusal) return { failure: { kind: 'answer', ...refusal, body: {} } };
	// n8n's wrapper says it in its own words; the cause is what preAuthentication threw.
	const { cause, message } = (failure ?? {}) as { cause?: { message?: string }; message?: string };
	const reason = cause?.message ?? message ?? say`n8n returned no access token`;
	return { failure: { kind: 'lost', reason, taken: false } };
}
