import { toInteger, toText } from '../../engine/convert';
import { toUnixSeconds } from '../../engine/dates';
import type { Field, Given } from '../../engine/types';
import { userIds } from './fields';
import { say } from '../../texts/say';

// What mass messages and moments are listed by.

/** When they were made; the last 30 days at first. */
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
			description: 'Empty means the current time',
		},
		to: 'end_time',
		as: toUnixSeconds,
	},
];

export const rangeProblem = ({ request: { body } }: Given): string | undefined =>
	Number(body.end_time) < Number(body.start_time)
		? say`"End Time" is before "Start Time"`
		: undefined;

interface Texts {
	byCorp: string;
	byMembers: string;
}

/** Who made them. */
export const madeByFilters = ({ byCorp, byMembers }: Texts): Field[] => [
	{
		property: {
			displayName: 'Creator Name or ID',
			name: 'creator',
			type: 'options',
			typeOptions: userIds.property.typeOptions,
			default: '',
			description: 'Member who created it; what apps created has none',
		},
		group: 'filters',
		to: 'creator',
		as: toText,
	},
	{
		property: {
			displayName: 'Created By',
			name: 'filterType',
			type: 'options',
			options: [
				{ name: 'Corp', value: 0, description: byCorp },
				{ name: 'Corp or Members', value: 2 },
				{ name: 'Members', value: 1, description: byMembers },
			],
			default: 2,
		},
		group: 'filters',
		to: 'filter_type',
		as: toInteger,
	},
];
