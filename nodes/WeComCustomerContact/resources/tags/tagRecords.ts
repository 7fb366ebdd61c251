import type { IDataObject } from 'n8n-workflow';
import { asList, asObject } from '../../engine/values';
import { flat } from '../shared/flat';
import { readable, type How } from '../shared/readable';

/** The tags of WeCom's groups, each with its group. */
export function tagsOf(groups: unknown): IDataObject[] {
	return asList(groups)
		.map(asObject)
		.flatMap(({ tag, group_id, group_name, strategy_id }) =>
			asList(tag).map((entry) => ({
				...asObject(entry),
				group_id,
				group_name,
				...(strategy_id === undefined ? {} : { strategy_id }),
			})),
		);
}

/** A tag by the names that a customer's tags have: a group has an ID and a name, too. */
export const simplifyTag = (tag: IDataObject, how: How): IDataObject =>
	readable(flat(tag, { id: 'tag_id', name: 'tag_name' }), how);

/** A group with its tags as lists. */
export function simplifyGroup({ tag, ...group }: IDataObject, how: How): IDataObject {
	const tags = asList(tag).map(asObject);
	return {
		...readable(flat(group), how),
		tag_ids: tags.map(({ id }) => String(id)),
		tag_names: tags.map(({ name }) => String(name)),
	};
}
