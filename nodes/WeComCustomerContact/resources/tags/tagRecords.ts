import type { IDataObject } from 'n8n-workflow';
import { asList, asObject } from '../../engine/values';

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
