import type { IDataObject } from 'n8n-workflow';
import { insist, maxBytes, maxCharacters, maxItems } from '../../engine/checks';
import { toIdList, toInteger, toText } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Field } from '../../engine/types';
import { oneOf } from '../shared/choices';
import { asObject, isBlank } from '../../engine/values';
import { changed, departmentIds, inGroup, markSource, skipVerify, userIds } from '../shared/fields';
import { say } from '../../texts/say';

// What an acquisition link is made of: https://developer.work.weixin.qq.com/document/path/97297

export const linkId: Field = oneOf(
	{
		displayName: 'Acquisition Link',
		name: 'linkId',
		description: 'A link that this app created (获客链接); WeCom shows it those only',
		search: 'searchAcquisitionLinks',
		example: 'cawcdea7783d7330c1',
		byId: 'By Link ID',
	},
	{ to: 'link_id' },
);

export const linkName: Field = {
	property: {
		displayName: 'Link Name',
		name: 'linkName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 小红书推广',
		description: 'Name of the link in the admin console, at most 30 characters',
	},
	to: 'link_name',
	as: toText,
	checks: [maxCharacters(30)],
};

export const members = changed(userIds, {
	to: 'range.user_list',
	checks: [maxItems(500)],
	property: {
		description: 'Members whom customers can add, 500 people in all with those of the departments',
	},
});

export const departments = changed(departmentIds, {
	to: 'range.department_list',
	property: {
		description: 'Departments (部门) whose members customers can add',
	},
});

const LISTED_MEMBERS = 2;

/** Builds WeCom's priority_option; the list of members belongs to type 2 only. */
export function toPriority(value: unknown, label: string): IDataObject | undefined {
	const entry = asObject(asObject(value).priority);
	if (Object.keys(entry).length === 0) return undefined;
	const type = toInteger(entry.priorityType, say`${label}: "Prefer"`);
	if (type !== LISTED_MEMBERS) return { priority_type: type };
	const list = say`${label}: "Member Names or IDs"`;
	const given = entry.priorityUserIds;
	const ids = isBlank(given) ? [] : toIdList(given, list);
	if (ids.length === 0) throw new InputProblem(say`${list} is empty. Fill it in`);
	insist(ids, list, [maxItems(1000)]);
	return { priority_type: type, priority_userid_list: ids };
}

const priority: Field = {
	property: {
		displayName: 'Priority',
		name: 'priority',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Priority',
		description: 'Which member a customer who opens the link is given to first',
		options: [
			{
				displayName: 'Priority',
				name: 'priority',
				values: [
					{
						displayName: 'Prefer',
						name: 'priorityType',
						type: 'options',
						options: [
							{
								name: 'Any Member Who Knows the Customer',
								value: 1,
								description: 'Whoever of the whole corp has the customer already',
							},
							{
								name: 'Chosen Members Who Know the Customer',
								value: LISTED_MEMBERS,
								description: 'One of the members below who has the customer already',
							},
						],
						default: 1,
					},
					{
						...userIds.property,
						name: 'priorityUserIds',
						displayOptions: { show: { priorityType: [LISTED_MEMBERS] } },
						description: 'At most 1,000',
					},
				],
			},
		],
	},
	to: 'priority_option',
	as: toPriority,
};

/** What both Create and Update can set. */
export const settings = (group: 'additionalFields' | 'updateFields'): Field[] =>
	inGroup(group, [markSource, priority, skipVerify]);

export const customerChannel: Field = {
	property: {
		displayName: 'Customer Channel',
		name: 'customerChannel',
		type: 'string',
		default: '',
		placeholder: 'e.g. xiaohongshu-1',
		description:
			"Adds two fields to the item: channel_url, the link for this channel, and scheme, which opens it from a mini program. Your name for the channel comes back as state in events and in the link's customers; at most 64 bytes, a Chinese character counts as 3.",
	},
	group: 'options',
	as: toText,
	checks: [maxBytes(64)],
};

/**
 * A link's address with more to tell WeCom of whoever opens it. What it has already stays: the `comp_scene` of an
 * acquisition component is how WeCom counts its clicks.
 *
 * @see https://developer.work.weixin.qq.com/document/path/97297, 99482
 */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
	return Object.entries(parameters).reduce(
		(address, [name, value]) =>
			`${address}${address.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`,
		url,
	);
}

/** What opens an address from a mini program. */
export const schemeOf = (url: string): string =>
	`weixin://biz/ww/profile/${encodeURIComponent(url)}`;

/** A link's address for one channel, and the same for a mini program. */
export function channelFields(url: string, channel: string): IDataObject {
	const channel_url = withParameters(url, { customer_channel: channel });
	return { channel_url, scheme: schemeOf(channel_url) };
}
