// Writes what the editor shows of a step that has not run yet: `tsx scripts/schemas.ts <folder>`, as part of the build.
// The fields are those of the fixtures, so a schema can't say what no test has seen.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { givesOne } from '../nodes/WeComCustomerContact/engine/commonFields';
import type { Operation } from '../nodes/WeComCustomerContact/engine/types';
import { ANY_ENDPOINT } from '../nodes/WeComCustomerContact/resources/apiCall/apiCall';
import { resources } from '../nodes/WeComCustomerContact/resources';
import { HANDED_ON } from '../nodes/WeComCustomerContact/resources/shared/chained';
import { fixtureNames, operationOf, readFixture } from '../test/engine/fixtures/read';

/** What n8n reads of JSON Schema. */
export interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema of values that stand in the same place. */
export function schemaOf(values: unknown[]): Schema {
	const known = values.filter((value) => value !== null && value !== undefined);
	const lists = known.filter((value): value is unknown[] => Array.isArray(value));
	if (lists.length > 0) {
		const entries = lists.flat();
		return { type: 'array', ...(entries.length > 0 && { items: schemaOf(entries) }) };
	}
	const objects = known.filter(isObject);
	if (objects.length > 0) {
		const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
		return {
			type: 'object',
			properties: Object.fromEntries(
				names.map((name) => [name, schemaOf(objects.map((object) => object[name]))]),
			),
		};
	}
	const type = typeof known[0];
	return { type: type === 'number' || type === 'boolean' ? type : 'string' };
}

/** The items of an operation's output as its fixtures have them: of the plain case if that has any, else of all. */
export function itemsOf(operation: string, place = 0, now?: number): IDataObject[] {
	const items = (name: string) =>
		readFixture(name, 'https://example.com', now)
			.output.filter(({ output = 0 }) => output === place)
			.map(({ json }) => json)
			.filter(({ failed, error }) => failed !== true && error === undefined);
	const cases = fixtureNames.filter((name) => operationOf(name) === operation);
	const plain = cases.includes(operation) ? items(operation) : [];
	return plain.length > 0 ? plain : cases.filter((name) => !name.endsWith('.raw')).flatMap(items);
}

/** No step that works with a group chat of an event gives one item. */
const OF_CUSTOMERS = HANDED_ON.filter((key) => key !== 'chat_id');

/** What a step that works with the item of an event hands on of it: the steps behind it are filled in with that. */
const handedOn = (operation: Operation) =>
	givesOne(operation) &&
	operation.fields.some(({ chained }) => chained && OF_CUSTOMERS.includes(chained.key))
		? OF_CUSTOMERS
		: [];

const OPERATIONS = new Map(
	resources.flatMap(({ value, operations }) =>
		operations.map((operation): [string, Operation] => [`${value}.${operation.value}`, operation]),
	),
);

const withHandedOn = (name: string, { properties = {}, ...schema }: Schema): Schema => {
	const keys = handedOn(OPERATIONS.get(name)!).filter((key) => !(key in properties));
	const added = Object.fromEntries(keys.map((key) => [key, { type: 'string' }]));
	return { ...schema, properties: { ...properties, ...added } };
};

/** Every operation of the fixtures, `<resource>.<operation>`, with the schema of its items, unless nobody can know it. */
export const schemas = (): Array<[operation: string, schema: Schema]> =>
	[...new Set(fixtureNames.map(operationOf))]
		.filter((name) => OPERATIONS.get(name)!.endpoint !== ANY_ENDPOINT)
		.map((operation): [string, Schema] => [operation, schemaOf(itemsOf(operation))])
		.filter(([, { properties = {} }]) => Object.keys(properties).length > 0)
		.map(([operation, schema]) => [operation, withHandedOn(operation, schema)]);

if (require.main === module) {
	const folder = process.argv[2] ?? '';
	for (const [operation, schema] of schemas()) {
		const file = path.join(folder, `${operation.replace('.', '/')}.json`);
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, JSON.stringify(schema));
	}
}
