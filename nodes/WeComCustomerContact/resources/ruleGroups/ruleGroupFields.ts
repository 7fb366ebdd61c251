import type { IDataObject } from 'n8n-workflow';
import { maxItems } from '../../engine/checks';
import { toIdList, toInteger, toIntegerList, toText } from '../../engine/convert';
import type { Field } from '../../engine/types';
import { oneOf } from '../shared/choices';
import { addedPrivileges, allowed, removedPrivileges } from './privileges';
import type { RuleGroupKind } from './ruleGroupKinds';
import { changed, departmentIds, optional, userIds } from '../shared/fields';

// What the rule groups of customers and of moments have in common.

/** Limits of one call: https://developer.work.weixin.qq.com/document/path/94883 */
export const MAX_ADMINS = 20;
export const MAX_NODES = 100;

/** Members and departments, as nodes of a range. */
const toMemberNodes = (value: unknown, label: string): IDataObject[] =>
	toIdList(value, label).map((userid) => ({ type: 1, userid }));
const toDepartmentNodes = (value: unknown, label: string): IDataObject[] =>
	toIntegerList(value, label).map((partyid) => ({ type: 2, partyid }));

export const ruleGroupId = ({ name, idName, searchMethod }: RuleGroupKind): Field =>
	oneOf(
		{
			displayName: name,
			name: idName,
			description: 'Only those that this app created can be seen and changed',
			search: searchMethod,
			example: '1',
		},
		{ to: 'strategy_id', as: toInteger },
	);

const groupName: Field = {
	property: {
		displayName: 'Name',
		name: 'ruleGroupName',
		type: 'string',
		default: '',
		placeholder: 'e.g. 华东区',
	},
	to: 'strategy_name',
	as: toText,
	keepsWhenEmpty: true,
};

const admins = changed(userIds, {
	to: 'admin_list',
	checks: [maxItems(MAX_ADMINS)],
	keepsWhenEmpty: true,
	property: {
		displayName: 'Admin Names or IDs',
		name: 'adminUserIds',
		description: 'Members who manage the rule group (负责人), at most 20, no super admins',
	},
});

export const createFields = (kind: RuleGroupKind): Field[] => [
	changed(groupName, { property: { required: true } }),
	changed(admins, { property: { required: true } }),
	changed(userIds, {
		to: 'range',
		as: toMemberNodes,
		property: {
			description: 'Members in the range of the rule group (管理范围)',
		},
	}),
	changed(departmentIds, {
		to: 'range',
		as: toDepartmentNodes,
		property: {
			description:
				'Departments (部门) in the range of the rule group. At most 100 members and departments together.',
		},
	}),
	allowed(kind),
	changed(
		optional(
			ruleGroupId(kind),
			'The rule group above this one: its range holds that of this one, and its privileges apply',
		),
		{
			group: 'additionalFields',
			to: 'parent_id',
			property: { displayName: 'Parent Rule Group', name: 'parentRuleGroupId' },
		},
	),
];

const more = (
	field: Field,
	displayName: string,
	name: string,
	description: string,
	where: Pick<Field, 'to' | 'as'>,
): Field =>
	changed(field, {
		...where,
		group: 'updateFields',
		keepsWhenEmpty: true,
		property: { displayName, name, description },
	});

/** Have no place of their own in the request: they change the list that WeCom has. */
export const addedAdmins = more(
	userIds,
	'Add Admin Names or IDs',
	'addAdminUserIds',
	'Members who become admins; the present ones stay',
	{ to: undefined },
);
export const removedAdmins = more(
	userIds,
	'Remove Admin Names or IDs',
	'removeAdminUserIds',
	'Members who are no longer admins; the others stay',
	{ to: undefined },
);

export const updateFields = (kind: RuleGroupKind): Field[] => [
	ruleGroupId(kind),
	changed(groupName, { group: 'updateFields' }),
	changed(admins, {
		group: 'updateFields',
		property: {
			description: 'Replaces all admins, at most 20, no super admins',
		},
	}),
	addedAdmins,
	removedAdmins,
	more(userIds, 'Add Member Names or IDs', 'addUserIds', 'Members who come into the range', {
		to: 'range_add',
		as: toMemberNodes,
	}),
	more(userIds, 'Remove Member Names or IDs', 'removeUserIds', 'Members who leave the range', {
		to: 'range_del',
		as: toMemberNodes,
	}),
	more(
		departmentIds,
		'Add Department Names or IDs',
		'addDepartmentIds',
		'Departments (部门) that come into the range',
		{ to: 'range_add', as: toDepartmentNodes },
	),
	more(
		departmentIds,
		'Remove Department Names or IDs',
		'removeDepartmentIds',
		'Departments (部门) that leave the range',
		{ to: 'range_del', as: toDepartmentNodes },
	),
	addedPrivileges(kind),
	removedPrivileges(kind),
];
