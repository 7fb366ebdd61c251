import type { INodeExecutionData } from 'n8n-workflow';
import { resources } from '../../nodes/WeComCustomerContact/resources';
import { fixtureNames, operationOf, readFixture } from './fixtures/read';
import { startStub, type Stub } from './fixtures/stub';
import { createN8n } from './harness';

// Every operation of the table, from the editor's parameters to the bytes on the wire and back to items.

const operations = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => `${value}.${operation.value}`),
);

let stub: Stub;
let apps: Record<'selfBuilt' | 'thirdParty', ReturnType<typeof createN8n>>;

beforeAll(async () => {
	stub = await startStub();
	apps = {
		selfBuilt: createN8n({
			appType: 'selfBuilt',
			corpId: 'ww1436e0e65a779aee',
			corpSecret: 'secret-of-the-app',
			baseUrl: stub.url,
		}),
		thirdParty: createN8n({
			appType: 'thirdParty',
			suiteId: 'ww4asffe99e54c0f4c',
			suiteSecret: 'secret-of-the-suite',
			suiteTicket: 'ticket-of-the-suite',
			authCorpId: 'ww1436e0e65a779aee',
			permanentCode: 'code-of-the-corp',
			baseUrl: stub.url,
		}),
	};
});
afterAll(async () => await stub.close());

it.each(operations)('%s has a fixture', (operation) => {
	expect(fixtureNames.map(operationOf)).toContain(operation);
});

describe.each(fixtureNames)('%s', (name) => {
	it('is about an operation of the table', () => {
		expect(operations).toContain(operationOf(name));
	});

	it('asks WeCom this and gives these items', async () => {
		const fixture = readFixture(name, stub.url);
		const [resource, operation] = name.split('.');
		stub.expect(fixture.calls);
		const { error, items } = await apps[fixture.app ?? 'selfBuilt'].run({
			parameters: { resource: resource!, operation: operation!, ...fixture.parameters },
			items: fixture.input,
		});
		expect({ error: error?.message, ...stub.differences() }).toEqual({
			unexpected: [],
			missing: [],
		});
		expect(items.map(toPlain)).toEqual(fixture.items);
	});
});

/** An item as a fixture has it: of a file only what a user sees. */
function toPlain({ json, pairedItem, binary }: INodeExecutionData) {
	if (!binary) return { json, pairedItem };
	const files = Object.entries(binary).map(([field, { fileName, mimeType, data }]) => [
		field,
		{ fileName, mimeType, data },
	]);
	return { json, pairedItem, binary: Object.fromEntries(files) as unknown };
}
