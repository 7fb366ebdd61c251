// Writes the parts of the documents that repeat what the code knows: `npm run docs`.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type {
	AppKind,
	EventEntry,
	EventField,
} from '../nodes/WeComCustomerContact/callback/eventEntry';
import { EVENTS } from '../nodes/WeComCustomerContact/callback/events';
import { resources } from '../nodes/WeComCustomerContact/resources';
import { OUTPUTS } from '../nodes/WeComCustomerContact/trigger/outputs';
import { errorsPage } from './docs/errors';
import { fieldsPage } from './docs/fields';
import { anchor, NOTE, officialPage, page, table } from './docs/markdown';
import { operationPages } from './docs/operations';
import { fileOf } from './docs/operations/resourcePage';
import { sampleEvent } from './docs/sampleEvent';
import { recipesTable, writeChineseRecipes } from './examples';

const ROOT = path.resolve(__dirname, '..');
const FIXTURES = path.join(ROOT, 'test/unit/callback/fixtures/events');

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const MOST_NAMES = 8;

/** All names, or the first few of a long list: the page that the row links to has them all. */
const listed = (entries: readonly { name: string }[]) => {
	const names = entries.map(({ name }) => name);
	if (names.length <= MOST_NAMES) return names.join(', ');
	return `${names.slice(0, MOST_NAMES - 2).join(', ')}, and ${names.length - MOST_NAMES + 2} more`;
};

// Events, in the groups that the trigger's Separate Outputs offers.

const groups = OUTPUTS.group
	.map(({ name, types }) => ({
		name,
		events: (EVENTS as readonly EventEntry[]).filter(({ value }) => types.includes(value)),
	}))
	.filter(({ events }) => events.length > 0);

const APPS: Record<AppKind, string> = {
	selfBuilt: 'self-built',
	delegated: 'delegated',
	thirdParty: 'third-party',
	directorySync: 'directory sync (通讯录同步)',
};

const KINDS: Record<EventField['kind'], string> = {
	string: 'text',
	integer: 'number',
	list: 'list',
	commaList: 'list',
	commaIntegers: 'list of numbers',
	parts: 'as sent',
	selections: 'list',
	isoTime: 'time',
	welcomeExpiry: 'time',
};

const ALWAYS = table(
	['Field', 'What it is'],
	[
		['`event_type`', 'Which event it is, for a Switch node'],
		['`event`, `change_type`', "WeCom's own name of the event, as sent"],
		['`source`', '`callback`; items of the *WeCom New Customer Trigger* have `poll`'],
		['`corpid`', 'The corp; `suite_id` beside it in the events of a third-party app'],
		['`created_at`, `create_time`', 'When it happened: as a date, and as Unix seconds'],
		['`event_id`', 'The same whenever WeCom sends the same event again'],
		['`raw`', "Everything WeCom sent, under WeCom's names"],
	],
);

const example = ({ value }: EventEntry) => {
	const fixture = JSON.parse(readFileSync(path.join(FIXTURES, `${value}.json`), 'utf8')) as {
		expected: Record<string, unknown>;
	};
	const { raw: _, ...item } = fixture.expected;
	return ['```json', JSON.stringify(item, null, 2), '```'].join('\n');
};

const inWords = (words: string[]) =>
	[words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ');

const eventSection = (entry: EventEntry) => {
	const { name, chineseName, description, apps, doc, fields } = entry;
	const kinds = apps.map((app) => APPS[app]);
	const lines = [
		`### ${name}`,
		`${description} (${chineseName}). WeCom's page: ${officialPage(doc)}.` +
			(apps.includes('selfBuilt') ? '' : ` Only for ${inWords(kinds)} apps.`),
	];
	if (fields.length > 0) {
		const rows = fields.map((field) => [
			`\`${field.name}\``,
			KINDS[field.kind],
			`${field.description}${field.optional ? ' (not always there)' : ''}`,
		]);
		lines.push(table(['Field', 'Kind', 'What it is'], rows));
	}
	return [...lines, example(entry)].join('\n\n');
};

const eventsPage = () =>
	page(
		NOTE,
		'# Events',
		'What the **WeCom Customer Contact Trigger** puts out: one item for each event that is selected under *Trigger On*.',
		'Every item has:',
		ALWAYS,
		'The examples below leave `raw` out. An event that this list lacks comes as `event_type: "unknown"` with what WeCom sent in `raw`, if *Other Events* is selected. With the option *Include Customer Details*, events of a customer also have `customer`, or `customer_error` when the customer could not be read.',
		'`relation_key` (`userid/external_userid/createtime`) comes with `customer`, if the member of the event follows the customer. It is made of what WeCom answers when the customer is read, so it is the same after *Customer: Get* and from the *WeCom New Customer Trigger* for as long as the two are contacts; added again after one deleted the other, they have another one. Without *Include Customer Details* there is none: the time in the event may differ from that of the relation.',
		'## A sample event',
		'n8n shows no fields of a trigger that never ran. To build before WeCom has sent anything, open the trigger, click *set mock data* (the pen at the top right of *Output*), replace all by this, and save. The steps behind then show where each field goes.',
		sampleEvent(),
		'It is pinned to the editor: published workflows never use it. To run the steps behind it, put in the `userid` and `external_userid` of a customer of yours. The welcome code is a dead one, so *Welcome Message: Send* gives `sent: false` and sends nothing.',
		...groups.flatMap(({ name, events }) => [`## ${name}`, ...events.map(eventSection)]),
	);

const eventsTable = () =>
	table(
		['Group', 'Events'],
		groups.map(({ name, events }) => [`[${name}](docs/events.md#${anchor(name)})`, listed(events)]),
	);

// Operations, as the Resource and Operation fields offer them.

const operationsTable = () =>
	table(
		['Resource', 'Operations'],
		resources.map((resource) => [
			`[${resource.name}](docs/operations/${fileOf(resource)})`,
			listed(resource.operations),
		]),
	);

/** The text with everything between `<!-- name -->` and `<!-- /name -->` replaced. */
const fillIn = (text: string, name: string, content: string) => {
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`There is no place for ${name}`);
	return `${text.slice(0, from)}${begin}\n${content}\n${text.slice(to)}`;
};

/** Each document with its text as it should be now. */
export const documents = (): Record<string, string> => ({
	'README.md': Object.entries({
		recipes: recipesTable(['Recipe', 'What it does', 'Steps'], {
			recipes: 'examples',
			images: 'docs/images',
		}),
		operations: operationsTable(),
		events: eventsTable(),
	}).reduce((text, [name, content]) => fillIn(text, name, content), read('README.md')),
	'docs/errors.md': errorsPage(),
	'docs/events.md': eventsPage(),
	'docs/fields.md': fieldsPage(),
	...operationPages(),
});

if (require.main === module) {
	writeChineseRecipes();
	for (const [file, text] of Object.entries(documents())) {
		writeFileSync(path.join(ROOT, file), text);
	}
}
