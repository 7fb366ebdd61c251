import { toText } from '../engine/convert';
import type { Field } from '../engine/types';

// Fields that several operations share.

export const externalUserId: Field = {
	property: {
		displayName: 'External User ID',
		name: 'externalUserId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. wmAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
		description: 'ID of the customer (external_userid), as in the events of the trigger',
	},
	to: 'external_userid',
	as: toText,
};
