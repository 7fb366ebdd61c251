import type {
	App,
	Corp,
	Department,
	GroupChat,
	Member,
	OtherContact,
	Pair,
	Relation,
	State,
	Suite,
	TmpExternalUser,
	WelcomeMessage,
} from './model';
import type { ExternalContact, FollowUser } from './wire';

export type * from './model';

/** Numbers of the real WeCom, which a test may shorten. */
export interface Settings {
	tokenLifeSeconds: number;
	suiteTicketLifeSeconds: number;
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
	/** 企业人数上限. */
	headcountLimit: number;
}

/** One request that reached the simulator. Holds secrets: print it with `journalLine` only. */
export interface JournalEntry {
	at: number;
	method: string;
	path: string;
	userAgent: string | undefined;
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
	/** Tokens are handed out as ever, and every use of one answers 40014. */
	refuseFreshTokens(refused: boolean): void;
	/** The application is disabled: no token (40001), and calls with one it has answer 50003. */
	disableApp(name: string, disabled: boolean): void;
	/** All suite tickets so far answer 40085; returns the new one, which is also the corp's. */
	expireSuiteTicket(): string;
	/** All suite tokens handed out so far answer 42009. */
	expireSuiteTokens(): void;
	/**
	 * The next valid requests answer this errcode and have no effect, or, if `carriedOut`, take
	 * effect all the same.
	 */
	failNext(
		path: PathPattern,
		failure: { errcode: number; errmsg?: string; times?: number; carriedOut?: boolean },
	): void;
	/** For this long from now (0 ends it) calls answer 45009 and have no effect. */
	rateLimit(path: PathPattern, ms: number): void;
	/** Answers this status with a page of HTML; the request has no effect. */
	httpStatusNext(path: PathPattern, status: number, times?: number): void;
	/** Answers this status with this body as JSON, as a gateway does; the request has no effect. */
	jsonStatusNext(path: PathPattern, status: number, body: unknown, times?: number): void;
	/** Answers HTTP 200 with a page of HTML. */
	garbageNext(path: PathPattern, times?: number): void;
	/** Delays the answer, not the effect, until reset; 0 ends it. */
	slow(path: PathPattern, ms: number): void;
	/** Destroys the socket without an answer, before or after the request took effect. */
	dropConnection(path: PathPattern, options?: { times?: number; when?: 'before' | 'after' }): void;
	/** Never answers, until `reset` or `close`; the request has no effect, or has it (`after`). */
	hang(path: PathPattern, options?: { times?: number; when?: 'before' | 'after' }): void;
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
	/**
	 * A member who got a card clicks its first button, or what has the key: a button, or with `menu` an entry of the menu in
	 * the corner of the card. What is clicked makes a new response code.
	 */
	clickCard(click: Click): Clicked;
}

export interface Click {
	taskId: string;
	userId: string;
	key?: string;
	menu?: boolean;
}

export interface Clicked {
	responseCode: string;
	delivery: Promise<Delivery>;
}

export interface Callbacks {
	setCallback(config: Partial<CallbackConfig> & { url: string }): void;
	verifyCallbackUrl(options?: {
		tamperSignature?: boolean;
		receiveId?: string;
	}): Promise<Verification>;
	/** Sends fields in the ordinary envelope, or a text as the decrypted message itself. */
	sendEvent(event: XmlFields | string, options?: SendOptions): Promise<Delivery>;
	/**
	 * A new ticket of the suite, as WeCom sends one every ten minutes: to the callback URL, encrypted for the suite.
	 * With `delivered: false` it is lost on the way.
	 */
	sendSuiteTicket(
		options?: SendOptions & { delivered?: boolean },
	): Promise<Delivery & { ticket: string }>;
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

/** Another corp behind the same address, with data of its own. */
export interface OtherCorp {
	corpId: string;
	secret: string;
	/** Of the same suite, in this corp. */
	permanentCode?: string;
	/** Applications besides the first. */
	apps?: App[];
}

/** Where a test reads and adds data of one corp. It begins without members and customers. */
export interface CorpData extends Seeding {
	corp: Corp;
	state: State;
}

export interface SimulatorOptions {
	port?: number;
	corp?: Partial<Omit<Corp, 'apps' | 'suite'>>;
	suite?: Partial<Suite>;
	/** Applications besides the first, each with its own secret. */
	apps?: App[];
	otherCorps?: OtherCorp[];
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
	/** How often gettoken was called, with the secret of this application (of any corp) if told. */
	gettokenCount(app?: string): number;
	otherCorps: CorpData[];
	resetJournal(): void;
	welcomeMessages: WelcomeMessage[];
	/** Waits until the probe gives something; fails after `ms`. */
	waitFor<T>(probe: () => T, ms?: number): Promise<NonNullable<T>>;
	close(): Promise<void>;
}
