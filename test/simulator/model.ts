import type { Conclusions, ContactWay, ExternalContact, FollowUser } from './wire';

/** 自建应用, 代开发应用, 第三方应用: they may call different endpoints and see different fields. */
export type AppKind = 'selfBuilt' | 'delegated' | 'thirdParty';

/** One application of the simulated corp. Every application has its own secret and its own token. */
export interface App {
	name: string;
	agentId: number;
	secret: string;
	/** Whether the admin listed it in 客户联系 → 可调用接口的应用. If not: 48002. */
	customerContact: boolean;
	/** `selfBuilt` unless told. */
	kind?: AppKind;
	/** Is shared with upstream and downstream corps (上下游), so `corpgroup/*` may be called. */
	corpGroup?: boolean;
	/** Of a provider, with upgraded ids: knows people and group chats by ids of its own subject. */
	ownIds?: boolean;
	/** Is on trial, and was authorized then (in seconds): it sees recent customers only. */
	trialSince?: number;
	/** Of a provider: the admin granted it 组织架构信息, so it gets the names of departments and members. */
	organizationNames?: boolean;
	/** Is a mini program (小程序应用): only such an app sends mini program notices. */
	miniProgram?: boolean;
	/** Is a provider's acquisition component (获客助手组件), with the links that the corp gave it. */
	acquisitionComponent?: {
		/** 0 the corp, 1 the provider. */
		payMode: 0 | 1;
		/** In fen, when the provider pays. */
		price?: number;
		links: string[];
	};
	/** Has set up no callback URL (接收消息). */
	noCallbackUrl?: boolean;
	/** Self-built, made before 2022-06-20 20:00: gets mobiles, mail addresses and the like of members. */
	seesMobiles?: boolean;
	/** See `faults.disableApp`. */
	disabled?: boolean;
}

/** A provider's suite (第三方应用套件) that the corp has authorized. */
export interface Suite {
	suiteId: string;
	suiteSecret: string;
	/** The newest; see `sendSuiteTicket` and `faults.expireSuiteTicket`. */
	suiteTicket: string;
	permanentCode: string;
	/** What the suite is inside the corp. Its token comes from service/get_corp_token only. */
	app: App;
}

/** The simulated corp; `secret` and `agentId` are those of the first application. */
export interface Corp {
	corpId: string;
	secret: string;
	agentId: number;
	callbackToken: string;
	encodingAesKey: string;
	/** Of the medical industry: only those may have temporary chats. */
	isMedical: boolean;
	/** Has bound a WeChat developer account (微信开发者ID). */
	hasDeveloperAccount: boolean;
	apps: App[];
	suite: Suite;
}

export interface Pair {
	userId: string;
	externalUserId: string;
}

/** A member (成员) of the corp. */
export interface Member {
	userid: string;
	name: string;
	/** Has the customer contact function (客户联系功能). */
	externalContact: boolean;
	/** Is inside the applications' visible scope (可见范围). */
	inScope: boolean;
	/** An admin-configured welcome message applies, so events carry no WelcomeCode. */
	adminWelcome: boolean;
	/** Has a valid interop license (互通许可), without which provider apps do not see the member. */
	licensed: boolean;
	/** Has activated the account. */
	activated: boolean;
	/** Has passed real-name verification. */
	verified: boolean;
	/** Uses WeCom through WeChat, so there is an openid. */
	usesWeChat: boolean;
	/** Ids of the departments the member is directly in. */
	departments: number[];
	/** Those of them that the member leads. */
	leads?: number[];
	position?: string;
	telephone?: string;
	alias?: string;
	mobile?: string;
	/** 1 male, 2 female; text in this API. */
	gender?: '1' | '2';
	email?: string;
	bizMail?: string;
}

/** A department (部门); it contains its sub-departments. */
export interface Department {
	id: number;
	name: string;
	/** Absent from the root. */
	parentId?: number;
	inScope: boolean;
}

/** Somebody in a group chat. */
export interface GroupMember {
	/** The userid of a member, or the external_userid of anybody else. */
	userid: string;
	name: string;
	/** 1 member of the corp, 2 external */
	type: 1 | 2;
	/** In seconds. */
	joinTime: number;
	/** 1 invited, 2 by an invitation link, 3 by the QR code of the group */
	joinScene: 1 | 2 | 3;
	/** The member who invited. */
	invitor?: string;
	nickname?: string;
	/** Of the join way, if that was the way in. */
	state?: string;
}

/** A group chat (群聊) with people from outside. */
export interface GroupChat {
	chatId: string;
	name: string;
	/** The userid of its owner. */
	owner: string;
	/** Marked as a customer group (客户群). */
	isCustomerGroup: boolean;
	/** 0 normal, 1 the owner resigned, 2 being inherited, 3 inherited */
	status: 0 | 1 | 2 | 3;
	/** In seconds. */
	createTime: number;
	notice: string;
	/** Userids of the administrators. */
	admins: string[];
	/** The owner among them. */
	members: GroupMember[];
}

/** Someone met in another way than as a customer: a stranger, or anybody in a group chat. */
export interface OtherContact {
	/** The external_userid of a customer, or the made-up id of a stranger. */
	personId: string;
	name: string;
	/** The member who added the person, or the owner of the group. */
	followUserId: string;
	chatId?: string;
	addTime: number;
}

/** A customer as one member sees it. `follow` is what the API shows of it. */
/** The three reads of customers. */
export type CustomerRead = 'list' | 'batch' | 'get';

export interface Relation {
	userId: string;
	externalUserId: string;
	/** `half`: added by skip-verify, not yet confirmed. */
	status: 'full' | 'half' | 'deletedByMember';
	/** Reads that do not show it yet: WeCom's servers hear of it one after another. All show it unless told. */
	unseenBy?: readonly CustomerRead[];
	/** One-way: the customer deleted the member. The APIs keep working. */
	deletedByCustomer: boolean;
	chatStarted: boolean;
	/** A welcome message was sent, so later events carry no WelcomeCode. */
	welcomed: boolean;
	/** The picture of the remark. The API takes it but never shows it. */
	remarkPicture?: string;
	/** Set while the two are in a temporary chat (临时会话). */
	tempChat?: { until: number; conclusions?: Conclusions };
	follow: FollowUser;
}

/** A contact way that was added and not deleted. */
export interface SavedContactWay {
	configId: string;
	createdAt: number;
	/** Somebody was added through it, which makes a temporary one void. */
	used: boolean;
	given: ContactWay;
}

/** A temporary id (tmp_external_userid) that an application got in a meeting, form or sheet. */
export interface TmpExternalUser {
	tmpId: string;
	/** The application that got it: no other can convert it. */
	appName: string;
	/** 1 meeting, 2 form, 3 smart sheet */
	businessType: 1 | 2 | 3;
	/** 1 customer, 2-4 member of a connected corp */
	userType: 1 | 2 | 3 | 4;
	externalUserId?: string;
	corpId?: string;
	userId?: string;
}

/** The message that went out when a temporary chat was closed. */
export interface ClosingMessage extends Pair {
	conclusions: Conclusions;
	at: number;
}

export interface WelcomeCode {
	code: string;
	userId: string;
	externalUserId: string;
	createdAt: number;
	used: boolean;
}

export interface Token {
	value: string;
	app: App;
	expiresAt: number;
	revoked: boolean;
}

export interface SuiteTicket {
	value: string;
	expiresAt: number;
}

export interface SuiteToken {
	value: string;
	expiresAt: number;
}

export interface Media {
	mediaId: string;
	type: 'image' | 'voice' | 'video' | 'file';
	createdAt: number;
	/** What it was uploaded for, which is all it can be used for; messages unless told. */
	purpose?: 'message' | 'moment' | 'product';
	/** What was uploaded; absent in what the simulator begins with. */
	file?: { name: string; type: string; data: Buffer };
}

/** A welcome message that was accepted. */
export interface WelcomeMessage {
	welcomeCode: string;
	userId: string;
	externalUserId: string;
	text: string | undefined;
	attachments: unknown[];
	at: number;
	msAfterScan: number;
}

/** A place in a listing, good for that listing only. */
export interface Cursor {
	listing: string;
	/** Names one traversal, from its first page on. */
	round: string;
	offset: number;
	expiresAt: number;
}

/** Everything the simulator knows, as plain data that a test may read and change. */
export interface State {
	members: Map<string, Member>;
	customers: Map<string, ExternalContact>;
	/** Only ever appended to. */
	relations: Relation[];
	departments: Map<number, Department>;
	groupChats: Map<string, GroupChat>;
	otherContacts: OtherContact[];
	welcomeCodes: Map<string, WelcomeCode>;
	welcomeMessages: WelcomeMessage[];
	contactWays: Map<string, SavedContactWay>;
	closingMessages: ClosingMessage[];
	tokens: Token[];
	suiteTickets: SuiteTicket[];
	suiteTokens: SuiteToken[];
	media: Map<string, Media>;
	/** Ids of corp and rule-group tags. */
	tagIds: Set<string>;
	/** Ids of customer service accounts (微信客服). */
	kfIds: Set<string>;
	tmpExternalUsers: Map<string, TmpExternalUser>;
	/** External userids of parents (家校沟通), by mobile number. */
	parents: Map<string, string>;
	massCallTicket?: { value: string; createdAt: number };
	/** When the ids of group chats change, in seconds. */
	chatIdUpgradeTime?: number;
	/** App ids of the mini-programs linked to the corp. */
	miniprograms: Set<string>;
	cursors: Map<string, Cursor>;
	wrongSecrets: { inARow: number; bannedUntil: number };
}
