import { slice } from './slice';
import type { FollowTag } from './wire';
import { seconds, type World } from './world';

/** A tag of the corp or of a rule group; a deleted one is still known by its id. */
export interface Tag {
	id: string;
	name: string;
	createTime: number;
	order: number;
	/** The application that made it; undefined for one of the admin console. */
	appName?: string;
	deleted: boolean;
}

/** A group of tags (标签组). It is gone when all its tags are. */
export interface TagGroup {
	groupId: string;
	name: string;
	createTime: number;
	order: number;
	/** The rule group it belongs to; undefined in the corp's library. */
	strategyId?: number;
	tags: Tag[];
}

export const isGone = ({ tags }: TagGroup) => tags.every(({ deleted }) => deleted);

/** The library that a corp begins with: the tags that its customers are seeded with. */
const seedGroups = (world: World): TagGroup[] => {
	const parts = { createTime: seconds(world), order: 0, deleted: false };
	const appName = world.corp.apps[0]?.name;
	return [
		{
			...parts,
			groupId: 'etSimulatedAAAALevels',
			name: '客户等级',
			tags: [{ ...parts, id: 'etSimulatedAAAAImportant', name: '重要' }],
		},
		{
			...parts,
			groupId: 'stSimulatedAAAAEast',
			name: '华东区',
			strategyId: 1,
			tags: [{ ...parts, id: 'stSimulatedAAAAOld', name: '老客户', appName }],
		},
	];
};

/** Every group of the corp, oldest first. */
export const tagGroups = slice(seedGroups);

/** A tag that is there, with its group. */
export const findTag = (world: World, id: string) =>
	tagGroups(world)
		.flatMap((group) => group.tags.map((tag) => ({ group, tag })))
		.find(({ tag }) => tag.id === id && !tag.deleted);

/** A tag as the details of a customer show it. */
export const toFollowTag = ({ name: group_name, strategyId }: TagGroup, tag: Tag): FollowTag => ({
	group_name,
	tag_name: tag.name,
	tag_id: tag.id,
	type: strategyId === undefined ? 1 : 3,
});

/** Lets the customers' tags follow a change of the library: new names, and no deleted tags. */
export const refreshCustomers = (world: World, changed: TagGroup) => {
	const tags = new Map(changed.tags.map((tag) => [tag.id, tag]));
	for (const { follow } of world.state.relations) {
		if (!follow.tags.some(({ tag_id: id }) => id !== undefined && tags.has(id))) continue;
		follow.tags = follow.tags.flatMap((shown) => {
			const tag = tags.get(shown.tag_id ?? '');
			if (!tag) return [shown];
			return tag.deleted ? [] : [toFollowTag(changed, tag)];
		});
	}
	for (const { id, deleted } of changed.tags) {
		if (deleted) world.state.tagIds.delete(id);
		else world.state.tagIds.add(id);
	}
};
