import { EVENTS } from '../../../nodes/WeComCustomerContact/callback/events';
import { EVENT_OPTIONS } from '../../../nodes/WeComCustomerContact/trigger/eventOptions';
import {
	OUTPUTS,
	OUTPUTS_EXPRESSION,
	toOutputs,
	type SeparateOutputs,
} from '../../../nodes/WeComCustomerContact/trigger/outputs';

const MODES: SeparateOutputs[] = ['none', 'group', 'event'];
const TYPES = EVENT_OPTIONS.map(({ value }) => String(value));
const item = { json: { a: 1 } };

/** What the editor gets. */
function evaluate(parameters: object): Array<{ type: string; displayName: string }> {
	const expression = OUTPUTS_EXPRESSION.slice('={{'.length, -'}}'.length);
	return new Function('$parameter', `return ${expression}`)(parameters) as ReturnType<
		typeof evaluate
	>;
}

describe.each(MODES)('the outputs of mode %s', (mode) => {
	it.each(TYPES)('have one place for %s', (type) => {
		const filled = toOutputs(type, item, mode).filter((items) => items.length > 0);
		expect(filled).toEqual([[item]]);
	});

	it('are as many as the editor draws, with these names', () => {
		const drawn = evaluate({ options: { separateOutputs: mode } });
		expect(drawn).toEqual(OUTPUTS[mode].map(({ name }) => ({ type: 'main', displayName: name })));
		expect(toOutputs('customerAdded', item, mode)).toHaveLength(drawn.length);
	});

	it('do not depend on the selected events', () => {
		const drawn = ['customerAdded', 'tagCreated'].map((type) =>
			evaluate({ options: { separateOutputs: mode }, events: [type] }),
		);
		expect(drawn[0]).toEqual(drawn[1]);
	});
});

describe('the outputs', () => {
	it.each([{}, { options: {} }])('are one unless the user wants more: %j', (parameters) => {
		expect(evaluate(parameters)).toEqual([{ type: 'main', displayName: '' }]);
	});

	// Inserting or moving an entry re-wires every workflow that has such outputs: see OUTPUTS.
	it('stay where they are', () => {
		expect(OUTPUTS.group.map(({ name }) => name)).toEqual([
			'Customers',
			'Group Chats',
			'Tags',
			'Customer Acquisition',
			'App',
			'Directory',
			'Other Events',
		]);
		expect(OUTPUTS.event.map(({ types }) => types[0])).toMatchSnapshot();
		expect(OUTPUTS.event).toHaveLength(EVENTS.length + 1);
	});

	it('cannot be cut short by the end of an expression within', () => {
		expect(OUTPUTS_EXPRESSION.slice(1, -2)).not.toContain('}}');
	});
});
