import type { Member, State } from './types';

/** Whether a department is the other one or below it. */
export const isWithin = (state: State, id: number, top: number): boolean => {
	if (id === top) return true;
	const parentId = state.departments.get(id)?.parentId;
	return parentId !== undefined && isWithin(state, parentId, top);
};

/** The members of a department and of all departments below it. */
export const membersOfDepartment = (state: State, id: number): Member[] =>
	[...state.members.values()].filter(({ departments }) =>
		departments.some((department) => isWithin(state, department, id)),
	);
