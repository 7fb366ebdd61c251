import { fail, ok, type Reply } from '../errors';
import { customerStrategy, findRuleGroup, isInRange } from '../ruleGroups';
import { array, string } from '../schema';
import { findTag, toFollowTag } from '../tags';
import type { App } from '../types';
import type { World } from '../world';
import { endpoint } from './endpoint';
import { externalUserid, readRelation, userid } from './people';

const ids = array(string({ required: true }));

/** Refuses a tag that is not there, and one of a rule group unless both application and member may use it. */
const refuseTag = (
	world: World,
	app: App | undefined,
	member: string,
	id: string,
): Reply | undefined => {
	const found = findTag(world, id);
	if (!found) return fail(40068, id);
	const { group, tag } = found;
	if (group.strategyId === undefined) return undefined;
	if (tag.appName !== app?.name) return fail(60011, `tag ${id}`);
	const strategy = findRuleGroup(world, customerStrategy, app, group.strategyId);
	const node = { type: 1, userid: member };
	const inRange = strategy && isInRange(world.state, strategy.range, node);
	return inRange ? undefined : fail(60030, `${member} is not in the range of tag ${id}`);
};

export const markTagEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/mark_tag',
		body: { userid, external_userid: externalUserid, add_tag: ids, remove_tag: ids },
		handle: ({ world, app, body }) => {
			const { userid: userId, external_userid: externalUserId } = body;
			const { add_tag: added = [], remove_tag: removed = [] } = body;
			const asked = [...added, ...removed];
			if (asked.length === 0) return fail(40058, 'add_tag and remove_tag are empty');
			const found = readRelation(world, { userId, externalUserId });
			if ('refusal' in found) return found.refusal;
			const refusal = asked.map((id) => refuseTag(world, app, userId, id)).find(Boolean);
			if (refusal) return refusal;
			const { follow } = found.relation;
			const tags = new Map(follow.tags.map((tag) => [tag.tag_id ?? tag, tag]));
			for (const id of removed) tags.delete(id);
			for (const id of added) {
				const { group, tag } = findTag(world, id)!;
				tags.set(id, toFollowTag(group, tag));
			}
			follow.tags = [...tags.values()];
			return ok();
		},
	}),
];
