import { fromItem } from '../shared/chained';
import { oneOf } from '../shared/choices';
import { madeByFilters } from '../shared/publishedLists';
import { changed, userId } from '../shared/fields';

/** One moment, from the list of the last 30 days or by ID. */
export const momentId = oneOf(
	{
		displayName: 'Moment',
		name: 'momentId',
		description: 'The list shows the last 30 days',
		search: 'searchMoments',
		example: 'momxxx',
	},
	{ to: 'moment_id' },
);

/** The same where it is only read. */
export const momentToRead = fromItem(momentId, 'moment');

/** The member who published a moment. */
export const publisher = fromItem(
	changed(userId, { property: { description: 'The member (成员) who published the moment' } }),
	'member',
);

export const filters = madeByFilters({
	byCorp: 'Created in the console or by an app (企业发表)',
	byMembers: 'Created by a member alone (个人发表)',
});
