import { fail, ok, type Reply } from '../errors';
import { page, unsorted } from '../paging';
import {
	allOf,
	customerStrategy,
	findRuleGroup,
	isInRange,
	levelOf,
	momentStrategy,
	newRuleGroupId,
	privilegeOf,
	ruleGroups,
	sameNode,
	type RangeNode,
	type RuleGroup,
	type Strategy,
} from '../ruleGroups';
import { array, bool, int, object, string } from '../schema';
import { seconds, type World } from '../world';
import { endpoint, type Endpoint } from './endpoint';
import { userid } from './people';

const mostLevels = 5;
const mostNodes = 3000;
const mostNodesAtOnce = 100;

const strategy_id = int({ required: true, min: 1 });
const admins = { max: 20 } as const;
const node = object({
	type: int({ required: true, min: 1, max: 2 }),
	userid: string({ maxChars: 64, pattern: userid.pattern, invalid: 40003 }),
	partyid: int(),
});
const nodes = array(node, { max: mostNodesAtOnce });
const paging = { cursor: string(), limit: int({ min: 1, max: 1000, fallback: 1000 }) };

const refuseVisible = ({ state }: World, id: string): Reply | undefined => {
	const member = state.members.get(id);
	if (!member) return fail(60111, id);
	return member.inScope ? undefined : fail(60021, id);
};

const refuseNode = (world: World, { type, userid: id, partyid }: RangeNode): Reply | undefined => {
	if (type === 1) {
		if (!id || partyid !== undefined) return fail(40058, 'type 1 has a userid');
		return refuseVisible(world, id);
	}
	if (partyid === undefined || id) return fail(40058, 'type 2 has a partyid');
	const department = world.state.departments.get(partyid);
	if (!department) return fail(60003, `${partyid}`);
	return department.inScope ? undefined : fail(60011, `department ${partyid}`);
};

const refuseRange = (
	{ state }: World,
	range: RangeNode[],
	parent: RuleGroup | undefined,
): Reply | undefined => {
	if (range.length > mostNodes) return fail(40058, `more than ${mostNodes} nodes`);
	const outside = parent && range.find((one) => !isInRange(state, parent.range, one));
	return outside && fail(60030, JSON.stringify(outside));
};

const show = (groups: RuleGroup[], group: RuleGroup) => ({
	strategy_id: group.id,
	parent_id: group.parentId,
	strategy_name: group.name,
	create_time: group.createTime,
	admin_list: group.admins,
	privilege: privilegeOf(groups, group),
});

/** WeCom leaves the cursor out at the end. */
const withCursor = (cursor: string) => (cursor === '' ? {} : { next_cursor: cursor });

const endpointsOf = (strategy: Strategy): Endpoint[] => {
	const { name, base, others } = strategy;
	const path = (verb: string) => `externalcontact/${name}/${verb}`;
	const privilege = object(
		Object.fromEntries([...base, ...others].map((one) => [one, bool()])) as Record<
			string,
			ReturnType<typeof bool>
		>,
	);
	const refusePrivilege = (given: Record<string, boolean | undefined>) => {
		const off = base.find((one) => given[one] === false);
		return off === undefined ? undefined : fail(40058, `${off} can not be turned off`);
	};
	return [
		endpoint({
			method: 'POST',
			path: path('list'),
			body: paging,
			handle: ({ world, app, body: { cursor, limit } }) => {
				const items = unsorted(ruleGroups(world, strategy)).filter(
					({ appName }) => appName === app?.name,
				);
				const listing = `${name} list ${app?.name}`;
				const result = page(world, { listing, items, size: limit, cursor });
				if (!result) return fail(50100);
				const list = result.items.map(({ id }) => ({ strategy_id: id }));
				return ok({ strategy: list, ...withCursor(result.nextCursor) });
			},
		}),
		endpoint({
			method: 'POST',
			path: path('get'),
			body: { strategy_id },
			handle: ({ world, app, body }) => {
				const group = findRuleGroup(world, strategy, app, body.strategy_id);
				return group ? ok({ strategy: show(ruleGroups(world, strategy), group) }) : fail(60136);
			},
		}),
		endpoint({
			method: 'POST',
			path: path('get_range'),
			body: { strategy_id, ...paging },
			handle: ({ world, app, body: { strategy_id: id, cursor, limit } }) => {
				const group = findRuleGroup(world, strategy, app, id);
				if (!group) return fail(60136);
				const listing = `${name} range ${id}`;
				const result = page(world, { listing, items: group.range, size: limit, cursor });
				if (!result) return fail(50100);
				return ok({ range: result.items, ...withCursor(result.nextCursor) });
			},
		}),
		endpoint({
			method: 'POST',
			path: path('create'),
			body: {
				parent_id: int({ min: 0 }),
				strategy_name: string({ required: true }),
				admin_list: array(userid, { required: true, ...admins }),
				privilege,
				range: array(node, { required: true, max: mostNodesAtOnce }),
			},
			handle: ({ world, app, body }) => {
				const { parent_id: parentId = 0, admin_list: list, range } = body;
				const given = (body.privilege ?? {}) as Record<string, boolean>;
				const groups = ruleGroups(world, strategy);
				const parent = findRuleGroup(world, strategy, app, parentId);
				if (parentId !== 0 && !parent) return fail(60136, `parent ${parentId}`);
				if (levelOf(groups, parentId) >= mostLevels)
					return fail(40058, `more than ${mostLevels} levels`);
				const refusal =
					list.map((id) => refuseVisible(world, id)).find(Boolean) ??
					range.map((one) => refuseNode(world, one)).find(Boolean) ??
					refuseRange(world, range, parent) ??
					refusePrivilege(given);
				if (refusal) return refusal;
				const group: RuleGroup = {
					id: newRuleGroupId(world),
					parentId,
					name: body.strategy_name,
					createTime: seconds(world),
					admins: list,
					privilege: { ...allOf(strategy), ...given },
					range,
					appName: app?.name,
				};
				groups.push(group);
				return ok({ strategy_id: group.id });
			},
		}),
		endpoint({
			method: 'POST',
			path: path('edit'),
			body: {
				strategy_id,
				strategy_name: string(),
				admin_list: array(userid, admins),
				privilege,
				range_add: nodes,
				range_del: nodes,
			},
			handle: ({ world, app, body }) => {
				const { strategy_name: newName, admin_list: list = [] } = body;
				const { range_add: added = [], range_del: removed = [] } = body;
				const given = body.privilege as Record<string, boolean> | undefined;
				const group = findRuleGroup(world, strategy, app, body.strategy_id);
				if (!group) return fail(60136);
				if (added.length + removed.length > mostNodesAtOnce)
					return fail(40058, `more than ${mostNodesAtOnce} nodes at once`);
				const parent = findRuleGroup(world, strategy, app, group.parentId);
				const stays = group.range.filter((one) => !removed.some((gone) => sameNode(gone, one)));
				const fresh = added.filter((one) => !stays.some((known) => sameNode(known, one)));
				const range = [...stays, ...fresh];
				const refusal =
					list.map((id) => refuseVisible(world, id)).find(Boolean) ??
					added.map((one) => refuseNode(world, one)).find(Boolean) ??
					refuseRange(world, range, parent) ??
					refusePrivilege(given ?? {});
				if (refusal) return refusal;
				if (newName) group.name = newName;
				// What is given takes the place of all there was.
				if (list.length > 0) group.admins = list;
				const isGiven = given && Object.keys(given).length > 0;
				if (isGiven && !parent) group.privilege = { ...allOf(strategy), ...given };
				group.range = range;
				return ok();
			},
		}),
		endpoint({
			method: 'POST',
			path: path('del'),
			body: { strategy_id },
			handle: ({ world, app, body }) => {
				const group = findRuleGroup(world, strategy, app, body.strategy_id);
				if (!group) return fail(60136);
				const groups = ruleGroups(world, strategy);
				groups.splice(groups.indexOf(group), 1);
				return ok();
			},
		}),
	];
};

export const ruleGroupEndpoints = [customerStrategy, momentStrategy].flatMap(endpointsOf);
