import type { INodePropertyOptions } from 'n8n-workflow';
import { EVENT_GROUPS, type EventEntry } from '../callback/eventEntry';
import { EVENTS } from '../callback/events';
import { localized } from '../texts/localized';

/** Events that WeCom sends but the table lacks: they pass through rather than being lost. */
export const UNKNOWN = 'unknown';

const ofGroup = (wanted: EventEntry['group']) =>
	EVENTS.filter(({ group }) => group === wanted).map(({ name, value, description }) => ({
		name,
		value,
		description,
	}));

/** What the user can choose under Trigger On: customers first, as in the README. */
export const EVENT_OPTIONS = localized<INodePropertyOptions[]>(
	[
		...EVENT_GROUPS.flatMap(ofGroup),
		{
			name: 'Other Events',
			value: UNKNOWN,
			description: 'Events that this version does not know, with all that WeCom sent in raw',
		},
	],
	'trigger',
	'events',
);

const NAMES = Object.fromEntries(EVENT_OPTIONS.map(({ value, name }) => [String(value), name]));

/** What a trigger on the canvas says below its name: its first event, and how many more. */
export const EVENTS_SUBTITLE = `={{ ((names, events) => (names[events?.[0]] ?? "") + (events?.length > 1 ? " +" + (events.length - 1) : ""))(${JSON.stringify(NAMES)}, $parameter["events"]) }}`;
