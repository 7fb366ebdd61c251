import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { expressionOf } from './chain';
import { commonFields } from './commonFields';
import { merged, type Form, type Merged } from './merged';
import { withChoice } from '../texts/choice';
import { isChinese } from '../texts/language';
import { localized } from '../texts/localized';
import { GROUPS, type Chained, type Field, type Operation, type Resource } from './types';

/**
 * By the alphabet; in Chinese by what is stored, which is close to the English order. To sort Chinese names by their
 * pinyin, `localeCompare` would cost n8n 10 ms at its start.
 */
const sorted = <T>(entries: T[], label: keyof T, stored: keyof T): T[] => {
	const by = isChinese ? stored : label;
	return entries
		.map((entry) => ({ entry, key: String(entry[by]).toLowerCase() }))
		.sort((a, b) => (a.key < b.key ? -1 : 1))
		.map(({ entry }) => entry);
};

const byName = <T extends { name: string; value: string }>(entries: T[]) =>
	sorted(entries, 'name', 'value');

const RESOURCE = localized<INodeProperties>(
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: '',
	},
	'action',
);

const OPERATION = localized<INodeProperties>(
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: '',
	},
	'action',
);

/**
 * The properties of the editor, from the table: Resource, one Operation per resource, and the fields of
 * each operation, optional ones in their collections, with Return All, Limit and Simplify where they apply.
 */
export function toProperties(resources: Resource[]): INodeProperties[] {
	return [
		resourceProperty(resources),
		...resources.map(operationProperty),
		...fieldsOf(resources),
		...wholeEntries(resources),
	];
}

/**
 * Entries (attachments, group chats) that come as a whole, from an expression or another program, n8n drops before a
 * node sees them, unless it finds a simple property of their name as well: then it keeps what was given.
 */
function wholeEntries(resources: Resource[]): INodeProperties[] {
	const entries = resources
		.flatMap(({ operations }) => operations.flatMap(({ fields }) => fields))
		.filter(({ group, property: { type } }) => group === undefined && type === 'fixedCollection')
		.map(({ property: { displayName, name } }) => [name, displayName] as const);
	return [...new Map(entries)].map(([name, displayName]) => ({
		displayName,
		name,
		type: 'hidden',
		default: {},
	}));
}

const resourceProperty = (resources: Resource[]): INodeProperties => ({
	...RESOURCE,
	options: byName(resources.map(({ name, value, description }) => ({ name, value, description }))),
	default: resources[0]?.value ?? '',
});

function operationProperty(resource: Resource): INodeProperties {
	const options: INodePropertyOptions[] = byName(resource.operations).map(
		({ name, value, action, description }) => ({ name, value, action, description }),
	);
	const firstOperation = resource.operations[0]?.value ?? '';
	return {
		...OPERATION,
		displayOptions: { show: { resource: [resource.value] } },
		options,
		default: firstOperation,
	};
}

/** The fields of one operation in the order of the editor: its own, common ones, collections. */
export function operationFields(operation: Operation): INodeProperties[] {
	const fields = [...operation.fields, ...commonFields(operation)];
	const own = fields.filter((field) => !field.group).flatMap(propertiesOf);
	const collections = (Object.keys(GROUPS) as Array<keyof typeof GROUPS>).flatMap((group) => {
		const members = fields.filter((field) => field.group === group);
		return members.length > 0 ? [collection(group, members)] : [];
	});
	return [...own, ...collections];
}

/** Every list of choices that is loaded says how to choose, those within entries too. */
function explained(property: INodeProperties): INodeProperties {
	const { type, typeOptions, description, options } = property;
	if (type === 'fixedCollection') {
		const entries = options as INodePropertyCollection[];
		return {
			...property,
			options: entries.map((entry) => ({ ...entry, values: entry.values.map(explained) })),
		};
	}
	const isLoaded = typeOptions?.loadOptionsMethod !== undefined;
	return isLoaded && (type === 'options' || type === 'multiOptions')
		? { ...property, description: withChoice(type, description) }
		: property;
}

/** n8n's condition for a node that is a tool of an AI agent. */
const AS_TOOL = { '@tool': [true] };
const NOT_AS_TOOL = { hide: AS_TOOL };

const PROPERTIES = new WeakMap<Field, INodeProperties[]>();

/** The same for the same field, as fields stand in many operations. */
function propertiesOf(field: Field): INodeProperties[] {
	const known = PROPERTIES.get(field) ?? made(field);
	PROPERTIES.set(field, known);
	return known;
}

/**
 * What the editor shows of a field. One that finds its value in the item that comes in stands twice: an AI tool has no
 * such item, and its model sees nothing of a field but its name.
 */
function made({ chained, notAsTool, ...field }: Field): INodeProperties[] {
	const property = explained(field.property);
	const { displayName, displayOptions } = property;
	const hidden = { ...displayOptions, ...NOT_AS_TOOL };
	if (!chained) return [notAsTool ? { ...property, displayOptions: hidden } : property];
	const inWorkflows = {
		...property,
		displayOptions: hidden,
		default: chainedDefault(property, chained),
	};
	const asTool = {
		...property,
		displayName: named(displayName, chained.key),
		// First, as n8n shows a property at once when a condition depends on an expression.
		displayOptions: { ...displayOptions, show: { ...AS_TOOL, ...displayOptions?.show } },
	};
	return notAsTool ? [inWorkflows] : [inWorkflows, asTool];
}

/** A label with WeCom's name behind it, unless it has that already: Member (Userid), Welcome Code. */
function named(label: string, key: string): string {
	const words = key
		.split('_')
		.map((word) => (word === 'id' ? 'ID' : word.charAt(0).toUpperCase() + word.slice(1)));
	const isSame =
		label.includes(key) || words.join('').toLowerCase() === label.replaceAll(' ', '').toLowerCase();
	return isSame ? label : `${label} (${words.join(' ')})`;
}

function chainedDefault({ type }: INodeProperties, { key }: Chained): INodeProperties['default'] {
	const expression = expressionOf(key);
	return type === 'resourceLocator' ? { mode: 'id', value: expression } : expression;
}

function collection(group: keyof typeof GROUPS, fields: Field[]): INodeProperties {
	const properties = fields.flatMap(propertiesOf);
	const isForTools = fields.some(({ notAsTool }) => !notAsTool);
	return {
		...localized(GROUPS[group], 'action'),
		name: group,
		type: 'collection',
		...(isForTools ? {} : { displayOptions: NOT_AS_TOOL }),
		default: {},
		options: sorted(properties, 'displayName', 'name') as Array<
			INodeProperties | INodePropertyCollection
		>,
	};
}

/**
 * The fields of all operations, with few properties. Collections become one where n8n's conditions allow, and the
 * options inside have conditions of their own.
 */
function fieldsOf(resources: Resource[]): INodeProperties[] {
	const forms = resources.flatMap(({ value: resource, operations }) =>
		operations.map((operation) => ({
			place: { resource, operation: operation.value },
			properties: operationFields(operation),
		})),
	);
	return merged(forms.map(withoutOptions)).map((one) => {
		const property = shownFor(one, '');
		if (!isCollection(property)) return property;
		const there = forms.filter(({ place }) => one.places.includes(place));
		return { ...property, options: optionsOf(property, there) };
	});
}

const withoutOptions = ({ place, properties }: Form): Form => ({
	place,
	properties: properties.map((property) =>
		isCollection(property) ? { ...property, options: [] } : property,
	),
});

function optionsOf({ name: collection }: INodeProperties, forms: Form[]): INodeProperties[] {
	const inside = forms.map(({ place, properties }) => {
		const { options } = properties.find(({ name }) => name === collection)!;
		return { place, properties: options as INodeProperties[] };
	});
	const options = merged(inside).map((option) => shownFor(option, '/'));
	return sorted(options, 'displayName', 'name');
}

const isCollection = ({ type }: INodeProperties) => type === 'collection';

/** With n8n's condition for its places; what is inside a collection looks for it at the `/` of the parameters. */
const shownFor = (
	{ property, resources, operations }: Merged,
	path: '' | '/',
): INodeProperties => ({
	...property,
	displayOptions: {
		...property.displayOptions,
		show: {
			[`${path}resource`]: resources,
			[`${path}operation`]: operations,
			...property.displayOptions?.show,
		},
	},
});
