import { startApps, type Apps } from './fixtures/apps';
import { readFixture } from './fixtures/read';
import { operations } from './fixtures/table';

// What may be sent a second time when it is not known whether WeCom carried it out. WeCom has no key by which it
// would know a repeat, so every operation has to decide. That a repeat does no harm where the table says so is
// shown in the simulator's books: operationsRepeated.test.ts.

// The waits between tries are tested elsewhere.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => await new Promise((resolve) => setImmediate(resolve)),
}));

let apps: Apps;
beforeAll(async () => {
	apps = await startApps();
});
afterAll(async () => await apps.stub.close());

/** WeCom's words for what changes something. */
const CHANGES =
	/\/(add|create|del|update|edit|remark|mark|send|remind|cancel|close|transfer_customer|transfer$|onjob|apply)/;

const named = (access: string) =>
	operations.filter((operation) => operation.access === access).map(({ name }) => name);

it('is free only for paths that change nothing', () => {
	const suspicious = operations.filter(
		({ access, endpoint }) => access === 'read' && CHANGES.test(endpoint),
	);
	expect(suspicious.map(({ endpoint }) => endpoint)).toEqual([]);
});

it('says how to look, when it goes out once', () => {
	const blind = operations.filter(({ access, look }) => (access === 'once') !== Boolean(look));
	expect(blind.map(({ name }) => name)).toEqual([]);
});

it('has codes for "done already" only where a second try is made', () => {
	const strange = operations.filter(
		({ access, doneAlready }) => doneAlready !== undefined && access !== 'idempotent',
	);
	expect(strange.map(({ name }) => name)).toEqual([]);
});

const FAULTS = [
	['error -1', { response: { errcode: -1, errmsg: 'system busy' } }],
	['a lost answer', { status: 502 }],
] as const;

describe.each(FAULTS)('after %s', (_what, fault) => {
	/** Runs the operation's fixture with one call disturbed: the write itself, or what a read asks first. */
	async function disturbed(name: string, again: boolean) {
		const { stub } = apps;
		const fixture = readFixture(name, stub.url);
		const { endpoint } = operations.find((operation) => operation.name === name)!;
		const own = fixture.calls.findIndex(({ request }) => request.path === endpoint);
		const at = Math.max(own, 0);
		const { request } = fixture.calls[at]!;
		const before = fixture.calls.slice(0, at);
		stub.expect([...before, { request, ...fault }, ...(again ? fixture.calls.slice(at) : [])]);
		const { error, outputs } = await apps[fixture.app].run(fixture);
		expect(stub.differences()).toEqual({ unexpected: [], missing: [] });
		return { error, json: outputs.flat().map((item) => item.json), expected: fixture.output };
	}

	it.each(named('once'))('%s is not sent again', async (name) => {
		const { error } = await disturbed(name, false);
		expect(error!.description).toMatch(/unknown whether WeCom carried this out/);
	});

	it.each([...named('idempotent'), ...named('read')])('%s is sent again', async (name) => {
		const { error, json, expected } = await disturbed(name, true);
		expect(error?.message).toBeUndefined();
		expect(json).toEqual(expected.map((item) => item.json));
	});
});
