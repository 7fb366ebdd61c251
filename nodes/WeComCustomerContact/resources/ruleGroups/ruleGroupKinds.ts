import type { Operation } from '../../engine/types';

type Words = Pick<Operation, 'action' | 'description'>;

/** What is different between the rule groups of customers and those of moments. */
export interface RuleGroupKind {
	name: string;
	value: string;
	description: string;
	/** Part of the endpoints' paths. */
	path: string;
	doc: number;
	/** Parameter of the ID, and the method of its picker. */
	idName: string;
	searchMethod: string;
	/** What can be allowed, by the alphabet. What can't be turned off is left out. */
	privileges: ReadonlyArray<{ name: string; value: string }>;
	words: Record<'getAll' | 'create' | 'remove' | 'get' | 'getRange' | 'update', Words>;
}

/** https://developer.work.weixin.qq.com/document/path/94883 */
export const CUSTOMERS: RuleGroupKind = {
	name: 'Rule Group',
	value: 'ruleGroup',
	description:
		'Who manages which members, and what is allowed with their customers (客户联系规则组)',
	path: 'customer_strategy',
	doc: 94883,
	idName: 'ruleGroupId',
	searchMethod: 'searchRuleGroups',
	privileges: [
		{ name: 'Assign Customers of Resigned Members', value: 'oper_resign_customer' },
		{ name: 'Assign Groups of Resigned Members', value: 'oper_resign_group' },
		{ name: 'Edit Anti-Spam Rules', value: 'edit_anti_spam_rule' },
		{ name: 'Edit Corp Tags', value: 'manage_customer_tag' },
		{ name: 'Edit Quick Replies', value: 'rapid_reply' },
		{ name: 'Edit Welcome Messages', value: 'edit_welcome_msg' },
		{ name: 'Export Customers', value: 'export_customer_list' },
		{ name: 'Export Group Chats', value: 'export_customer_group_list' },
		{ name: 'Export Statistics', value: 'export_customer_data' },
		{ name: 'Remove Duplicates in Group Chats', value: 'room_deduplication' },
		{ name: 'Send Messages to Customers', value: 'send_customer_msg' },
		{ name: 'Send Messages to Group Chats', value: 'send_group_msg' },
		{ name: 'Share Customers', value: 'share_customer' },
		{ name: 'Transfer Customers', value: 'onjob_customer_transfer' },
		{ name: 'View Group Chat Statistics', value: 'view_room_data' },
		{ name: 'View Member Statistics', value: 'view_behavior_data' },
	],
	words: {
		getAll: {
			action: 'Get many customer contact rule groups',
			description:
				'Retrieve the rule groups that this app created, as IDs or with details (规则组列表)',
		},
		create: {
			action: 'Create a customer contact rule group',
			description: 'Create a rule group with its admins, range and privileges (创建规则组)',
		},
		remove: {
			action: 'Delete a customer contact rule group',
			description: 'Delete a rule group that this app created (删除规则组)',
		},
		get: {
			action: 'Get a customer contact rule group',
			description: 'Retrieve the name, admins and privileges of a rule group (规则组详情)',
		},
		getRange: {
			action: 'Get whom a customer contact rule group is for',
			description:
				'Retrieve the members (range_type 1) and departments (range_type 2) that a rule group is for (规则组管理范围)',
		},
		update: {
			action: 'Update a customer contact rule group',
			description:
				'Change what you set under Update Fields of a rule group and nothing else (编辑规则组)',
		},
	},
};

/** https://developer.work.weixin.qq.com/document/path/94890 */
export const MOMENTS: RuleGroupKind = {
	name: 'Moment Rule Group',
	value: 'momentRuleGroup',
	description: 'Who manages which members, and what is allowed with moments (客户朋友圈规则组)',
	path: 'moment_strategy',
	doc: 94890,
	idName: 'momentRuleGroupId',
	searchMethod: 'searchMomentRuleGroups',
	privileges: [
		{ name: 'Edit Cover and Signature', value: 'manage_moment_cover_and_sign' },
		{ name: 'Publish Moments', value: 'send_moment' },
		{ name: 'View Moments', value: 'view_moment_list' },
	],
	words: {
		getAll: {
			action: 'Get many moment rule groups',
			description:
				'Retrieve the moment rule groups that this app created, as IDs or with details (客户朋友圈规则组列表)',
		},
		create: {
			action: 'Create a moment rule group',
			description:
				'Create a moment rule group with its admins, range and privileges (创建客户朋友圈规则组)',
		},
		remove: {
			action: 'Delete a moment rule group',
			description: 'Delete a moment rule group that this app created (删除客户朋友圈规则组)',
		},
		get: {
			action: 'Get a moment rule group',
			description:
				'Retrieve the name, admins and privileges of a moment rule group (客户朋友圈规则组详情)',
		},
		getRange: {
			action: 'Get whom a moment rule group is for',
			description:
				'Retrieve the members (range_type 1) and departments (range_type 2) that a moment rule group is for (客户朋友圈规则组管理范围)',
		},
		update: {
			action: 'Update a moment rule group',
			description:
				'Change what you set under Update Fields of a moment rule group and nothing else (编辑客户朋友圈规则组)',
		},
	},
};
