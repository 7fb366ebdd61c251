import {
	operationFields,
	toProperties,
} from '../../../nodes/WeComCustomerContact/engine/properties';
import { resources } from '../../../nodes/WeComCustomerContact/resources';

const properties = toProperties(resources);

const operations = resources.flatMap((resource) =>
	resource.operations.map(
		(operation) => [`${resource.value}.${operation.value}`, resource, operation] as const,
	),
);

it.each(operations)('%s has its own fields, in its own order', (_name, resource, operation) => {
	const shown = properties.flatMap(({ displayOptions, ...property }) => {
		const { resource: ofResources, operation: ofOperations, ...show } = displayOptions?.show ?? {};
		if (!ofOperations?.includes(operation.value) || !ofResources?.includes(resource.value))
			return [];
		return [{ ...property, show }];
	});
	const own = operationFields(operation).map(({ displayOptions, ...property }) => ({
		...property,
		show: displayOptions?.show ?? {},
	}));
	expect(shown).toEqual(own);
});

it('equal fields stand once: n8n looks through all of them at every step', () => {
	expect(properties.filter(({ type }) => type !== 'hidden').length).toBeLessThan(320);
});
