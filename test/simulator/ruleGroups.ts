import { isWithin } from './departments';
import { slice } from './slice';
import type { App, State } from './types';
import { seconds, type World } from './world';

/** A member (type 1) or a department (type 2) of a rule group's range. */
export interface RangeNode {
	type: number;
	userid?: string;
	partyid?: number;
}

/** A rule group (规则组) of customers or of moments. */
export interface RuleGroup {
	id: number;
	/** 0 at the top. */
	parentId: number;
	name: string;
	createTime: number;
	admins: string[];
	privilege: Record<string, boolean>;
	range: RangeNode[];
	/** The application that made it: no other sees it. */
	appName: string | undefined;
}

/** What differs between the rule groups of customers and those of moments. */
export interface Strategy {
	/** In the paths. */
	name: string;
	/** Privileges that nobody can take away. */
	base: readonly string[];
	others: readonly string[];
}

export const customerStrategy: Strategy = {
	name: 'customer_strategy',
	base: ['view_customer_list', 'view_customer_data', 'view_room_list', 'contact_me', 'join_room'],
	others: [
		'share_customer',
		'oper_resign_customer',
		'oper_resign_group',
		'send_customer_msg',
		'edit_welcome_msg',
		'view_behavior_data',
		'view_room_data',
		'send_group_msg',
		'room_deduplication',
		'rapid_reply',
		'onjob_customer_transfer',
		'edit_anti_spam_rule',
		'export_customer_list',
		'export_customer_data',
		'export_customer_group_list',
		'manage_customer_tag',
	],
};

export const momentStrategy: Strategy = {
	name: 'moment_strategy',
	base: [],
	others: ['send_moment', 'view_moment_list', 'manage_moment_cover_and_sign'],
};

const kept = slice(() => ({ groups: new Map<string, RuleGroup[]>(), lastId: 1 }));

/** Every rule group of a kind, oldest first. The corp begins with the one its customers' tags belong to. */
export const ruleGroups = (world: World, { name }: Strategy): RuleGroup[] => {
	const { groups } = kept(world);
	const list = groups.get(name) ?? (name === customerStrategy.name ? [seedGroup(world)] : []);
	groups.set(name, list);
	return list;
};

const seedGroup = (world: World): RuleGroup => ({
	id: 1,
	parentId: 0,
	name: '华东区',
	createTime: seconds(world),
	admins: ['lisi'],
	privilege: allOf(customerStrategy),
	range: [{ type: 2, partyid: 3 }],
	appName: world.corp.apps[0]?.name,
});

export const newRuleGroupId = (world: World) => (kept(world).lastId += 1);

/** All privileges there are, which is also what holds where nothing else is said. */
export const allOf = ({ base, others }: Strategy) =>
	Object.fromEntries([...base, ...others].map((name) => [name, true]));

/** A rule group that the application made. */
export const findRuleGroup = (world: World, strategy: Strategy, app: App | undefined, id: number) =>
	ruleGroups(world, strategy).find((group) => group.id === id && group.appName === app?.name);

/** How deep a rule group is: 1 at the top. */
export const levelOf = (groups: RuleGroup[], id: number): number => {
	const group = groups.find((one) => one.id === id);
	return group ? 1 + levelOf(groups, group.parentId) : 0;
};

/** A rule group below another has the privileges of that one. */
export const privilegeOf = (groups: RuleGroup[], group: RuleGroup): RuleGroup['privilege'] => {
	const parent = groups.find(({ id }) => id === group.parentId);
	return parent ? privilegeOf(groups, parent) : group.privilege;
};

export const sameNode = (a: RangeNode, b: RangeNode) =>
	a.type === b.type && a.userid === b.userid && a.partyid === b.partyid;

/** Whether a member or department is in a range, itself or by a department above it. */
export const isInRange = (state: State, range: RangeNode[], node: RangeNode): boolean => {
	const departments =
		node.type === 1
			? (state.members.get(node.userid ?? '')?.departments ?? [])
			: [node.partyid ?? 0];
	return range.some(
		(one) =>
			sameNode(one, node) ||
			(one.type === 2 && departments.some((id) => isWithin(state, id, one.partyid ?? 0))),
	);
};
