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
}

/** A provider's suite (第三方应用套件) that the corp has authorised. */
export interface Suite {
	suiteId: string;
	suiteSecret: string;
	/** The one that is good now; see `faults.expireSuiteTicket`. */
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
	/** Has a valid interop licence (互通许可), without which provider apps do not see the member. */
	licensed: boolean;
	/** Has activated the account. */
	activated: boolean;
	/** Has passed real-name verification. */
	verified: boolean;
	/** Uses WeCom through WeChat, so there is an openid. */
	usesWeChat: boolean;
	/** Ids of the departments the member is directly in. */
	departments: number[];
}

/** A department (部门); it contains its sub-departments. */
export interface Department {
	id: number;
	name: string;
	/** Absent from the root. */
	parentId?: number;
	inScope: boolean;
}

/** A group chat (群聊) with people from outside. */
export interface GroupChat {
	chatId: string;
	name: string;
	/** The userid of its owner. */
	owner: string;
	/** Marked as a customer group (客户群). */
	isCustomerGroup: boolean;
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
export interface Relation {
	userId: string;
	externalUserId: string;
	/** `half`: added by skip-verify, not yet confirmed. */
	status: 'full' | 'half' | 'deletedByMember';
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

export interface SuiteToken {
	value: string;
	expiresAt: number;
}

export interface Media {
	mediaId: string;
	type: 'image' | 'voice' | 'video' | 'file';
	createdAt: number;
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

/** Numbers of the real WeCom, which a test may shorten. */
export interface Settings {
	tokenLifeSeconds: number;
	wrongSecretLimit: number;
	banSeconds: number;
	welcomeCodeSeconds: number;
	/** How long a callback may take to be answered. */
	callbackTimeoutMs: number;
	verifyTimeoutMs: number;
	/** The pause before a failed callback is sent again. */
	redeliverDelayMs: number;
	callbackAttempts: number;
	/** How many contact ways there may be, temporary ones not counted. */
	contactWayLimit: number;
	tempContactWaysPerDay: number;
}

/** One request that reached the simulator. Holds secrets: print it with `journalLine` only. */
export interface JournalEntry {
	at: number;
	method: string;
	path: string;
	query: Record<string, string>;
	body: unknown;
	/** The application's name, or why the token was not good. */
	token: string;
	errcode: number | undefined;
	/** HTTP status, undefined while under way and when the connection was dropped. */
	status: number | undefined;
	ms: number | undefined;
}

/** A path below /cgi-bin/, e.g. `externalcontact/get`; `*` for all; or a pattern. */
export type PathPattern = string | RegExp;

/** Switches that make the simulator fail the ways WeCom fails. */
export interface Faults {
	/** Delay of every answer. */
	latencyMs: number;
	/** All tokens handed out so far answer 40014. */
	revokeTokens(): void;
	/** All tokens handed out so far answer 42001. */
	expireTokens(): void;
	/** The suite ticket answers 40085; returns the new one, which is also the corp's. */
	expireSuiteTicket(): string;
	/** All suite tokens handed out so far answer 42009. */
	expireSuiteTokens(): void;
	/** The next valid requests answer this errcode and have no effect. */
	failNext(path: PathPattern, failure: { errcode: number; errmsg?: string; times?: number }): void;
	httpStatusNext(path: PathPattern, status: number, times?: number): void;
	/** Answers HTTP 200 with a page of HTML. */
	garbageNext(path: PathPattern, times?: number): void;
	/** Delays the answer, not the effect, until reset; 0 ends it. */
	slow(path: PathPattern, ms: number): void;
	/** Destroys the socket without an answer, before or after the request took effect. */
	dropConnection(path: PathPattern, options?: { times?: number; when?: 'before' | 'after' }): void;
	/** All calls but gettoken answer 60020, naming this address. */
	untrustedIp(ip: string | undefined): void;
	/** All customer contact calls answer 48002. */
	forbidCustomerContact(forbidden: boolean): void;
	/** More requests than this at one time answer 45033. */
	maxConcurrent(path: PathPattern, limit: number): void;
	reset(): void;
}

/** What an application has set up under 接收消息. */
export interface CallbackConfig {
	url: string;
	token: string;
	encodingAesKey: string;
	receiveId: string;
}

export type XmlValue = string | number | XmlFields | XmlValue[];
export interface XmlFields {
	[name: string]: XmlValue | undefined;
}

/** Ways to send an event other than the ordinary way. */
export interface SendOptions {
	tamperSignature?: boolean;
	receiveId?: string;
	/** `json`: the smart robots' variant. */
	format?: 'xml' | 'json';
	/** Sends the third-party envelope: SuiteId, AuthCorpId, InfoType, TimeStamp. */
	thirdParty?: { suiteId: string };
	/** Sent as it is instead of the encrypted envelope, with the signature of the real one. */
	rawBody?: string;
	/** Drops the connection this long after sending; in the first attempt only, unless told. */
	abort?: { afterMs: number; attempts?: number };
	/** Encrypts and signs each attempt anew instead of repeating the same bytes. */
	freshEachAttempt?: boolean;
	attempts?: number;
}

export interface Attempt {
	startedAt: number;
	ms: number;
	status?: number;
	body?: string;
	error?: string;
}

/** One event on its way: grows while attempts are made. */
export interface Delivery {
	event: string;
	attempts: Attempt[];
	acknowledged: boolean;
}

export interface Verification {
	ok: boolean;
	reason: string;
	status: number | undefined;
	ms: number;
}

export interface ScanOptions {
	/** Whose customer; with a `configId` the first of its members, unless told. */
	userId?: string;
	state?: string;
	name?: string;
	/** false: WeCom loses the event. */
	delivered?: boolean;
}

export interface Pair {
	userId: string;
	externalUserId: string;
}

export interface Scan {
	externalUserId: string;
	/** Undefined when WeCom hands out none. */
	welcomeCode: string | undefined;
	delivery: Promise<Delivery>;
}

/** What people do in the WeCom client. Each changes the state and sends its event. */
export interface Actions {
	/**
	 * A new customer scans a QR code of this member, or of a contact way made through the API: then
	 * the state is the contact way's, and after skip-verify the member has yet to confirm.
	 */
	scanQrCode(options: ScanOptions & { configId?: string }): Scan;
	/** A new customer adds the member by skip-verify; the member has not confirmed yet. */
	addHalf(options: ScanOptions): Scan;
	/** The member confirms a half-added customer. */
	confirmHalf(pair: Pair): Scan;
	/** The two begin to chat: a welcome message is no longer possible. Sends nothing. */
	startChat(pair: Pair): void;
	editCustomer(pair: Pair & { changes: Partial<FollowUser> }): Promise<Delivery>;
	deleteByCustomer(pair: Pair): Promise<Delivery>;
	deleteByMember(pair: Pair & { byTransfer?: boolean }): Promise<Delivery>;
	/** `userId` is the member who should have taken over. */
	transferFail(
		pair: Pair & { reason: 'customer_refused' | 'customer_limit_exceed' },
	): Promise<Delivery>;
}

export interface Callbacks {
	setCallback(config: Partial<CallbackConfig> & { url: string }): void;
	verifyCallbackUrl(options?: {
		tamperSignature?: boolean;
		receiveId?: string;
	}): Promise<Verification>;
	/** Sends fields in the ordinary envelope, or a text as the decrypted message itself. */
	sendEvent(event: XmlFields | string, options?: SendOptions): Promise<Delivery>;
	deliveries: Delivery[];
}

/** Helpers that add data to the state. */
export interface Seeding {
	addMember(member: Partial<Member> & { userid: string }): Member;
	addCustomer(customer?: Partial<ExternalContact>): ExternalContact;
	addRelation(
		pair: Pair,
		follow?: Partial<FollowUser>,
		relation?: Partial<Omit<Relation, 'follow'>>,
	): Relation;
	/** A customer with this many followers (and the members for it), to make paging real. */
	addPopularCustomer(followers: number): ExternalContact;
	/** Many members with many customers each, fast; returns the userids of the members. */
	addManyCustomers(counts: { members: number; relationsPerMember: number }): string[];
	addDepartment(department: Partial<Department> & { id: number }): Department;
	addGroupChat(chat?: Partial<GroupChat>): GroupChat;
	/** For a customer: give `externalUserId`; for a member of another corp: the other two. */
	addTmpExternalUser(user: Partial<TmpExternalUser>): TmpExternalUser;
	addOtherContact(contact: Partial<OtherContact> & { followUserId: string }): OtherContact;
}

export interface SimulatorOptions {
	port?: number;
	corp?: Partial<Omit<Corp, 'apps' | 'suite'>>;
	suite?: Partial<Suite>;
	/** Applications besides the first. */
	apps?: App[];
	settings?: Partial<Settings>;
	/** The clock, in ms since the epoch. */
	now?: () => number;
	/** Begin without members and customers. */
	empty?: boolean;
	onRequest?: (entry: JournalEntry) => void;
	onDelivery?: (delivery: Delivery) => void;
}

export interface Simulator extends Actions, Callbacks, Seeding {
	url: string;
	port: number;
	corp: Corp;
	state: State;
	settings: Settings;
	faults: Faults;
	journal: JournalEntry[];
	requests(path: PathPattern): JournalEntry[];
	resetJournal(): void;
	welcomeMessages: WelcomeMessage[];
	/** Waits until the probe gives something; fails after `ms`. */
	waitFor<T>(probe: () => T, ms?: number): Promise<NonNullable<T>>;
	close(): Promise<void>;
}
