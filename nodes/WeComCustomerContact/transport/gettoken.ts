import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { cleaned, identityOf, shownAddress } from './credential';
import { explain, plainMessage } from './errors';
import { lostReason } from './lostReasons';
import { TokenRefused } from './refusal';
import { ticketIn } from './ticket';
import type { Tokens } from './tokens';
import { say } from '../texts/say';

const TIMEOUT = 10_000;
const UNTRUSTED_IP = 60020;

/**
 * Asks WeCom for an access token and tries it, because WeCom hands tokens to any IP address but accepts
 * them only from trusted ones.
 *
 * Throws TokenRefused with WeCom's code, or an Error when nothing answers. Neither holds a secret or token.
 * Official documents: https://developer.work.weixin.qq.com/document/path/91039 (self-built and delegated
 * apps), https://developer.work.weixin.qq.com/document/path/90605 (third-party apps)
 */
export async function fetchTokens(
	helper: IHttpRequestHelper,
	data: ICredentialDataDecryptedObject,
): Promise<Tokens> {
	const credential = cleaned(data);
	const baseURL = String(credential.baseUrl);
	const call: Ask = async (options) => await ask(helper, { ...options, baseURL });

	const asked = Date.now();
	const { lifetime, ...tokens } =
		credential.appType === 'thirdParty'
			? await thirdPartyTokens(call, credential)
			: await appTokens(call, credential);
	// Only what WeCom says counts: a lost answer says nothing about the token.
	const probe =
		tokens.accessToken === NO_CORP
			? {}
			: await call({
					url: '/cgi-bin/getcallbackip',
					qs: { access_token: tokens.accessToken },
				}).catch(() => ({}) as IDataObject);
	if (probe.errcode === UNTRUSTED_IP) refuse(probe);
	return {
		...tokens,
		tokenFor: identityOf(credential),
		tokenExpiresAt: String(asked + lifetime * 1000),
	};
}

type Ask = (options: Omit<IHttpRequestOptions, 'baseURL'>) => Promise<IDataObject>;

type Fresh = Pick<Tokens, 'accessToken' | 'suiteAccessToken'> & {
	/** Seconds. */
	lifetime: number;
};

async function appTokens(call: Ask, credential: ICredentialDataDecryptedObject): Promise<Fresh> {
	const { corpId, corpSecret } = credential;
	const { token, lifetime } = tokenIn(
		await call({ url: '/cgi-bin/gettoken', qs: { corpid: corpId, corpsecret: corpSecret } }),
		'access_token',
	);
	return { accessToken: token, suiteAccessToken: '', lifetime };
}

/** What n8n stores as the access token of a suite without a corp: it takes an empty one for none. */
const NO_CORP = 'none';

/** The suite proves itself with the ticket it was last sent, and gets the corp's token for its code. */
async function thirdPartyTokens(
	call: Ask,
	credential: ICredentialDataDecryptedObject,
): Promise<Fresh> {
	const { suiteId, suiteSecret, authCorpId, permanentCode } = credential;
	const { value: suite_ticket } = ticketIn(credential.suiteTicket);
	const suite = tokenIn(
		await call({
			method: 'POST',
			url: '/cgi-bin/service/get_suite_token',
			body: { suite_id: suiteId, suite_secret: suiteSecret, suite_ticket },
		}),
		'suite_access_token',
	);
	// Before any corp has authorized it, the suite calls with its own token alone: for a permanent code.
	if (!authCorpId && !permanentCode) {
		return { accessToken: NO_CORP, suiteAccessToken: suite.token, lifetime: suite.lifetime };
	}
	const corp = tokenIn(
		await call({
			method: 'POST',
			url: '/cgi-bin/service/get_corp_token',
			qs: { suite_access_token: suite.token },
			body: { auth_corpid: authCorpId, permanent_code: permanentCode },
		}),
		'access_token',
	);
	return {
		accessToken: corp.token,
		suiteAccessToken: suite.token,
		lifetime: Math.min(suite.lifetime, corp.lifetime),
	};
}

/** What WeCom promises where it does not say it. */
const LIFETIME = 7200;

function tokenIn(answer: IDataObject, name: string): { token: string; lifetime: number } {
	const { [name]: token, expires_in: seconds = LIFETIME, ...rest } = answer;
	refuse(rest);
	if (typeof token !== 'string' || token === '') {
		throw new Error(say`The base URL answered, but not like WeCom: there is no access token`);
	}
	// A token that dies this very second is tried all the same: its refusal brings a new one.
	const lifetime = Number(seconds);
	return { token, lifetime: Number.isNaN(lifetime) ? LIFETIME : Math.max(lifetime, 1) };
}

function refuse(answer: IDataObject): void {
	const errcode = Number(answer.errcode ?? 0);
	if (errcode === 0) return;
	const errmsg = String(answer.errmsg ?? '');
	const { message, fix } = explain(errcode, errmsg);
	throw new TokenRefused(
		say`${message}. ${fix}. (WeCom error ${errcode}: ${plainMessage(errmsg)})`,
		errcode,
		errmsg,
	);
}

async function ask(helper: IHttpRequestHelper, options: IHttpRequestOptions): Promise<IDataObject> {
	const address = shownAddress(String(options.baseURL));
	const { statusCode, body } = (await helper.helpers
		.httpRequest({
			method: 'GET',
			timeout: TIMEOUT,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			...options,
		})
		// The HTTP client's error holds the address with the secret in it: only what happened goes on. In words, as
		// n8n replaces a message that has a code such as ECONNREFUSED by its own, which names no address.
		.catch((error: unknown) => {
			throw new Error(say`WeCom could not be reached at ${address}: ${lostReason(error)}`);
		})) as { statusCode: number; body: unknown };
	if (isAnswer(body, statusCode)) return body;
	throw new Error(say`${address} answered with HTTP status ${statusCode}, but not like WeCom`);
}

/** WeCom puts what went wrong into `errcode`; a proxy's refusal has none, whatever else it is. */
function isAnswer(body: unknown, status: number): body is IDataObject {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
	const { errcode } = body as IDataObject;
	if (errcode === undefined) return status >= 200 && status < 300;
	return typeof errcode === 'number' && status < 500;
}
