import type { INodePropertyOptions } from 'n8n-workflow';
import { EVENTS } from '../callback/events';

/** Events that WeCom sends but the table lacks: they pass through rather than being lost. */
export const UNKNOWN = 'unknown';

/** What the user can choose under Trigger On. */
export const EVENT_OPTIONS: INodePropertyOptions[] = [
	...EVENTS.map(({ name, value, description }) => ({ name, value, description })),
	{
		name: 'Other Events',
		value: UNKNOWN,
		description: 'Events that this version does not know, with all that WeCom sent in raw',
	},
].sort((a, b) => (a.name < b.name ? -1 : 1));
