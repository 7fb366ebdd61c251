import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { explain, plainMessage } from './errors';
import { TokenRefused } from './refusal';

const TIMEOUT = 10_000;
const UNTRUSTED_IP = 60020;

const LOST: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection broke',
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'the name of the host could not be looked up',
	ECONNABORTED: 'there was no answer in time',
	ETIMEDOUT: 'there was no answer in time',
};

/** Tokens as the credential stores them. A type, not an interface: n8n wants an index signature. */
export type Tokens = {
	accessToken: string;
	/** Only of third-party apps. */
	suiteAccessToken?: string;
};

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
	credentials: ICredentialDataDecryptedObject,
): Promise<Tokens> {
	const baseURL = String(credentials.baseUrl).replace(/\/+$/, '');
	const call = async (options: Omit<IHttpRequestOptions, 'baseURL'>) =>
		await ask(helper, { ...options, baseURL });

	const tokens =
		credentials.appType === 'thirdParty'
			? await thirdPartyTokens(call, credentials)
			: { accessToken: await appToken(call, credentials) };
	const probe = await call({
		url: '/cgi-bin/getcallbackip',
		qs: { access_token: tokens.accessToken },
	});
	if (probe.errcode === UNTRUSTED_IP) refuse(probe);
	return tokens;
}

type Ask = (options: Omit<IHttpRequestOptions, 'baseURL'>) => Promise<IDataObject>;

async function appToken(call: Ask, credentials: ICredentialDataDecryptedObject): Promise<string> {
	const { corpId, corpSecret } = credentials;
	return tokenIn(
		await call({ url: '/cgi-bin/gettoken', qs: { corpid: corpId, corpsecret: corpSecret } }),
		'access_token',
	);
}

/** The suite proves itself with the ticket it was last sent, and gets the corp's token for its code. */
async function thirdPartyTokens(
	call: Ask,
	credentials: ICredentialDataDecryptedObject,
): Promise<Tokens> {
	const { suiteId, suiteSecret, suiteTicket, authCorpId, permanentCode } = credentials;
	const suiteAccessToken = tokenIn(
		await call({
			method: 'POST',
			url: '/cgi-bin/service/get_suite_token',
			body: { suite_id: suiteId, suite_secret: suiteSecret, suite_ticket: suiteTicket },
		}),
		'suite_access_token',
	);
	const accessToken = tokenIn(
		await call({
			method: 'POST',
			url: '/cgi-bin/service/get_corp_token',
			qs: { suite_access_token: suiteAccessToken },
			body: { auth_corpid: authCorpId, permanent_code: permanentCode },
		}),
		'access_token',
	);
	return { accessToken, suiteAccessToken };
}

function tokenIn(answer: IDataObject, name: string): string {
	const { [name]: token, ...rest } = answer;
	refuse(rest);
	if (typeof token === 'string' && token !== '') return token;
	throw new Error('The base URL answered, but not like WeCom: there is no access token');
}

function refuse(answer: IDataObject): void {
	const errcode = Number(answer.errcode ?? 0);
	if (errcode === 0) return;
	const errmsg = String(answer.errmsg ?? '');
	const { message, fix } = explain(errcode, errmsg);
	throw new TokenRefused(
		`${message}. ${fix}. (WeCom error ${errcode}: ${plainMessage(errmsg)})`,
		errcode,
		errmsg,
	);
}

async function ask(helper: IHttpRequestHelper, options: IHttpRequestOptions): Promise<IDataObject> {
	const answer: unknown = await helper.helpers
		.httpRequest({ method: 'GET', timeout: TIMEOUT, ignoreHttpStatusErrors: true, ...options })
		// The HTTP client's error holds the address with the secret in it: only what happened goes on. In words, as
		// n8n replaces a message that has a code such as ECONNREFUSED by its own, which names no address.
		.catch(({ code }: { code?: unknown }) =>
			Promise.reject(
				new Error(
					`WeCom could not be reached at ${options.baseURL}: ${LOST[String(code)] ?? 'there was no answer'}`,
				),
			),
		);
	if (typeof answer === 'object' && answer !== null) return answer as IDataObject;
	throw new Error(`${options.baseURL} answered, but not like WeCom`);
}
