import { toInteger, toText, toUnixSeconds } from '../../engine/convert';
import type { Field } from '../../engine/types';
import { changed, userId } from '../shared/fields';

/** One moment, from the list of the last 30 days or by ID. */
export const momentId: Field = {
	property: {
		displayName: 'Moment',
		name: 'momentId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'The list shows the last 30 days',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchMoments', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. momxxx' },
		],
	},
	to: 'moment_id',
	as: toText,
};

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

export const timeRange: Field[] = [
	{
		property: {
			displayName: 'Start Time',
			name: 'startTime',
			type: 'dateTime',
			required: true,
			default: '={{ $now.minus({ days: 30 }) }}',
		},
		to: 'start_time',
		as: toUnixSeconds,
	},
	{
		property: {
			displayName: 'End Time',
			name: 'endTime',
			type: 'dateTime',
			default: '',
			description: 'Leave empty for now',
		},
		to: 'end_time',
		as: toUnixSeconds,
	},
];

export const filters: Field[] = [
	{
		property: {
			displayName: 'Creator Name or ID',
			name: 'creator',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getFollowUsers' },
			default: '',
			description:
				'Member who made the moment; those of apps have none. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		group: 'filters',
		to: 'creator',
		as: toText,
	},
	{
		property: {
			displayName: 'Made By',
			name: 'filterType',
			type: 'options',
			options: [
				{ name: 'Corp', value: 0, description: 'Made in the console or by an app (企业发表)' },
				{ name: 'Corp or Members', value: 2 },
				{ name: 'Members', value: 1, description: 'Made by a member alone (个人发表)' },
			],
			default: 2,
		},
		group: 'filters',
		to: 'filter_type',
		as: toInteger,
	},
];
