import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { customerStrategy, findRuleGroup } from '../ruleGroups';
import { array, int, object, string, type Fields } from '../schema';
import { isGone, refreshCustomers, tagGroups, type Tag, type TagGroup } from '../tags';
import type { App } from '../types';
import { seconds, type World } from '../world';
import { endpoint } from './endpoint';

/** Corp tags and those of rule groups together. */
const mostTags = 10_000;
const order = int({ min: 0, max: 2 ** 32 - 1 });
const name = { maxChars: 30, invalid: 40072 } as const;
const ids = array(string({ required: true }));

/** One of the two libraries. */
interface Library {
	/** `corp_tag` or `strategy_tag`. */
	name: string;
	prefix: string;
	ofStrategies: boolean;
}

/** Fields that only the tags of rule groups have. */
const only = <F extends Fields>({ ofStrategies }: Library, fields: F): F =>
	(ofStrategies ? fields : {}) as F;

/** The app of an old suite; rule groups have no place for it. */
const agentOf = ({ ofStrategies }: Library) =>
	(ofStrategies ? {} : { agentid: int() }) as { agentid: ReturnType<typeof int> };

const refuseAgent = (app: App | undefined, { agentid }: { agentid?: number }) =>
	agentid === undefined || agentid === app?.agentId ? undefined : fail(40056);

/** The groups that an application sees: of rule groups' tags only its own. */
const visibleGroups = (world: World, { ofStrategies }: Library, app: App | undefined) =>
	tagGroups(world).filter(({ strategyId, tags }) =>
		ofStrategies
			? strategyId !== undefined && tags.some(({ appName }) => appName === app?.name)
			: strategyId === undefined,
	);

const byOrder = <T extends { order: number }>(list: readonly T[]) =>
	[...list].sort((a, b) => b.order - a.order);

const showTag = ({ id, name: tagName, createTime, order: place }: Tag) => ({
	id,
	name: tagName,
	create_time: createTime,
	order: place,
});

const showGroup = (group: TagGroup) => ({
	group_id: group.groupId,
	group_name: group.name,
	create_time: group.createTime,
	order: group.order,
	...(group.strategyId === undefined ? {} : { strategy_id: group.strategyId }),
});

/** A group with these of its tags, and whether they were deleted. */
const showListed = (group: TagGroup, tags: Tag[]) => ({
	...showGroup(group),
	deleted: isGone(group),
	tag: byOrder(tags).map((tag) => ({ ...showTag(tag), deleted: tag.deleted })),
});

const alive = ({ tags }: TagGroup) => tags.filter(({ deleted }) => !deleted);

/** What is asked for by id is shown even when it was deleted. */
const select = (groups: TagGroup[], tagIds: string[], groupIds: string[]) => {
	if (groupIds.length > 0) {
		const wanted = groups.filter(({ groupId }) => groupIds.includes(groupId));
		return wanted.map((group) => showListed(group, isGone(group) ? group.tags : alive(group)));
	}
	if (tagIds.length === 0) {
		const present = groups.filter((group) => !isGone(group));
		return byOrder(present).map((group) => showListed(group, alive(group)));
	}
	return groups.flatMap((group) => {
		const wanted = group.tags.filter(({ id }) => tagIds.includes(id));
		return wanted.length > 0 ? [showListed(group, wanted)] : [];
	});
};

const refuseUnknown = (groups: TagGroup[], tagIds: string[], groupIds: string[]) => {
	const known = [
		...groups.flatMap(({ tags }) => tags.map(({ id }) => id)),
		...groups.map(({ groupId }) => groupId),
	];
	const asked = groupIds.length > 0 ? groupIds : tagIds;
	const unknown = asked.find((id) => !known.includes(id));
	return unknown === undefined ? undefined : fail(40068, unknown);
};

const countTags = (world: World) =>
	tagGroups(world).reduce((sum, group) => sum + alive(group).length, 0);

/** The group that new tags go into: the one that was named, or a new one. */
const groupFor = (
	world: World,
	{ prefix }: Library,
	groups: TagGroup[],
	given: { group_id?: string; group_name?: string; order?: number; strategy_id?: number },
): TagGroup | undefined => {
	const present = groups.filter((group) => !isGone(group));
	if (given.group_id) return present.find(({ groupId }) => groupId === given.group_id);
	const sameName = present.find(
		({ name: known, strategyId }) => known === given.group_name && strategyId === given.strategy_id,
	);
	return (
		sameName ?? {
			groupId: newId(prefix),
			name: given.group_name ?? '',
			createTime: seconds(world),
			order: given.order ?? 0,
			...(given.strategy_id === undefined ? {} : { strategyId: given.strategy_id }),
			tags: [],
		}
	);
};

/** What an id of the library stands for. */
const findEither = (groups: TagGroup[], id: string) => {
	for (const group of groups.filter((entry) => !isGone(entry))) {
		if (group.groupId === id) return { group, tags: alive(group), target: group as TagGroup | Tag };
		const tag = alive(group).find((entry) => entry.id === id);
		if (tag) return { group, tags: [tag], target: tag as TagGroup | Tag };
	}
	return undefined;
};

/** An application may only change what it made itself. */
const refuseForeign = (tags: Tag[], app: App | undefined): Reply | undefined => {
	const foreign = tags.find(({ appName }) => appName !== app?.name);
	return foreign && fail(60011, `tag ${foreign.id} was not created by this application`);
};

const toEndpoints = (library: Library) => [
	endpoint({
		method: 'POST',
		path: `externalcontact/get_${library.name}_list`,
		body: { ...only(library, { strategy_id: int({ min: 1 }) }), tag_id: ids, group_id: ids },
		handle: ({ world, app, body }) => {
			const { tag_id: tagIds = [], group_id: groupIds = [], strategy_id: strategy } = body;
			const groups = visibleGroups(world, library, app).filter(
				({ strategyId }) => strategy === undefined || strategyId === strategy,
			);
			return (
				refuseUnknown(groups, tagIds, groupIds) ??
				ok({ tag_group: select(groups, tagIds, groupIds) })
			);
		},
	}),
	endpoint({
		method: 'POST',
		path: `externalcontact/add_${library.name}`,
		body: {
			...only(library, { strategy_id: int({ required: true, min: 1 }) }),
			group_id: string(),
			group_name: string(name),
			order,
			tag: array(object({ name: string({ required: true, ...name }), order }), {
				required: true,
			}),
			...agentOf(library),
		},
		handle: ({ world, app, body }) => {
			const stranger = refuseAgent(app, body);
			if (stranger) return stranger;
			if (body.group_id === '') return fail(40068, 'group_id is empty');
			if (!body.group_id && !body.group_name) return fail(40058, 'neither group_id nor group_name');
			if (library.ofStrategies) {
				const strategy = findRuleGroup(world, customerStrategy, app, body.strategy_id);
				if (!strategy) return fail(60136, `strategy ${body.strategy_id}`);
				if (strategy.parentId !== 0) return fail(40058, 'only top-level strategies have tags');
			}
			const group = groupFor(world, library, visibleGroups(world, library, app), body);
			if (!group) return fail(40068, body.group_id);
			const names = new Set(alive(group).map((tag) => tag.name));
			const wanted = body.tag.filter((tag) => !names.has(tag.name) && names.add(tag.name));
			if (countTags(world) + wanted.length > mostTags) return fail(40126);
			const added = wanted.map((given) => ({
				id: newId(library.prefix),
				name: given.name,
				createTime: seconds(world),
				order: given.order ?? 0,
				...(app ? { appName: app.name } : {}),
				deleted: false,
			}));
			group.tags.push(...added);
			if (!tagGroups(world).includes(group)) tagGroups(world).push(group);
			refreshCustomers(world, group);
			return ok({ tag_group: { ...showGroup(group), tag: added.map(showTag) } });
		},
	}),
	endpoint({
		method: 'POST',
		path: `externalcontact/edit_${library.name}`,
		body: { id: string({ required: true }), name: string(name), order, ...agentOf(library) },
		handle: ({ world, app, body }) => {
			const stranger = refuseAgent(app, body);
			if (stranger) return stranger;
			const groups = visibleGroups(world, library, app);
			const found = findEither(groups, body.id);
			if (!found) return fail(40068, body.id);
			const refusal = refuseForeign(found.tags, app);
			if (refusal) return refusal;
			const { group, target } = found;
			const siblings: (TagGroup | Tag)[] =
				target === group ? groups.filter((entry) => !isGone(entry)) : alive(group);
			if (siblings.some((entry) => entry !== target && entry.name === body.name))
				return fail(40071, body.name);
			if (body.name) target.name = body.name;
			if (body.order !== undefined) target.order = body.order;
			refreshCustomers(world, group);
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: `externalcontact/del_${library.name}`,
		body: { tag_id: ids, group_id: ids, ...agentOf(library) },
		handle: ({ world, app, body }) => {
			const stranger = refuseAgent(app, body);
			if (stranger) return stranger;
			const asked = [...(body.tag_id ?? []), ...(body.group_id ?? [])];
			if (asked.length === 0) return fail(40058, 'neither tag_id nor group_id');
			const groups = visibleGroups(world, library, app);
			const found = asked.map((id) => findEither(groups, id));
			const unknown = found.indexOf(undefined);
			if (unknown >= 0) return fail(40068, asked[unknown]);
			const refusal = found.map((entry) => refuseForeign(entry?.tags ?? [], app)).find(Boolean);
			if (refusal) return refusal;
			for (const { group, tags } of found.filter((entry) => entry !== undefined)) {
				for (const tag of tags) tag.deleted = true;
				refreshCustomers(world, group);
			}
			return ok();
		},
	}),
];

const libraries: Library[] = [
	{ name: 'corp_tag', prefix: 'et', ofStrategies: false },
	{ name: 'strategy_tag', prefix: 'st', ofStrategies: true },
];

export const tagEndpoints = libraries.flatMap(toEndpoints);
