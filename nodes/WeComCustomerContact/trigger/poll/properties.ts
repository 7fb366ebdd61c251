import type { INodeProperties } from 'n8n-workflow';
import { filtersWith } from '../filterFields';

/** What the user sees of the New Customer Trigger. */
export const PROPERTIES: INodeProperties[] = [
	{
		displayName:
			'The first poll takes stock: from then on each new customer starts the workflow, with details but without a welcome code. For welcome messages, use the WeCom Customer Contact Trigger.',
		name: 'pollNotice',
		type: 'notice',
		default: '',
	},
	filtersWith({ state: 'Customers of no channel do not pass' }),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Leave Out Delivered Customers',
				name: 'leaveOutDelivered',
				type: 'boolean',
				default: false,
				description:
					'Whether to leave out whom a WeCom Customer Contact Trigger with Include Customer Details has brought to this same workflow, by the same credential and in the same process of n8n. One in a hundred comes all the same. Not for queue mode: if a worker dies, its customers would stay away.',
			},
			{
				displayName: 'Since',
				name: 'since',
				type: 'dateTime',
				default: '',
				description:
					'The first poll starts with the customers who were added since then, 500 at most each time. Later ones do not look at it. Empty: it starts with nobody.',
			},
		],
	},
];
