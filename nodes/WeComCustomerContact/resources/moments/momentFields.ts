import { toText } from '../../engine/convert';
import type { Field } from '../../engine/types';
import { oneOf } from '../shared/choices';
import { madeByFilters } from '../shared/publishedLists';
import { changed, userId } from '../shared/fields';

/** One moment, from the list of the last 30 days or by ID. */
export const momentId: Field = oneOf(
	{
		displayName: 'Moment',
		name: 'momentId',
		description: 'The list shows the last 30 days',
		search: 'searchMoments',
		example: 'momxxx',
	},
	{ to: 'moment_id' },
);

/** The member who published a moment. */
export const publisher = changed(userId, {
	property: { description: 'The member (成员) who published the moment' },
});

export const jobId: Field = {
	property: {
		displayName: 'Job ID',
		name: 'jobId',
		type: 'string',
		required: true,
		default: '={{ $json.jobid }}',
		description: 'The jobid that Create answered, valid for 24 hours',
	},
	to: 'jobid',
	as: toText,
};

export const filters = madeByFilters({
	byCorp: 'Made in the console or by an app (企业发表)',
	byMembers: 'Made by a member alone (个人发表)',
});
