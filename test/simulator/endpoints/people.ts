import { fail, type Reply } from '../errors';
import { findRelation, isVisible } from '../relations';
import { string } from '../schema';
import type { Pair, Relation } from '../types';
import type { World } from '../world';

/** A userid, which must look like one. */
export const userid = string({
	required: true,
	missing: 41009,
	maxChars: 64,
	pattern: /^[\w\-.@]+$/,
	invalid: 40003,
});

export const externalUserid = string({ required: true, missing: 41035 });

/** Refuses who is not a member whose customers the application may see. */
export const refuseMember = ({ state }: World, id: string): Reply | undefined => {
	const member = state.members.get(id);
	if (!member) return fail(60111, id);
	if (!member.inScope) return fail(60021, id);
	return member.externalContact ? undefined : fail(84074, id);
};

/** The relation of a member and a customer as the application sees it, or why it does not. */
export const readRelation = (
	world: World,
	pair: Pair,
): { relation: Relation } | { refusal: Reply } => {
	const relation = findRelation(world.state, pair);
	const known = world.state.customers.has(pair.externalUserId);
	const refusal = refuseMember(world, pair.userId) ?? (known ? undefined : fail(40096));
	if (refusal) return { refusal };
	if (!relation || !isVisible(world.state, relation)) return { refusal: fail(84061) };
	return { relation };
};
