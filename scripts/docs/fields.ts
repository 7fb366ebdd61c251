import { EVENTS } from '../../nodes/WeComCustomerContact/callback/events';
import { FIELD_MEANINGS } from './fieldMeanings';
import { NOTE, page, table } from './markdown';
import { sightings, type Sighting } from './sightings';
import { byName, typesOf } from './vocabulary';

const unique = (names: string[]) => [...new Set(names)];

/** `Customer: Get, Get Many; Tag: Create`. */
function operationsWith(fields: Sighting[]): string {
	const resources = unique(fields.flatMap(({ resource }) => resource ?? []));
	return resources
		.map((name) => {
			const operations = fields.filter(({ resource }) => resource === name);
			return `${name}: ${unique(operations.map(({ source }) => source)).join(', ')}`;
		})
		.join('; ');
}

function eventsWith(fields: Sighting[]): string {
	const events = unique(
		fields.filter(({ resource }) => resource === undefined).map(({ source }) => source),
	);
	return events.length === EVENTS.length ? 'all' : events.join(', ');
}

const row = ([name, fields]: [string, Sighting[]]) => [
	`\`${name}\``,
	typesOf(fields).join(', '),
	FIELD_MEANINGS[name] ?? '',
	operationsWith(fields),
	eventsWith(fields),
];

export const fieldsPage = (): string =>
	page(
		NOTE,
		'# Fields',
		"What the fields of items are called: the same thing has the same name after every step, the one that WeCom's API has for it. So `{{ $json.external_userid }}` is the customer after the trigger, after *Customer: Get* and after *Tag: Add to Customer* alike.",
		"Here are the fields of the **trigger**, of the action node's **simplified** items (*Simplify* is on by default), and what the node adds to other answers. Other fields are as WeCom answers them: [Operations](operations/README.md) links to WeCom's page of each.",
		[
			'- A name with `_at` is a time as text (ISO 8601), one with `_time` is the same in Unix seconds.',
			'- A write has the IDs it was about and one past participle: `created`, `updated`, `deleted`, `sent`, `tagged`, `untagged`, `uploaded`, `canceled`, `reminded`, `closed`, or `started` for what WeCom goes on with by itself (a transfer, a job that was not waited for).',
			'- A part of a batch that failed has its IDs, `failed: true`, `reason` and, where WeCom gave them, `errcode` and `errmsg`; `uncertain: true` when nobody knows whether WeCom did it.',
			"- `raw` of the trigger has the names of WeCom's callbacks.",
		].join('\n'),
		table(['Field', 'Type', 'What it is', 'Operations', 'Events'], byName(sightings()).map(row)),
	);
