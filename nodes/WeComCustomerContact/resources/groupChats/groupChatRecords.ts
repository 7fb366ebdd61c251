import type { IDataObject } from 'n8n-workflow';
import type { Given, Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { readable, type Codes } from '../shared/readable';

// A group as one row of a table, or each person in it as one: https://developer.work.weixin.qq.com/document/path/92122

const MEMBER = 1;

const adminsOf = ({ admin_list }: IDataObject) =>
	asList(admin_list).map((admin) => String(asObject(admin).userid));

const namesOf = (people: IDataObject[]) =>
	people.some(({ name }) => name !== undefined)
		? people.map(({ name }) => String(name ?? ''))
		: undefined;

/** The people of a group, with the IDs and names of members and of external contacts as lists in one order. */
function peopleOf({ member_list, ...chat }: IDataObject): IDataObject {
	if (member_list === undefined) return {};
	const people = asList(member_list).map(asObject);
	const members = people.filter(({ type }) => type === MEMBER);
	const external = people.filter(({ type }) => type !== MEMBER);
	return {
		member_count: people.length,
		external_count: external.length,
		admin_userids: adminsOf(chat),
		userids: members.map(({ userid }) => String(userid)),
		member_names: namesOf(members),
		external_userids: external.map(({ userid }) => String(userid)),
		external_names: namesOf(external),
	};
}

export function flatChat(record: IDataObject, given: Given, codes: Codes): IDataObject {
	const { chat_id, name, status, member_list: _, admin_list: __, ...chat } = record;
	return readable(
		{ chat_id, chat_name: name, ...chat, group_chat_status: status, ...peopleOf(record) },
		given,
		codes,
	);
}

/** A person of a group: WeCom's record of the person with what says which group it is. */
export const splitIntoMembers = (answer: IDataObject): Output[] => {
	const { chat_id, name, owner, member_list, ...chat } = asObject(answer.group_chat);
	const admins = adminsOf(chat);
	return asList(member_list)
		.map(asObject)
		.map((person) => ({
			json: {
				chat_id,
				chat_name: name,
				owner,
				...person,
				is_admin: admins.includes(String(person.userid)),
			},
		}));
};

export function flatMember(record: IDataObject, given: Given, codes: Codes): IDataObject {
	const { chat_id, chat_name, owner, status, userid, type, invitor, ...person } = record;
	const id = type === MEMBER ? { userid } : { external_userid: userid };
	return readable(
		{
			chat_id,
			chat_name,
			owner,
			group_chat_status: status,
			...(userid === undefined ? {} : id),
			member_type: type,
			...person,
			invitor: asObject(invitor).userid,
		},
		given,
		codes,
	);
}
