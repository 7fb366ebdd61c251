import type { IDataObject } from 'n8n-workflow';
import { toFlag, toInteger } from '../../engine/convert';
import type { Field, Given, Operation, Output, Resource, Tabular } from '../../engine/types';
import { asObject } from '../../engine/values';
import { fromItem } from '../shared/chained';
import { chatId } from '../shared/chats';
import { flatChat, flatMember, splitIntoMembers } from './groupChatRecords';
import { bodiesByOwners, owners } from './owners';
import { includeDetails } from '../shared/fields';
import { labeled } from '../shared/readable';
import { say } from '../../texts/say';

/** What WeCom answers about a chat that was dismissed, and about one that is no customer group any more. */
export const GONE = [40050, 86001, 90501];

const includeNames: Field = {
	property: {
		displayName: 'Include Member Names',
		name: 'includeMemberNames',
		type: 'boolean',
		default: true,
		description: 'Whether to add the name of each person in the group',
	},
};

const splitOption: Field = {
	property: {
		displayName: 'Split Into Members',
		name: 'splitIntoMembers',
		type: 'boolean',
		default: false,
		description:
			'Whether to return one item for each person in a group, with union ID, group nickname, when and how they joined, and who invited them',
	},
	group: 'options',
};

const isSplit = ({ values }: Given) => values.splitIntoMembers === true;

const itemsOf = (answer: IDataObject, given: Given): Output[] =>
	isSplit(given) ? splitIntoMembers(answer) : [{ json: asObject(answer.group_chat) }];

const simplifyChat = labeled(
	['group_chat_status', 'member_type', 'join_scene'],
	(record, given, codes) => (isSplit(given) ? flatMember : flatChat)(record, given, codes),
);

export const getGroupChat: Tabular = {
	name: 'Get',
	value: 'get',
	action: 'Get a group chat and the people in it',
	description: 'Retrieve one customer group with everybody in it (客户群详情)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/groupchat/get',
	doc: 92122,
	access: 'read',
	fields: [
		fromItem(chatId, 'groupChat'),
		{ ...includeNames, to: 'need_name', as: toFlag },
		splitOption,
	],
	records: 'group_chat',
	items: itemsOf,
	// Split Into Members gives an item for each.
	several: true,
	simplify: simplifyChat,
};

const withDetails = { show: { includeDetails: [true] } };

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many group chats',
	description:
		'Retrieve the customer groups within the visible scope of the app, as IDs or with details (客户群列表)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/groupchat/list',
	doc: 92120,
	access: 'read',
	fields: [
		includeDetails(
			'Whether to read the name, owner and people of each group rather than IDs only; one call per group',
		),
		{ property: { ...includeNames.property, displayOptions: withDetails } },
		owners,
		{
			property: {
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [
					{ name: 'All', value: 0 },
					{ name: 'Being Inherited', value: 2, description: 'On its way to a new owner' },
					{ name: 'Inherited', value: 3, description: 'Has got a new owner' },
					{
						name: 'Owner Resigned',
						value: 1,
						description: 'Waits for a new owner. WeCom wants the resigned owners to be given, too.',
					},
				],
				default: 0,
				description: 'What happened to the group after its owner resigned (离职继承)',
			},
			group: 'filters',
			to: 'status_filter',
			as: toInteger,
		},
		splitOption,
	],
	requests: ({ request: { body } }) => bodiesByOwners(body).map((part) => ({ body: part })),
	paging: { records: 'group_chat_list', size: { to: 'limit', max: 1000 } },
	details: {
		of: getGroupChat,
		part: (record, { values }) => ({
			body: {
				chat_id: asObject(record).chat_id,
				need_name: toFlag(values.includeMemberNames !== false),
			},
		}),
		wanted: (given) => given.values.includeDetails === true || isSplit(given),
		id: (record) => ({ chat_id: asObject(record).chat_id }),
		gone: GONE,
		reason: say`Dismissed while the list was read`,
	},
	simplify: simplifyChat,
};

export const groupChat: Resource = {
	name: 'Group Chat',
	value: 'groupChat',
	description: 'Groups of members and customers, and who is in them (客户群)',
	operations: [getGroupChat, getAll],
};
