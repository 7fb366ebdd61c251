/** What an API call answers: `errcode`, `errmsg` and the endpoint's own fields. */
export interface Reply {
	errcode: number;
	errmsg: string;
	[field: string]: unknown;
}

/** Where a reply holds the file that goes back instead of JSON. */
export const FILE = Symbol('file');

export interface ReplyFile {
	data: Buffer;
	headers: Record<string, string>;
	/** 206 for a part; 200 unless told. */
	status?: number;
}

/** An accepted call that answers a file. */
export const fileReply = (file: ReplyFile): Reply => ({ ...ok(), [FILE]: file }) as Reply;

export const fileOf = (reply: Reply) => (reply as { [FILE]?: ReplyFile })[FILE];

const texts: Record<number, string> = {
	[-1]: 'system busy',
	0: 'ok',
	6000: 'data version conflict',
	40001: 'invalid credential',
	40003: 'invalid UserID',
	40004: 'invalid media type',
	40005: 'invalid type',
	40006: 'invalid file size',
	40007: 'invalid media_id',
	40008: 'invalid message type',
	40013: 'invalid corpid',
	40014: 'invalid access_token',
	40032: 'userid list too long',
	40033: 'invalid charset',
	40050: 'invalid chatid',
	40056: 'invalid agentid',
	40058: 'invalid argument',
	40073: 'invalid openid',
	40080: 'invalid suite secret',
	40082: 'invalid suite token',
	40083: 'invalid suite id',
	40084: 'invalid permanent code',
	40085: 'invalid suite ticket',
	40094: 'invalid url',
	40096: 'invalid external userid',
	40097: 'member has not resigned',
	40128: 'customer was transferred too often',
	40129: 'customer is being transferred',
	40130: 'handover and takeover member are the same',
	40131: 'handover member does not follow the customer',
	40146: 'invalid range',
	40165: 'chatid already upgraded',
	40167: 'invalid upgrade time',
	40168: 'the upgrade time is over',
	41001: 'access_token missing',
	41002: 'corpid missing',
	41004: 'corpsecret missing',
	41005: 'media data missing',
	41006: 'media_id missing',
	41009: 'userid missing',
	41010: 'url missing',
	41011: 'missing agentid',
	41016: 'title missing',
	41017: 'missing tagid',
	41021: 'suite id missing',
	41022: 'suite token missing',
	41023: 'suite ticket missing',
	41024: 'suite secret missing',
	41025: 'permanent code missing',
	41033: 'description missing',
	41035: 'missing external userid',
	41037: 'contact way type missing',
	41038: 'contact way scene missing',
	41039: 'invalid contact way type',
	41040: 'invalid contact way scene',
	41041: 'too many contact way users',
	41042: 'invalid contact way style',
	41043: 'contact way config id missing',
	41044: 'invalid contact way config id',
	41045: 'too many contact ways',
	41091: 'too many group chats for a join way',
	41054: 'member not activated',
	41055: 'too many group welcome templates',
	41056: 'external userid of the wrong type',
	41057: 'no WeChat developer account',
	41058: 'not your own group welcome template',
	41059: 'missing moment id',
	41060: 'invalid moment id',
	41061: 'moment not created by this user',
	41062: 'moment not published by this user',
	41067: 'invalid moment type',
	41089: 'moment has neither text nor attachments',
	41201: 'invalid chat key',
	41099: 'component not available',
	41200: 'only for certain industries',
	40098: 'member not verified',
	60003: 'department not found',
	60011: 'no privilege',
	41046: 'missing group msg id',
	41047: 'invalid group msg id',
	41048: 'no customer to send to',
	41049: 'missing welcome code',
	41050: 'invalid welcome code',
	41051: 'customer has started chatting',
	41052: 'invalid time',
	41064: 'attachments size exceed limit',
	41065: 'invalid attachment msgtype',
	41068: 'invalid intercept rule id',
	41069: 'too many intercept rules',
	41093: 'group msg already cancelled',
	41094: 'group msg reminded too often',
	41096: 'welcome msg is being distributed',
	42001: 'access_token expired',
	42009: 'suite token expired',
	42014: 'invalid task_id',
	42052: 'message too old to be recalled',
	42027: 'invalid card part',
	43004: 'userid not bound to WeChat',
	43012: 'app must set a callback url',
	44002: 'empty post data',
	44004: 'empty text',
	45002: 'message content too long',
	45001: 'media size out of limit',
	45008: 'too many articles',
	45009: 'api freq out of limit',
	45033: 'api concurrent out of limit',
	45035: 'concurrent write conflict',
	46004: 'user not exist',
	47001: 'data format error',
	48002: 'api forbidden',
	50003: 'agent is disabled',
	50100: 'invalid cursor',
	60020: 'not allow to access from your ip',
	60021: 'userid not in the visible scope',
	60111: 'userid not found',
	60123: 'invalid department id',
	60140: 'invalid response_code',
	60136: 'record not found',
	60030: 'beyond the scope',
	81013: 'all targets invalid',
	82001: 'no receiver',
	82002: 'too many departments',
	82003: 'too many tags',
	81017: 'too much data requested',
	84061: 'not external contact',
	84070: 'phone number not supported',
	84074: 'no external contact permission',
	830002: 'file too large to be read at once',
	846000: 'the caller is not a delegated or third-party app',
	701008: 'no member with a valid interop licence',
	90500: 'the owner of this chat is not resigned',
	90501: 'not a customer group',
	90502: 'the owner of this chat is resigned',
	90504: 'the owner of this chat stays the same',
	90511: 'invalid opengid',
	610004: 'not a customer of the corp',
	610018: 'openid and unionid do not belong together',
	845001: 'openid and unionid of another subject',
	40068: 'invalid tag id',
	40071: 'tag name already exists',
	40072: 'invalid tag name length',
	40126: 'too many tags',
	41085: 'invalid product id',
	301002: 'no privilege for this agent',
	90206: 'miniprogram not bound to the corp',
};

/** A refusal, in WeCom's words and with a detail for whoever reads the test's output. */
export const fail = (errcode: number, detail?: string): Reply => {
	const text = texts[errcode] ?? 'failed';
	return { errcode, errmsg: detail ? `${text}: ${detail}` : text };
};

/** An accepted call. */
export const ok = (fields: Record<string, unknown> = {}): Reply => ({
	errcode: 0,
	errmsg: 'ok',
	...fields,
});

/** The tail WeCom puts behind an error text, so that clients can not match on it. */
export const withHint = (reply: Reply, ip: string, now: number): Reply => {
	if (reply.errcode === 0) return reply;
	const hint = `${Math.floor(now / 1000)}${Math.random().toString().slice(2, 18)}`;
	const help = `https://open.work.weixin.qq.com/devtool/query?e=${reply.errcode}`;
	const errmsg = `${reply.errmsg}, hint: [${hint}], from ip: ${ip}, more info at ${help}`;
	return { ...reply, errmsg };
};
