import { slice } from './slice';
import type { State } from './types';
import type { World } from './world';

/** A tag of members (成员标签). */
export interface MemberTag {
	name: string;
	members: string[];
	departments: number[];
}

const tags = slice(
	() =>
		new Map<number, MemberTag>([
			[1, { name: '金牌顾问', members: ['zhangsan', 'lisi', 'outsider'], departments: [3] }],
			[2, { name: '新人', members: [], departments: [] }],
		]),
);

/** The tags of members, by their IDs. */
export const memberTags = (state: State) => tags({ state } as World);
