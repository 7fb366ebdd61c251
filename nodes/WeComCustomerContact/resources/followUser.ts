import type { Operation, Resource } from '../engine/types';

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many follow users',
	description:
		'Retrieve the members who may have customers, within the visible scope of the app (客户联系成员)',
	method: 'GET',
	endpoint: '/cgi-bin/externalcontact/get_follow_user_list',
	doc: 92571,
	access: 'read',
	fields: [],
	limitable: true,
	output: 'follow_user',
	shape: (userId) => ({ userid: String(userId) }),
};

export const followUser: Resource = {
	name: 'Follow User',
	value: 'followUser',
	operations: [getAll],
};
