import type { IDataObject } from 'n8n-workflow';
import { chunked } from '../../engine/chunks';
import type { Field } from '../../engine/types';
import { asList, pick } from '../../engine/values';
import { changed, userIds } from '../shared/fields';

/** How many owners WeCom takes in one call. */
export const MOST_OWNERS = 100;

/** Only group chats of these owners. */
export const owners: Field = changed(userIds, {
	group: 'filters',
	to: 'owner_filter.userid_list',
	property: {
		displayName: 'Owner Names or IDs',
		description: 'Only groups of these owners (群主)',
	},
});

/** A request for each hundred of the chosen owners; one without a filter when there are none. */
export function bodiesByOwners(body: IDataObject): IDataObject[] {
	const chosen = asList(pick(body, 'owner_filter.userid_list')) as string[];
	if (chosen.length === 0) return [body];
	return chunked(chosen, MOST_OWNERS).map((userid_list) => ({
		...body,
		owner_filter: { userid_list },
	}));
}
