import type { IDataObject } from 'n8n-workflow';
import { createOnceKeys, getBills, getComponentAuthorization } from './acquisitionComponent';
import { getOperation, linkToRead, simplifyLink, withChannel } from './acquisitionLinkGet';
import { toText } from '../../engine/convert';
import { toIsoTime } from '../../engine/dates';
import type { Call, Given, Operation, Part, Resource } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import {
	customerChannel,
	departments,
	linkId,
	linkName,
	members,
	settings,
} from './acquisitionLinkFields';
import { FROM_ITEM } from '../shared/chained';
import { dateOf, dayFields, dayPieces, dayRange } from '../shared/days';
import { changed, includeDetails, optional } from '../shared/fields';
import { mustBeGiven } from '../shared/present';
import { labeled, readable } from '../shared/readable';
import { updates } from '../shared/updates';
import { withNames } from '../people/memberNames';
import { say } from '../../texts/say';

/** What WeCom may answer about a link that is gone: its documents name no code of its own for it. */
export const GONE = [40058, 60136];

const DAY = 24 * 60 * 60;
/** Most days of one report: https://developer.work.weixin.qq.com/document/path/97375 */
const MOST_DAYS = 30;

const NOBODY = say`Nobody can be added. Choose members or departments`;

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many acquisition links',
	description: 'Retrieve the links that this app created, as IDs or with details (获客链接列表)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/customer_acquisition/list_link',
	doc: 97297,
	access: 'read',
	fields: [
		includeDetails(
			'Whether to read name, address, members and settings of each link rather than IDs only',
		),
	],
	paging: { records: 'link_id_list', size: { to: 'limit', max: 100 } },
	shape: (link_id) => ({ link_id: String(link_id) }),
	details: {
		of: getOperation,
		part: (link_id) => ({ body: { link_id: String(link_id) } }),
		id: (link_id) => ({ link_id: String(link_id) }),
		gone: GONE,
		reason: say`Deleted while the list was read`,
	},
};

const createOperation: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create an acquisition link for ads and web pages',
	description:
		'Create a link by which customers add your members, for advertisements and web pages (创建获客链接)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/customer_acquisition/create_link',
	doc: 97297,
	access: 'once',
	look: say`Before you run it again, look whether it is there with Acquisition Link > Get Many and Include Details`,
	fields: [linkName, members, departments, ...settings('additionalFields'), customerChannel],
	did: 'created',
	check: ({ request: { body } }) => (body.range === undefined ? NOBODY : undefined),
	shape: (answer, given) => withChannel(given, asObject(answer)),
	simplify: simplifyLink,
};

/** WeCom overwrites the whole range, so the part that the user does not give is read first. */
async function wholeRange(call: Call): Promise<IDataObject> {
	const { link_id, range: given } = call.request.body;
	const wanted = asObject(given);
	if (call.values.replaceRange === true) return wanted;
	if (wanted.user_list !== undefined && wanted.department_list !== undefined) return wanted;
	const answer = await call.invoke(getOperation, { body: { link_id } });
	const { user_list, department_list } = { ...asObject(answer.range), ...wanted };
	const range: IDataObject = { user_list, department_list };
	mustBeGiven(
		call,
		range,
		Object.keys(range),
		say`Give both the members and the departments that the link shall have, or turn on "Replace Whole Range"`,
	);
	return range;
}

/** WeCom overwrites the whole range. */
const withWholeRange = async (call: Call): Promise<Part> => {
	const { body } = call.request;
	return body.range === undefined ? {} : { body: { ...body, range: await wholeRange(call) } };
};

const updateOperation: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update an acquisition link',
	description: 'Change what you set under Update Fields and nothing else (编辑获客链接)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/customer_acquisition/update_link',
	doc: 97297,
	access: 'idempotent',
	fields: [
		linkId,
		changed(departments, {
			group: 'updateFields',
			property: {
				description: 'Replaces all departments',
			},
		}),
		{ ...optional(linkName, 'At most 30 characters'), group: 'updateFields' },
		changed(members, {
			group: 'updateFields',
			property: {
				description: 'Replaces all members',
			},
		}),
		{
			property: {
				displayName: 'Replace Whole Range',
				name: 'replaceRange',
				type: 'boolean',
				default: true,
				description:
					'Whether the link has nobody but the members and departments given here. Otherwise, of members and departments, those you leave out stay.',
			},
			group: 'updateFields',
		},
		...settings('updateFields'),
	],
	prepare: withWholeRange,
	...updates('link_id'),
};

const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete an acquisition link',
	description: 'Delete a link: nobody can be added by it anymore (删除获客链接)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/customer_acquisition/delete_link',
	doc: 97297,
	access: 'idempotent',
	// No such link.
	doneAlready: [60136],
	fields: [linkId],
	did: 'deleted',
	ids: ['link_id'],
};

const getCustomers: Operation = {
	name: 'Get Customers',
	value: 'getCustomers',
	action: 'Get the customers who came by an acquisition link',
	description:
		'Retrieve the customers who came by a link, whom they added, and whether they have written (获客链接添加的客户)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/customer_acquisition/customer',
	doc: 97298,
	access: 'read',
	fields: [linkToRead],
	paging: { records: 'customer_list', size: { to: 'limit', max: 1000 } },
	simplify: labeled(['chat_status'], (customer, given, codes) =>
		readable({ link_id: given.asked.body.link_id, ...customer }, given, codes),
	),
};

/** Whole days, from the first's start to the last's end, as the days of one report may not overlap the next's. */
const reports = ({ request: { body }, timeZone }: Given): Part[] =>
	dayPieces(dayRange(body.start_time, body.end_time, timeZone), MOST_DAYS).map(
		({ start, end }) => ({
			body: { link_id: body.link_id, start_time: start, end_time: end + DAY - 1 },
		}),
	);

const getStatistics: Operation = {
	name: 'Get Statistics',
	value: 'getStatistics',
	action: 'Get statistics of an acquisition link',
	description:
		'Count the customers who opened a link and who were added by it; more than 30 days give one item per 30 days (获客链接统计)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/customer_acquisition/statistic',
	doc: 97375,
	access: 'read',
	fields: [linkToRead, ...dayFields({ start: 'start_time', end: 'end_time', newest: 0 })],
	requests: reports,
	shape: (answer, { request: { body } }) => ({
		link_id: body.link_id,
		start_date: dateOf(Number(body.start_time)),
		end_date: dateOf(Number(body.end_time) + 1 - DAY),
		...asObject(answer),
	}),
};

const getChatInfo: Operation = {
	name: 'Get Chat Info',
	value: 'getChatInfo',
	action: 'Get how often an acquired customer wrote by chat key',
	description:
		'Retrieve member, customer and number of messages behind a chat key of the trigger (成员多次收消息详情)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/customer_acquisition/get_chat_info',
	doc: 100130,
	access: 'read',
	fields: [
		{
			property: {
				displayName: 'Chat Key',
				name: 'chatKey',
				type: 'string',
				required: true,
				default: '',
				description:
					'The chat_key of an Acquisition Messages Received event. It works for 30 minutes.',
			},
			to: 'chat_key',
			as: toText,
			chained: FROM_ITEM.chatKey,
		},
	],
	simplify: ({ chat_info, ...others }, given) =>
		readable({ ...others, ...asObject(chat_info) }, given),
};

/** The whole, and what expires next, as the event of it has it; the parts as lists in the order in which they expire. */
function simplifyQuota({ quota_list, ...quota }: IDataObject, { timeZone }: Given): IDataObject {
	const parts = asList(quota_list)
		.map(asObject)
		.sort((a, b) => Number(a.expire_date) - Number(b.expire_date));
	const times = parts.map(({ expire_date }) => toIsoTime(Number(expire_date), timeZone));
	const balances = parts.map(({ balance }) => Number(balance));
	return {
		...quota,
		...(parts[0] && {
			expire_date: parts[0].expire_date,
			expires_at: times[0],
			expiring_quota: balances[0],
		}),
		quota_expires_at: times,
		quota_balances: balances,
	};
}

const getQuota: Operation = {
	name: 'Get Quota',
	value: 'getQuota',
	action: 'Get how many customers acquisition links may still add',
	description:
		'Find out how many more customers can be added by links, and when that expires (获客助手剩余使用量)',
	method: 'GET',
	endpoint: '/cgi-bin/externalcontact/customer_acquisition_quota',
	doc: 97375,
	access: 'read',
	fields: [],
	simplify: simplifyQuota,
};

export const acquisitionLink: Resource = {
	name: 'Acquisition Link',
	value: 'acquisitionLink',
	description: 'Links by which customers add your members, and what they bring (获客助手)',
	operations: [
		createOperation,
		getOperation,
		getAll,
		updateOperation,
		remove,
		withNames(getCustomers),
		getStatistics,
		withNames(getChatInfo),
		getQuota,
		getComponentAuthorization,
		createOnceKeys,
		getBills,
	],
};
