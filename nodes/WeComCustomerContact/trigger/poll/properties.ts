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
