import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import { checkEncodingAesKey } from '../nodes/WeComCustomerContact/callback/crypto';
import {
	BASE_URL_EXPRESSION,
	cleaned,
	corpOf,
	identityOf,
} from '../nodes/WeComCustomerContact/transport/credential';
import { fetchTokens } from '../nodes/WeComCustomerContact/transport/gettoken';
import { TokenOutdated } from '../nodes/WeComCustomerContact/transport/refusal';
import { testRules } from '../nodes/WeComCustomerContact/transport/testRules';
import { outputOf, stopIfStored } from '../nodes/WeComCustomerContact/transport/ticket';
import { areAlive, storedTokens } from '../nodes/WeComCustomerContact/transport/tokens';
import { localized } from '../nodes/WeComCustomerContact/texts/localized';
import { say } from '../nodes/WeComCustomerContact/texts/say';

/**
 * Tells the Test button's request from all others, and never reaches WeCom: the callback key is checked there, and
 * not where tokens are fetched, as nodes that only call WeCom need none.
 */
const TEST_MARK = 'is_credential_test';

function checkCallbackKey({ encodingAesKey }: ICredentialDataDecryptedObject): void {
	const key = String(encodingAesKey ?? '');
	const problem = key === '' ? undefined : checkEncodingAesKey(key);
	if (problem) throw new Error(problem);
}

/** The credentials, as n8n holds them in memory, whose token has just been fetched. */
const justFetched = new WeakSet<ICredentialDataDecryptedObject>();

/** Corp ID and app secret for calling WeCom, callback token and key for being called by WeCom. */
export class WeComCustomerContactApi implements ICredentialType {
	name = 'weComCustomerContactApi';

	displayName = 'WeCom Customer Contact API';

	icon: Icon = {
		light: 'file:../nodes/WeComCustomerContact/wecom.svg',
		dark: 'file:../nodes/WeComCustomerContact/wecom.dark.svg',
	};

	documentationUrl = 'https://this-repository/README.md#set-up-wecom';

	properties: INodeProperties[] = [
		{
			displayName: 'App Type',
			name: 'appType',
			type: 'options',
			options: [
				{ name: 'Self-Built App (自建应用)', value: 'selfBuilt' },
				{ name: 'Delegated App (代开发应用)', value: 'delegated' },
				{ name: 'Third-Party App (第三方应用)', value: 'thirdParty' },
			],
			default: 'selfBuilt',
			description:
				'Most corps use a self-built app. What WeCom tells an app and lets it do depends on its type.',
		},
		{
			displayName: 'Corp ID',
			name: 'corpId',
			type: 'string',
			required: true,
			displayOptions: { show: { appType: ['selfBuilt', 'delegated'] } },
			default: '',
			placeholder: 'e.g. ww1436e0e65a779aee',
			description:
				'Admin console > My Company (我的企业) > Company ID (企业ID), at the end of the page',
		},
		{
			displayName: 'App Secret',
			name: 'corpSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			displayOptions: { show: { appType: ['selfBuilt', 'delegated'] } },
			default: '',
			description:
				'Admin console > Apps (应用管理) > your app > Secret. The app must be listed in Customer Contact > Permissions > Apps that can call the API (客户联系 > 权限配置 > 可调用接口的应用). Of a delegated app: its permanent code (永久授权码).',
		},
		{
			displayName: 'Suite ID',
			name: 'suiteId',
			type: 'string',

			required: true,
			displayOptions: { show: { appType: ['thirdParty'] } },
			default: '',
			placeholder: 'e.g. ww4asffe99e54c0f4c',
			description: 'Provider console > Apps > your app > Suite ID (SuiteID)',
		},
		{
			displayName: 'Suite Secret',
			name: 'suiteSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			displayOptions: { show: { appType: ['thirdParty'] } },
			default: '',

			description: 'Next to the suite ID in the provider console',
		},
		{
			displayName: 'Suite Ticket',
			name: 'suiteTicket',
			type: 'string',
			typeOptions: { password: true },
			displayOptions: { show: { appType: ['thirdParty'] } },
			default: '',

			description:
				'Leave it empty: WeCom sends a new one every ten minutes, and a published trigger with this credential stores it here',
		},
		{
			displayName: 'Authorized Corp ID',
			name: 'authCorpId',
			type: 'string',
			// The trigger, which has no items, must be able to read the rest.
			typeOptions: { ignoreCredentialExpressionResolveError: true },
			displayOptions: { show: { appType: ['thirdParty'] } },
			default: '',
			placeholder: 'e.g. ww1436e0e65a779aee',
			description:
				'The corp that installed your app, as the authorization returned it. Empty until there is one; an expression serves several corps.',
		},
		{
			displayName: 'Permanent Code',
			name: 'permanentCode',
			type: 'string',
			typeOptions: { password: true, ignoreCredentialExpressionResolveError: true },
			displayOptions: { show: { appType: ['thirdParty'] } },
			default: '',

			description: 'The permanent code (永久授权码) of that corp, empty until there is one',
		},
		{
			displayName: 'Callback Token',
			name: 'callbackToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Needed for the trigger',
			description:
				"Only for the trigger: Token of your app's Receive Messages setting (接收消息 > 设置API接收)",
		},
		{
			displayName: 'EncodingAESKey',
			name: 'encodingAesKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Needed for the trigger',
			description:
				'Only for the trigger: EncodingAESKey from the same page, exactly 43 letters and digits. Checked by Test and when a trigger is published; other nodes do without it.',
		},
		{
			displayName: 'Allow Empty Receive ID',
			name: 'allowEmptyReceiveId',
			type: 'boolean',
			displayOptions: { show: { appType: ['thirdParty'] } },
			default: false,
			description:
				'Whether the trigger takes callbacks that name no receiver. Only for third-party apps of individuals, whose callbacks have an empty receive ID.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://qyapi.weixin.qq.com',
			description:
				'Change it only when you reach WeCom through a proxy with a trusted IP. User and password in it are sent to the proxy and shown nowhere.',
		},
		{
			displayName: 'Allow Private Addresses',
			name: 'allowPrivateAddresses',
			type: 'boolean',
			default: false,
			description:
				'Whether files may be fetched from addresses of a private network, or through a proxy in one. Leave it off where addresses of files come from strangers.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Suite Access Token',
			name: 'suiteAccessToken',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'Token For',
			name: 'tokenFor',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'Token Expires At',
			name: 'tokenExpiresAt',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
	];

	/**
	 * Fetches an access token; n8n calls it when none is stored and stores what it returns. Also the first
	 * half of the Test button, and the way by which the trigger has n8n store a suite ticket.
	 * Official document: https://developer.work.weixin.qq.com/document/path/91039
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const output = outputOf(credentials);
		if (output) return output;
		const tokens = await fetchTokens(this, credentials);
		// The node that waits has its token even if n8n fails to store what comes back.
		Object.assign(credentials, tokens);
		justFetched.add(credentials);
		return tokens;
	}

	/**
	 * Adds the stored token to a request, if it is a living one of the app that the credential is for. The Test button
	 * is to judge the secret, not a token that WeCom may have taken back: it has one fetched.
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		stopIfStored(credentials);
		const credential = cleaned(credentials);
		const { [TEST_MARK]: isTest, ...qs } = options.qs ?? {};
		if (isTest !== undefined) checkCallbackKey(credential);
		const tokens = storedTokens(credential, identityOf(credential));
		if (isTest !== undefined && !justFetched.has(credentials)) throw new TokenOutdated();
		if (!tokens || !areAlive(tokens, Date.now())) throw new TokenOutdated();
		if (isTest !== undefined && credential.appType === 'thirdParty' && !corpOf(credential)) {
			throw new Error(
				say`WeCom takes the suite ID, secret and ticket. There is no corp to try them on yet`,
			);
		}
		const { accessToken, suiteAccessToken } = tokens;
		const token =
			qs.suite_access_token === undefined
				? { access_token: accessToken }
				: { suite_access_token: suiteAccessToken };
		return { ...options, qs: { ...qs, ...token } };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL_EXPRESSION,
			url: '/cgi-bin/externalcontact/get_follow_user_list',
			qs: { [TEST_MARK]: 'true' },
		},
		rules: testRules(),
	};

	constructor() {
		const { displayName, documentationUrl, properties } = this;
		Object.assign(this, localized({ displayName, documentationUrl, properties }, 'credential'));
	}
}
