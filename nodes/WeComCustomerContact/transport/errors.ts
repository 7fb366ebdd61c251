/** What a user reads when WeCom refuses a call: what happened, and what to do about it. */
export interface ErrorText {
	message: string;
	fix: string;
}

const CALLABLE_APPS =
	'In the WeCom admin console open Customer Contact > Permissions > Apps that can call the API (客户联系 > 权限配置 > 可调用接口的应用) and add the app whose secret this credential uses';

const CUSTOMER_SCOPE =
	'In the WeCom admin console check Customer Contact > Permissions > Scope of use (客户联系 > 权限配置 > 使用范围) and the visible scope of the app (应用管理 > the app > 可见范围)';

const NEW_WELCOME_CODE =
	'A welcome code lives 20 seconds after the customer was added and works once. Put this step directly after the trigger, without waits, and let only one app or workflow answer the event';

/** Error codes of https://developer.work.weixin.qq.com/document/path/90313 in the words of an n8n user. */
export const ERRORS: Readonly<Record<number, ErrorText>> = {
	[-1]: {
		message: 'WeCom is busy',
		fix: 'Run it again in a moment. The node tried several times already',
	},
	6000: {
		message: 'Someone else changed the same data at the same time',
		fix: 'Run it again. Avoid changing the same customer in parallel workflows',
	},
	40001: {
		message: 'The secret is wrong, was reset, or belongs to another corp, or the app is disabled',
		fix: 'In the WeCom admin console open Apps (应用管理), the app, and copy its Secret again into the credential. Use the secret of an app, not of the address book',
	},
	40003: {
		message: 'A member ID is not valid or does not exist',
		fix: 'Check the member ID (账号) in the address book of the WeCom admin console. A member who left the corp no longer counts',
	},
	40007: {
		message: 'A media ID is not valid',
		fix: 'Media IDs expire after 3 days. Upload the file again and use the new ID, and upload it as the type that the attachment has',
	},
	40013: {
		message: 'The corp ID is wrong',
		fix: 'In the WeCom admin console open My Company (我的企业) and copy the Company ID (企业ID) at the end of the page into the credential',
	},
	40014: {
		message: 'WeCom did not accept the access token',
		fix: 'The node fetched a new one and it was refused too. Check that corp ID, secret and base URL of the credential belong together',
	},
	40031: {
		message: 'The list of member IDs is not valid',
		fix: 'Check each member ID in the list',
	},
	40032: { message: 'The list of member IDs is too long', fix: 'Give fewer members at once' },
	40035: { message: 'WeCom refused a parameter', fix: 'Check the values of this operation' },
	40039: { message: 'A web address is too long', fix: 'Use an address of at most 1,024 bytes' },
	40058: {
		message: 'WeCom refused a value of this operation',
		fix: 'Check the fields: a text or list may be too long, or a required value empty. What WeCom said names the field',
	},
	40063: { message: 'A required value is empty', fix: 'Fill in the field that WeCom names' },
	40080: {
		message: 'The suite secret is wrong',
		fix: 'Copy the secret again from the provider console into the credential',
	},
	40082: {
		message: 'WeCom did not accept the suite access token',
		fix: 'The node fetched a new one and it was refused too. Check suite ID, secret and ticket in the credential',
	},
	40083: {
		message: 'The suite ID is wrong',
		fix: 'Copy the suite ID again from the provider console',
	},
	40084: {
		message: 'The permanent code is wrong, or the corp has withdrawn its authorisation',
		fix: 'Use the permanent code of this corp and this suite; after a new authorisation there is a new one',
	},
	40085: {
		message: 'The suite ticket is wrong or has expired',
		fix: 'WeCom sends a new ticket to the suite every ten minutes and each lives for half an hour. Let the credential read the newest, for example by an expression',
	},
	40091: {
		message: 'This kind of secret is not accepted',
		fix: 'Use the secret of an app: admin console > Apps (应用管理) > the app > Secret. Corps founded since December 2023 cannot use the secret of the Customer Contact page',
	},
	40094: { message: 'A web address is not valid', fix: 'Use an address that starts with https://' },
	40096: {
		message: 'The customer ID is not valid for this app',
		fix: "Customer IDs (external_userid) differ between corps and between a corp and its providers. Use an ID that this same app received, of a customer whose member is within the app's visible scope",
	},
	40201: { message: 'WeCom blocked the content', fix: 'Remove sensitive content and try again' },
	41001: {
		message: 'The access token is missing',
		fix: 'Check the base URL: a proxy may drop the query of the address',
	},
	41002: { message: 'The corp ID is missing', fix: 'Fill in the corp ID in the credential' },
	41004: { message: 'The secret is missing', fix: 'Fill in the secret in the credential' },
	41035: { message: 'The customer ID is missing', fix: "Fill in the customer's external user ID" },
	41049: {
		message: 'The welcome code is missing',
		fix: "Use the welcomeCode of the trigger's event. WeCom sends none when another welcome message applies",
	},
	41050: {
		message: 'The welcome code has expired, was used before, or is not valid',
		fix: NEW_WELCOME_CODE,
	},
	41051: {
		message:
			'The member and the customer have already started to chat, so no welcome message is possible',
		fix: 'Nothing to repair: trying again will not help. Use a mass message or let the member write',
	},
	41063: { message: 'The mass message is still being prepared', fix: 'Try again in a moment' },
	41064: { message: 'There are too many attachments', fix: 'Use at most 9 attachments' },
	41065: {
		message: 'An attachment has a type that is not possible here',
		fix: 'Use image, link, mini program, video or file',
	},
	41079: { message: 'The moment is still being prepared', fix: 'Try again in a moment' },
	41096: {
		message: 'Another app is just sending a welcome message to this customer',
		fix: 'The first app wins. Let only one app answer new customers: admin console > Customer Contact > Permissions (客户联系 > 权限配置)',
	},
	42001: {
		message: 'The access token has expired',
		fix: 'The node fetched a new one and it was refused too. Check the clock of your server and the base URL',
	},
	44002: {
		message: 'WeCom received an empty request',
		fix: 'Check the base URL: a proxy may drop the body',
	},
	45009: {
		message:
			'Too many calls: WeCom blocks this API until the end of the minute, hour or day that was exceeded',
		fix: "Wait, then run fewer calls. A minute's limit ends after 60 seconds, an hour's after 60 minutes, a day's at midnight in China",
	},
	45033: {
		message: 'Too many calls at the same time',
		fix: 'Run fewer workflows at once. The node tried several times already',
	},
	45035: {
		message: 'The same customer was being changed by another call',
		fix: 'Run it again, and avoid changing the same customer in parallel',
	},
	48001: { message: 'This API is not open to the app', fix: CALLABLE_APPS },
	48002: { message: 'The app may not call this API', fix: CALLABLE_APPS },
	48006: {
		message: 'The permission was withdrawn because it was not used for long',
		fix: CALLABLE_APPS,
	},
	50002: { message: 'The member is outside the visible scope of the app', fix: CUSTOMER_SCOPE },
	50003: {
		message: 'The app is disabled',
		fix: 'Enable the app: admin console > Apps (应用管理) > the app',
	},
	50100: {
		message: 'The page cursor has expired or is not valid',
		fix: 'Run the operation again from the start: cursors live only for some hours',
	},
	60011: { message: 'The app has no right to this member, department or tag', fix: CUSTOMER_SCOPE },
	60020: {
		message: 'WeCom does not trust the IP address of your n8n',
		fix: 'In the WeCom admin console open Apps (应用管理), the app, Trusted IPs (企业可信IP) and add this address. It takes about a minute. WeCom lets you set trusted IPs only after a callback URL or trusted domain has been verified',
	},
	60021: { message: 'The member is outside the visible scope of the app', fix: CUSTOMER_SCOPE },
	60111: {
		message: 'The member ID was not found',
		fix: 'Check the member ID (账号) in the address book of the WeCom admin console',
	},
	84061: {
		message: 'This member and this customer are not connected',
		fix: "The member deleted the customer, the customer has not been confirmed yet, or the ID belongs to someone else's customer",
	},
	84074: {
		message: 'The member or the app has no Customer Contact permission',
		fix: CUSTOMER_SCOPE,
	},
	90207: {
		message: 'The mini program is not valid or not linked to the corp',
		fix: 'Link it: admin console > Apps > Mini programs (应用管理 > 小程序)',
	},
	90206: {
		message: 'The mini program is not linked to the corp',
		fix: 'Link it: admin console > Apps > Mini programs (应用管理 > 小程序)',
	},
	701008: {
		message: 'No member has a valid interop licence',
		fix: 'Assign interop licences (互通账号) to the members',
	},
};

/** The page about a code, or the list of all codes. */
export const ERROR_LIST_URL = 'https://developer.work.weixin.qq.com/document/path/90313';

/** Official page number → address. */
export const documentUrl = (doc: number) =>
	`https://developer.work.weixin.qq.com/document/path/${doc}`;

/** The IP address that WeCom names in a 60020 answer, if any. */
export const namedIp = (errmsg: string) => /from ip: ?([0-9a-fA-F.:]+)/.exec(errmsg)?.[1];

/** What to tell the user about an answer with an error code. */
export function explain(errcode: number, errmsg: string): ErrorText {
	const known = ERRORS[errcode];
	if (errcode === 60020) {
		const ip = namedIp(errmsg);
		if (ip && known) return { ...known, message: `${known.message} (${ip})` };
	}
	return (
		known ?? {
			message: `WeCom refused the call: ${plainMessage(errmsg) || `code ${errcode}`}`,
			fix: `Look up code ${errcode} in WeCom's list: ${ERROR_LIST_URL}`,
		}
	);
}

/** WeCom's own words without the request hint that changes with every call. */
export const plainMessage = (errmsg: string) =>
	errmsg
		.replace(/,? *hint: ?\[[^\]]*\]/g, '')
		.replace(/,? *more info at.*$/s, '')
		.trim();
