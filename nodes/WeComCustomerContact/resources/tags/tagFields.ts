import { between, each, maxCharacters } from '../../engine/checks';
import { toInteger, toNameList, toText } from '../../engine/convert';
import type { Field } from '../../engine/types';
import { oneOf, severalOf } from '../shared/choices';
import type { TagKind } from './tagKinds';

/** Names of tags and groups: https://developer.work.weixin.qq.com/document/path/92117 */
const LONGEST_NAME = 30;
const HIGHEST_ORDER = 2 ** 32 - 1;

/** Several tags: chosen by name, or given as IDs by an expression. */
export const tagIds = ({ pickers }: TagKind): Field =>
	severalOf(
		{ displayName: 'Tag Names or IDs', name: 'tagIds', load: pickers.tags },
		{ to: 'tag_id' },
	);

export const tagGroupIds = ({ pickers }: TagKind): Field =>
	severalOf(
		{ displayName: 'Tag Group Names or IDs', name: 'tagGroupIds', load: pickers.groups },
		{ to: 'group_id' },
	);

/** A group that is there, or one that is made if there is none with its name. */
export const tagGroup = ({ pickers }: TagKind): Field =>
	oneOf(
		{
			displayName: 'Tag Group',
			name: 'tagGroup',
			description:
				'The group (标签组) of the new tags. By Name creates the group if there is none with this name.',
			search: pickers.searchGroups,
			example: 'etAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
			modes: [
				{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. 客户等级' },
			],
		},
		{},
	);

export const tagGroupName: Field = {
	property: {
		displayName: 'Tag Group Name',
		name: 'tagGroupName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 客户等级',
		description:
			'Name of the group (标签组), at most 30 characters. It is created if there is none with this name.',
	},
	as: toText,
	checks: [maxCharacters(LONGEST_NAME)],
};

export const tagNames: Field = {
	property: {
		displayName: 'Tag Names',
		name: 'tagNames',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. 重要客户，老客户',
		description:
			'Any number of names, separated by commas or new lines, or a list from an expression. At most 30 characters each.',
	},
	as: toNameList,
	checks: [each(maxCharacters(LONGEST_NAME))],
};

/** A tag or a group: WeCom edits both alike. */
export const tagOrGroupId = ({ pickers }: TagKind): Field =>
	oneOf(
		{
			displayName: 'Tag or Group',
			name: 'tagOrGroupId',
			description: 'Only what this app created can be changed',
			search: pickers.searchEither,
			example: 'etAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
		},
		{ to: 'id' },
	);

export const newName: Field = {
	property: {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'New name, at most 30 characters',
	},
	group: 'updateFields',
	to: 'name',
	as: toText,
	checks: [maxCharacters(LONGEST_NAME)],
	keepsWhenEmpty: true,
};

/** Where tags and groups stand in WeCom's lists. */
export const order = (
	parts: Pick<Field['property'], 'displayName' | 'name' | 'description'>,
	group: Field['group'],
	to?: string,
): Field => ({
	property: { ...parts, type: 'number', default: 0 },
	group,
	to,
	as: toInteger,
	checks: [between(0, HIGHEST_ORDER)],
});
