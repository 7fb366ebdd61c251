import { atLeast, maxCharacters } from '../../engine/checks';
import { toIdList, toInteger, toIntegerList, toMessage, toText } from '../../engine/convert';
import type { Check, Field } from '../../engine/types';
import { oneOf, severalOf } from './choices';

// Fields that several operations share. The same thing has the same parameter name everywhere, so that a
// value survives when the user changes the operation.

/** One member, from the list of those who may have customers or by ID. */
export const userId: Field = oneOf(
	{
		displayName: 'Member',
		name: 'userId',
		description: 'The member (成员) who serves the customer',
		search: 'searchFollowUsers',
		example: 'zhangsan',
	},
	{ to: 'userid', narrows: true },
);

/** Several members: chosen from the list, or given as a list or text by an expression. */
export const userIds: Field = severalOf(
	{ displayName: 'Member Names or IDs', name: 'userIds', load: 'getFollowUsers' },
	{ to: 'userid_list', narrows: true },
);

export const externalUserId: Field = {
	property: {
		displayName: 'External User ID',
		name: 'externalUserId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. wmAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
		description: 'ID of the customer (external_userid), as in the events of the trigger',
	},
	to: 'external_userid',
	as: toText,
};

/** Any number of customers, separated by commas or new lines, or a list. */
export const externalUserIds: Field = {
	property: {
		displayName: 'External User IDs',
		name: 'externalUserIds',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. wmAJ2GCAAAXtWyujaWJHDDGi0mAAAA, wmBJ2GCAAAXtWyujaWJHDDGi0mBBBB',
		description:
			'Any number of customer IDs, separated by commas or new lines, or a list from an expression',
	},
	to: 'external_userid_list',
	as: toIdList,
	narrows: true,
};

/** Several departments (部门): chosen from the list, or given as a list or text by an expression. */
export const departmentIds: Field = severalOf(
	{ displayName: 'Department Names or IDs', name: 'departmentIds', load: 'getDepartments' },
	{ to: 'party', as: toIntegerList, narrows: true },
);

export const unionId: Field = {
	property: {
		displayName: 'Union ID',
		name: 'unionId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. oAAAAAAAAAAAAAAAAAAAAAAAAAAA',
		description: 'UnionID of the WeChat user, from your mini program',
	},
	to: 'unionid',
	as: toText,
};

export const openId: Field = {
	property: {
		displayName: 'Open ID',
		name: 'openId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. oBBBBBBBBBBBBBBBBBBBBBBBBBBB',
		description: 'OpenID of the same WeChat user in the same mini program',
	},
	to: 'openid',
	as: toText,
};

export const sourceAgentId: Field = {
	property: {
		displayName: 'Source Agent ID',
		name: 'sourceAgentId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1000002',
		description:
			"Agent ID of the provider's app in your corp that the IDs come from: the admin console shows it on the app's page (应用管理)",
	},
	to: 'source_agentid',
	as: toInteger,
	checks: [atLeast(1)],
};

/** The channel of a contact way. */
export const state: Field = {
	property: {
		displayName: 'State',
		name: 'state',
		type: 'string',
		default: '',
		placeholder: 'e.g. store-1',
		description:
			"Your name for the channel, at most 30 characters; it comes back in events and in the customer's details",
	},
	to: 'state',
	as: toText,
	checks: [maxCharacters(30)],
};

export const markSource: Field = {
	property: {
		displayName: 'Mark Source',
		name: 'markSource',
		type: 'boolean',
		default: true,
		description: 'Whether customers show where they came from; only for marketing acquisition apps',
	},
	to: 'mark_source',
};

export const skipVerify: Field = {
	property: {
		displayName: 'Skip Verification',
		name: 'skipVerify',
		type: 'boolean',
		default: true,
		description: 'Whether the customer is added without the member confirming it',
	},
	to: 'skip_verify',
};

/** Where customers meet a contact way or join way. */
export const scene: Field = {
	property: {
		displayName: 'Scene',
		name: 'scene',
		type: 'options',
		options: [
			{ name: 'Mini Program', value: 1, description: 'A button in your mini program' },
			{ name: 'QR Code', value: 2, description: 'A QR code to scan' },
		],
		default: 2,
	},
	to: 'scene',
	as: toInteger,
};

/** Whether a list of IDs is read entry by entry, too. */
export const includeDetails = (description: string): Field => ({
	property: {
		displayName: 'Include Details',
		name: 'includeDetails',
		type: 'boolean',
		default: false,
		description,
	},
});

/** A note on what customers meet, for those who made it. */
export const remark: Field = {
	property: {
		displayName: 'Remark',
		name: 'remark',
		type: 'string',
		default: '',
		description: 'Note for yourself, at most 30 characters',
	},
	to: 'remark',
	as: toText,
	checks: [maxCharacters(30)],
};

/** A message's text, as it was typed. */
export const messageText = (
	parts: Pick<Field['property'], 'description' | 'placeholder'>,
	check: Check,
): Field => ({
	property: {
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		...parts,
	},
	to: 'text.content',
	as: toMessage,
	checks: [check],
});

/** The fields as parts of a collection. */
export const inGroup = (group: Field['group'], fields: readonly Field[]): Field[] =>
	fields.map((field) => ({ ...field, group }));

/** A copy of a field with some of its parts changed. */
export const changed = (
	field: Field,
	{
		property,
		...others
	}: Partial<Omit<Field, 'property'>> & { property?: Partial<Field['property']> },
): Field => ({
	...field,
	...others,
	property: { ...field.property, ...property } as Field['property'],
});

/** A copy that need not be given. What can't do without it can't have it emptied in an update either. */
export function optional(field: Field, description: string): Field {
	const { required, ...property } = field.property;
	const keeps = required === true ? ({ keepsWhenEmpty: true } as const) : {};
	return { ...field, ...keeps, property: { ...property, description } };
}
