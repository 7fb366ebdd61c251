import { isWithin } from '../departments';
import { fail, ok, type Reply } from '../errors';
import { unsorted } from '../paging';
import { int } from '../schema';
import type { App, Department } from '../types';
import { kindOf } from '../views';
import type { World } from '../world';
import { endpoint } from './endpoint';

const query = { id: int({ min: 1 }) };

/** Names are for self-built apps, and for delegated ones whose admin granted them; others get the ID. */
const seesNames = (app: App | undefined) =>
	kindOf(app) === 'selfBuilt' || app?.organizationNames === true;

const list = (
	{ state }: World,
	id: number | undefined,
	show: (department: Department) => Record<string, unknown>,
	name: string,
): Reply => {
	const top = id === undefined ? undefined : state.departments.get(id);
	if (id !== undefined && !top) return fail(60003, `${id}`);
	if (top && !top.inScope) return fail(60011, `department ${id}`);
	const visible = [...state.departments.values()].filter(
		(department) => department.inScope && (id === undefined || isWithin(state, department.id, id)),
	);
	return ok({ [name]: unsorted(visible).map(show) });
};

const place = ({ id, parentId = 0 }: Department) => ({
	id,
	parentid: parentId,
	order: 100000 - id,
});

// https://developer.work.weixin.qq.com/document/path/90208, 95350
export const departmentEndpoints = [
	endpoint({
		method: 'GET',
		path: 'department/list',
		callers: ['selfBuilt', 'delegated'],
		query,
		handle: ({ world, app, query: { id } }) =>
			list(
				world,
				id,
				(department) => ({
					...place(department),
					name: seesNames(app) ? department.name : `${department.id}`,
					department_leader: [],
				}),
				'department',
			),
	}),
	endpoint({
		method: 'GET',
		path: 'department/simplelist',
		query,
		handle: ({ world, query: { id } }) => list(world, id, place, 'department_id'),
	}),
];
