import type { IDataObject } from 'n8n-workflow';
import { insist, maxItems } from '../../engine/checks';
import { toIdList } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Check, Field, Given } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { chats } from '../shared/chats';
import { changed, externalUserIds, optional, userId } from '../shared/fields';
import { tagIds } from '../tags/tagFields';
import { CORP_TAGS } from '../tags/tagKinds';
import { say } from '../../texts/say';

// Who gets a mass message: https://developer.work.weixin.qq.com/document/path/92135

export const MAX_CUSTOMERS = 10_000;
const MAX_GROUP_CHATS = 2000;
const MAX_TAGS = 100;

/** Each audience: what of the request is about it, and what it can't do without. */
const AUDIENCES: Readonly<Record<string, { parts: string[]; needs: string; problem: string }>> = {
	group: {
		parts: ['chat_id_list', 'sender'],
		needs: 'sender',
		problem: say`A message to group chats is sent by their owner. Choose the owner in "Sender"`,
	},
	all: {
		parts: ['sender', 'allow_select'],
		needs: 'sender',
		problem: say`Nobody is chosen whose customers get the message. Choose one in "Sender"`,
	},
	listed: {
		parts: ['external_userid', 'sender', 'allow_select'],
		needs: 'external_userid',
		problem: say`No customer is listed. Fill in "External User IDs", or change "Recipients"`,
	},
	tags: {
		parts: ['tag_filter', 'sender', 'allow_select'],
		needs: 'tag_filter',
		problem: say`No tag is given. Add a tag list under "Tags", or change "Recipients"`,
	},
};

const ALL_PARTS = new Set(Object.values(AUDIENCES).flatMap(({ parts }) => parts));

const audienceOf = ({ request, values }: Given) =>
	request.body.chat_type === 'group' ? 'group' : String(values.recipients);

/** What is wrong with the choice of recipients, or nothing. */
export function audienceProblem(given: Given): string | undefined {
	const audience = AUDIENCES[audienceOf(given)];
	return audience && given.request.body[audience.needs] === undefined
		? audience.problem
		: undefined;
}

/** The request without what belongs to another audience than the chosen one. */
export function forAudience(given: Given): IDataObject {
	const parts = AUDIENCES[audienceOf(given)]?.parts ?? [];
	const entries = Object.entries(given.request.body);
	return Object.fromEntries(
		entries.filter(([name]) => !ALL_PARTS.has(name) || parts.includes(name)),
	);
}

/**
 * Tag lists as WeCom's filter. An empty list is refused: without it the message would go to more customers than
 * the user had in mind.
 */
export function toTagFilter(value: unknown, label: string): IDataObject | undefined {
	const lists = asList(asObject(value).list).map((entry, index) => {
		const listLabel = `${label} ${index + 1}`;
		const tag_list = toIdList(asObject(entry).tagIds ?? '', listLabel);
		if (tag_list.length === 0) {
			throw new InputProblem(say`${listLabel} is empty. Choose tags, or remove the list`);
		}
		insist(tag_list, listLabel, [maxItems(MAX_TAGS)]);
		return { tag_list };
	});
	return lists.length > 0 ? { group_list: lists } : undefined;
}

const notTooMany: Check = (value) => {
	const problem = maxItems(MAX_CUSTOMERS)(value);
	return (
		problem &&
		say`${problem} in one mass message. Create several, each for a part of the list: a step before can split it into several items`
	);
};

/** Whether a message is about customers or group chats. */
export const chatType: Field = {
	property: {
		displayName: 'Chat Type',
		name: 'chatType',
		type: 'options',
		options: [
			{ name: 'Customers', value: 'single', description: 'Chats with single customers' },
			{ name: 'Group Chats', value: 'group', description: 'Customer groups (客户群)' },
		],
		default: 'single',
		description: 'Whether the message is for customers or for group chats',
	},
	to: 'chat_type',
	as: String,
};

const CUSTOMERS = { chatType: ['single'] };

/** Every field that says who gets the message. */
export const audienceFields: Field[] = [
	chatType,
	{
		property: {
			displayName: 'Recipients',
			name: 'recipients',
			type: 'options',
			displayOptions: { show: CUSTOMERS },
			options: [
				{
					name: 'All Customers of the Member',
					value: 'all',
					description: 'Everybody whom the member has as a customer',
				},
				{
					name: 'Customers With Tags',
					value: 'tags',
					description: 'Customers who were given certain tags',
				},
				{
					name: 'Listed Customers',
					value: 'listed',
					description: 'Exactly these customers',
				},
			],
			default: 'listed',
			description: 'Which customers get the message',
		},
	},
	changed(
		optional(
			externalUserIds,
			'At most 10,000 customer IDs, separated by commas or new lines, or a list from an expression',
		),
		{
			property: { displayOptions: { show: { ...CUSTOMERS, recipients: ['listed'] } } },
			to: 'external_userid',
			checks: [notTooMany],
		},
	),
	{
		property: {
			displayName: 'Tags',
			name: 'tagFilter',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			displayOptions: { show: { ...CUSTOMERS, recipients: ['tags'] } },
			placeholder: 'Add Tag List',
			default: {},
			description: 'Customers get the message who have at least one tag of each list',
			options: [
				{
					displayName: 'Tag List',
					name: 'list',
					values: [
						{
							...tagIds(CORP_TAGS).property,
							description: 'At most 100 tags, of which a customer needs one; rule-group tags by ID',
						},
					],
				},
			],
		},
		to: 'tag_filter',
		as: toTagFilter,
	},
	changed(
		optional(
			chats,
			'At most 2,000 customer groups (客户群) of the member. Leave empty to let the member choose.',
		),
		{
			// A name of its own: what depends on Chat Type n8n reads in another order.
			property: { name: 'groupChats', displayOptions: { show: { chatType: ['group'] } } },
			checks: [maxItems(MAX_GROUP_CHATS)],
		},
	),
	changed(
		optional(
			userId,
			'The member who sends the message. Needed for group chats (their owner) and for all customers of a member. Leave empty otherwise: of several members who have a customer, only the one who last chatted with them then gets the task.',
		),
		{ to: 'sender', property: { displayName: 'Sender' } },
	),
	{
		property: {
			displayName: 'Allow Selection',
			name: 'allowSelect',
			type: 'boolean',
			displayOptions: { show: CUSTOMERS },
			default: false,
			description: 'Whether the member may take customers off the list before sending',
		},
		to: 'allow_select',
	},
];
