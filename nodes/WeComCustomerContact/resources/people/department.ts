import { toInteger } from '../../engine/convert';
import type { Call, Field, Operation, Output, Resource, Tabular } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { oneOf } from '../shared/choices';
import { flat } from '../shared/flat';
import { UNLISTED } from './unlisted';
import { withheldOfDepartments } from './withheld';

/** The API may not be called at all, not with this secret, or not for these departments. */
export const NAMES_REFUSED = [48002, 48009, 60011];

/** With all departments below it. */
export const withBelow: Field = oneOf(
	{
		displayName: 'Department',
		name: 'departmentId',
		description: 'With all departments below it; empty means all that the app may see',
		search: 'searchDepartments',
		example: '2',
		required: false,
	},
	{ to: 'id', as: toInteger, narrows: true },
);

/** The items of departments, flat as they are. */
const itemsOf = async (departments: unknown[], call: Call): Promise<Output[]> =>
	(await withheldOfDepartments(departments.map(asObject), call)).map((record) => ({
		json: flat(record, { id: 'department_id' }),
	}));

/** The IDs of all departments that the app may see, or of one with those below it; for all kinds of apps. */
export const departmentIdList: Tabular = {
	...UNLISTED,
	method: 'GET',
	endpoint: '/cgi-bin/department/simplelist',
	doc: 95350,
	access: 'read',
	fields: [],
	records: 'department_id',
};

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many departments',
	description:
		'Retrieve the departments within the visible scope of the app (部门列表). For self-built and delegated apps; third-party apps get IDs only.',
	method: 'GET',
	endpoint: '/cgi-bin/department/list',
	doc: 90208,
	access: 'read',
	fields: [withBelow],
	limitable: true,
	tolerates: Object.fromEntries(NAMES_REFUSED.map((code) => [code, () => ({ refused: true })])),
	records: 'department',
	items: async (answer, call) => {
		const { query } = call.request;
		const listed =
			answer.refused === true
				? (await call.invoke(departmentIdList, { query })).department_id
				: answer.department;
		return await itemsOf(asList(listed), call);
	},
};

const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get a department',
	description: 'Retrieve one department (部门详情). For self-built and delegated apps.',
	method: 'GET',
	endpoint: '/cgi-bin/department/get',
	doc: 95351,
	access: 'read',
	fields: [
		oneOf(
			{
				displayName: 'Department',
				name: 'departmentId',
				description: 'The department (部门)',
				search: 'searchDepartments',
				example: '2',
			},
			{ to: 'id', as: toInteger, narrows: true },
		),
	],
	items: async ({ department }, call) => await itemsOf([department], call),
};

export const department: Resource = {
	name: 'Department',
	value: 'department',
	description: 'Departments of the corp (部门)',
	operations: [getAll, get],
};
