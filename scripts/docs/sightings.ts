import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EVENTS } from '../../nodes/WeComCustomerContact/callback/events';
import { commonFields } from '../../nodes/WeComCustomerContact/engine/commonFields';
import type { Operation } from '../../nodes/WeComCustomerContact/engine/types';
import { resources } from '../../nodes/WeComCustomerContact/resources';
import { fixtureNames, operationOf, readFixture } from '../../test/engine/fixtures/read';

const EVENT_FIXTURES = path.resolve(__dirname, '../../test/unit/callback/fixtures/events');

/** A field in an item of a fixture. */
export interface Sighting {
	name: string;
	value: unknown;
	/** The resource, or nothing for events of the trigger. */
	resource?: string;
	/** The name of the operation or event. */
	source: string;
}

/** What the trigger adds to events of customers, if it is told to. */
const CUSTOMER_DETAILS = { customer: {}, customer_error: '', relation_key: '' };

function ofEvents(): Sighting[] {
	return EVENTS.flatMap(({ name: source, value: event }) => {
		const file = path.join(EVENT_FIXTURES, `${event}.json`);
		const { expected } = JSON.parse(readFileSync(file, 'utf8')) as { expected: object };
		const details = 'external_userid' in expected ? CUSTOMER_DETAILS : {};
		return Object.entries({ ...expected, ...details }).map(([name, value]) => ({
			name,
			value,
			source,
		}));
	});
}

const offersSimplify = (operation: Operation) =>
	commonFields(operation).some(({ property }) => property.name === 'simplify');

/** All fields of simplified items; of others those that WeCom did not answer, as they are the node's own. */
function ofFixture(fixture: string, operation: Operation): Array<Pick<Sighting, 'name' | 'value'>> {
	const { parameters, calls, output } = readFixture(fixture, 'http://wecom');
	const isSimple = offersSimplify(operation) && parameters.simplify !== false;
	const answered = new Set(calls.flatMap(({ response }) => namesIn(response)));
	return output
		.flatMap(({ json }) => Object.entries(json))
		.filter(([name]) => isSimple || !answered.has(name))
		.map(([name, value]) => ({ name, value }));
}

const ofOperations = (): Sighting[] =>
	resources.flatMap((resource) =>
		resource.operations.flatMap((operation) =>
			fixtureNames
				.filter((fixture) => operationOf(fixture) === `${resource.value}.${operation.value}`)
				.flatMap((fixture) => ofFixture(fixture, operation))
				.map((field) => ({ ...field, resource: resource.name, source: operation.name })),
		),
	);

/** The names in an answer, however deep. */
function namesIn(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	const own = Array.isArray(value) ? [] : Object.keys(value);
	return [...own, ...Object.values(value).flatMap(namesIn)];
}

/** Every field in an item of the trigger and in a simplified item of the action node, and what that adds to other answers. */
export const sightings = (): Sighting[] => [...ofEvents(), ...ofOperations()];
