import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { commonFields } from './commonFields';
import { compare } from './values';
import { GROUPS, type Field, type Operation, type Resource } from './types';

const byName = <T extends { name: string }>(entries: T[]): T[] =>
	[...entries].sort((a, b) => compare(a.name, b.name));

/**
 * The properties of the editor, from the table: Resource, one Operation per resource, and the fields of
 * each operation, optional ones in their collections, with Return All, Limit and Simplify where they apply.
 */
export function toProperties(resources: Resource[]): INodeProperties[] {
	const firstResource = resources[0]?.value ?? '';
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: byName(
				resources.map(({ name, value, description }) => ({ name, value, description })),
			),
			default: firstResource,
		},
		...resources.map(operationProperty),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) =>
				operationFields(operation).map((property) => shownFor(resource, operation, property)),
			),
		),
	];
}

function operationProperty(resource: Resource): INodeProperties {
	const options: INodePropertyOptions[] = byName(resource.operations).map(
		({ name, value, action, description }) => ({ name, value, action, description }),
	);
	const firstOperation = resource.operations[0]?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options,
		default: firstOperation,
	};
}

function operationFields(operation: Operation): INodeProperties[] {
	const fields = [...operation.fields, ...commonFields(operation)];
	const own = fields.filter((field) => !field.group).map((field) => field.property);
	const collections = (Object.keys(GROUPS) as Array<keyof typeof GROUPS>).flatMap((group) => {
		const members = fields.filter((field) => field.group === group);
		return members.length > 0 ? [collection(group, members)] : [];
	});
	return [...own, ...collections];
}

function collection(group: keyof typeof GROUPS, fields: Field[]): INodeProperties {
	const options = fields.map((field) => field.property);
	options.sort((a, b) => compare(a.displayName, b.displayName));
	return {
		...GROUPS[group],
		name: group,
		type: 'collection',
		default: {},
		options: options as Array<INodeProperties | INodePropertyCollection>,
	};
}

const shownFor = (
	resource: Resource,
	operation: Operation,
	property: INodeProperties,
): INodeProperties => ({
	...property,
	displayOptions: {
		...property.displayOptions,
		show: {
			resource: [resource.value],
			operation: [operation.value],
			...property.displayOptions?.show,
		},
	},
});
