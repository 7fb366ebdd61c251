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

const FILE_SIZES =
	'Every file needs more than 5 bytes. Images and videos may have 10 MB, files 20 MB, voice messages 2 MB. For moments and products everything may have 10 MB, and with Upload Image 2 MB';

const REAL_NAME = 'Let the member verify their real name in WeCom (实名认证)';

const MINI_PROGRAM_IDS =
	'Union ID and open ID must come from the same mini program, which is linked to the corp and has the same company';

const INTERCEPT_RULE: ErrorText = {
	message: 'WeCom refused the intercept rule',
	fix: 'Check name (20 characters), words (300 of 32 characters) and range. What WeCom said names the field',
};

const PRODUCT: ErrorText = {
	message: 'WeCom refused the product',
	fix: 'Check description, price, number and pictures. What WeCom said names the field',
};

const TEMPLATE: ErrorText = {
	message: 'WeCom could not fill in the placeholders of the message',
	fix: 'Check the placeholders in the text',
};

const ORDER: ErrorText = {
	message: 'WeCom refused the order',
	fix: 'Check the order in the admin console',
};

const MIGRATION: ErrorText = {
	message: 'The IDs of this corp are being or have been upgraded',
	fix: 'Use the new IDs, or finish the upgrade in the provider console',
};

const LICENSE: ErrorText = {
	message: 'There is no valid interop license',
	fix: 'Assign interop licenses (互通账号) to the members in the provider console',
};

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
		fix: 'Check the member ID (账号) in the address book of the WeCom admin console. A resigned member no longer counts',
	},
	40004: { message: 'The media type is not valid', fix: 'Use image, voice, video or file' },
	40005: {
		message: 'The file type is not valid',
		fix: 'Use JPG or PNG for images, MP4 for videos',
	},
	40006: { message: 'The file size is not valid', fix: FILE_SIZES },
	40007: {
		message: 'A media ID is not valid',
		fix: 'Media IDs expire after 3 days. Upload the file again and use the new ID, and upload it as the type that the attachment has',
	},
	40008: { message: 'The message type is not valid', fix: 'Choose the attachment type again' },
	40009: {
		message: 'The image is too large or too small',
		fix: 'An image needs more than 5 bytes and may have 10 MB, with Upload Image 2 MB',
	},
	40011: {
		message: 'The video is too large or too small',
		fix: 'A video needs more than 5 bytes and may have 10 MB',
	},
	40013: {
		message: 'The corp ID is wrong',
		fix: 'In the WeCom admin console open My Company (我的企业) and copy the Company ID (企业ID) at the end of the page into the credential',
	},
	40014: {
		message: 'WeCom did not accept the access token',
		fix: 'The node fetched a new one and it was refused too. Check that corp ID, secret and base URL of the credential belong together',
	},
	40029: {
		message: 'The authorization code is not valid',
		fix: 'It works once and for 5 minutes. Get a new one',
	},
	40031: {
		message: 'The list of member IDs is not valid',
		fix: 'Check each member ID in the list',
	},
	40032: { message: 'The list of member IDs is too long', fix: 'Give fewer members at once' },
	40033: {
		message: 'A text has characters that WeCom does not accept',
		fix: 'Remove control characters and broken emoji from the texts',
	},
	40035: { message: 'WeCom refused a parameter', fix: 'Check the values of this operation' },
	40039: { message: 'A web address is too long', fix: 'Use an address of at most 1,024 bytes' },
	40050: { message: 'The group chat does not exist', fix: 'Check the chat ID' },
	40056: {
		message: 'The agent ID is not valid',
		fix: 'Copy the AgentId from the app page of the admin console',
	},
	40057: {
		message: 'WeCom could not verify the callback URL',
		fix: 'See "The callback URL does not verify" in the README',
	},
	40058: {
		message: 'WeCom refused a value of this operation',
		fix: 'Check the fields: a text or list may be too long, or a required value empty. What WeCom said names the field',
	},
	40063: { message: 'A required value is empty', fix: 'Fill in the field that WeCom names' },
	40066: {
		message: 'A department ID is not valid',
		fix: 'Check the department IDs in the address book',
	},
	40068: {
		message: 'A tag ID is not valid',
		fix: 'Choose the tags again. Tags of other apps or deleted tags cannot be used',
	},
	40070: { message: 'None of the members with this tag is valid', fix: 'Check the tag' },
	40071: {
		message: 'A tag with this name exists already',
		fix: 'Use another name, or the existing tag',
	},
	40072: { message: 'The tag name is empty or too long', fix: 'Use at most 30 characters' },
	40073: {
		message: 'The open ID is not valid',
		fix: 'Use the OpenID of the same user in the mini program that is linked to the corp',
	},
	40078: { message: 'The pre-authorization code is not valid', fix: 'Get a new one' },
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
		message: 'The permanent code is wrong, or the corp has withdrawn its authorization',
		fix: 'Use the permanent code of this corp and this suite; after a new authorization there is a new one',
	},
	40085: {
		message: 'The suite ticket is wrong or has expired',
		fix: "Publish a workflow whose trigger has this credential, and make sure that the callback URL of the suite is the trigger's: WeCom sends a new ticket there every ten minutes, and the trigger stores it. Each lives for half an hour",
	},
	40091: {
		message: 'The secret is wrong, or of a kind that is not accepted',
		fix: 'Copy the secret of an app again: admin console > Apps (应用管理) > the app > Secret. Corps founded since December 2023 cannot use the secret of the Customer Contact page',
	},
	40094: { message: 'A web address is not valid', fix: 'Use an address that starts with https://' },
	40096: {
		message: 'The customer ID is not valid for this app',
		fix: "Customer IDs (external_userid) differ between corps and between a corp and its providers. Use an ID that this same app received, of a customer whose member is within the app's visible scope",
	},
	40097: {
		message: 'The member has not resigned',
		fix: 'Use the transfer for members in service',
	},
	40098: { message: 'The member has not verified their real name', fix: REAL_NAME },
	40099: {
		message: 'The member has as many customers as allowed',
		fix: 'Choose another member, or buy more in the admin console',
	},
	40100: {
		message: 'The customer is being transferred already',
		fix: 'Wait until the transfer has ended',
	},
	40123: { message: 'The picture is not valid', fix: 'Use a JPG or PNG file' },
	40126: {
		message: 'The corp has as many tags as allowed',
		fix: 'Delete tags that nobody uses; 10,000 are allowed',
	},
	40127: { message: 'The link has a scheme that is not allowed', fix: 'Use https://' },
	40128: {
		message: 'The customer was transferred too often',
		fix: 'A customer can be transferred twice in 90 days',
	},
	40129: { message: 'The customer is being transferred', fix: 'Wait until the transfer has ended' },
	40130: {
		message: 'The customer would be transferred to the same member',
		fix: 'Choose two different members',
	},
	40131: {
		message: 'The member does not follow this customer',
		fix: 'Check the member who hands over',
	},
	40132: { message: 'Accounts of this kind are not supported', fix: 'Use a member of the corp' },
	40143: { message: 'The member who takes over is blocked', fix: 'Choose another member' },
	40144: {
		message: 'The customer has too many tags',
		fix: 'Remove some tags from the customer first',
	},
	40145: {
		message: 'The media ID has expired',
		fix: 'Upload the file again: media IDs live for 3 days',
	},
	40146: {
		message: 'The range of the download is not valid',
		fix: 'Start at a multiple of 16 bytes',
	},
	40165: { message: 'The group chat IDs were upgraded already', fix: 'Nothing to do' },
	40166: { message: 'The group chat IDs have not been upgraded', fix: 'Upgrade them first' },
	40167: { message: 'The upgrade time is not valid', fix: 'Choose a time within the next 7 days' },
	40168: { message: 'The upgrade time has passed', fix: 'Choose a later time' },
	40201: { message: 'WeCom blocked the content', fix: 'Remove sensitive content and try again' },
	40204: { message: 'WeChat blocked the content', fix: 'Remove sensitive content and try again' },
	40205: {
		message: 'The member has not logged in to WeChat for a year',
		fix: 'Let the member log in',
	},
	40206: { message: 'The request is too large', fix: 'Send fewer entries at once' },
	41001: {
		message: 'The access token is missing',
		fix: 'Check the base URL: a proxy may drop the query of the address',
	},
	41002: { message: 'The corp ID is missing', fix: 'Fill in the corp ID in the credential' },
	41004: { message: 'The secret is missing', fix: 'Fill in the secret in the credential' },
	41006: { message: 'The media ID is missing', fix: 'Fill in the media ID' },
	41009: { message: 'The member is missing', fix: 'Choose a member' },
	41010: { message: 'The web address is missing', fix: 'Fill in the address of the link' },
	41011: { message: 'The agent ID is missing', fix: 'Fill in the agent ID' },
	41016: { message: 'The title is missing', fix: 'Fill in the title' },
	41017: { message: 'The tag ID is missing', fix: 'Choose a tag' },
	41021: { message: 'The suite ID is missing', fix: 'Fill in the suite ID in the credential' },
	41022: {
		message: 'The suite access token is missing',
		fix: 'Check the suite fields of the credential',
	},
	41023: {
		message: 'The suite ticket is missing',
		fix: 'Publish a workflow whose trigger has this credential and is the callback URL of the suite, and wait ten minutes: WeCom sends the ticket there, and the trigger stores it',
	},
	41024: {
		message: 'The suite secret is missing',
		fix: 'Fill in the suite secret in the credential',
	},
	41025: {
		message: 'The permanent code is missing',
		fix: 'Fill in the permanent code in the credential',
	},
	41033: { message: 'The description is missing', fix: 'Fill in the description' },
	41035: { message: 'The customer ID is missing', fix: "Fill in the customer's external user ID" },
	41036: {
		message: 'The short name of the corp is not valid',
		fix: 'Check it in the admin console',
	},
	41037: { message: 'The type of the contact way is missing', fix: 'Choose a type' },
	41038: { message: 'The scene of the contact way is missing', fix: 'Choose a scene' },
	41039: {
		message: 'The type of the contact way is not valid',
		fix: 'Choose Single Member or Multiple Members',
	},
	41040: {
		message: 'The scene of the contact way is not valid',
		fix: 'Choose Mini Program or QR Code',
	},
	41041: {
		message: 'The contact way has too many members',
		fix: 'A single member means exactly 1; multiple members means at most 100, members of departments included',
	},
	41042: {
		message: 'The style is not valid',
		fix: 'Styles are 1 to 3 for a single member, 1 or 2 for several, and only for mini programs',
	},
	41043: { message: 'The config ID is missing', fix: 'Choose a contact way or join way' },
	41044: {
		message: 'The config ID is not valid',
		fix: 'The contact way or join way was deleted, has expired or was created by another app',
	},
	41045: {
		message: 'The corp has as many contact ways as allowed',
		fix: 'Delete some that nobody uses; 500,000 are allowed',
	},
	41046: { message: 'The ID of the mass message is missing', fix: 'Fill in the message ID' },
	41047: {
		message: 'The ID of the mass message is not valid',
		fix: 'Check the message ID; it must be of this app',
	},
	41048: {
		message: 'No customer can receive the message',
		fix: 'Check the customers, the sender and the tags. A customer receives at most as many mass messages a month as the month has days',
	},
	41049: {
		message: 'The welcome code is missing',
		fix: "Use the welcome_code of the trigger's event. WeCom sends none when another welcome message applies",
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
	41052: { message: 'The time is not valid', fix: 'Check the time range' },
	41053: {
		message: 'The customer has not agreed to chat archiving',
		fix: 'Ask the customer to agree',
	},
	41054: {
		message: 'The member has not activated WeCom',
		fix: 'Let the member log in to WeCom once',
	},
	41055: {
		message: 'There are as many group welcome messages as allowed',
		fix: 'Delete some; 100 are allowed',
	},
	41056: {
		message: 'The customer is of the wrong kind',
		fix: 'WeChat customers have IDs that start with wm, WeCom users with wo',
	},
	41057: {
		message: 'The corp is not bound to a WeChat developer account',
		fix: 'Bind one in the admin console',
	},
	41058: {
		message: 'The group welcome message belongs to another app',
		fix: 'Only the app that created it can change it',
	},
	41059: { message: 'The moment ID is missing', fix: 'Fill in the moment ID' },
	41060: { message: 'The moment ID is not valid', fix: 'Check the moment ID' },
	41061: { message: 'The moment was not created by this member', fix: 'Check the member' },
	41062: {
		message: 'The member has not published the moment yet',
		fix: 'Wait for the member to publish it',
	},
	41063: { message: 'The mass message is still being prepared', fix: 'Try again in a moment' },
	41064: { message: 'There are too many attachments', fix: 'Use at most 9 attachments' },
	41065: {
		message: 'An attachment has a type that is not possible here',
		fix: 'Use image, link, mini program, video or file',
	},
	41066: {
		message: 'The name of the Channels account is not valid',
		fix: 'Check the name (视频号)',
	},
	41067: {
		message: 'The moment is of the wrong kind',
		fix: 'Use a moment that the corp published',
	},
	41068: INTERCEPT_RULE,
	41069: INTERCEPT_RULE,
	41070: INTERCEPT_RULE,
	41071: INTERCEPT_RULE,
	41072: {
		message: 'This attachment is not possible here',
		fix: 'Upload the file for the place where it is used',
	},
	41073: PRODUCT,
	41074: PRODUCT,
	41075: PRODUCT,
	41076: INTERCEPT_RULE,
	41077: INTERCEPT_RULE,
	41078: { message: 'Too many moments are being prepared', fix: 'Try again later' },
	41079: { message: 'The moment is still being prepared', fix: 'Try again in a moment' },
	41080: {
		message: 'The attachment is too large',
		fix: 'Files for moments and products may have 10 MB',
	},
	41081: { message: 'The picture has too many pixels', fix: 'Make the picture smaller' },
	41082: { message: 'The video is too long', fix: 'Use at most 30 seconds' },
	41083: INTERCEPT_RULE,
	41084: INTERCEPT_RULE,
	41085: PRODUCT,
	41086: PRODUCT,
	41087: PRODUCT,
	41088: PRODUCT,
	41089: { message: 'The moment is empty', fix: 'Give it a text or an attachment' },
	41090: { message: 'The video is not valid', fix: 'Use an MP4 file' },
	41091: { message: 'There are too many group chats', fix: 'Use at most 5' },
	41093: { message: 'The mass message was canceled already', fix: 'Nothing to do' },
	41094: { message: 'The members were reminded too often', fix: 'Try again tomorrow' },
	41095: {
		message: 'There are as many acquisition links as allowed',
		fix: 'Delete some that nobody uses',
	},
	41096: {
		message: 'Another app is just sending a welcome message to this customer',
		fix: 'The first app wins. Let only one app answer new customers: admin console > Customer Contact > Permissions (客户联系 > 权限配置)',
	},
	41098: {
		message: 'The component is not available',
		fix: 'Check the acquisition component in the provider console',
	},
	41099: {
		message: 'The component is not available',
		fix: 'Check the acquisition component in the provider console',
	},
	41110: { message: 'A tag ID is not valid', fix: 'Choose the tags again' },
	41111: { message: 'There are too many tags', fix: 'Use at most 1,000' },
	41200: {
		message: 'Only certain kinds of business may do this',
		fix: 'Temporary chats are for the medical industry. Check the category of the corp (行业) in My Company',
	},
	41201: {
		message: 'The chat key is not valid',
		fix: 'Use the key of the event within 30 minutes',
	},
	41202: { message: 'The number of products is not valid', fix: 'Check the number of products' },
	41210: { message: 'The moments of this month are used up', fix: 'WeCom allows 100,000 a month' },
	41211: {
		message: 'Moments are not enabled',
		fix: 'Enable them: admin console > Customer Contact > Moments (客户朋友圈)',
	},
	41300: TEMPLATE,
	41301: TEMPLATE,
	41302: TEMPLATE,
	41303: TEMPLATE,
	41304: TEMPLATE,
	41305: {
		message: 'The corp has no business category',
		fix: 'Set it in the admin console: My Company (我的企业)',
	},
	42001: {
		message: 'The access token has expired',
		fix: 'The node fetched a new one and it was refused too. Check the clock of your server and the base URL',
	},
	42003: {
		message: 'The authorization code has expired',
		fix: 'Get a new one: it lives for 5 minutes',
	},
	42007: { message: 'The pre-authorization code has expired', fix: 'Get a new one' },
	42009: {
		message: 'The suite access token has expired',
		fix: 'The node fetched a new one and it was refused too. Check the clock of your server and the suite ticket',
	},
	42014: {
		message: 'The task ID is missing, malformed, or was used before',
		fix: 'Give each card a task ID of its own, of letters, digits, _, - and @',
	},
	42022: { message: 'The code was used already', fix: 'Get a new one' },
	42052: {
		message: 'The message is too old to be recalled',
		fix: 'WeCom takes a message back within 24 hours of sending it',
	},
	43004: {
		message: 'The person does not follow the corp in WeChat',
		fix: 'WeCom has an OpenID only of those who scanned the WeChat plugin code (微信插件)',
	},
	43009: {
		message: 'The corp is not verified',
		fix: 'Verify it: admin console > My Company (我的企业)',
	},
	43012: {
		message: 'The app has no callback URL',
		fix: 'Set one: admin console > Apps (应用管理) > the app > Receive messages (接收消息)',
	},
	44001: { message: 'The file is empty', fix: 'Check the file' },
	44002: {
		message: 'WeCom received an empty request',
		fix: 'Check the base URL: a proxy may drop the body',
	},
	44004: { message: 'The text is empty', fix: 'Fill in the text' },
	45001: { message: 'The file is too large', fix: FILE_SIZES },
	45002: { message: 'The message is too long', fix: 'Shorten the text' },
	45007: { message: 'The voice message is too long', fix: 'Use at most 60 seconds' },
	45008: {
		message: 'The number of articles is not valid',
		fix: 'Send 1 to 8 articles',
	},
	45009: {
		message:
			'Too many calls: WeCom blocks this API until the end of the minute, hour, day or month that was exceeded',
		fix: "Wait, then run fewer calls. A minute's limit ends after 60 seconds, an hour's after 60 minutes, a day's at midnight in China, a month's after 30 days",
	},
	45011: { message: 'Too many calls', fix: 'Wait, then run fewer calls' },
	45029: {
		message: 'The answer would be too large',
		fix: 'Ask for less at once, for example with a filter',
	},
	45033: {
		message: 'Too many calls at the same time',
		fix: 'Run fewer workflows at once. The node tried several times already',
	},
	45035: {
		message: 'The same customer was being changed by another call',
		fix: 'Run it again, and avoid changing the same customer in parallel',
	},
	45036: {
		message: 'WeCom limits the access because of unusual traffic',
		fix: 'Wait, and run fewer calls',
	},
	46004: {
		message: 'The member does not exist',
		fix: 'Check the member ID (账号) or what was searched for. The member must be in the address book and within the visible scope (可见范围) of the app',
	},
	47001: {
		message: 'WeCom could not read the request',
		fix: 'Check the base URL: a proxy may change the body',
	},
	48001: { message: 'This API is not open to the app', fix: CALLABLE_APPS },
	48002: { message: 'The app may not call this API', fix: CALLABLE_APPS },
	48003: {
		message: 'The suite is not valid',
		fix: 'Check suite ID and authorization in the provider console',
	},
	48004: {
		message: 'The authorization of the corp is not valid',
		fix: 'Let the corp authorize the app again',
	},
	48005: {
		message: 'WeCom has closed this API',
		fix: 'Use another operation, or update the package',
	},
	48006: {
		message: 'The permission was withdrawn because it was not used for long',
		fix: CALLABLE_APPS,
	},
	48009: {
		message: 'The secret of the address book sync gets IDs only',
		fix: 'Use the secret of a self-built app (应用管理 > the app > Secret). Since 2022-08-15 that of the address book sync (通讯录同步) reads no members and departments from a trusted IP address that was added later',
	},
	48010: {
		message: 'The TLS version is too old',
		fix: 'Let your n8n or proxy use TLS 1.2 or newer',
	},
	48011: {
		message: 'Too few members use the app, so customer data is closed to it',
		fix: 'Raise the activity of the app; see the event App Low Activity',
	},
	50001: {
		message: 'The domain is not trusted',
		fix: 'Add it to the trusted domains of the app (可信域名)',
	},
	50002: { message: 'The member is outside the visible scope of the app', fix: CUSTOMER_SCOPE },
	50003: {
		message: 'The app is disabled',
		fix: 'Enable the app: admin console > Apps (应用管理) > the app',
	},
	50100: {
		message: 'The page cursor has expired or is not valid',
		fix: 'Run the operation again from the start',
	},
	60003: {
		message: 'The department does not exist',
		fix: 'Check the department ID in the address book',
	},
	60011: {
		message: 'The app has no right to this member, department or tag',
		fix: `${CUSTOMER_SCOPE}. Tags can be changed only by the app that created them`,
	},
	60020: {
		message: 'WeCom does not trust the IP address of your n8n',
		fix: 'In the WeCom admin console open Apps (应用管理), the app, Trusted IPs (企业可信IP) and add this address. It takes about a minute. WeCom lets you set trusted IPs only after a callback URL or trusted domain has been verified',
	},
	60021: { message: 'The member is outside the visible scope of the app', fix: CUSTOMER_SCOPE },
	60030: { message: 'This is outside the scope of the app', fix: CUSTOMER_SCOPE },
	60031: {
		message: "The app's access to the API is blocked",
		fix: 'See the notices in the admin console',
	},
	60111: {
		message: 'The member ID was not found',
		fix: 'Check the member ID (账号) in the address book of the WeCom admin console. The member may have left, or be outside the visible scope (可见范围) of the app',
	},
	60123: {
		message: 'The department ID is not valid',
		fix: 'Check the department ID in the address book',
	},
	60136: { message: 'The record was not found', fix: 'Check the ID' },
	60140: {
		message: 'The response code is not valid, was used before, or is older than 72 hours',
		fix: 'Take the response_code of the newest click on the card, or send the card again',
	},
	81011: { message: 'The app has no right to do this', fix: CUSTOMER_SCOPE },
	82001: {
		message: 'Nobody is named who gets the message',
		fix: 'Choose members, departments or tags of members',
	},
	82002: {
		message: 'These are too many departments',
		fix: 'WeCom takes 100 in one message: send several',
	},
	82003: {
		message: 'These are too many tags of members',
		fix: 'WeCom takes 100 in one message: send several',
	},
	81013: {
		message: 'None of the given members, departments or tags is valid',
		fix: 'Check the IDs',
	},
	81017: {
		message: 'This asks for too much at once',
		fix: 'More than 1,000 members are in scope: choose members',
	},
	84061: {
		message: 'This member and this customer are not connected',
		fix: "The member deleted the customer, the customer has not been confirmed yet, or the ID belongs to someone else's customer",
	},
	84070: { message: 'The phone number is not supported', fix: 'Check the number' },
	84071: {
		message: 'The authorization code of the contact is not valid or was used',
		fix: 'Get a new one',
	},
	84072: { message: 'The app has no customer service', fix: 'Set it up in the admin console' },
	84073: {
		message: 'The member is not in the customer service list',
		fix: 'Add the member in the admin console',
	},
	84074: {
		message: 'The member or the app has no Customer Contact permission',
		fix: CUSTOMER_SCOPE,
	},
	84075: { message: 'The authorization code is not valid or has expired', fix: 'Get a new one' },
	84076: { message: 'The authorization code is missing', fix: 'Fill it in' },
	84077: ORDER,
	84078: ORDER,
	84079: ORDER,
	84080: ORDER,
	84081: ORDER,
	84082: ORDER,
	84083: { message: 'The member is not a service member', fix: CUSTOMER_SCOPE },
	84084: {
		message: 'The member does not follow this customer',
		fix: 'They are not connected, or the member is outside the visible scope of the app',
	},
	86001: { message: 'The group chat ID is not valid', fix: 'Check the chat ID' },
	86003: { message: 'The member list of the group chat is not valid', fix: 'Check the members' },
	86214: {
		message: 'The mass message is of the wrong kind',
		fix: 'Choose customers or group chats',
	},
	90200: { message: 'The app ID of the mini program is missing', fix: 'Fill in the app ID' },
	90206: {
		message: 'The mini program is not linked to the corp',
		fix: 'Link it: admin console > Apps > Mini programs (应用管理 > 小程序)',
	},
	90207: {
		message: 'The mini program is not valid or not linked to the corp',
		fix: 'Link it: admin console > Apps > Mini programs (应用管理 > 小程序)',
	},
	90208: {
		message: 'The mini program does not match',
		fix: 'Use the mini program that is linked to the corp',
	},
	90500: {
		message: 'The owner of the group has not resigned',
		fix: 'Use the transfer for owners in service',
	},
	90501: { message: 'The group is not a customer group', fix: 'Check the chat ID' },
	90502: {
		message: 'The owner of the group has resigned',
		fix: 'Use the transfer for resigned owners',
	},
	90503: { message: 'The group is full', fix: 'The new owner must confirm it in the client' },
	90504: { message: 'The group has this owner already', fix: 'Choose another member' },
	90507: { message: 'The group is being transferred', fix: 'Wait until the transfer has ended' },
	90508: { message: 'The group was transferred already', fix: 'Nothing to do' },
	90509: { message: 'The group is not a customer group of WeCom', fix: 'Check the chat ID' },
	90510: { message: 'Nobody was active within the last year', fix: 'Choose members who use WeCom' },
	90511: {
		message: 'The opengid is not valid',
		fix: 'Take it from wx.getGroupEnterInfo of a mini program that is linked to the corp',
	},
	90514: {
		message: 'The app did not bring this customer or group',
		fix: 'A marketing acquisition app sees only what it brought itself',
	},
	92000: { message: 'The member is out of range', fix: CUSTOMER_SCOPE },
	301002: {
		message: 'The app may not do this',
		fix: 'The token belongs to another app or corp. Check the credential',
	},
	301007: { message: 'The corp is not available', fix: 'See the notices in the admin console' },
	301042: {
		message: 'The IP address is not on the list of trusted addresses',
		fix: 'Add it in the provider console',
	},
	610001: { message: 'There are as many QR codes as allowed', fix: 'Delete some' },
	610003: { message: 'The scene is not valid', fix: 'Choose the scene again' },
	610004: { message: 'This is not a customer of the corp', fix: 'Check the ID' },
	610014: { message: 'The union ID is not valid', fix: MINI_PROGRAM_IDS },
	610015: {
		message: "The mini program's open platform account is not verified",
		fix: 'Verify it on open.weixin.qq.com',
	},
	610016: {
		message: 'The corp is not verified',
		fix: 'Verify it: admin console > My Company (我的企业)',
	},
	610017: { message: 'Mini program and corp belong to different companies', fix: MINI_PROGRAM_IDS },
	610018: {
		message: 'Open ID and union ID belong to different open platform accounts',
		fix: MINI_PROGRAM_IDS,
	},
	610019: MIGRATION,
	610020: MIGRATION,
	610021: MIGRATION,
	610022: MIGRATION,
	610023: {
		message: 'The corp has as many customers as it has bought',
		fix: 'Buy more in the admin console',
	},
	610024: {
		message: 'The corp lacks a qualification',
		fix: 'See the notices in the admin console',
	},
	701008: {
		message: 'No member has a valid interop license',
		fix: 'Assign interop licenses (互通账号) to the members',
	},
	701063: LICENSE,
	701088: LICENSE,
	701089: LICENSE,
	701099: LICENSE,
	701170: {
		message: 'The license for the QR code of a group chat has expired',
		fix: 'Renew it in the provider console',
	},
	710000: { message: 'The open corp ID is not valid', fix: 'Check the ID' },
	710006: {
		message: 'A temporary customer ID is not valid',
		fix: 'Use IDs that this same app received, and the business they are from',
	},
	730000: {
		message: 'The temporary open ID is not valid',
		fix: 'It lives for 4 hours. Read the list again',
	},
	810000: {
		message: 'A code that can be used only once is not valid',
		fix: 'Use the code of the latest event or answer, and use it once',
	},
	830002: {
		message: 'The file is too large to be downloaded at once',
		fix: 'Files over 20 MB need a range',
	},
	842005: {
		message: 'This kind of app may not do this',
		fix: 'See the description of the operation for the kinds of app that may',
	},
	845001: { message: 'Open ID and union ID do not belong together', fix: MINI_PROGRAM_IDS },
	845002: { message: 'Open ID and union ID do not belong together', fix: MINI_PROGRAM_IDS },
	845003: { message: 'Open ID and union ID do not belong together', fix: MINI_PROGRAM_IDS },
	846000: {
		message: 'Only third-party and delegated apps may do this',
		fix: 'A self-built app does not need it: Customer: Get returns the union ID',
	},
};
