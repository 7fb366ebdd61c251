import type { IDataObject } from 'n8n-workflow';
import { insist, maxCharacters } from '../../engine/checks';
import { InputProblem } from '../../engine/problems';
import type { Call, Field, Given, Operation, Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { changed, optional } from '../shared/fields';
import { ruleGroupId } from '../ruleGroups/ruleGroupFields';
import { CUSTOMERS } from '../ruleGroups/ruleGroupKinds';
import { createTags, type NewTags } from './tagCreation';
import * as fields from './tagFields';
import type { TagKind } from './tagKinds';
import { simplifyGroup, simplifyTag, tagsOf } from './tagRecords';
import { appOfOldSuite } from '../shared/oldSuite';
import { updates } from '../shared/updates';
import { say } from '../../texts/say';

// The library of corp tags and that of rule groups' tags work alike: the same operations, made from data.

const tagOutput: Field = {
	property: {
		displayName: 'Output',
		name: 'tagOutput',
		type: 'options',
		options: [
			{ name: 'One Item per Group', value: 'groups', description: 'A group with all its tags' },
			{ name: 'One Item per Tag', value: 'tags', description: 'A tag with the name of its group' },
		],
		default: 'tags',
	},
};

const ruleGroup = (kind: TagKind, field: Field): Field[] => (kind.ofRuleGroups ? [field] : []);

/** Rule groups have no place for it. */
const oldSuite = (kind: TagKind): Field[] => (kind.ofRuleGroups ? [] : [appOfOldSuite]);

/** Unpaged: WeCom answers the whole library at once. */
function groupsOrTags({ tag_group: groups }: IDataObject, { values }: Given): Output[] {
	const records = values.tagOutput === 'groups' ? asList(groups).map(asObject) : tagsOf(groups);
	return records.map((json) => ({ json }));
}

export const getAll = (kind: TagKind): Operation => ({
	name: 'Get Many',
	value: 'getAll',
	...kind.words.getAll,
	method: 'POST',
	endpoint: kind.endpoints.list,
	doc: kind.doc,
	access: 'read',
	fields: [
		tagOutput,
		...ruleGroup(kind, {
			...optional(ruleGroupId(CUSTOMERS), 'Only the tags of this rule group'),
			group: 'filters',
		}),
		changed(fields.tagGroupIds(kind), { group: 'filters' }),
		changed(fields.tagIds(kind), { group: 'filters' }),
	],
	records: 'tag_group',
	limitable: true,
	check: ({ request: { body } }) =>
		body.tag_id !== undefined && body.group_id !== undefined
			? say`Filter by "Tag Group Names or IDs" or by "Tag Names or IDs", not by both: WeCom would ignore the tags`
			: undefined,
	items: groupsOrTags,
	simplify: (record, given) =>
		given.values.tagOutput === 'groups' ? simplifyGroup(record, given) : simplifyTag(record, given),
});

/** The group as the user gave it: by name it may be a new one. */
function chosenGroup(call: Call): Pick<NewTags, 'group_id' | 'group_name'> {
	const { mode } = asObject(call.context.getNodeParameter('tagGroup', call.itemIndex));
	const value = String(call.values.tagGroup);
	if (mode !== 'name') return { group_id: value };
	insist(value, say`"Tag Group"`, [maxCharacters(30)]);
	return { group_name: value };
}

/** The first tag gets the order that was given, each further one an order that is lower by one. */
function withOrder(names: string[], given: unknown): NewTags['tag'] {
	if (given === undefined) return names.map((name) => ({ name }));
	const first = Number(given);
	return names.map((name, index) => ({ name, order: Math.max(first - index, 0) }));
}

const createIn = (kind: TagKind) =>
	async function* (call: Call): AsyncGenerator<Output[]> {
		const { order, ...rest } = call.request.body;
		const group = chosenGroup(call);
		if (order !== undefined && group.group_name === undefined) {
			throw new InputProblem(
				say`"Group Order" is only for a new group. Remove it, give the "Tag Group" by name, or use Update`,
			);
		}
		const names = asList(call.values.tagNames).map(String);
		const tags = await createTags(call, kind, {
			...rest,
			...group,
			...(order === undefined ? {} : { order }),
			tag: withOrder(names, call.values.tagOrder),
		});
		yield tags.map(({ deleted: _, ...tag }) => ({ json: simplifyTag(tag, call) }));
	};

export const create = (kind: TagKind): Operation => ({
	name: 'Create',
	value: 'create',
	...kind.words.create,
	method: 'POST',
	endpoint: kind.endpoints.add,
	doc: kind.doc,
	// A group has each name once, so a second try makes no second tag.
	access: 'idempotent',
	several: true,
	fields: [
		...ruleGroup(
			kind,
			changed(ruleGroupId(CUSTOMERS), {
				property: { description: 'A rule group at the top level that this app created' },
			}),
		),
		fields.tagGroup(kind),
		fields.tagNames,
		fields.order(
			{
				displayName: 'Group Order',
				name: 'groupOrder',
				description: 'Place of a new group among the groups: higher numbers come first',
			},
			'additionalFields',
			'order',
		),
		fields.order(
			{
				displayName: 'Tag Order',
				name: 'tagOrder',
				description:
					'Place of the first tag in its group: higher numbers come first. The other tags follow it.',
			},
			'additionalFields',
		),
		...oldSuite(kind),
	],
	did: 'created',
	run: createIn(kind),
});

export const update = (kind: TagKind): Operation => ({
	name: 'Update',
	value: 'update',
	...kind.words.update,
	method: 'POST',
	endpoint: kind.endpoints.edit,
	doc: kind.doc,
	access: 'idempotent',
	fields: [
		fields.tagOrGroupId(kind),
		fields.newName,
		fields.order(
			{ displayName: 'Order', name: 'order', description: 'Higher numbers come first' },
			'updateFields',
			'order',
		),
		...oldSuite(kind),
	],
	...updates('id', 'agentid'),
});

export const remove = (kind: TagKind): Operation => ({
	name: 'Delete',
	value: 'delete',
	...kind.words.remove,
	method: 'POST',
	endpoint: kind.endpoints.remove,
	doc: kind.doc,
	access: 'idempotent',
	// No such tag.
	doneAlready: [40068],
	fields: [
		changed(fields.tagIds(kind), {
			property: {
				description: 'A group goes with its last tag',
			},
		}),
		changed(fields.tagGroupIds(kind), {
			property: {
				description: 'Groups to delete with all their tags',
			},
		}),
		...oldSuite(kind),
	],
	check: ({ request: { body } }) =>
		body.tag_id === undefined && body.group_id === undefined
			? say`There is nothing to delete. Choose tags, groups, or both`
			: undefined,
	did: 'deleted',
	shape: (_answer, { request: { body } }): IDataObject => ({
		...(body.tag_id === undefined ? {} : { tag_ids: body.tag_id }),
		...(body.group_id === undefined ? {} : { group_ids: body.group_id }),
	}),
});
