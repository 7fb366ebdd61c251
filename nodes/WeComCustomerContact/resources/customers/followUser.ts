import type { IDataObject } from 'n8n-workflow';
import type { Operation, Output, Resource } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { changed, departmentIds, userIds } from '../shared/fields';
import { withNames } from '../people/memberNames';
import { say } from '../../texts/say';

export const getFollowUsers: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many customer contact members',
	description:
		'Retrieve the members who may have customers, within the visible scope of the app (客户联系成员)',
	method: 'GET',
	endpoint: '/cgi-bin/externalcontact/get_follow_user_list',
	doc: 92571,
	access: 'read',
	fields: [],
	limitable: true,
	records: 'follow_user',
	shape: (id) => ({ userid: String(id) }),
};

/** WeCom answers with four lists; a user wants to know about each member and department. */
function permissionOfEach(answer: IDataObject): Output[] {
	const rows = (group: string, authorized: boolean) => {
		const lists = asObject(answer[group]);
		return [
			...asList(lists.userid).map((userid) => ({ userid, authorized })),
			...asList(lists.partyid).map((partyid) => ({ department_id: partyid, authorized })),
		];
	};
	return [...rows('authorized', true), ...rows('unauthorized', false)].map((json) => ({
		json: json as IDataObject,
	}));
}

const checkPermission: Operation = {
	name: 'Check Permission',
	value: 'checkPermission',
	action: 'Check which members may use customer contact',
	description: 'Find out which members and departments may use Customer Contact (客户联系权限)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/check_follow_user',
	doc: 96312,
	access: 'read',
	several: true,
	fields: [changed(userIds, { to: 'userid' }), changed(departmentIds, { to: 'partyid' })],
	check: ({ request: { body } }) =>
		body.userid === undefined && body.partyid === undefined
			? say`There is nobody to check. Choose members or departments`
			: undefined,
	items: permissionOfEach,
};

export const followUser: Resource = {
	name: 'Customer Contact Member',
	value: 'followUser',
	description: 'Members who may have customers (客户联系成员)',
	operations: [withNames(getFollowUsers), checkPermission],
};
