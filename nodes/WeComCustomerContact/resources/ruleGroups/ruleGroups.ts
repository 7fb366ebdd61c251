import type { IDataObject } from 'n8n-workflow';
import type { Call, Given, Operation, Part, Resource, Tabular } from '../../engine/types';
import { asList, asObject, pick } from '../../engine/values';
import { mustBeGiven } from '../shared/present';
import { labeled, readable } from '../shared/readable';
import {
	addedAdmins,
	createFields,
	MAX_ADMINS,
	MAX_NODES,
	removedAdmins,
	ruleGroupId,
	updateFields,
} from './ruleGroupFields';
import {
	allowedIn,
	belowParentProblem,
	bothWaysProblem,
	mergedPrivileges,
	privilegeChanges,
	withPrivileges,
} from './privileges';
import { CUSTOMERS, MOMENTS, type RuleGroupKind } from './ruleGroupKinds';
import { chosenIn } from '../shared/choices';
import { includeDetails } from '../shared/fields';
import { withNames } from '../people/memberNames';
import { say } from '../../texts/say';

// Rule groups of customers and of moments have the same endpoints: one table makes both.
// https://developer.work.weixin.qq.com/document/path/94883 and 94890

/** What WeCom answers about a rule group that was deleted: its documents name no code of its own for it. */
export const GONE = [40058, 60136];

const LIST = { records: 'strategy', size: { to: 'limit', max: 1000 } };

const endpointOf = ({ path }: RuleGroupKind, verb: string) =>
	`/cgi-bin/externalcontact/${path}/${verb}`;

const tooManyNodes = (count: number) =>
	count > MAX_NODES
		? say`The range has ${count} members and departments, but WeCom takes ${MAX_NODES} in one call. Give the others to Update afterwards`
		: undefined;

const createProblem =
	(kind: RuleGroupKind) =>
	(given: Given): string | undefined => {
		const { body } = given.request;
		const nodes = asList(body.range).length;
		if (nodes === 0) return say`Nobody is in the range. Choose members or departments`;
		return belowParentProblem(kind, given) ?? tooManyNodes(nodes);
	};

const updateProblem =
	(kind: RuleGroupKind) =>
	(given: Given): string | undefined => {
		const { body } = given.request;
		const { strategy_id: _, ...changes } = body;
		const admins = [...chosenIn(given, addedAdmins), ...chosenIn(given, removedAdmins)];
		const privileges = privilegeChanges(kind, given);
		if (Object.keys({ ...changes, ...privileges }).length + admins.length === 0)
			return say`There is nothing to change. Add a field under "Update Fields"`;
		const problem = bothWaysProblem(kind, given);
		if (problem !== undefined) return problem;
		return tooManyNodes(asList(body.range_add).length + asList(body.range_del).length);
	};

/** WeCom replaces all admins and all privileges, so those that stay are read first. */
const withPresent = (kind: RuleGroupKind, get: Operation) =>
	async function (call: Call): Promise<Part> {
		const { strategy_id, ...changes } = call.request.body;
		const added = chosenIn(call, addedAdmins);
		const removed = chosenIn(call, removedAdmins);
		const changesAdmins = added.length + removed.length > 0;
		const privileges = privilegeChanges(kind, call);
		const changesPrivileges = Object.keys(privileges).length > 0;
		if (!changesAdmins && !changesPrivileges) return {};
		const answer = await call.invoke(get, { body: { strategy_id: Number(strategy_id) } });
		const present = asObject(answer.strategy);
		if (changesAdmins) {
			const known = { admin_list: changes.admin_list ?? present.admin_list };
			mustBeGiven(call, known, ['admin_list'], say`Give all admins in "Admin Names or IDs"`);
			const kept = asList(known.admin_list).map(String);
			changes.admin_list = mergedAdmins(call, [...kept, ...added], removed);
		}
		if (changesPrivileges) changes.privilege = mergedPrivileges(call, privileges, present);
		return { body: { strategy_id, ...changes } };
	};

function mergedAdmins(call: Call, admins: string[], removed: string[]): string[] {
	const wanted = [...new Set(admins)].filter((admin) => !removed.includes(admin));
	if (wanted.length === 0) {
		throw call.problem(
			say`No admin would be left, but a rule group needs one, so nothing was changed`,
			say`Add another admin in the same step`,
		);
	}
	if (wanted.length > MAX_ADMINS) {
		throw call.problem(
			say`The rule group would have ${wanted.length} admins, but WeCom allows ${MAX_ADMINS}, so nothing was changed`,
			say`Remove other admins in the same step`,
		);
	}
	return wanted;
}

function simplifyRuleGroup(record: IDataObject, given: Given): IDataObject {
	const { strategy_id, strategy_name, parent_id, admin_list, privilege, ...others } = record;
	return readable(
		{
			strategy_id,
			strategy_name,
			parent_strategy_id: parent_id,
			...others,
			admin_userids: admin_list,
			privileges: privilege === undefined ? undefined : allowedIn(privilege),
		},
		given,
	);
}

const simplifyRange = labeled(['range_type'], ({ type, partyid, ...range }, given, codes) =>
	readable(
		{
			strategy_id: given.asked.body.strategy_id,
			range_type: type,
			...range,
			department_id: partyid,
		},
		given,
		codes,
	),
);

function toResource(kind: RuleGroupKind): Resource {
	const { name, value, description, words, doc } = kind;
	const common = { method: 'POST', doc } as const;
	const get: Tabular = {
		...common,
		...words.get,
		name: 'Get',
		value: 'get',
		endpoint: endpointOf(kind, 'get'),
		access: 'read',
		fields: [ruleGroupId(kind)],
		records: 'strategy',
		simplify: simplifyRuleGroup,
	};
	return {
		name,
		value,
		description,
		operations: [
			{
				...common,
				...words.getAll,
				name: 'Get Many',
				value: 'getAll',
				endpoint: endpointOf(kind, 'list'),
				access: 'read',
				fields: [
					includeDetails(
						'Whether to read the name, admins and privileges of each rather than IDs only',
					),
				],
				paging: LIST,
				details: {
					of: get,
					part: (record) => ({ body: { strategy_id: Number(pick(record, 'strategy_id')) } }),
					id: asObject,
					gone: GONE,
					reason: say`Deleted while the list was read`,
				},
			},
			{
				...common,
				...words.create,
				name: 'Create',
				value: 'create',
				endpoint: endpointOf(kind, 'create'),
				access: 'once',
				look: say`Before you run it again, look whether it is there with Get Many and Include Details`,
				fields: createFields(kind),
				did: 'created',
				check: createProblem(kind),
				prepare: withPrivileges(kind),
			},
			{
				...common,
				...words.remove,
				name: 'Delete',
				value: 'delete',
				endpoint: endpointOf(kind, 'del'),
				access: 'idempotent',
				// No such rule group.
				doneAlready: [60136],
				fields: [ruleGroupId(kind)],
				did: 'deleted',
				ids: ['strategy_id'],
			},
			get,
			withNames({
				...common,
				...words.getRange,
				name: 'Get Range',
				value: 'getRange',
				endpoint: endpointOf(kind, 'get_range'),
				access: 'read',
				fields: [ruleGroupId(kind)],
				paging: { records: 'range', size: { to: 'limit', max: 1000 } },
				simplify: simplifyRange,
			}),
			{
				...common,
				...words.update,
				name: 'Update',
				value: 'update',
				endpoint: endpointOf(kind, 'edit'),
				access: 'idempotent',
				fields: updateFields(kind),
				did: 'updated',
				ids: ['strategy_id'],
				check: updateProblem(kind),
				prepare: withPresent(kind, get),
				shape: (
					_answer,
					{
						request: {
							body: { strategy_id: _, ...changes },
						},
					},
				) => ({ updated_fields: Object.keys(changes) }),
			},
		] satisfies Operation[],
	};
}

export const ruleGroup = toResource(CUSTOMERS);
export const momentRuleGroup = toResource(MOMENTS);
