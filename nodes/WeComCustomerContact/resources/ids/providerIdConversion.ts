import type { Operation, Resource } from '../../engine/types';
import { asObject } from '../../engine/values';
import { chatId, conversion, corpId, idList, inPieces, miniProgramUser } from './conversions';
import { fromItem } from '../shared/chained';
import { changed, externalUserId, externalUserIds, sourceAgentId, userIds } from '../shared/fields';
import { say } from '../../texts/say';

// Every conversion of an ID that a provider's app can ask for. Which kind of app may do so
// stands at the end of each description: WeCom refuses the others.

const operations: Operation[] = [
	conversion({
		name: 'Apply for Mass Call Ticket',
		value: 'applyMassCallTicket',
		action: 'Apply for a mass call ticket',
		description:
			'Get the ticket for converting old data outside the quota, once per corp, within 3 months of its authorization, and valid for 7 days. For third-party and delegated apps.',
		method: 'GET',
		endpoint: '/cgi-bin/corp/apply_mass_call_ticket',
		doc: 96168,
		access: 'once',
		look: say`A corp gets one ticket. Run it again: if WeCom refuses, the ticket was given, and only the support of WeCom can help`,
		fields: [],
		did: 'created',
	}),
	conversion({
		name: 'Customer ID of Provider to Customer ID',
		value: 'fromServiceExternalUserId',
		action: 'Convert a customer id of a provider to that of the corp',
		description:
			"Turn a customer ID of a provider's app into that of your corp (from_service_external_userid). For self-built apps.",
		endpoint: '/cgi-bin/externalcontact/from_service_external_userid',
		doc: 95884,
		fields: [fromItem(externalUserId, 'customer'), sourceAgentId],
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
		fields: [fromItem(externalUserId, 'customer')],
		shape: (answer, call) => ({
			external_userid: call.request.body.external_userid,
			service_external_userid: asObject(answer).external_userid,
		}),
	}),
	conversion({
		name: 'Customer IDs to New Customer IDs',
		value: 'getNewExternalUserId',
		action: 'Convert old customer ids to upgraded ones',
		description:
			"Turn a corp's old customer IDs into the upgraded ones (get_new_external_userid). For third-party and delegated apps.",
		endpoint: '/cgi-bin/externalcontact/get_new_external_userid',
		doc: 97063,
		fields: [externalUserIds],
		records: 'items',
		chunks: { list: 'external_userid_list', max: 1000, as: 'external_userid', everyId: true },
	}),
	conversion({
		name: 'Customers of a Group to New Customer IDs',
		value: 'groupChatGetNewExternalUserId',
		action: 'Convert old customer ids of a group chat to upgraded ones',
		description:
			'Turn old customer IDs of the members of a group chat into the upgraded ones. For third-party and delegated apps.',
		endpoint: '/cgi-bin/externalcontact/groupchat/get_new_external_userid',
		doc: 97063,
		fields: [fromItem(chatId, 'groupChat'), externalUserIds],
		records: 'items',
		chunks: { list: 'external_userid_list', max: 1000, as: 'external_userid', everyId: true },
	}),
	conversion({
		name: 'Group Chat IDs to New Group Chat IDs',
		value: 'chatId',
		action: 'Convert old group chat ids to upgraded ones',
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
		records: 'items',
		chunks: inPieces('chat_id_list', 100, 'chat_id'),
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
		records: 'open_userid_list',
		chunks: inPieces('userid_list', 1000, 'userid'),
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
		records: 'userid_list',
		chunks: inPieces('open_userid_list', 1000, 'open_userid'),
	}),
	conversion({
		name: 'Service Account IDs to New Ones',
		value: 'openKfId',
		action: 'Convert old service account ids to upgraded ones',
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
		records: 'items',
		chunks: inPieces('open_kfid_list', 1000, 'open_kfid'),
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
		records: 'items',
		chunks: inPieces('external_tagid_list', 1000, 'external_tagid'),
	}),
	conversion({
		name: 'Union ID to Customer ID (Older API)',
		value: 'unionIdToExternalUserIdOld',
		action: 'Convert a union id to a customer id by the older API',
		description:
			'The older path, which knows no pending IDs (externalcontact/unionid_to_external_userid). For third-party and delegated apps.',
		endpoint: '/cgi-bin/externalcontact/unionid_to_external_userid',
		doc: 93274,
		fields: miniProgramUser,
	}),
	conversion({
		name: 'Union ID to Customer IDs of All Corps',
		value: 'unionIdToExternalUserIdThirdParty',
		action: 'Convert a union id to customer ids of all corps',
		description:
			'Find a WeChat user among the customers of all corps that authorized the suite, one item per corp (unionid_to_external_userid_3rd). For third-party apps.',
		endpoint: '/cgi-bin/service/externalcontact/unionid_to_external_userid_3rd',
		doc: 95878,
		token: 'suite',
		fields: [...miniProgramUser, corpId],
		records: 'external_userid_info',
		several: true,
	}),
];

export const providerIdConversion: Resource = {
	name: 'Provider ID Conversion',
	value: 'providerIdConversion',
	description:
		'IDs as providers and their apps know them, and moving old data to new IDs (服务商ID转换)',
	operations,
};
