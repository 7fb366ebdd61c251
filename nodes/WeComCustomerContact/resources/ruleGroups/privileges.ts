import type { IDataObject } from 'n8n-workflow';
import type { Call, Field, Given, Part } from '../../engine/types';
import { asObject } from '../../engine/values';
import { chosenIn } from '../shared/choices';
import { changed } from '../shared/fields';
import { mustBeGiven } from '../shared/present';
import type { RuleGroupKind } from './ruleGroupKinds';
import { say } from '../../texts/say';

// What is allowed in a rule group: a choice of several in the editor, a switch for each in WeCom.

/** Has no place of its own in the request: what is not chosen is sent, too. */
const privileges = (
	kind: RuleGroupKind,
	parts: Pick<Field['property'], 'displayName' | 'name' | 'description'>,
): Field => ({
	property: { ...parts, type: 'multiOptions', options: [...kind.privileges], default: [] },
});

/** All, as in WeCom's console. */
export const allowed = (kind: RuleGroupKind): Field =>
	changed(
		privileges(kind, {
			displayName: 'Privileges',
			name: 'privileges',
			description:
				'What is allowed in the rule group; what you take out is not. Below a parent, its privileges apply.',
		}),
		{ property: { default: kind.privileges.map(({ value }) => value) } },
	);

const changedPrivileges = (
	kind: RuleGroupKind,
	displayName: string,
	name: string,
	description: string,
): Field => ({
	...privileges(kind, { displayName, name, description }),
	group: 'updateFields',
	keepsWhenEmpty: true,
});

export const addedPrivileges = (kind: RuleGroupKind) =>
	changedPrivileges(
		kind,
		'Allow Privileges',
		'allowPrivileges',
		'What is allowed from now on; all else stays as it is',
	);
export const removedPrivileges = (kind: RuleGroupKind) =>
	changedPrivileges(
		kind,
		'Forbid Privileges',
		'forbidPrivileges',
		'What is no longer allowed; all else stays as it is',
	);

const flags = (names: string[], value: boolean): IDataObject =>
	Object.fromEntries(names.map((name) => [name, value]));

export function belowParentProblem(kind: RuleGroupKind, given: Given): string | undefined {
	const isBelow = Boolean(given.request.body.parent_id);
	return isBelow && chosenIn(given, allowed(kind)).length < kind.privileges.length
		? say`The privileges of the parent rule group apply. Choose all "Privileges", or remove "Parent Rule Group"`
		: undefined;
}

/** WeCom allows what it is not told about, so it is told of each privilege. */
export const withPrivileges =
	(kind: RuleGroupKind) =>
	(call: Call): Part => {
		const { body } = call.request;
		if (body.parent_id) return {};
		const all = kind.privileges.map(({ value }) => value);
		const chosen = chosenIn(call, allowed(kind));
		return { body: { ...body, privilege: { ...flags(all, false), ...flags(chosen, true) } } };
	};

/** The privileges that an update changes. */
export const privilegeChanges = (kind: RuleGroupKind, given: Given): IDataObject => ({
	...flags(chosenIn(given, addedPrivileges(kind)), true),
	...flags(chosenIn(given, removedPrivileges(kind)), false),
});

export function bothWaysProblem(kind: RuleGroupKind, given: Given): string | undefined {
	const removed = chosenIn(given, removedPrivileges(kind));
	const twice = chosenIn(given, addedPrivileges(kind)).find((name) => removed.includes(name));
	return twice === undefined
		? undefined
		: say`${twice} is to be allowed and forbidden at once. Take it out of one of the two lists`;
}

/** WeCom replaces all privileges, so those that stay come from what it has. */
export function mergedPrivileges(
	call: Call,
	changes: IDataObject,
	present: IDataObject,
): IDataObject {
	if (present.parent_id) {
		throw call.problem(
			say`The privileges of its parent, rule group ${String(present.parent_id)}, apply to this rule group, so nothing was changed`,
			say`Remove "Allow Privileges" and "Forbid Privileges", or change the parent rule group`,
		);
	}
	mustBeGiven(
		call,
		present,
		['privilege'],
		say`Run it again, or set the privileges in the admin console`,
	);
	return { ...asObject(present.privilege), ...changes };
}

/** What is allowed, by name; what is not named is not. */
export const allowedIn = (privilege: unknown): string[] =>
	Object.entries(asObject(privilege)).flatMap(([name, allowed]) => (allowed === true ? name : []));
