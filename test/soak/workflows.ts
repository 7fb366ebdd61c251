import { ACTION_TYPE, TRIGGER_TYPE } from '../n8n/wecom';
import { inLine } from '../n8n/tests/setup';

// What the soak runs: a welcome flow, repeated reads, and syncs.

export const TRIGGER = 'WeCom';
export const WELCOME = 'Welcome';
export const READ = 'Customer';
export const SYNC = 'Sync';
export const START = 'Start';

const fromTrigger = (field: string) => `={{ $('${TRIGGER}').item.json.${field} }}`;
const start = { name: START, type: 'n8n-nodes-base.manualTrigger', parameters: {} };

export const welcomeFlow = inLine('Soak: welcome', [
	{ name: TRIGGER, type: TRIGGER_TYPE, parameters: { events: ['customerAdded'] } },
	{
		name: READ,
		type: ACTION_TYPE,
		parameters: {
			resource: 'customer',
			operation: 'get',
			externalUserId: fromTrigger('external_userid'),
		},
	},
	{
		name: WELCOME,
		type: ACTION_TYPE,
		parameters: {
			resource: 'welcomeMessage',
			operation: 'send',
			welcomeCode: fromTrigger('welcome_code'),
			text: '=你好 {{ $json.name }}！',
			expiresAt: fromTrigger('welcome_code_expires_at'),
		},
	},
]);

export const readsOf = (externalUserIds: string[]) =>
	inLine('Soak: reads', [
		start,
		{
			name: 'List',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ ids: externalUserIds }) },
		},
		{ name: 'Items', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'ids' } },
		{
			name: READ,
			type: ACTION_TYPE,
			parameters: { resource: 'customer', operation: 'get', externalUserId: '={{ $json.ids }}' },
		},
	]);

export const syncOf = (userIds: string[]) =>
	inLine('Soak: sync', [
		start,
		{
			name: SYNC,
			type: ACTION_TYPE,
			parameters: { resource: 'customer', operation: 'syncAll', output: 'relation', userIds },
		},
	]);
