import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { asList, asObject } from '../engine/values';
import { CORP_TAGS, RULE_GROUP_TAGS, type TagKind } from '../resources/tags/tagKinds';
import { weComRequest } from '../transport/request';

async function groupsOf(
	context: ILoadOptionsFunctions,
	{ endpoints, doc }: TagKind,
): Promise<IDataObject[]> {
	const answer = await weComRequest(context, {
		method: 'POST',
		endpoint: endpoints.list,
		access: 'read',
		doc,
		body: {},
	});
	return asList(answer.tag_group)
		.map(asObject)
		.filter((group) => group.deleted !== true);
}

const groupOption = ({ group_name, group_id }: IDataObject): INodePropertyOptions => ({
	name: String(group_name),
	value: String(group_id),
});

/** Tags of different groups may have the same name, so the group's comes first. */
const tagOptions = ({ group_name, tag }: IDataObject): INodePropertyOptions[] =>
	asList(tag)
		.map(asObject)
		.filter(({ deleted }) => deleted !== true)
		.map(({ id, name }) => ({
			name: `${String(group_name)} / ${String(name)}`,
			value: String(id),
		}));

const matching = (options: INodePropertyOptions[], filter: string): INodeListSearchResult => ({
	results: options
		.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()))
		.map(({ name, value }) => ({ name, value: String(value) })),
});

/** The pickers of one library of tags. */
const pickersOf = (kind: TagKind) => ({
	/** Tags, for a field that takes several. */
	async tags(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return (await groupsOf(this, kind)).flatMap(tagOptions);
	},
	/** Groups of tags, for a field that takes several. */
	async groups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return (await groupsOf(this, kind)).map(groupOption);
	},
	/** Groups of tags, with a search box. */
	async searchGroups(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		return matching((await groupsOf(this, kind)).map(groupOption), filter);
	},
	/** Groups of tags and the tags themselves, with a search box. */
	async searchEither(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const groups = await groupsOf(this, kind);
		return matching(
			groups.flatMap((group) => [groupOption(group), ...tagOptions(group)]),
			filter,
		);
	},
});

type Pickers = ReturnType<typeof pickersOf>;

const named = (kind: TagKind, { tags, groups, searchGroups, searchEither }: Pickers) => ({
	loadOptions: { [kind.pickers.tags]: tags, [kind.pickers.groups]: groups },
	listSearch: {
		[kind.pickers.searchGroups]: searchGroups,
		[kind.pickers.searchEither]: searchEither,
	},
});

const both = [CORP_TAGS, RULE_GROUP_TAGS].map((kind) => named(kind, pickersOf(kind)));

/** The pickers of both libraries, by the names that the fields call them. */
export const tagLoadOptions = Object.assign(
	{},
	...both.map(({ loadOptions }) => loadOptions),
) as Record<string, Pickers['tags']>;
export const tagListSearch = Object.assign(
	{},
	...both.map(({ listSearch }) => listSearch),
) as Record<string, Pickers['searchGroups']>;
