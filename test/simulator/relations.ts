import type { Pair, Relation, State } from './types';

interface Index {
	/** How many relations it knows. */
	size: number;
	byMember: Map<string, Relation[]>;
	byCustomer: Map<string, Relation[]>;
}

const indexes = new WeakMap<Relation[], Index>();

const newIndex = (): Index => ({ size: 0, byMember: new Map(), byCustomer: new Map() });

const append = (lists: Map<string, Relation[]>, key: string, relation: Relation) => {
	const list = lists.get(key);
	if (list) list.push(relation);
	else lists.set(key, [relation]);
};

/** The index of the relations, which are plain data: it catches up with what was appended. */
const indexOf = ({ relations }: State): Index => {
	const known = indexes.get(relations);
	const index = known && known.size <= relations.length ? known : newIndex();
	indexes.set(relations, index);
	for (const relation of relations.slice(index.size)) {
		append(index.byMember, relation.userId, relation);
		append(index.byCustomer, relation.externalUserId, relation);
	}
	index.size = relations.length;
	return index;
};

/** All relations of a member, oldest first, visible or not. */
export const relationsOfMember = (state: State, userId: string): readonly Relation[] =>
	indexOf(state).byMember.get(userId) ?? [];

/** All relations of a customer, oldest first, visible or not. */
export const relationsOfCustomer = (state: State, externalUserId: string): readonly Relation[] =>
	indexOf(state).byCustomer.get(externalUserId) ?? [];

/** Whether the applications see the relation: half and ended ones they do not. */
export const isVisible = ({ members }: State, { userId, status }: Relation) =>
	status === 'full' && members.get(userId)?.inScope === true;

/** The relation of a member and a customer, if there is one. */
export const findRelation = (state: State, { userId, externalUserId }: Pair) =>
	relationsOfCustomer(state, externalUserId).find((relation) => relation.userId === userId);
