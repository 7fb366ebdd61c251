import { atLeast } from '../../engine/checks';
import { toInteger } from '../../engine/convert';
import type { Field } from '../../engine/types';
import { oneOf } from './choices';

/** Which app of a suite that has several acts: WeCom knows by the token where there is only one. */
export const appOfOldSuite: Field = oneOf(
	{
		displayName: 'App',
		name: 'agentId',
		description: 'Only for old suites of several apps (旧的第三方多应用套件): the app in your corp',
		search: 'searchAgents',
		example: '1000002',
		byId: 'By Agent ID',
		required: false,
	},
	{ group: 'additionalFields', to: 'agentid', as: toInteger, checks: [atLeast(1)] },
);
