import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';
import {
	operationFields,
	toProperties,
} from '../../../nodes/WeComCustomerContact/engine/properties';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { WeComCustomerContact } from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';

const properties = toProperties(resources);
const { description } = new WeComCustomerContact();

const operations = resources.flatMap((resource) =>
	resource.operations.map(
		(operation) => [`${resource.value}.${operation.value}`, resource, operation] as const,
	),
);

const PLACE = ['resource', 'operation', '@tool'];

/** A property with those of its conditions that are of the operation, or with the others. */
function withConditions(property: INodeProperties, ofPlace: boolean): INodeProperties {
	const { show = {}, hide = {} } = property.displayOptions ?? {};
	const kept = (conditions: object) =>
		Object.fromEntries(
			Object.entries(conditions).filter(
				([name]) => PLACE.includes(name.replace('/', '')) === ofPlace,
			),
		);
	return { ...property, displayOptions: { show: kept(show), hide: kept(hide) } };
}

/** What n8n shows of these at an operation, whatever the other fields say, with what is inside the collections. */
function shownAt(
	all: INodeProperties[],
	[resource, operation]: string[],
	isTool: boolean,
	path = '',
): INodeProperties[] {
	const parameters = { resource: resource!, operation: operation!, [path]: {} };
	const node = { typeVersion: 1, parameters } as unknown as INode;
	const type = { ...description, name: `${description.name}${isTool ? 'Tool' : ''}` };
	return all
		.filter((property) =>
			NodeHelpers.displayParameterPath(
				parameters,
				withConditions(property, true),
				path,
				node,
				type,
			),
		)
		.map((property) => {
			const shown = withConditions(property, false);
			if (property.type !== 'collection') return shown;
			const options = shownAt(
				property.options as INodeProperties[],
				[resource!, operation!],
				isTool,
				property.name,
			);
			return { ...shown, options };
		});
}

describe.each([
	['in a workflow', false],
	['as a tool', true],
] as const)('%s', (_where, isTool) => {
	it.each(operations)('%s has its own fields, in its own order', (name, _resource, operation) => {
		const own = shownAt(operationFields(operation), name.split('.'), isTool);
		const shown = shownAt(properties, name.split('.'), isTool);
		expect(
			shown.filter(({ name: field, type }) => !PLACE.includes(field) && type !== 'hidden'),
		).toEqual(own);
		const [empty] = shown.filter(
			({ type, options = [] }) => type === 'collection' && options.length === 0,
		);
		expect(empty).toBeUndefined();
	});
});

it('equal fields stand once: n8n looks through all of them at every step', () => {
	expect(properties.filter(({ type }) => type !== 'hidden').length).toBeLessThan(260);
});

describe('options in a collection', () => {
	const collections = properties.filter(({ type }) => type === 'collection');
	const optionsOf = ({ options }: INodeProperties) => options as INodeProperties[];

	it('are never required: n8n looks for those beside the collection', () => {
		const required = collections.flatMap(optionsOf).filter((option) => option.required);
		expect(required).toEqual([]);
	});

	it('of one name are of one kind: n8n’s editor of 1.x begins with the value of the first', () => {
		for (const collection of collections) {
			const kinds = new Map<string, Set<string>>();
			for (const { name, type, typeOptions } of optionsOf(collection)) {
				const kind = `${type} ${String(typeOptions?.multipleValues)}`;
				kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
			}
			expect([...kinds].filter(([, { size }]) => size > 1)).toEqual([]);
		}
	});
});
