import { each, maxCharacters, maxItems } from '../../engine/checks';
import { toInteger, toIntegerList, toNameList, toText } from '../../engine/convert';
import type { Field, Operation, Resource, Tabular } from '../../engine/types';
import { oneOf } from '../shared/choices';
import { asObject } from '../../engine/values';
import { changed, departmentIds, includeDetails, optional, userIds } from '../shared/fields';
import { labeled, readable } from '../shared/readable';
import { updates } from '../shared/updates';
import { say } from '../../texts/say';

// Rules that stop members from writing certain words: https://developer.work.weixin.qq.com/document/path/95097

const MAX_WORDS = 300;
const MAX_WORD_LENGTH = 32;
const MAX_NAME_LENGTH = 20;
const MAX_RANGE = 1000;

/** What WeCom answers about a rule that it can't show, such as one that was deleted meanwhile. */
const REFUSED = [41068, 41069, 41070, 41071, 41076, 41077, 41083, 41084, 60136];

const ruleId: Field = oneOf(
	{
		displayName: 'Intercept Rule',
		name: 'ruleId',
		search: 'searchInterceptRules',
		example: '10001',
		byId: 'By Rule ID',
	},
	{ to: 'rule_id' },
);

const ruleName: Field = {
	property: {
		displayName: 'Rule Name',
		name: 'ruleName',
		type: 'string',
		required: true,
		default: '',
		description: 'At most 20 characters',
	},
	to: 'rule_name',
	as: toText,
	checks: [maxCharacters(MAX_NAME_LENGTH)],
};

const words: Field = {
	property: {
		displayName: 'Words',
		name: 'words',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. 返现, 加我私人微信',
		description:
			'At most 300 words of at most 32 characters each, separated by commas or new lines, or a list from an expression',
	},
	to: 'word_list',
	as: toNameList,
	checks: [maxItems(MAX_WORDS), each(maxCharacters(MAX_WORD_LENGTH))],
};

const interceptType: Field = {
	property: {
		displayName: 'Action',
		name: 'interceptType',
		type: 'options',
		options: [
			{ name: 'Warn and Block', value: 1, description: 'The message is not sent (警告并拦截)' },
			{ name: 'Warn Only', value: 2, description: 'The member may still send it (仅发警告)' },
		],
		default: 1,
		description: 'What happens when a member writes one of the words',
	},
	to: 'intercept_type',
	as: toInteger,
};

const semantics: Field = {
	property: {
		displayName: 'Also Match',
		name: 'semantics',
		type: 'multiOptions',
		options: [
			{ name: 'Email Address', value: 2 },
			{ name: 'Phone Number', value: 1 },
			{ name: 'Red Packet', value: 3 },
		],
		default: [],
		description: 'What the rule matches besides the words (额外的拦截语义)',
	},
	to: 'semantics_list',
	as: toIntegerList,
};

const members = (description: string) =>
	changed(userIds, {
		property: { description },
		to: 'applicable_range.user_list',
		checks: [maxItems(MAX_RANGE)],
	});

const departments = (description: string) =>
	changed(departmentIds, {
		property: { description },
		to: 'applicable_range.department_list',
		checks: [maxItems(MAX_RANGE)],
	});

const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create an intercept rule',
	description:
		'Create a rule that warns members when they write certain words to customers; 100 rules are allowed (新建敏感词规则)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/add_intercept_rule',
	doc: 95097,
	access: 'once',
	look: say`Before you run it again, look whether it is there with Intercept Rule > Get Many`,
	fields: [
		ruleName,
		words,
		interceptType,
		members('At most 1,000 members whom the rule is for'),
		departments('At most 1,000 departments (部门) whose members the rule is for'),
		changed(semantics, { group: 'additionalFields' }),
	],
	did: 'created',
	check: ({ request: { body } }) =>
		body.applicable_range === undefined
			? say`The rule is for nobody. Choose members or departments`
			: undefined,
};

const simplifyRule = labeled(['intercept_type', 'semantics_list'], (record, given, codes) => {
	const { extra_rule, applicable_range, ...rule } = record;
	const { user_list, department_list } = asObject(applicable_range);
	const { semantics_list } = asObject(extra_rule);
	return readable(
		{ ...rule, semantics_list, userids: user_list, department_ids: department_list },
		given,
		codes,
	);
});

const get: Tabular = {
	name: 'Get',
	value: 'get',
	action: 'Get an intercept rule',
	description: 'Retrieve the words, kind and range of one rule (敏感词规则详情)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_intercept_rule',
	doc: 95097,
	access: 'read',
	fields: [ruleId],
	records: 'rule',
	simplify: simplifyRule,
};

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many intercept rules',
	description: 'Retrieve the rules, as names or with details (敏感词规则列表)',
	method: 'GET',
	endpoint: '/cgi-bin/externalcontact/get_intercept_rule_list',
	doc: 95097,
	access: 'read',
	fields: [includeDetails('Whether to read the words, kind and range of each rule too')],
	records: 'rule_list',
	limitable: true,
	details: {
		of: get,
		part: (record) => ({ body: { rule_id: asObject(record).rule_id } }),
		id: (record) => ({ rule_id: asObject(record).rule_id }),
		gone: REFUSED,
	},
	simplify: simplifyRule,
};

/** The field as a part of Update Fields; only Also Match can be emptied there. */
const change = (field: Field, { property, ...others }: Parameters<typeof changed>[1] = {}): Field =>
	changed(optional(field, String(property?.description ?? field.property.description)), {
		group: 'updateFields',
		keepsWhenEmpty: true,
		property,
		...others,
	});

const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update an intercept rule',
	description: 'Change what you set under Update Fields and nothing else (修改敏感词规则)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/update_intercept_rule',
	doc: 95097,
	access: 'idempotent',
	fields: [
		ruleId,
		change(departments('At most 1,000 departments whom the rule shall be for as well'), {
			property: { displayName: 'Add Department Names or IDs', name: 'addDepartmentIds' },
			to: 'add_applicable_range.department_list',
		}),
		change(members('At most 1,000 members whom the rule shall be for as well'), {
			property: { displayName: 'Add Member Names or IDs', name: 'addUserIds' },
			to: 'add_applicable_range.user_list',
		}),
		changed(semantics, {
			group: 'updateFields',
			property: {
				description: 'Replaces what the rule matches besides the words; empty removes it',
			},
			to: 'extra_rule.semantics_list',
		}),
		change(departments('At most 1,000 departments whom the rule shall no longer be for'), {
			property: { displayName: 'Remove Department Names or IDs', name: 'removeDepartmentIds' },
			to: 'remove_applicable_range.department_list',
		}),
		change(members('At most 1,000 members whom the rule shall no longer be for'), {
			property: { displayName: 'Remove Member Names or IDs', name: 'removeUserIds' },
			to: 'remove_applicable_range.user_list',
		}),
		change(ruleName),
		change(interceptType),
		change(words, {
			property: {
				description:
					'Replaces all words: at most 300 of at most 32 characters each, separated by commas or new lines, or a list from an expression',
			},
		}),
	],
	...updates('rule_id'),
};

const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete an intercept rule',
	description: 'Delete a rule: members may write its words again (删除敏感词规则)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/del_intercept_rule',
	doc: 95097,
	access: 'idempotent',
	// No such rule.
	doneAlready: [41068],
	fields: [ruleId],
	did: 'deleted',
	ids: ['rule_id'],
};

export const interceptRule: Resource = {
	name: 'Intercept Rule',
	value: 'interceptRule',
	description: 'Rules against words that members must not write to customers (聊天敏感词)',
	operations: [create, get, getAll, update, remove],
};
