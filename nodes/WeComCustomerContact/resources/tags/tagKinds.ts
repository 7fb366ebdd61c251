import type { Operation } from '../../engine/types';

type Words = Pick<Operation, 'action' | 'description'>;

/** What differs between the two libraries of tags: their endpoints, words and pickers. */
export interface TagKind {
	doc: number;
	endpoints: { list: string; add: string; edit: string; remove: string };
	/** Names of the editor's pickers, see methods/pickers.ts. */
	pickers: { tags: string; groups: string; searchGroups: string; searchEither: string };
	/** Whether each group belongs to a rule group (`strategy_id`). */
	ofRuleGroups: boolean;
	words: Record<'getAll' | 'create' | 'update' | 'remove', Words>;
}

const library = (name: string) => ({
	list: `/cgi-bin/externalcontact/get_${name}_list`,
	add: `/cgi-bin/externalcontact/add_${name}`,
	edit: `/cgi-bin/externalcontact/edit_${name}`,
	remove: `/cgi-bin/externalcontact/del_${name}`,
});

export const CORP_TAGS: TagKind = {
	doc: 92117,
	endpoints: library('corp_tag'),
	pickers: {
		tags: 'getTags',
		groups: 'getTagGroups',
		searchGroups: 'searchTagGroups',
		searchEither: 'searchTagsAndGroups',
	},
	ofRuleGroups: false,
	words: {
		getAll: {
			action: 'Get many corp tags or tag groups with the ID of each',
			description: 'Retrieve many tags with their groups (企业标签库)',
		},
		create: {
			action: 'Create corp tags in a tag group',
			description:
				'Create one or more tags in a group; those that exist already come out too (新建企业标签)',
		},
		update: {
			action: 'Update a corp tag or tag group',
			description:
				'Change the name or order of a tag or of a group that this app created (编辑企业标签)',
		},
		remove: {
			action: 'Delete corp tags or tag groups for everyone',
			description:
				'Delete tags, or groups with all their tags, that this app created; customers lose them (删除企业标签)',
		},
	},
};

export const RULE_GROUP_TAGS: TagKind = {
	doc: 94882,
	endpoints: library('strategy_tag'),
	pickers: {
		tags: 'getRuleGroupTags',
		groups: 'getRuleGroupTagGroups',
		searchGroups: 'searchRuleGroupTagGroups',
		searchEither: 'searchRuleGroupTagsAndGroups',
	},
	ofRuleGroups: true,
	words: {
		getAll: {
			action: 'Get many tags of rule groups with the ID of each',
			description: 'Retrieve many tags of rule groups with their groups (规则组标签)',
		},
		create: {
			action: 'Create tags that belong to a rule group',
			description:
				'Create one or more tags for a rule group; those that exist already come out too (新建规则组标签)',
		},
		update: {
			action: 'Update a tag or tag group of a rule group',
			description:
				'Change the name or order of a tag of a rule group, or of a group of tags (编辑规则组标签)',
		},
		remove: {
			action: 'Delete tags or tag groups of a rule group',
			description:
				'Delete tags of rule groups, or groups with all their tags; customers lose them (删除规则组标签)',
		},
	},
};
