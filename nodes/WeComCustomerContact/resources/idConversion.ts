import type { IDataObject } from 'n8n-workflow';
import { toIdList, toInteger, toText } from '../engine/convert';
import type { Field, Operation, Resource } from '../engine/types';
import { asObject } from '../engine/values';
import { mobilesToCustomers } from './parentMobiles';
import {
	changed,
	externalUserId,
	externalUserIds,
	openId,
	optional,
	sourceAgentId,
	unionId,
	userIds,
} from './fields';

// Every conversion of an ID that a credential of this package can ask for. Which kind of app may do so
// stands at the end of each description: WeCom refuses the others.

const PENDING_ID_DAYS = 90;

/** A pending ID stands for a person who is no customer yet; it must not be taken for a customer ID. */
function markPending(record: unknown): IDataObject {
	const json = asObject(record);
	if (json.pending_id === undefined || json.pending_id === '') return json;
	return { ...json, pending: true, pendingIdValidDays: PENDING_ID_DAYS };
}

const idList = (
	displayName: string,
	name: string,
	to: string,
	placeholder: string,
	description: string,
): Field => ({
	property: {
		displayName,
		name,
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: `e.g. ${placeholder}`,
		description: `${description}: any number, separated by commas or new lines, or a list from an expression`,
	},
	to,
	as: toIdList,
});

const corpId: Field = {
	property: {
		displayName: 'Corp ID',
		name: 'corpId',
		type: 'string',
		default: '',
		description: 'Only look in this corp; empty looks in all',
	},
	group: 'options',
	to: 'corpid',
	as: toText,
};

const chatId: Field = {
	property: {
		displayName: 'Chat ID',
		name: 'chatId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA',
		description: 'ID of the group chat (客户群)',
	},
	to: 'chat_id',
	as: toText,
};

const massCallTicket: Field = {
	property: {
		displayName: 'Mass Call Ticket',
		name: 'massCallTicket',
		type: 'string',
		// A ticket for moving old data, not a secret, but it must not stand around in screenshots.
		typeOptions: { password: true },
		default: '',
		description:
			'From Apply for Mass Call Ticket: with it, moving old data does not use up the quota',
	},
	group: 'options',
	to: 'mass_call_ticket',
	as: toText,
};

/** A corp's own customers and those of linked corps are asked about in the same way. */
const customersToPendingIds = {
	fields: [
		changed(externalUserIds, { to: 'external_userid' }),
		changed(optional(chatId, 'Only check that the owner of this group is in scope'), {
			group: 'options',
		}),
	],
	output: 'result',
	chunks: { list: 'external_userid', max: 100, as: 'external_userid', everyId: true },
} satisfies Partial<Operation>;

const conversion = (
	operation: Omit<Operation, 'method' | 'access'> & Partial<Pick<Operation, 'method' | 'access'>>,
): Operation => ({ method: 'POST', access: 'read', ...operation });

const operations: Operation[] = [
	conversion({
		name: 'Apply for Mass Call Ticket',
		value: 'applyMassCallTicket',
		action: 'Apply for a mass call ticket',
		description:
			'Get the ticket for converting old data outside the quota, once per corp and valid for 7 days. For third-party and delegated apps.',
		method: 'GET',
		endpoint: '/cgi-bin/corp/apply_mass_call_ticket',
		doc: 96168,
		// A corp has one ticket to give: a lost answer must not cost it.
		access: 'write',
		fields: [],
	}),
	conversion({
		name: 'Customer ID of Provider to Customer ID',
		value: 'fromServiceExternalUserId',
		action: 'Convert a customer id of a provider',
		description:
			"Turn a customer ID of a provider's app into that of your corp (from_service_external_userid). For self-built apps.",
		endpoint: '/cgi-bin/externalcontact/from_service_external_userid',
		doc: 95884,
		fields: [externalUserId, sourceAgentId],
		shape: (answer, call) => ({
			service_external_userid: call.request.body.external_userid,
			external_userid: asObject(answer).external_userid,
		}),
	}),
	conversion({
		name: 'Customer ID to Customer ID of Provider',
		value: 'toServiceExternalUserId',
		action: 'Convert a customer id to that of a provider',
		description:
			'Turn a customer ID of the corp into that of the provider (to_service_external_userid). For delegated apps.',
		endpoint: '/cgi-bin/externalcontact/to_service_external_userid',
		doc: 95195,
		fields: [externalUserId],
		shape: (answer, call) => ({
			external_userid: call.request.body.external_userid,
			service_external_userid: asObject(answer).external_userid,
		}),
	}),
	conversion({
		name: 'Customer IDs to New Customer IDs',
		value: 'getNewExternalUserId',
		action: 'Convert customer ids to new ones',
		description:
			"Turn a corp's old customer IDs into the upgraded ones (get_new_external_userid). For third-party and delegated apps.",
		endpoint: '/cgi-bin/externalcontact/get_new_external_userid',
		doc: 97063,
		fields: [externalUserIds],
		output: 'items',
		chunks: { list: 'external_userid_list', max: 1000, as: 'external_userid', everyId: true },
	}),
	conversion({
		name: 'Customer IDs to Pending IDs',
		value: 'externalUserIdToPendingId',
		action: 'Convert customer ids to pending ids',
		description:
			'Find the pending IDs that were given for people before they became customers (external_userid_to_pending_id). For third-party and delegated apps.',
		endpoint: '/cgi-bin/idconvert/batch/external_userid_to_pending_id',
		doc: 95900,
		...customersToPendingIds,
	}),
	conversion({
		name: 'Customer to Open ID',
		value: 'convertToOpenId',
		action: 'Convert a customer id to an open id',
		description:
			'Get the OpenID for payments to a WeChat customer (externalcontact/convert_to_openid); not for WeCom users. For all kinds of app.',
		endpoint: '/cgi-bin/externalcontact/convert_to_openid',
		doc: 92292,
		fields: [externalUserId],
		shape: (answer, call) => ({
			external_userid: call.request.body.external_userid,
			openid: asObject(answer).openid,
		}),
	}),
	conversion({
		name: 'Customers of a Group to New Customer IDs',
		value: 'groupChatGetNewExternalUserId',
		action: 'Convert customer ids of a group to new ones',
		description:
			'Turn old customer IDs of the members of a group chat into the upgraded ones. For third-party and delegated apps.',
		endpoint: '/cgi-bin/externalcontact/groupchat/get_new_external_userid',
		doc: 97063,
		fields: [chatId, externalUserIds],
		output: 'items',
		chunks: { list: 'external_userid_list', max: 1000, as: 'external_userid', everyId: true },
	}),
	conversion({
		name: 'Group Chat IDs to New Group Chat IDs',
		value: 'chatId',
		action: 'Convert group chat ids to new ones',
		description:
			'Turn old group chat IDs into the upgraded ones (idconvert/chatid). For delegated apps.',
		endpoint: '/cgi-bin/idconvert/chatid',
		doc: 99601,
		fields: [
			idList(
				'Chat IDs',
				'chatIds',
				'chat_id_list',
				'wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA',
				'Group chats (客户群)',
			),
		],
		output: 'items',
		chunks: {
			list: 'chat_id_list',
			max: 100,
			as: 'chat_id',
			everyId: true,
			failed: 'invalid_chat_id_list',
		},
	}),
	conversion({
		name: 'Group Open ID to Group Chat ID',
		value: 'openGidToChatId',
		action: 'Convert a group open id to a chat id',
		description:
			'Find the group chat from which a mini program was opened (opengid_to_chatid). For all kinds of app.',
		endpoint: '/cgi-bin/externalcontact/opengid_to_chatid',
		doc: 94822,
		fields: [
			{
				property: {
					displayName: 'Open Group ID',
					name: 'openGid',
					type: 'string',
					required: true,
					default: '',
					description: 'The opengid that wx.getGroupEnterInfo gave your mini program',
				},
				to: 'opengid',
				as: toText,
			},
		],
		shape: (answer, call) => ({
			opengid: call.request.body.opengid,
			chat_id: asObject(answer).chat_id,
		}),
	}),
	conversion({
		name: 'Linked Corps: Customer IDs to Pending IDs',
		value: 'corpgroupExternalUserIdToPendingId',
		action: 'Convert customer ids to pending ids in linked corps',
		description:
			'Find pending IDs for the customers of an upstream or downstream corp (上下游). For self-built and delegated apps that are shared with linked corps.',
		endpoint: '/cgi-bin/corpgroup/batch/external_userid_to_pending_id',
		doc: 97357,
		...customersToPendingIds,
	}),
	conversion({
		name: 'Linked Corps: Union ID to Customer ID',
		value: 'corpgroupUnionIdToExternalUserId',
		action: 'Convert a union id to customer ids in linked corps',
		description:
			'Find a WeChat user among the customers of upstream and downstream corps (上下游), one item per corp. For self-built and delegated apps that are shared with linked corps.',
		endpoint: '/cgi-bin/corpgroup/unionid_to_external_userid',
		doc: 95818,
		fields: [unionId, openId, corpId, massCallTicket],
		output: 'external_userid_info',
	}),
	conversion({
		name: 'Linked Corps: Union ID to Pending ID',
		value: 'corpgroupUnionIdToPendingId',
		action: 'Convert a union id to a pending id in linked corps',
		description:
			'Get a pending ID for a WeChat user who may become a customer of a linked corp (上下游). For self-built and delegated apps that are shared with linked corps.',
		endpoint: '/cgi-bin/corpgroup/unionid_to_pending_id',
		doc: 97357,
		fields: [unionId, openId],
		shape: markPending,
	}),
	conversion({
		name: 'Member to Open ID',
		value: 'memberToOpenId',
		action: 'Convert a member id to an open id',
		description:
			'Get the OpenID of a member for payments (user/convert_to_openid). For self-built and delegated apps.',
		endpoint: '/cgi-bin/user/convert_to_openid',
		doc: 90202,
		fields: [
			{
				property: {
					displayName: 'User ID',
					name: 'memberId',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. zhangsan',
					description: 'The member (成员); need not be one of Customer Contact',
				},
				to: 'userid',
				as: toText,
			},
		],
		shape: (answer, call) => ({
			userid: call.request.body.userid,
			openid: asObject(answer).openid,
		}),
	}),
	conversion({
		name: 'Members to Open User IDs',
		value: 'userIdToOpenUserId',
		action: 'Convert member ids to open user ids',
		description:
			'Turn member IDs into those that third-party apps get (userid_to_openuserid). WeCom blocks apps for a day that ask for many invalid IDs. For third-party and delegated apps.',
		endpoint: '/cgi-bin/batch/userid_to_openuserid',
		doc: 97062,
		fields: [changed(userIds, { property: { required: true } })],
		output: 'open_userid_list',
		chunks: {
			list: 'userid_list',
			max: 1000,
			as: 'userid',
			everyId: true,
			failed: 'invalid_userid_list',
		},
	}),
	conversion({
		name: 'Mobiles of Parents to Customer IDs',
		value: 'mobileToExternalUserId',
		action: 'Convert mobiles of parents to customer ids',
		description:
			'Find parents by phone number; only for Home-School (家校沟通), not for customers in general. For self-built and delegated apps.',
		endpoint: '/cgi-bin/externalcontact/batch_to_external_userid',
		doc: 92506,
		fields: [
			idList(
				'Mobiles',
				'parentMobiles',
				'mobiles',
				'13800000001, 13800000002',
				'Phone numbers of parents',
			),
		],
		run: mobilesToCustomers,
	}),
	conversion({
		name: 'Open ID to Member',
		value: 'openIdToMember',
		action: 'Convert an open id to a member id',
		description:
			'Find the member of an OpenID (user/convert_to_userid). For self-built and delegated apps.',
		endpoint: '/cgi-bin/user/convert_to_userid',
		doc: 90202,
		fields: [changed(openId, { property: { description: 'OpenID of the member' } })],
		shape: (answer, call) => ({
			openid: call.request.body.openid,
			userid: asObject(answer).userid,
		}),
	}),
	conversion({
		name: 'Open User IDs to Members',
		value: 'openUserIdToUserId',
		action: 'Convert open user ids to member ids',
		description:
			"Turn the member IDs of a provider's app into those of your corp (openuserid_to_userid). For self-built apps.",
		endpoint: '/cgi-bin/batch/openuserid_to_userid',
		doc: 95884,
		fields: [
			idList(
				'Open User IDs',
				'openUserIds',
				'open_userid_list',
				'woAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
				"Members of the provider's app",
			),
			sourceAgentId,
		],
		output: 'userid_list',
		chunks: {
			list: 'open_userid_list',
			max: 1000,
			as: 'open_userid',
			everyId: true,
			failed: 'invalid_open_userid_list',
		},
	}),
	conversion({
		name: 'Service Account IDs to New Ones',
		value: 'openKfId',
		action: 'Convert service account ids to new ones',
		description:
			'Turn WeChat customer service account IDs into the upgraded ones (idconvert/open_kfid). For third-party and delegated apps.',
		endpoint: '/cgi-bin/idconvert/open_kfid',
		doc: 97064,
		fields: [
			idList(
				'Open KF IDs',
				'openKfIds',
				'open_kfid_list',
				'wkAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
				'Service accounts (客服账号)',
			),
		],
		output: 'items',
		chunks: {
			list: 'open_kfid_list',
			max: 1000,
			as: 'open_kfid',
			everyId: true,
			failed: 'invalid_open_kfid_list',
		},
	}),
	conversion({
		name: 'Tag IDs to Open Tag IDs',
		value: 'externalTagId',
		action: 'Convert tag ids to open tag ids',
		description:
			'Turn tag IDs of a corp into those that third-party apps get (idconvert/external_tagid). For third-party and delegated apps.',
		endpoint: '/cgi-bin/idconvert/external_tagid',
		doc: 96169,
		fields: [
			idList(
				'Tag IDs',
				'tagIds',
				'external_tagid_list',
				'etAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
				'Customer tags (客户标签)',
			),
		],
		output: 'items',
		chunks: {
			list: 'external_tagid_list',
			max: 1000,
			as: 'external_tagid',
			everyId: true,
			failed: 'invalid_external_tagid_list',
		},
	}),
	conversion({
		name: 'Temporary Customer IDs to IDs',
		value: 'convertTmpExternalUserId',
		action: 'Convert temporary customer ids',
		description:
			'Turn temporary IDs from meetings, forms or smart sheets into customer or member IDs (convert_tmp_external_userid). For all kinds of app, of the IDs they were given themselves.',
		endpoint: '/cgi-bin/idconvert/convert_tmp_external_userid',
		doc: 98729,
		fields: [
			{
				property: {
					displayName: 'Business',
					name: 'businessType',
					type: 'options',
					options: [
						{ name: 'Form', value: 2 },
						{ name: 'Meeting', value: 1 },
						{ name: 'Smart Sheet', value: 3 },
					],
					default: 1,
					description: 'Where the temporary IDs come from',
				},
				to: 'business_type',
				as: toInteger,
			},
			{
				property: {
					displayName: 'User Type',
					name: 'userType',
					type: 'options',
					options: [
						{ name: 'Connected Corp (企业互联)', value: 2 },
						{ name: 'Customer (客户)', value: 1 },
						{ name: 'Interconnected Corp (互联企业)', value: 4 },
						{ name: 'Upstream or Downstream (上下游)', value: 3 },
					],
					default: 1,
				},
				to: 'user_type',
				as: toInteger,
			},
			idList(
				'Temporary IDs',
				'tmpExternalUserIds',
				'tmp_external_userid_list',
				'tmAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
				'Temporary IDs (tmp_external_userid)',
			),
		],
		output: 'results',
		chunks: {
			list: 'tmp_external_userid_list',
			max: 100,
			as: 'tmp_external_userid',
			everyId: true,
			failed: 'invalid_tmp_external_userid_list',
		},
	}),
	conversion({
		name: 'Union ID to Customer ID',
		value: 'unionIdToExternalUserId',
		action: 'Convert a union id to a customer id',
		description:
			'Find the customer behind a user of your mini program, or get a pending ID when there is none yet (idconvert/unionid_to_external_userid). For third-party and delegated apps; a self-built app finds the union ID in Customer: Get.',
		endpoint: '/cgi-bin/idconvert/unionid_to_external_userid',
		doc: 95900,
		fields: [
			unionId,
			openId,
			{
				property: {
					displayName: 'Subject',
					name: 'subjectType',
					type: 'options',
					options: [
						{ name: 'Corp', value: 0, description: 'The mini program belongs to the corp' },
						{ name: 'Provider', value: 1, description: 'The mini program belongs to the provider' },
					],
					default: 0,
					description: 'Who owns the mini program that the IDs are from',
				},
				to: 'subject_type',
				as: toInteger,
			},
			massCallTicket,
		],
		shape: markPending,
	}),
	conversion({
		name: 'Union ID to Customer ID (Older API)',
		value: 'unionIdToExternalUserIdOld',
		action: 'Convert a union id to a customer id by the older API',
		description:
			'The older path, which knows no pending IDs (externalcontact/unionid_to_external_userid). For third-party and delegated apps.',
		endpoint: '/cgi-bin/externalcontact/unionid_to_external_userid',
		doc: 93274,
		fields: [unionId, openId],
	}),
	conversion({
		name: 'Union ID to Customer IDs of All Corps',
		value: 'unionIdToExternalUserIdThirdParty',
		action: 'Convert a union id to customer ids of all corps',
		description:
			'Find a WeChat user among the customers of all corps that authorised the suite, one item per corp (unionid_to_external_userid_3rd). For third-party apps.',
		endpoint: '/cgi-bin/service/externalcontact/unionid_to_external_userid_3rd',
		doc: 95878,
		token: 'suite',
		fields: [unionId, openId, corpId],
		output: 'external_userid_info',
	}),
];

export const idConversion: Resource = {
	name: 'ID Conversion',
	value: 'idConversion',
	description: 'IDs of one kind for those of another (ID转换)',
	operations,
};
