import type { Operation, Resource, Tabular } from '../../engine/types';
import { fromItem } from '../shared/chained';
import { changed, userId } from '../shared/fields';
import { departmentMembers } from './departmentMembers';
import { withBelow } from './department';
import { findByEmail, findByMobile } from './memberSearch';
import { simplifyMember } from './memberRecords';
import { withheldOfMembers } from './withheld';

const get: Tabular = {
	name: 'Get',
	value: 'get',
	action: 'Get a member',
	description: 'Retrieve one member of the corp (成员详情), as far as WeCom shows the app',
	method: 'GET',
	endpoint: '/cgi-bin/user/get',
	doc: 90196,
	access: 'read',
	fields: [fromItem(userId, 'member')],
	enrich: withheldOfMembers,
	simplify: simplifyMember,
};

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many members',
	description:
		'Retrieve the members of a department and of those below it, each once (部门成员). For self-built and delegated apps; third-party apps get IDs only.',
	method: 'GET',
	endpoint: '/cgi-bin/user/list',
	doc: 90201,
	access: 'read',
	fields: [changed(withBelow, { to: 'department_id' })],
	limitable: true,
	run: departmentMembers,
	enrich: withheldOfMembers,
	simplify: simplifyMember,
};

export const member: Resource = {
	name: 'Member',
	value: 'member',
	description: 'Members of the corp, whether they have customers or not (成员)',
	operations: [get, getAll, findByEmail, findByMobile],
};
