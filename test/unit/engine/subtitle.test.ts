import { toSubtitle } from '../../../nodes/WeComCustomerContact/engine/subtitle';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { operations } from '../../engine/fixtures/table';

const code = toSubtitle(resources).slice('={{'.length, -'}}'.length);
const subtitleOf = new Function('$parameter', `return ${code}`) as (parameters: object) => unknown;

it.each(operations)('$name says on the canvas what it does', ({ resource, value, action }) => {
	expect(subtitleOf({ resource: resource.value, operation: value })).toBe(action);
});

it('does not end before its end', () => {
	expect(code).not.toContain('}}');
});
