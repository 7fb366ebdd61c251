import type { INodeParameters } from 'n8n-workflow';
import * as convert from '../../nodes/WeComCustomerContact/engine/convert';
import type { Field } from '../../nodes/WeComCustomerContact/engine/types';
import { asObject } from '../../nodes/WeComCustomerContact/engine/values';
import { startApps, type Apps } from './fixtures/apps';
import { fixtureNames, operationOf, readFixture } from './fixtures/read';
import { operations } from './fixtures/table';

// Values as people and expressions deliver them, with spaces, as text, twice: the request stays the same.

let apps: Apps;
beforeAll(async () => {
	apps = await startApps();
});
afterAll(async () => await apps.stub.close());

const isExpression = (value: unknown): value is string =>
	typeof value === 'string' && value.startsWith('=');

const inside = (expression: string) => expression.slice('={{'.length, -'}}'.length);

const twice = (list: string) =>
	`={{ Array.isArray(${list}) ? [" "].concat(${list}, ${list}) : ${list} }}`;

function untidy(as: Field['as'], value: unknown): unknown {
	switch (as) {
		case convert.toText:
			return isExpression(value) ? `=  ${value.slice(1)}\n` : `  ${String(value)}\n`;
		case convert.toInteger:
			return isExpression(value) ? value : `={{ " ${String(value)}" }}`;
		case convert.toIdList: {
			if (isExpression(value)) return twice(inside(value));
			const list = Array.isArray(value) ? value.join('，') : String(value).replaceAll('\n', ';');
			return `={{ ", ${list}\\n; ${list} ," }}`;
		}
		default:
			return value;
	}
}

function untidyAll(fields: Field[], parameters: INodeParameters): INodeParameters {
	const changed = { ...parameters };
	for (const { as, group, property } of fields) {
		const place = group === undefined ? changed : (changed[group] ??= {});
		const holder = place as INodeParameters;
		const value = holder[property.name];
		if (value === undefined) continue;
		const picked = asObject(value);
		holder[property.name] = (
			picked.__rl ? { ...picked, value: untidy(as, picked.value) } : untidy(as, value)
		) as INodeParameters[string];
	}
	return changed;
}

it.each(fixtureNames)('%s', async (name) => {
	const { stub } = apps;
	const { fields } = operations.find((operation) => operation.name === operationOf(name))!;
	const fixture = readFixture(name, stub.url);
	const parameters = untidyAll(fields, fixture.parameters);
	stub.expect(fixture.calls);
	const { error, outputs } = await apps[fixture.app].run({ ...fixture, parameters });
	expect({ error: error?.message, ...stub.differences() }).toEqual({ unexpected: [], missing: [] });
	expect(outputs.flat().map(({ json }) => json)).toEqual(fixture.output.map(({ json }) => json));
});
