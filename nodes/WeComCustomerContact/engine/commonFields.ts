import { atLeast, between } from './checks';
import { toInteger } from './convert';
import { simplifierOf } from './simplify';
import { localized } from '../texts/localized';
import type { Field, Operation } from './types';

// Fields that operations have without naming them.

export const MOST_CALLS_AT_ONCE = 50;

export const callsAtOnce = localized<Field>(
	{
		property: {
			displayName: 'Calls at Once',
			name: 'callsAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MOST_CALLS_AT_ONCE },
			default: 5,
			description:
				'How many calls of this execution may run at the same time. All executions of the corp together run as many as the highest of them says. WeCom names no number but refuses too many (45033); its staff advises 5 where customers are tagged.',
		},
		group: 'options',
		as: toInteger,
		checks: [between(1, MOST_CALLS_AT_ONCE)],
		notAsTool: true,
	},
	'action',
);

const includeInputFields = localized<Field>(
	{
		property: {
			displayName: 'Include Input Fields',
			name: 'includeInputFields',
			type: 'boolean',
			default: false,
			description:
				'Whether to hand on all fields of the input item that the answer lacks. Without it, only those that later steps need are handed on, such as the IDs of member and customer.',
		},
		group: 'options',
		notAsTool: true,
	},
	'action',
);

const returnAll = localized<Field>(
	{
		property: {
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
	},
	'action',
);

const limit = localized<Field>(
	{
		property: {
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			displayOptions: { show: { returnAll: [false] } },
			default: 50,
			description: 'Max number of results to return',
		},
		as: toInteger,
		checks: [atLeast(1)],
	},
	'action',
);

const simplify = localized<Field>(
	{
		property: {
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
	},
	'action',
);

const chineseLabels = localized<Field>(
	{
		property: {
			displayName: 'Chinese Labels',
			name: 'chineseLabels',
			type: 'boolean',
			default: false,
			description:
				'Whether labels of codes, such as add_way_label, are Chinese. They are the same on every server, whatever its language.',
		},
		group: 'options',
	},
	'action',
);

/** For a list that is flat as long as it has no details. */
const simplifyDetails: Field = {
	property: { ...simplify.property, displayOptions: { show: { includeDetails: [true] } } },
};

/**
 * Return All and Limit for lists, Simplify and its labels where records have a flat form, Include Input Fields where
 * an input item gives one item, Calls at Once for reads.
 */
export const commonFields = (operation: Operation): Field[] => [
	...(offersLimit(operation) ? [returnAll, limit] : []),
	...(simplifierOf(operation) ? [isOfDetails(operation) ? simplifyDetails : simplify] : []),
	...((simplifierOf(operation)?.codes ?? operation.labels) ? [chineseLabels] : []),
	...(givesOne(operation) ? [includeInputFields] : []),
	// Writes go one after another.
	...(operation.access === 'read' ? [callsAtOnce] : []),
];

/** Whether its records have a flat form only if their details are read. */
const isOfDetails = (operation: Operation) =>
	operation.run
		? operation.fields.some(({ property }) => property.name === 'includeDetails')
		: 'details' in operation && !operation.simplify;

export const offersLimit = (operation: Operation) =>
	operation.limitable === true || (operation.paging !== undefined && !('whole' in operation));

/** Whether each input item gives one item beside parts that failed, which then is about the same thing. */
export const givesOne = (operation: Operation) =>
	operation.several === undefined &&
	operation.chunks === undefined &&
	!('requests' in operation) &&
	!offersLimit(operation);
