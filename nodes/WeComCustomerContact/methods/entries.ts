import type { IDataObject } from 'n8n-workflow';
import { asList, asObject } from '../engine/values';

// Makes what can be chosen out of what WeCom lists.

const isThere = ({ deleted }: IDataObject) => deleted !== true;

/** Groups of tags as `{ id, name }`. */
export const tagGroups = (groups: IDataObject[]): IDataObject[] =>
	groups.filter(isThere).map(({ group_id, group_name }) => ({ id: group_id, name: group_name }));

const tagsOf = ({ group_name, tag }: IDataObject): IDataObject[] =>
	asList(tag)
		.map(asObject)
		.filter(isThere)
		.map(({ id, name }) => ({ id, name: `${String(group_name)} / ${String(name)}` }));

/** Tags as `{ id, name }`. Those of different groups may have the same name, so the group's comes first. */
export const tags = (groups: IDataObject[]): IDataObject[] =>
	groups.filter(isThere).flatMap(tagsOf);

/** Each group, and its tags after it. */
export const tagsAndGroups = (groups: IDataObject[]): IDataObject[] =>
	groups.filter(isThere).flatMap((group) => [...tagGroups([group]), ...tagsOf(group)]);

/**
 * Departments as `{ id, name }`, each after the one it belongs to, whose name comes first: there may be a sales
 * department in every branch. Where WeCom gives no names there are IDs instead.
 */
export function departmentPaths(departments: IDataObject[]): IDataObject[] {
	const known = new Map(departments.map((department) => [department.id, department]));
	const nameOf = ({ id, name }: IDataObject) => String(name ?? id);
	const pathOf = (department: IDataObject, below: IDataObject[] = []): string => {
		const parent = known.get(department.parentid);
		const isRound = below.includes(department);
		if (!parent || isRound) return nameOf(department);
		return `${pathOf(parent, [...below, department])} / ${nameOf(department)}`;
	};
	return departments
		.map((department) => ({ id: department.id, name: pathOf(department) }))
		.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}
