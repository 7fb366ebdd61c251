import type { INodePropertyOptions } from 'n8n-workflow';
import { simplifierOf } from '../../nodes/WeComCustomerContact/engine/simplify';
import { offersLimit } from '../../nodes/WeComCustomerContact/engine/commonFields';
import {
	GROUPS,
	type Field,
	type Operation,
	type Resource,
} from '../../nodes/WeComCustomerContact/engine/types';
import { ANY_ENDPOINT } from '../../nodes/WeComCustomerContact/resources/apiCall/apiCall';
import { resources } from '../../nodes/WeComCustomerContact/resources';
import { anchor, NOTE, officialPage, page, table } from './markdown';
import { NOT_OFFERED } from './notOffered';

const number = (value: number) => value.toLocaleString('en-US');
const code = (text: string) => `\`${text}\``;
const sentence = (text = '') => (text === '' || text.endsWith('.') ? text : `${text}.`);

const heading = (resource: Resource, { name }: Operation) => `${resource.name}: ${name}`;
const link = (text: string, target: string) => `[${text}](#${anchor(target)})`;

function choices({ property: { type, options = [] } }: Field): string {
	if (!['options', 'multiOptions'].includes(type) || options.length === 0) return '';
	return `${type === 'options' ? 'One' : 'Any'} of ${(options as INodePropertyOptions[])
		.map(({ name, value }) => (typeof value === 'number' ? `${name} (${value})` : name))
		.join(', ')}.`;
}

function row(field: Field): string[] {
	const { displayName, required, description, hint } = field.property;
	const label = field.group ? `${GROUPS[field.group].displayName} > ${displayName}` : displayName;
	const notes = [sentence(description ?? hint), choices(field)].filter((text) => text !== '');
	return [label, field.to ? code(field.to) : '', required ? 'yes' : '', notes.join(' ')];
}

const MEANINGS: Readonly<Record<string, string>> = {
	48002: 'the app gets IDs only',
	48009: 'the app gets IDs only',
	60011: 'the app gets IDs only',
	84061: 'the member has no customers, so there are no items',
	701008: 'no member has a license, so each comes as an item that says so',
};

/** What the table says about calls: size of pages and chunks, codes that are no error, repetition. */
function facts(operation: Operation): string[] {
	const { chunks, paging, tolerates, access, look, doneAlready = [] } = operation;
	const found: string[] = [];
	if (chunks) {
		found.push(
			`WeCom takes ${number(chunks.max)} entries in ${code(chunks.list)} at once: a longer list goes out in several calls.`,
		);
	}
	if (chunks?.everyId || chunks?.failed) {
		found.push(
			`What WeCom leaves out comes as an item with ${code(chunks.as)}, ${code('failed: true')} and the reason.`,
		);
	}
	if (offersLimit(operation)) found.push('Has **Return All** and **Limit**.');
	if (paging) {
		const size = paging.size ? ` of at most ${number(paging.size.max)} records` : '';
		found.push(`Reads page by page${size}, and no more pages than the limit needs.`);
	}
	if (simplifierOf(operation))
		found.push(
			'**Simplify** gives flat items, with times and labels that people can read ([Fields](fields.md)); without it, what WeCom answers.',
		);
	for (const errcode of Object.keys(tolerates ?? {})) {
		found.push(`WeCom's answer ${errcode} is no error here: ${MEANINGS[errcode]}.`);
	}
	if (access === 'once') {
		found.push(
			`Not repeated when it is unknown whether WeCom carried it out: after -1 and after a lost answer the error says so. ${look}.`,
		);
	}
	if (access === 'idempotent') {
		const done = doneAlready.map((errcode) => code(String(errcode))).join(', ');
		found.push(
			`Repeated after -1 and after a lost answer, which does no harm.${done && ` If WeCom then answers ${done}, it was done: the item has ${code('uncertain: true')}.`}`,
		);
	}
	return found;
}

function operationSection(resource: Resource, operation: Operation): string[] {
	const { fields, description, method, endpoint, doc } = operation;
	const list = facts(operation).map((fact) => `- ${fact}`);
	return [
		`### ${heading(resource, operation)}`,
		`${sentence(description)} ${code(`${method} ${endpoint}`)}, page ${officialPage(doc)}.`,
		...(fields.length > 0
			? [table(['Field', "WeCom's name", 'Required', 'Notes'], fields.map(row))]
			: []),
		...(list.length > 0 ? [list.join('\n')] : []),
	];
}

const resourceSection = (resource: Resource): string[] => [
	`## ${resource.name}`,
	table(
		['Operation', 'What it does', 'Endpoint', "WeCom's page"],
		resource.operations.map((operation) => [
			link(operation.name, heading(resource, operation)),
			operation.description,
			code(operation.endpoint),
			officialPage(operation.doc),
		]),
	),
	...resource.operations.flatMap((operation) => operationSection(resource, operation)),
];

/** Operations by their endpoint; Sync All has one with Get Many by Members in common. */
function endpointRows(): string[][] {
	const links = new Map<string, string[]>();
	for (const resource of resources) {
		for (const operation of resource.operations) {
			if (operation.endpoint === ANY_ENDPOINT) continue;
			const title = heading(resource, operation);
			const known = links.get(operation.endpoint) ?? [];
			links.set(operation.endpoint, [...known, link(title, title)]);
		}
	}
	return [...links]
		.sort(([a], [b]) => a.localeCompare(b, 'en'))
		.map(([endpoint, operations]) => [code(endpoint), operations.join(', ')]);
}

export const operationsPage = (): string =>
	page(
		NOTE,
		'# Operations',
		'What the **WeCom Customer Contact** node can do. Every operation that reads also has **Options > Calls at Once**: how many calls of the corp may run at the same time. Those that change something go one after another.',
		...resources.flatMap(resourceSection),
		'## Endpoints of WeCom',
		'Where to find what you know from the documents of WeCom.',
		table(['Endpoint', 'Operation'], endpointRows()),
		'### Endpoints that are not offered',
		'Of all that belongs to customer contact or that the node itself uses, these are left out. Other endpoints can be called with [API Call](#api-call):',
		table(
			['Endpoint', 'Why'],
			Object.entries(NOT_OFFERED).map(([endpoint, why]) => [code(endpoint), why]),
		),
	);
