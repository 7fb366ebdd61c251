import { toSubtitle } from '../../../nodes/WeComCustomerContact/engine/subtitle';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { operations } from '../../engine/fixtures/table';

const code = toSubtitle(resources).slice('={{'.length, -'}}'.length);
const subtitleOf = new Function('$parameter', `return ${code}`) as (parameters: object) => unknown;

it.each(operations)('$name is called on the canvas as in the panel', ({ resource, value }) => {
	const { name } = resource.operations.find((operation) => operation.value === value)!;
	expect(subtitleOf({ resource: resource.value, operation: value })).toBe(
		`${resource.name}: ${name}`,
	);
});

it('does not end before its end', () => {
	expect(code).not.toContain('}}');
});
