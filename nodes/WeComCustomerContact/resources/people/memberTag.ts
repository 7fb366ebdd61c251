import type { IDataObject } from 'n8n-workflow';
import { toInteger } from '../../engine/convert';
import type { Call, Operation, Output, Resource } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { oneOf } from '../shared/choices';
import { withheldNames } from './withheld';

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many member tags',
	description: 'Retrieve the tags of members (成员标签). For self-built and delegated apps.',
	method: 'GET',
	endpoint: '/cgi-bin/tag/list',
	doc: 90216,
	access: 'read',
	fields: [],
	limitable: true,
	records: 'taglist',
	shape: (record) => {
		const { tagid, tagname, ...rest } = asObject(record);
		return { member_tag_id: tagid, tag_name: tagname, ...rest };
	},
};

/** A tag is given to members and to departments; a user wants to know about each. */
async function whoHas(answer: IDataObject, call: Call): Promise<Output[]> {
	const tag = { member_tag_id: call.request.query.tagid, tag_name: answer.tagname };
	const members = asList(answer.userlist).map((member) => ({ ...asObject(member), ...tag }));
	const departments = asList(answer.partylist).map((id) => ({ department_id: Number(id), ...tag }));
	const rows = [...(await withheldNames(members, call)), ...departments];
	return rows.map((json) => ({ json: json as IDataObject }));
}

const getMembers: Operation = {
	name: 'Get Members',
	value: 'getMembers',
	action: 'Get the members who have a tag',
	description:
		'Retrieve the members who have a tag, and the departments that have it as a whole (标签成员). For self-built and delegated apps.',
	method: 'GET',
	endpoint: '/cgi-bin/tag/get',
	doc: 90213,
	access: 'read',
	fields: [
		oneOf(
			{
				displayName: 'Member Tag',
				name: 'memberTagId',
				description: 'The tag (成员标签), not one of customers',
				search: 'searchMemberTags',
				example: '1',
			},
			{ to: 'tagid', as: toInteger, narrows: true },
		),
	],
	several: true,
	items: whoHas,
};

export const memberTag: Resource = {
	name: 'Member Tag',
	value: 'memberTag',
	description: 'Tags of members, no tags of customers (成员标签)',
	operations: [getAll, getMembers],
};
