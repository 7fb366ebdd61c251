import type { INodeProperties } from 'n8n-workflow';
import { EVENT_OPTIONS } from './eventOptions';
import { filtersWith } from './filterFields';
import { DEFAULT_REPLAY_MINUTES } from './options';

// The editor keeps no tags in a notice but links and lists.
const SET_UP = `<ul>
	<li>Put Token and EncodingAESKey into the credential first, then Publish, then paste the Production URL into WeCom: it checks the URL at once. <a href="https://this-repository/README.md#set-up-wecom" target="_blank">Set up WeCom step by step</a></li>
	<li>Tick External contact changes (外部联系人变更回调) on the same page of WeCom.</li>
	<li>An app has one callback URL, so use one trigger per app.</li>
	<li>To build before the first event, paste the <a href="https://this-repository/docs/events.md#a-sample-event" target="_blank">sample event</a> under Output > set mock data.</li>
</ul>`.replace(/[\n\t]/g, '');

/** What the user sees of the trigger. */
export const PROPERTIES: INodeProperties[] = [
	{ displayName: SET_UP, name: 'setupNotice', type: 'notice', default: '' },
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: EVENT_OPTIONS,
		default: ['customerAdded', 'customerHalfAdded'],
	},
	filtersWith({
		members:
			'Events that come without a member, such as those of tags, group chats and Acquisition Messages Received, pass',
		state:
			'Customers of no channel do not pass. Kinds of events that never have a state, such as those of tags, do.',
	}),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Acknowledge',
				name: 'acknowledge',
				type: 'options',
				options: [
					{
						name: 'When Stored',
						value: 'whenStored',
						description:
							'Answer WeCom when n8n has stored the execution, after 3 seconds at the latest. Until then WeCom delivers again if n8n fails. Stored is not done: if n8n dies before it has run the execution, it marks it as crashed when it starts again, and does not run it.',
					},
					{
						name: 'Immediately',
						value: 'immediately',
						description: 'Answer WeCom first, an event is lost if n8n fails right after that',
					},
				],
				default: 'whenStored',
			},
			{
				displayName: 'Ignore Own Changes',
				name: 'ignoreOwnChanges',
				type: 'boolean',
				default: false,
				description:
					"Whether to drop Customer Edited for two minutes after a workflow has written a remark or tags of that member's customer, so that it does not start itself. What the member edits in that time is lost, too. Only what the same n8n process has written is known: not in queue mode. WeCom says that it sends no events for changes through the API.",
			},
			{
				displayName: 'Include Customer Details',
				name: 'includeCustomer',
				type: 'boolean',
				default: false,
				description:
					'Whether to read the customer of the event and put it into the item as customer. If that takes more than 2 seconds or fails, the item has customer_error instead.',
			},
			{
				displayName: 'Replay Window (Minutes)',
				name: 'replayWindow',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: DEFAULT_REPLAY_MINUTES,
				description:
					'How far from now the signed time of a call may be. Older ones are refused, as somebody may have recorded them. 0 takes all.',
			},
			{
				displayName: 'Separate Outputs',
				name: 'separateOutputs',
				type: 'options',
				options: [
					{ name: 'One Output', value: 'none', description: 'One output for all events' },
					{
						name: 'By Group',
						value: 'group',
						description:
							'One output for each group of events, such as customers or tags, and one for others',
					},
					{
						name: 'By Event',
						value: 'event',
						description: 'One output for each kind of event, whether it is selected or not',
					},
				],
				default: 'none',
				description: 'A change of Trigger On never changes the outputs or their order',
			},
		],
	},
];
