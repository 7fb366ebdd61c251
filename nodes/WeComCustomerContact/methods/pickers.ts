import type { IDataObject } from 'n8n-workflow';
import type { Operation, Resource } from '../engine/types';
import { asObject, pick } from '../engine/values';
import { acquisitionLink, GONE as LINK_GONE } from '../resources/acquisition/acquisitionLink';
import { contactWay, DELETED, OLDEST } from '../resources/contactWays/contactWay';
import { followUser } from '../resources/customers/followUser';
import { groupChat, GONE as CHAT_GONE } from '../resources/groupChats/groupChat';
import { interceptRule } from '../resources/interceptRules/interceptRule';
import { massMessage } from '../resources/messages/massMessage';
import { moment } from '../resources/moments/moment';
import { department, departmentIdList, NAMES_REFUSED } from '../resources/people/department';
import { memberTag } from '../resources/people/memberTag';
import { product } from '../resources/products/product';
import {
	GONE as RULE_GROUP_GONE,
	momentRuleGroup,
	ruleGroup,
} from '../resources/ruleGroups/ruleGroups';
import { MASS_MESSAGES, MOMENTS } from '../resources/shared/newestFirst';
import { ruleGroupTag } from '../resources/tags/ruleGroupTag';
import { tag } from '../resources/tags/tag';
import { say } from '../texts/say';
import { AGENTS } from './directory';
import { departmentPaths, tagGroups, tags, tagsAndGroups } from './entries';
import { withNames } from './memberNames';
import { toListSearch, toLoadOptions } from './picker';
import type { Picker } from './types';

const DAY = 24 * 60 * 60;

const operation = ({ operations }: Resource, value: string): Operation =>
	operations.find((entry) => entry.value === value)!;

/** How a text begins, on one line. */
const beginning = (text: unknown, length: number): string =>
	[...String(text ?? '').replace(/\s+/g, ' ')].slice(0, length).join('');

const KINDS: Readonly<Record<string, string>> = {
	image: say`image`,
	video: say`video`,
	link: say`link`,
	location: say`location`,
};

/** How a moment's text begins, its link's title, or what there is to see. */
function titleOf(content: IDataObject): string {
	const text = pick(content, 'text.content') || pick(content, 'link.title');
	if (text) return beginning(text, 40);
	return Object.keys(content)
		.flatMap((name) => KINDS[name] ?? [])
		.join(say`, `);
}

/** WeCom lists IDs only; not every app gets to know the names. */
const MEMBERS: Picker = {
	list: operation(followUser, 'getAll'),
	keeps: true,
	complete: withNames,
	id: 'userid',
	label: ({ name, userid }) => [name, userid],
};

const ruleGroups = (resource: Resource): Picker => ({
	list: operation(resource, 'getAll'),
	details: { from: operation(resource, 'get'), gone: RULE_GROUP_GONE },
	id: 'strategy_id',
	label: ({ strategy_name, strategy_id }) => [strategy_name, strategy_id],
});

const named = (list: Picker['list'], entries: Picker['entries']): Picker => ({
	list,
	entries,
	id: 'id',
	label: ({ name }) => [name],
});

const CORP_TAGS = operation(tag, 'getAll');
const RULE_GROUP_TAGS = operation(ruleGroupTag, 'getAll');

const DEPARTMENTS_BY_PATH: Picker = {
	...named(operation(department, 'getAll'), departmentPaths),
	keeps: true,
	instead: { codes: NAMES_REFUSED, list: departmentIdList },
};

/** Pickers with a search box, by the names that fields call them (`searchListMethod`). */
export const SEARCHES: Readonly<Record<string, Picker>> = {
	searchAcquisitionLinks: {
		list: operation(acquisitionLink, 'getAll'),
		details: { from: operation(acquisitionLink, 'get'), gone: LINK_GONE },
		id: 'link_id',
		label: ({ link, link_id }) => [asObject(link).link_name, link_id],
	},
	searchAgents: {
		list: AGENTS,
		id: 'agentid',
		label: ({ name, agentid }) => [name, agentid],
	},
	searchContactWays: {
		list: operation(contactWay, 'getAll'),
		// The API lists what was made since then, but only 90 days of it unless asked.
		ask: { start_time: Date.parse(OLDEST) / 1000 },
		details: { from: operation(contactWay, 'get'), gone: [DELETED] },
		id: 'config_id',
		label: ({ contact_way: way, config_id }) => [
			asObject(way).remark,
			asObject(way).state,
			config_id,
		],
	},
	searchDepartments: DEPARTMENTS_BY_PATH,
	searchFollowUsers: MEMBERS,
	searchGroupChats: {
		list: operation(groupChat, 'getAll'),
		details: { from: operation(groupChat, 'get'), gone: CHAT_GONE },
		id: 'chat_id',
		label: ({ name, owner, chat_id }) => [String(name ?? '').trim() || chat_id, owner],
	},
	searchInterceptRules: {
		list: operation(interceptRule, 'getAll'),
		id: 'rule_id',
		label: ({ rule_name }) => [rule_name],
	},
	searchMassMessages: {
		list: operation(massMessage, 'getAll'),
		// WeCom lists those to customers and to group chats apart.
		lately: {
			list: MASS_MESSAGES,
			reach: MASS_MESSAGES.longest,
			kinds: [{ chat_type: 'single' }, { chat_type: 'group' }],
		},
		id: 'msgid',
		label: ({ create_time, text, msgid }, day) => [
			day(create_time),
			beginning(asObject(text).content, 30),
			msgid,
		],
	},
	searchMemberTags: {
		list: operation(memberTag, 'getAll'),
		id: 'tagid',
		label: ({ tagname, tagid }) => [tagname, tagid],
	},
	searchMomentRuleGroups: ruleGroups(momentRuleGroup),
	searchMoments: {
		list: operation(moment, 'getAll'),
		lately: { list: MOMENTS, reach: 30 * DAY },
		id: 'moment_id',
		label: ({ create_time, ...content }, day) => [day(create_time), titleOf(content)],
	},
	searchProducts: {
		list: operation(product, 'getAll'),
		id: 'product_id',
		label: ({ description }) => [description],
	},
	searchRuleGroups: ruleGroups(ruleGroup),
	searchRuleGroupTagGroups: named(RULE_GROUP_TAGS, tagGroups),
	searchRuleGroupTagsAndGroups: named(RULE_GROUP_TAGS, tagsAndGroups),
	searchTagGroups: named(CORP_TAGS, tagGroups),
	searchTagsAndGroups: named(CORP_TAGS, tagsAndGroups),
};

/** Pickers of fields that take several or have no search box (`loadOptionsMethod`). */
export const OPTIONS: Readonly<Record<string, Picker>> = {
	getDepartments: DEPARTMENTS_BY_PATH,
	getFollowUsers: MEMBERS,
	getRuleGroupTagGroups: named(RULE_GROUP_TAGS, tagGroups),
	getRuleGroupTags: named(RULE_GROUP_TAGS, tags),
	getTagGroups: named(CORP_TAGS, tagGroups),
	getTags: named(CORP_TAGS, tags),
};

const made = <T>(pickers: Readonly<Record<string, Picker>>, make: (picker: Picker) => T) =>
	Object.fromEntries(Object.entries(pickers).map(([name, picker]) => [name, make(picker)]));

export const listSearch = made(SEARCHES, toListSearch);
export const loadOptions = made(OPTIONS, toLoadOptions);
