import type { IDataObject } from 'n8n-workflow';
import { toInteger, toText } from '../../engine/convert';
import type { Field, Operation, Resource } from '../../engine/types';
import { asObject } from '../../engine/values';
import { chatId, conversion, corpId, idList, inPieces, miniProgramUser, pair } from './conversions';
import { changed, externalUserId, externalUserIds, openId, optional } from '../shared/fields';
import { FROM_ITEM, fromItem } from '../shared/chained';

// Every conversion of an ID that a corp's own app can ask for. Which kind of app may do so
// stands at the end of each description: WeCom refuses the others.

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
	notAsTool: true,
};

/** A corp's own customers and those of linked corps are asked about in the same way. */
const customersToPendingIds = {
	fields: [
		changed(externalUserIds, { to: 'external_userid' }),
		changed(optional(chatId, 'Only check that the owner of this group is in scope'), {
			group: 'options',
		}),
	],
	records: 'result',
	chunks: { list: 'external_userid', max: 100, as: 'external_userid', everyId: true },
} satisfies Partial<Operation>;

const PENDING_ID_DAYS = 90;

/** A pending ID stands for a person who is no customer yet; it must not be taken for a customer ID. */
function markPending(record: unknown): IDataObject {
	const json = asObject(record);
	if (json.pending_id === undefined || json.pending_id === '') return json;
	return { ...json, pending: true, pending_id_valid_days: PENDING_ID_DAYS };
}

const operations: Operation[] = [
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
		fields: [fromItem(externalUserId, 'customer')],
		shape: pair('external_userid', 'openid'),
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
		shape: pair('opengid', 'chat_id'),
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
		fields: [...miniProgramUser, corpId, massCallTicket],
		records: 'external_userid_info',
		several: true,
	}),
	conversion({
		name: 'Linked Corps: Union ID to Pending ID',
		value: 'corpgroupUnionIdToPendingId',
		action: 'Convert a union id to a pending id in linked corps',
		description:
			'Get a pending ID for a WeChat user who may become a customer of a linked corp (上下游). For self-built and delegated apps that are shared with linked corps.',
		endpoint: '/cgi-bin/corpgroup/unionid_to_pending_id',
		doc: 97357,
		fields: miniProgramUser,
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
				chained: FROM_ITEM.member,
			},
		],
		shape: pair('userid', 'openid'),
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
		records: 'success_list',
		chunks: { list: 'mobiles', max: 100, as: 'mobile', everyId: true, failed: 'fail_list' },
	}),
	conversion({
		name: 'Open ID to Member',
		value: 'openIdToMember',
		action: 'Convert an open id to a member id',
		description:
			'Find the member of an OpenID (user/convert_to_userid). For self-built and delegated apps.',
		endpoint: '/cgi-bin/user/convert_to_userid',
		doc: 90202,
		fields: [
			fromItem(changed(openId, { property: { description: 'OpenID of the member' } }), 'openId'),
		],
		shape: pair('openid', 'userid'),
	}),
	conversion({
		name: 'Temporary Customer IDs to IDs',
		value: 'convertTmpExternalUserId',
		action: 'Convert temporary ids of meetings and forms and smart sheets to customer ids',
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
		records: 'results',
		chunks: inPieces('tmp_external_userid_list', 100, 'tmp_external_userid'),
	}),
	conversion({
		name: 'Union ID to Customer ID',
		value: 'unionIdToExternalUserId',
		action: 'Convert a union id and open id to a customer id',
		description:
			'Find the customer behind a user of your mini program, or get a pending ID when there is none yet (idconvert/unionid_to_external_userid). For third-party and delegated apps; a self-built app finds the union ID in Customer: Get.',
		endpoint: '/cgi-bin/idconvert/unionid_to_external_userid',
		doc: 95900,
		fields: [
			...miniProgramUser,
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
];

export const idConversion: Resource = {
	name: 'ID Conversion',
	value: 'idConversion',
	description: 'IDs of one kind for those of another (ID转换)',
	operations,
};
