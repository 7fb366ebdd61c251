import type { IDataObject } from 'n8n-workflow';
import { maxItems } from '../../engine/checks';
import type { Call, Field, Operation, Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { changed, departmentIds, userIds } from '../shared/fields';
import { mustBeGiven } from '../shared/present';
import { configId, getContactWay, MOST_PEOPLE, SINGLE } from './contactWayGet';
import { say } from '../../texts/say';

// Who can be added by a contact way, one more or less: https://developer.work.weixin.qq.com/document/path/92228

type Change = (present: unknown[], given: unknown[]) => unknown[];

const without: Change = (list, others) => list.filter((one) => !others.includes(one));

const CHANGES: Readonly<Record<string, Change>> = {
	add: (present, given) => [...present, ...without(given, present)],
	remove: without,
	replace: (_present, given) => given,
};

/** A list of the contact way as it is, and as it shall be. */
interface Lists {
	before: unknown[];
	after: unknown[];
}

const isOther = ({ before, after }: Lists) =>
	without(before, after).length + without(after, before).length > 0;

/**
 * Reads the contact way and sends the lists of it that change, and those alone: WeCom keeps what an update leaves out.
 * Without a change nothing is sent, as a schedule asks for the same again and again.
 */
async function* change(call: Call): AsyncGenerator<Output[]> {
	const { config_id } = call.request.body;
	const answer = await call.invoke(getContactWay, { body: { config_id } });
	const way = asObject(answer.contact_way);
	const given = ['user', 'party'].filter((name) => call.request.body[name] !== undefined);
	mustBeGiven(
		call,
		way,
		['type', ...given],
		say`Give the whole list with Contact Way > Update instead`,
	);
	const [user, party] = [listsOf(call, way, 'user'), listsOf(call, way, 'party')];
	const lists: Record<string, Lists> = { user, party };
	const others = Object.entries(lists).filter(([, list]) => isOther(list));
	const isChanged = others.length > 0;
	if (isChanged) {
		const problem = peopleProblem(way, user, party.after);
		if (problem !== undefined) throw call.problem(problem);
		const after = Object.fromEntries(others.map(([name, list]) => [name, list.after]));
		await call.send({ body: { config_id, ...after } as IDataObject });
	}
	const json = {
		changed: isChanged,
		...told('userids', user),
		// Those that WeCom did not tell are unknown, not none.
		...(way.party === undefined ? {} : told('department_ids', party)),
	};
	yield [{ json: json as IDataObject }];
}

function listsOf({ values, request: { body } }: Call, way: IDataObject, name: string): Lists {
	const before = asList(way[name]);
	const after = CHANGES[String(values[MODE.property.name])];
	return { before, after: after && body[name] ? after(before, asList(body[name])) : before };
}

const told = (ids: string, { before, after }: Lists) => ({
	[`added_${ids}`]: without(after, before),
	[`removed_${ids}`]: without(before, after),
	[ids]: after,
});

/** Why WeCom would refuse such people; how many the departments have, it knows alone. */
function peopleProblem({ type }: IDataObject, user: Lists, party: unknown[]): string | undefined {
	const people = user.after.length;
	if (people + party.length === 0) {
		return say`Nobody would be left whom customers can add, which WeCom does not allow. Add somebody else first, or delete the contact way`;
	}
	if (type === SINGLE && party.length > 0) {
		return say`This contact way is for a single member and cannot have departments. Empty "Department Names or IDs", or create a contact way for multiple members`;
	}
	if (type === SINGLE && people !== 1) {
		return say`This contact way is for a single member, at present ${user.before.join(say`, `)}, and would have ${people}. Set "Change" to Replace, or create a contact way for multiple members`;
	}
	return people > MOST_PEOPLE
		? say`The contact way would have ${people} members, but WeCom allows ${MOST_PEOPLE}`
		: undefined;
}

const MODE: Field = {
	property: {
		displayName: 'Change',
		name: 'membersMode',
		type: 'options',
		options: [
			{ name: 'Add', value: 'add', description: 'Keep those who are there and add these' },
			{ name: 'Remove', value: 'remove', description: 'Keep those who are there without these' },
			{
				name: 'Replace',
				value: 'replace',
				description: 'Have exactly these, such as who is on duty today',
			},
		],
		default: 'replace',
		description:
			'What to do with the members and departments given below. A list left empty stays as it is.',
	},
};

export const changeMembers: Operation = {
	name: 'Change Members',
	value: 'changeMembers',
	action: 'Change the members of a contact way',
	description:
		'Add, remove or replace who can be added by a contact way, and keep all else. Nothing is sent when they are the same already (更换活码成员).',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/update_contact_way',
	doc: 92228,
	access: 'idempotent',
	fields: [
		configId,
		MODE,
		changed(userIds, {
			to: 'user',
			checks: [maxItems(MOST_PEOPLE)],
			property: { description: 'Exactly 1 where the contact way is for a single member' },
		}),
		changed(departmentIds, {
			property: {
				description:
					'Departments (部门) whose members the customer can add; only for multiple members. WeCom allows 100 people in all.',
			},
		}),
	],
	did: 'changed',
	ids: ['config_id'],
	check: ({ request: { body } }) =>
		body.user === undefined && body.party === undefined
			? say`Nobody is chosen. Choose members or departments`
			: undefined,
	run: change,
};
