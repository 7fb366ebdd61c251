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
	/** WeCom's name, label and description. Those that can't be turned off are left out. */
	privileges: ReadonlyArray<readonly [to: string, label: string, description: string]>;
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
		[
			'oper_resign_customer',
			'Allow Assigning Customers of Resigned Members',
			'Whether assigning the customers of members who left is allowed',
		],
		[
			'oper_resign_group',
			'Allow Assigning Group Chats of Resigned Members',
			'Whether assigning the group chats of members who left is allowed',
		],
		[
			'edit_anti_spam_rule',
			'Allow Editing Anti-Spam Rules',
			'Whether editing anti-spam rules is allowed',
		],
		['manage_customer_tag', 'Allow Editing Corp Tags', 'Whether editing corp tags is allowed'],
		['rapid_reply', 'Allow Editing Quick Replies', 'Whether editing quick replies is allowed'],
		[
			'edit_welcome_msg',
			'Allow Editing Welcome Messages',
			'Whether editing welcome messages is allowed',
		],
		[
			'export_customer_list',
			'Allow Exporting Customers',
			'Whether exporting the list of customers is allowed',
		],
		[
			'export_customer_group_list',
			'Allow Exporting Group Chats',
			'Whether exporting the list of group chats is allowed',
		],
		[
			'export_customer_data',
			'Allow Exporting Statistics',
			'Whether exporting the statistics of customers is allowed',
		],
		[
			'room_deduplication',
			'Allow Removing Duplicates in Group Chats',
			'Whether removing customers who are in several group chats is allowed',
		],
		[
			'send_customer_msg',
			'Allow Messages to Customers',
			'Whether sending mass messages to customers is allowed',
		],
		[
			'send_group_msg',
			'Allow Messages to Group Chats',
			'Whether sending mass messages to group chats is allowed',
		],
		[
			'share_customer',
			'Allow Sharing Customers',
			'Whether sharing customers with other members is allowed',
		],
		[
			'onjob_customer_transfer',
			'Allow Transferring Customers',
			'Whether transferring the customers of active members is allowed',
		],
		[
			'view_room_data',
			'Allow Viewing Group Chat Statistics',
			'Whether viewing the statistics of group chats is allowed',
		],
		[
			'view_behavior_data',
			'Allow Viewing Member Statistics',
			'Whether viewing the statistics of members is allowed',
		],
	],
	words: {
		getAll: {
			action: 'Get many rule groups',
			description:
				'Retrieve the rule groups that this app created, as IDs or with details (规则组列表)',
		},
		create: {
			action: 'Create a rule group',
			description: 'Create a rule group with its admins, range and privileges (创建规则组)',
		},
		remove: {
			action: 'Delete a rule group',
			description: 'Delete a rule group that this app created (删除规则组)',
		},
		get: {
			action: 'Get a rule group',
			description: 'Retrieve the name, admins and privileges of a rule group (规则组详情)',
		},
		getRange: {
			action: 'Get the range of a rule group',
			description:
				'Retrieve the members (range_type 1) and departments (range_type 2) that a rule group is for (规则组管理范围)',
		},
		update: {
			action: 'Update a rule group',
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
		[
			'manage_moment_cover_and_sign',
			'Allow Editing Cover and Signature',
			'Whether editing the cover and signature of moments is allowed',
		],
		['send_moment', 'Allow Publishing Moments', 'Whether publishing moments is allowed'],
		[
			'view_moment_list',
			'Allow Viewing Moments',
			'Whether viewing all moments of the members is allowed',
		],
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
			action: 'Get the range of a moment rule group',
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
