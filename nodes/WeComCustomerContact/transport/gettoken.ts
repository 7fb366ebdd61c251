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

/**
 * Asks WeCom for an access token and tries it, because WeCom hands tokens to any IP address but accepts
 * them only from trusted ones.
 *
 * Throws TokenRefused with WeCom's code, or an Error when nothing answers. Neither holds the secret or the
 * token. Official document: https://developer.work.weixin.qq.com/document/path/91039
 */
export async function fetchAccessToken(
	helper: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<string> {
	const { corpId, corpSecret } = credentials;
	const baseURL = String(credentials.baseUrl).replace(/\/+$/, '');
	const { access_token: token, ...answer } = await ask(helper, {
		baseURL,
		url: '/cgi-bin/gettoken',
		qs: { corpid: corpId, corpsecret: corpSecret },
	});
	refuse(answer);
	if (typeof token !== 'string' || token === '') {
		throw new Error(`${baseURL} answered, but not like WeCom: there is no access token`);
	}

	const probe = await ask(helper, {
		baseURL,
		url: '/cgi-bin/getcallbackip',
		qs: { access_token: token },
	});
	if (probe.errcode === UNTRUSTED_IP) refuse(probe);
	return token;
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
		// The HTTP client's error holds the address with the secret in it: only its code goes on.
		.catch((error: { code?: unknown }) =>
			Promise.reject(
				new Error(
					`WeCom could not be reached at ${options.baseURL} (${String(error.code ?? 'no answer')})`,
				),
			),
		);
	if (typeof answer === 'object' && answer !== null) return answer as IDataObject;
	throw new Error(`${options.baseURL} answered, but not like WeCom`);
}
