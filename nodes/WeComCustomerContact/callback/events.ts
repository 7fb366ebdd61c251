import { DIRECTORY_EVENTS } from './directoryEvents';
import { ALL_APPS, SUITES, THIRD_PARTY, type EventEntry, type EventField } from './eventEntry';
import type { WireFields, WireValue } from './wire';

const USER = {
	wire: 'UserID',
	name: 'userid',
	kind: 'string',
	description: 'The member who serves the customer',
} as const;
const CUSTOMER = {
	wire: 'ExternalUserID',
	name: 'external_userid',
	kind: 'string',
	description: 'The external user ID of the customer',
} as const;
const STATE = {
	wire: 'State',
	name: 'state',
	kind: 'string',
	description: 'The channel: the state of the contact way or the customer_channel of the link',
	optional: true,
} as const;
const WELCOME_CODE = {
	wire: 'WelcomeCode',
	name: 'welcome_code',
	kind: 'string',
	description: 'Needed to send the welcome message, absent when WeCom does not allow one',
	optional: true,
} as const;
const WELCOME_EXPIRY = {
	wire: 'WelcomeCode',
	name: 'welcome_code_expires_at',
	kind: 'welcomeExpiry',
	description: 'When the welcome code dies, 20 seconds after the event',
	optional: true,
} as const;
const CHAT = {
	wire: 'ChatId',
	name: 'chat_id',
	kind: 'string',
	description: 'The ID of the group chat',
} as const;
const TAG = {
	wire: 'Id',
	name: 'tag_id',
	kind: 'string',
	description: 'The ID of the tag, with tag_type tag',
	optional: true,
	only: ({ TagType }: WireFields) => TagType !== 'tag_group',
} as const;
const TAG_GROUP = {
	wire: 'Id',
	name: 'group_id',
	kind: 'string',
	description: 'The ID of the tag group, with tag_type tag_group',
	optional: true,
	only: ({ TagType }: WireFields) => TagType === 'tag_group',
} as const;
const TAG_TYPE = {
	wire: 'TagType',
	name: 'tag_type',
	kind: 'string',
	description: 'Either tag or tag_group',
} as const;
const STRATEGY = {
	wire: 'StrategyId',
	name: 'strategy_id',
	kind: 'integer',
	description: 'The rule group of the tag, absent for ordinary corporate tags',
	optional: true,
} as const;
const LINK = {
	wire: 'LinkId',
	name: 'link_id',
	kind: 'string',
	description: 'The ID of the acquisition link',
} as const;
const AGENT = {
	wire: 'AgentID',
	name: 'agentid',
	kind: 'integer',
	description: 'The ID of the app',
} as const;
const AUTH_TYPE = {
	wire: 'AuthType',
	name: 'auth_type',
	kind: 'string',
	description: 'What was approved, at present always customer_acquisition',
} as const;
/** What a click on a card tells, wherever on the card it was. */
const CLICK = [
	{ ...USER, wire: 'FromUserName', description: 'The member who clicked' },
	{
		wire: 'EventKey',
		name: 'event_key',
		kind: 'string',
		description: 'What was clicked: the key of the button or the entry of the menu',
	},
	{
		wire: 'TaskId',
		name: 'task_id',
		kind: 'string',
		description: 'Which card it is: the task ID that it was sent with',
	},
	{
		wire: 'CardType',
		name: 'card_type',
		kind: 'string',
		description: 'What kind of card it is, such as button_interaction',
	},
	{
		wire: 'ResponseCode',
		name: 'response_code',
		kind: 'string',
		description: 'Updates the card, once and within 72 hours',
	},
	AGENT,
] as const;
const EFFECTIVE = {
	wire: 'EffectTime',
	name: 'effective_at',
	kind: 'isoTime',
	description: 'When the restriction starts',
	optional: true,
} as const;

/**
 * Every event the trigger knows. Adding one costs an entry here and a fixture in
 * `test/unit/callback/fixtures/events`; an event that is missing still comes through as `unknown`.
 */
export const EVENTS = [
	{
		value: 'customerAdded',
		name: 'Customer Added',
		description: 'A customer and a member became contacts, often by scanning a contact way',
		chineseName: '添加企业客户',
		group: 'Customers',
		event: 'change_external_contact',
		changeType: 'add_external_contact',
		fields: [USER, CUSTOMER, STATE, WELCOME_CODE, WELCOME_EXPIRY],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'customerEdited',
		name: 'Customer Edited',
		description: 'A member changed a remark or tag, get the customer to see what it is now',
		chineseName: '编辑企业客户',
		group: 'Customers',
		event: 'change_external_contact',
		changeType: 'edit_external_contact',
		fields: [USER, CUSTOMER],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'customerHalfAdded',
		name: 'Customer Added Without Verification',
		description: 'A customer added a member who has not confirmed yet, Customer Added may follow',
		chineseName: '外部联系人免验证添加成员',
		group: 'Customers',
		event: 'change_external_contact',
		changeType: 'add_half_external_contact',
		fields: [USER, CUSTOMER, STATE, WELCOME_CODE, WELCOME_EXPIRY],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'customerDeletedByMember',
		name: 'Customer Deleted by Member',
		description: 'A member deleted a customer, or lost the customer by a transfer',
		chineseName: '删除企业客户',
		group: 'Customers',
		event: 'change_external_contact',
		changeType: 'del_external_contact',
		fields: [
			USER,
			CUSTOMER,
			{
				wire: 'Source',
				name: 'delete_source',
				kind: 'string',
				description: 'DELETE_BY_TRANSFER when a transfer was the reason',
				optional: true,
			},
		],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'memberDeletedByCustomer',
		name: 'Member Deleted by Customer',
		description: 'A customer deleted a member',
		chineseName: '删除跟进成员',
		group: 'Customers',
		event: 'change_external_contact',
		changeType: 'del_follow_user',
		fields: [USER, CUSTOMER],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'transferFailed',
		name: 'Transfer Failed',
		description: 'A customer could not be handed over, the member is the one who was to take over',
		chineseName: '客户接替失败',
		group: 'Customers',
		event: 'change_external_contact',
		changeType: 'transfer_fail',
		fields: [
			USER,
			CUSTOMER,
			{
				wire: 'FailReason',
				name: 'fail_reason',
				kind: 'string',
				description: 'Either customer_refused or customer_limit_exceed',
			},
		],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'groupChatCreated',
		name: 'Group Chat Created',
		description: 'A group chat with customers was created',
		chineseName: '客户群创建',
		group: 'Group Chats',
		event: 'change_external_chat',
		changeType: 'create',
		fields: [CHAT],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'groupChatUpdated',
		name: 'Group Chat Updated',
		description: 'Members, owner, name or notice of a group chat changed',
		chineseName: '客户群变更',
		group: 'Group Chats',
		event: 'change_external_chat',
		changeType: 'update',
		fields: [
			CHAT,
			{
				wire: 'UpdateDetail',
				name: 'update_detail',
				kind: 'string',
				description: 'One of add_member, del_member, change_owner, change_name and change_notice',
			},
			{
				wire: 'JoinScene',
				// Not join_scene, which has other codes in answers.
				name: 'event_join_scene',
				kind: 'integer',
				description: 'With add_member: 0 for invited, 3 for joined by the QR code of the group',
				optional: true,
			},
			{
				wire: 'QuitScene',
				name: 'quit_scene',
				kind: 'integer',
				description:
					'With del_member: 0 for left, 1 for removed. With other changes it says nothing',
				optional: true,
			},
			{
				wire: 'MemChangeCnt',
				name: 'member_change_count',
				kind: 'integer',
				description: 'How many members joined or left',
				optional: true,
			},
			{
				wire: 'MemChangeList',
				name: 'member_change_list',
				kind: 'list',
				description: 'The IDs of those who joined or left',
			},
			{
				wire: 'LastMemVer',
				name: 'last_member_version',
				kind: 'string',
				description: 'The member version before the change',
				optional: true,
			},
			{
				wire: 'CurMemVer',
				name: 'current_member_version',
				kind: 'string',
				description: 'The member version after the change',
				optional: true,
			},
		],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'groupChatDismissed',
		name: 'Group Chat Dismissed',
		description: 'The owner dismissed a group chat',
		chineseName: '客户群解散',
		group: 'Group Chats',
		event: 'change_external_chat',
		changeType: 'dismiss',
		fields: [CHAT],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'tagCreated',
		name: 'Tag Created',
		description: 'A corporate tag or tag group was created',
		chineseName: '企业客户标签创建',
		group: 'Tags',
		event: 'change_external_tag',
		changeType: 'create',
		fields: [TAG, TAG_GROUP, TAG_TYPE, STRATEGY],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'tagUpdated',
		name: 'Tag Updated',
		description: 'A corporate tag or tag group was renamed',
		chineseName: '企业客户标签变更',
		group: 'Tags',
		event: 'change_external_tag',
		changeType: 'update',
		fields: [TAG, TAG_GROUP, TAG_TYPE, STRATEGY],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'tagDeleted',
		name: 'Tag Deleted',
		description: 'A corporate tag or tag group was deleted, a group does not announce its tags',
		chineseName: '企业客户标签删除',
		group: 'Tags',
		event: 'change_external_tag',
		changeType: 'delete',
		fields: [TAG, TAG_GROUP, TAG_TYPE, STRATEGY],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'tagsReordered',
		name: 'Tags Reordered',
		description: 'The order of tags or tag groups changed',
		chineseName: '企业客户标签重排',
		group: 'Tags',
		event: 'change_external_tag',
		changeType: 'shuffle',
		fields: [
			{
				wire: 'Id',
				name: 'group_id',
				kind: 'string',
				description: 'The tag group whose tags moved, empty when the groups themselves moved',
			},
			STRATEGY,
		],
		doc: 92130,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionBalanceLow',
		name: 'Acquisition Balance Low',
		description: 'Fewer than 20 uses of the acquisition assistant are left',
		chineseName: '获客助手使用量即将耗尽',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'balance_low',
		fields: [],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionBalanceExhausted',
		name: 'Acquisition Balance Exhausted',
		description: 'No uses of the acquisition assistant are left, its links stop adding customers',
		chineseName: '获客助手使用量已经耗尽',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'balance_exhausted',
		fields: [],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionBalanceIncreased',
		name: 'Acquisition Balance Increased',
		description: 'The acquisition assistant can be used again after it had run out',
		chineseName: '获客助手使用量从零变为非零',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'balance_increased',
		fields: [],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionQuotaExpiring',
		name: 'Acquisition Quota Expiring',
		description: 'Bought uses expire soon, sent 14, 7, 3, 2 and 1 days before',
		chineseName: '获客额度即将过期',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'quota_expire_soon',
		fields: [
			{
				wire: 'ExpireTime',
				name: 'expires_at',
				kind: 'isoTime',
				description: 'When the uses expire',
				optional: true,
			},
			{
				wire: 'ExpireQuotaNum',
				name: 'expiring_quota',
				kind: 'integer',
				description: 'How many uses expire',
				optional: true,
			},
		],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionLinkUnavailable',
		name: 'Acquisition Link Unavailable',
		description: 'An acquisition link cannot add customers for now',
		chineseName: '获客链接不可用',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'link_unavailable',
		fields: [LINK],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionLinkDeleted',
		name: 'Acquisition Link Deleted',
		description: 'A person deleted an acquisition link, deletions through the API send nothing',
		chineseName: '获客链接被删除',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'delete_link',
		fields: [LINK],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionProfileOpened',
		name: 'Acquisition Profile Opened',
		description: 'A customer opened the member profile through an acquisition link',
		chineseName: '微信客户打开获客链接',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'open_profile',
		fields: [LINK, STATE],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionFriendRequested',
		name: 'Acquisition Friend Requested',
		description: 'A customer asked to be added through an acquisition link',
		chineseName: '微信客户发起好友请求',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'friend_request',
		fields: [LINK, STATE],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionChatStarted',
		name: 'Acquisition Chat Started',
		description: 'A customer who came through an acquisition link sent the first message',
		chineseName: '成员首次收消息',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'customer_start_chat',
		fields: [USER, CUSTOMER, LINK, STATE],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionMessageReceived',
		name: 'Acquisition Messages Received',
		description: 'A customer who came through a link sent the 3rd, 5th or 10th message',
		chineseName: '成员多次收消息',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'message_from_customer',
		fields: [
			LINK,
			{
				wire: 'ChatKey',
				name: 'chat_key',
				kind: 'string',
				description: 'Reads the chat numbers for 30 minutes, keep it secret',
				optional: true,
			},
			// Not sent since 2024-12-19.
			{ ...USER, optional: true },
			{ ...CUSTOMER, optional: true },
		],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionMemberDeleted',
		name: 'Acquisition Member Deleted by Customer',
		description: 'A customer who came through an acquisition link deleted the member',
		chineseName: '客户删除成员',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'del_follow_user',
		fields: [USER, CUSTOMER, LINK, STATE],
		doc: 97299,
		apps: ALL_APPS,
	},
	{
		value: 'acquisitionServiceBalanceLow',
		name: 'Acquisition Service Balance Low',
		description: 'The provider of the acquisition component has few uses left',
		chineseName: '获客助手组件服务商使用量即将耗尽',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'service_balance_low',
		fields: [],
		doc: 99485,
		apps: THIRD_PARTY,
	},
	{
		value: 'acquisitionServiceBalanceExhausted',
		name: 'Acquisition Service Balance Exhausted',
		description: 'The provider of the acquisition component has no uses left',
		chineseName: '获客助手组件服务商使用量已经耗尽',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'service_balance_exhausted',
		fields: [],
		doc: 99485,
		apps: THIRD_PARTY,
	},
	{
		value: 'acquisitionServiceBalanceConsumed',
		name: 'Acquisition Service Balance Consumed',
		description: 'A customer came through a link the provider pays for',
		chineseName: '获客助手组件服务商使用量消耗',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'service_balance_consumed',
		fields: [
			LINK,
			STATE,
			{
				wire: 'OnceKey',
				name: 'once_key',
				kind: 'string',
				description: 'The once_key of the link that was opened',
				optional: true,
			},
		],
		doc: 99485,
		apps: THIRD_PARTY,
	},
	{
		value: 'acquisitionPriceChanged',
		name: 'Acquisition Price Changed',
		description: 'WeCom changed the price of a use of the acquisition component',
		chineseName: '获客助手组件价格调整',
		group: 'Customer Acquisition',
		event: 'customer_acquisition',
		changeType: 'change_price',
		fields: [
			{
				wire: 'Price',
				name: 'price',
				kind: 'integer',
				description: 'The new price in fen, a hundredth of a yuan',
				optional: true,
			},
			{ ...EFFECTIVE, wire: 'EffectiveTime', description: 'When the new price starts' },
		],
		doc: 99485,
		apps: THIRD_PARTY,
	},
	{
		value: 'acquisitionPermitChanged',
		name: 'Acquisition Permit Changed',
		description: 'The members a third-party app may use for acquisition links changed',
		chineseName: '客户可建联成员范围变动',
		group: 'Customer Acquisition',
		event: 'customer_acquisition_permit_change',
		fields: [],
		doc: 92277,
		apps: THIRD_PARTY,
	},
	{
		value: 'specialAuthApproved',
		name: 'Special Authorization Approved',
		description: 'An administrator confirmed the use of the acquisition assistant by the app',
		chineseName: '获客助手权限确认',
		group: 'Customer Acquisition',
		event: 'approve_special_auth',
		fields: [AUTH_TYPE],
		doc: 98959,
		apps: SUITES,
	},
	{
		value: 'specialAuthCanceled',
		name: 'Special Authorization Canceled',
		description: 'An administrator withdrew the use of the acquisition assistant by the app',
		chineseName: '获客助手权限取消',
		group: 'Customer Acquisition',
		event: 'cancel_special_auth',
		fields: [AUTH_TYPE],
		doc: 98959,
		apps: SUITES,
	},
	{
		value: 'cardClicked',
		name: 'Card Clicked',
		description:
			'A member clicked a button of a card that the app had sent, App Message > Update Button Card answers it',
		chineseName: '模板卡片事件',
		group: 'App',
		event: 'template_card_event',
		fields: [
			...CLICK,
			{
				wire: 'SelectedItems',
				name: 'selected_items',
				kind: 'selections',
				description: 'What the member chose in a card with choices: by question_key the option_ids',
				optional: true,
			},
		],
		doc: 90240,
		apps: ALL_APPS,
	},
	{
		value: 'cardMenuClicked',
		name: 'Card Menu Clicked',
		description: 'A member chose an entry of the menu in the corner of a card',
		chineseName: '通用模板卡片右上角菜单事件',
		group: 'App',
		event: 'template_card_menu_event',
		fields: CLICK,
		doc: 90240,
		apps: ALL_APPS,
	},
	{
		value: 'suiteTicketReceived',
		name: 'Suite Ticket Received',
		description:
			'WeCom sent a suite ticket, every 10 minutes, which is stored in the credential even if this is not selected',
		chineseName: '推送suite_ticket',
		group: 'App',
		event: 'suite_ticket',
		fields: [],
		doc: 90628,
		apps: SUITES,
	},
	{
		value: 'appInactiveAlert',
		name: 'App Inactive Alert',
		description: 'The app has not been used for long and will be suspended',
		chineseName: '长期未使用应用停用预警',
		group: 'App',
		event: 'inactive_alert',
		fields: [AGENT, EFFECTIVE],
		doc: 90240,
		apps: ALL_APPS,
	},
	{
		value: 'appSuspended',
		name: 'App Suspended',
		description: 'The app was suspended because it had not been used for long',
		chineseName: '长期未使用应用临时停用',
		group: 'App',
		event: 'close_inactive_agent',
		fields: [AGENT],
		doc: 90240,
		apps: ALL_APPS,
	},
	{
		value: 'appReenabled',
		name: 'App Re-Enabled',
		description: 'An administrator enabled the suspended app again',
		chineseName: '长期未使用应用重新启用',
		group: 'App',
		event: 'reopen_inactive_agent',
		fields: [AGENT],
		doc: 90240,
		apps: ALL_APPS,
	},
	{
		value: 'appLowActivityAlert',
		name: 'App Low Activity Alert',
		description: 'The app is used little and will lose access to customer data',
		chineseName: '应用低活跃预警',
		group: 'App',
		event: 'low_active_alert',
		fields: [AGENT, EFFECTIVE],
		doc: 90240,
		apps: ALL_APPS,
	},
	{
		value: 'appLowActivity',
		name: 'App Low Activity',
		description: 'The app lost access to customer data because it is used little',
		chineseName: '低活跃应用',
		group: 'App',
		event: 'low_active',
		fields: [AGENT],
		doc: 90240,
		apps: ALL_APPS,
	},
	{
		value: 'appActivityRestored',
		name: 'App Activity Restored',
		description: 'The app is used enough again and regained access to customer data',
		chineseName: '低活跃应用活跃恢复',
		group: 'App',
		event: 'active_restored',
		fields: [AGENT],
		doc: 90240,
		apps: ALL_APPS,
	},
	{
		value: 'uploadJobFinished',
		name: 'Upload Job Finished',
		description: 'WeCom finished an upload by URL, get the result of the job',
		chineseName: '异步上传任务完成',
		group: 'App',
		event: 'upload_media_job_finish',
		fields: [
			{ wire: 'JobId', name: 'jobid', kind: 'string', description: 'The ID of the upload job' },
		],
		doc: 96219,
		apps: ALL_APPS,
	},
	{
		value: 'memberUnlicensed',
		name: 'Member Unlicensed',
		description: 'A member whose API license is not valid opened the app',
		chineseName: '接口许可失效通知',
		group: 'App',
		event: 'unlicensed_notify',
		fields: [
			{ ...USER, wire: 'FromUserName', description: 'The member who opened the app' },
			AGENT,
		],
		doc: 97195,
		apps: SUITES,
	},
	...DIRECTORY_EVENTS,
] as const satisfies readonly EventEntry[];

/** The answer to one question of a card. */
export type Selection = { question_key: string; option_ids: string[] };

interface KindValues {
	string: string;
	/** A string only when the number is no safe integer. */
	integer: number | string;
	list: string[];
	commaList: string[];
	commaIntegers: Array<number | string>;
	parts: WireValue;
	selections: Selection[];
	isoTime: string;
	welcomeExpiry: string;
}

type Entry = (typeof EVENTS)[number];

type Values<Field extends EventField> = {
	[F in Field as F extends { optional: true } ? never : F['name']]: KindValues[F['kind']];
} & {
	[F in Field as F extends { optional: true } ? F['name'] : never]?: KindValues[F['kind']];
};

/** What every event has. */
export interface EventBase {
	/** WeCom's own words, as sent; `event_type` is what tells events apart. */
	event: string;
	change_type?: string;
	/** Which of the two triggers it comes from. */
	source: 'callback';
	/** The same for every delivery of one event: a hash over its decrypted content. */
	event_id: string;
	/** Empty for the few events that belong to a provider rather than a corp. */
	corpid: string;
	/** Only on events sent to the suite URL of a third-party app or a template. */
	suite_id?: string;
	/** ISO 8601, UTC. */
	created_at: string;
	/** Unix seconds. */
	create_time: number;
	/** Everything WeCom sent, by its wire names. */
	raw: WireFields;
}

type EventOf<E> = E extends Entry
	? EventBase & { event_type: E['value'] } & Values<E['fields'][number]>
	: never;

/** An event of the table; `event_type` tells them apart. */
export type KnownEvent = EventOf<Entry>;

/** An event the table lacks: common ids only, the rest is in `raw`. */
export interface UnknownEvent extends EventBase {
	event_type: 'unknown';
	userid?: string;
	external_userid?: string;
	state?: string;
}

/** What the trigger emits. */
export type WeComEvent = KnownEvent | UnknownEvent;

/** An `event_type` the trigger can be set to. */
export type EventType = KnownEvent['event_type'];
