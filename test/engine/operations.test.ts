import type { INodeExecutionData } from 'n8n-workflow';
import { startApps, type Apps } from './fixtures/apps';
import { fixtureNames, operationOf, readFixture } from './fixtures/read';
import { operations } from './fixtures/table';

// Every operation of the table, from the editor's parameters to the bytes on the wire and back to items.

let apps: Apps;
beforeAll(async () => {
	apps = await startApps();
});
afterAll(async () => await apps.stub.close());

const names = operations.map((operation) => operation.name);

it.each(names)('%s has a fixture', (name) => {
	expect(fixtureNames).toContain(name);
});

describe.each(fixtureNames)('%s', (name) => {
	it('is about an operation of the table', () => {
		expect(names).toContain(operationOf(name));
	});

	it('asks WeCom this and gives these items', async () => {
		const { stub } = apps;
		const fixture = readFixture(name, stub.url);
		stub.expect(fixture.calls);
		const { error, outputs } = await apps[fixture.app].run(fixture);
		expect({ error: error?.message, ...stub.differences() }).toEqual({
			unexpected: [],
			missing: [],
		});
		expect(outputs.flatMap((items, index) => items.map((item) => toPlain(item, index)))).toEqual(
			fixture.output,
		);
	});
});

/** An item as a fixture has it: of a file only what a user sees. */
function toPlain({ json, pairedItem, binary }: INodeExecutionData, output: number) {
	const place = output === 0 ? {} : { output };
	if (!binary) return { json, pairedItem, ...place };
	const files = Object.entries(binary).map(([field, { fileName, mimeType, data }]) => [
		field,
		{ fileName, mimeType, data },
	]);
	return { json, pairedItem, ...place, binary: Object.fromEntries(files) as unknown };
}
