import { EVENTS } from '../../../nodes/WeComCustomerContact/callback/events';
import {
	EVENT_OPTIONS,
	EVENTS_SUBTITLE,
	UNKNOWN,
} from '../../../nodes/WeComCustomerContact/trigger/eventOptions';

describe('the events to choose from', () => {
	it('are all that are known, each once, customers first and the unknown last', () => {
		const values = EVENT_OPTIONS.map(({ value }) => value);
		expect([...values].sort()).toEqual([...EVENTS.map(({ value }) => value), UNKNOWN].sort());
		expect(values[0]).toBe('customerAdded');
		expect(values.at(-1)).toBe(UNKNOWN);
	});
});

describe('the line below the node on the canvas', () => {
	const code = EVENTS_SUBTITLE.slice('={{'.length, -'}}'.length);
	const subtitleOf = new Function('$parameter', `return ${code}`) as (
		parameters: object,
	) => unknown;

	it.each([
		[['customerAdded'], 'Customer Added'],
		[
			['customerHalfAdded', 'customerAdded', 'tagCreated'],
			'Customer Added Without Verification +2',
		],
		[['ofAnotherVersion'], ''],
		[[], ''],
		[undefined, ''],
	])('of %j is "%s"', (events, subtitle) => {
		expect(subtitleOf({ events })).toBe(subtitle);
	});
});
