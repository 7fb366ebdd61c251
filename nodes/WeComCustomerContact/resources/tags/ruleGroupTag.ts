import type { Resource } from '../../engine/types';
import { RULE_GROUP_TAGS } from './tagKinds';
import { create, getAll, remove, update } from './tagLibrary';

export const ruleGroupTag: Resource = {
	name: 'Rule Group Tag',
	value: 'ruleGroupTag',
	description: 'Tags that only the members of a rule group can use (规则组标签)',
	operations: [
		create(RULE_GROUP_TAGS),
		remove(RULE_GROUP_TAGS),
		getAll(RULE_GROUP_TAGS),
		update(RULE_GROUP_TAGS),
	],
};
