import { isWithin } from '../departments';
import { fail, ok, type Reply } from '../errors';
import { unsorted } from '../paging';
import { int } from '../schema';
import type { App, Department } from '../types';
import { seesNames } from '../views';
import type { World } from '../world';
import { endpoint } from './endpoint';

const query = { id: int({ min: 1 }) };

/** Refuses a department that is not there, or that the application may not see. */
export const refuseDepartment = ({ state }: World, id: number): Reply | undefined => {
	const department = state.departments.get(id);
	if (!department) return fail(60003, `${id}`);
	return department.inScope ? undefined : fail(60011, `department ${id}`);
};

const list = (
	world: World,
	id: number | undefined,
	show: (department: Department) => Record<string, unknown>,
	name: string,
): Reply => {
	const { state } = world;
	const refusal = id === undefined ? undefined : refuseDepartment(world, id);
	if (refusal) return refusal;
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

const show = ({ state }: World, app: App | undefined, department: Department) => ({
	...place(department),
	name: seesNames(app) ? department.name : `${department.id}`,
	...(seesNames(app) && {
		department_leader: [...state.members.values()]
			.filter(({ leads }) => leads?.includes(department.id))
			.map(({ userid }) => userid),
	}),
});

// https://developer.work.weixin.qq.com/document/path/90208, 95350, 95351
export const departmentEndpoints = [
	endpoint({
		method: 'GET',
		path: 'department/list',
		callers: ['selfBuilt', 'delegated'],
		query,
		handle: ({ world, app, query: { id } }) =>
			list(world, id, (department) => show(world, app, department), 'department'),
	}),
	endpoint({
		method: 'GET',
		path: 'department/simplelist',
		query,
		handle: ({ world, query: { id } }) => list(world, id, place, 'department_id'),
	}),
	endpoint({
		method: 'GET',
		path: 'department/get',
		callers: ['selfBuilt', 'delegated'],
		query: { id: int({ min: 1, required: true, missing: 60123 }) },
		handle: ({ world, app, query: { id } }) =>
			refuseDepartment(world, id) ??
			ok({ department: show(world, app, world.state.departments.get(id)!) }),
	}),
];
