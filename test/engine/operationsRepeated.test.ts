import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { partsOf } from '../simulator/slice';
import { operations } from './fixtures/table';
import { FILES, WRITES } from './fixtures/writes';
import { DELEGATED_APP, n8nOf, n8nOfSuite, operationsIn, type N8n } from './setup';

// What becomes of each operation that changes something, when WeCom carries it out and does not say so.

// The waits between tries are tested elsewhere.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => await new Promise((resolve) => setImmediate(resolve)),
}));

const UNKNOWN = /It is unknown whether WeCom carried this out/;

let simulator: Simulator;
afterEach(async () => await simulator?.close());

/** Few operations are for a provider's app. */
function n8nFor(name: string): N8n {
	switch (name) {
		case 'providerIdConversion.applyMassCallTicket':
			return n8nOf(simulator, DELEGATED_APP.secret);
		case 'acquisitionLink.createOnceKeys':
			return n8nOfSuite(simulator);
		default:
			return n8nOf(simulator);
	}
}

/** Runs an operation, everything before it undisturbed; answers how it ended and what WeCom has in its books. */
async function after(name: string, disturb: (path: string) => void) {
	simulator = await startSimulator({ apps: [DELEGATED_APP] });
	const n8n = n8nFor(name);
	const { attempt, run } = operationsIn(() => n8n);
	const files = { files: FILES };
	const before = async (title: string, given: INodeParameters) =>
		(await run(title, given, files))[0]!;
	const parameters = await WRITES[name]!(before, simulator);
	simulator.resetJournal();
	const operation = operations.find((candidate) => candidate.name === name)!;
	const endpoint = String(parameters.path ?? operation.endpoint);
	disturb(endpoint);
	const { items, error } = await attempt(name, parameters, files);
	const requests = simulator.requests(endpoint);
	return { items: plain(items.map(({ json }) => json)), error, requests, books: books() };
}

/** IDs and times differ from run to run. */
function plain(value: unknown): unknown {
	if (typeof value === 'string') {
		if (/^\d{4}-\d\d-\d\dT/.test(value)) return 'time';
		return /^[\w-]{12,}$|^http/.test(value) ? 'ID' : value;
	}
	if (typeof value === 'number') return value > 1e9 ? 'time' : value;
	if (value instanceof Map || value instanceof Set) return plain([...value]);
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== 'object' || value === null) return value;
	if (value instanceof Uint8Array) return value.length;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => key !== 'msAfterScan')
			.map(([key, entry]) => [key, plain(entry)]),
	);
}

function books() {
	const { tokens: _, suiteTokens: __, cursors: ___, ...state } = simulator.state;
	return plain([state, partsOf(simulator)]);
}

const FAULTS: Array<[what: string, disturb: (path: string) => void]> = [
	['error -1', (path) => simulator.faults.failNext(path, { errcode: -1, carriedOut: true })],
	['a lost answer', (path) => simulator.faults.dropConnection(path, { when: 'after' })],
];
const named = (access: string) =>
	operations.filter((operation) => operation.access === access).map(({ name }) => name);

it('knows how to run each operation that changes something', () => {
	expect(Object.keys(WRITES).sort()).toEqual([...named('once'), ...named('idempotent')].sort());
});

describe.each(FAULTS)('after %s', (_what, disturb) => {
	it.each(named('once'))('%s was done once, and the error says that nobody knows', async (name) => {
		const clean = await after(name, () => {});
		expect(clean.error?.message).toBeUndefined();
		await simulator.close();
		const disturbed = await after(name, disturb);
		expect(disturbed.requests).toHaveLength(1);
		expect(disturbed.books).toEqual(clean.books);
		expect(disturbed.error!.description).toMatch(UNKNOWN);
		const { look } = operations.find((operation) => operation.name === name)!;
		expect(disturbed.error!.description).toContain(look);
		expect(disturbed.error!.context!.uncertain).toBe(true);
	});

	it.each(named('idempotent'))('%s is done, as if nothing had been', async (name) => {
		const clean = await after(name, () => {});
		expect(clean.error?.message).toBeUndefined();
		await simulator.close();
		const disturbed = await after(name, disturb);
		expect(disturbed.error?.message).toBeUndefined();
		expect(disturbed.requests.length).toBeGreaterThan(1);
		expect(disturbed.books).toEqual(clean.books);
		expect(withoutDoubt(disturbed.items)).toEqual(withoutDoubt(clean.items));
	});
});

/** What only a run without doubt knows, such as whether a tag was created by it; a tag that is looked up has more. */
const OF_THE_WAY = ['uncertain', 'created', 'created_tag_names', 'deleted'];

const withoutDoubt = (items: unknown): unknown =>
	JSON.parse(
		JSON.stringify(items, (key, value: unknown) => (OF_THE_WAY.includes(key) ? undefined : value)),
	);

/** What a second try is refused with when the first was carried out. */
const DONE_ALREADY = operations
	.filter(({ doneAlready }) => doneAlready !== undefined)
	.map(({ name }) => name);

it.each(DONE_ALREADY)('%s: done by the try before, says the item', async (name) => {
	const { items, requests } = await after(name, FAULTS[1]![1]);
	expect(requests).toHaveLength(2);
	expect(items).toMatchObject([{ uncertain: true }]);
});

it.each(DONE_ALREADY)('%s: done by someone else before the first try is an error', async (name) => {
	const { doneAlready, endpoint } = operations.find((operation) => operation.name === name)!;
	const { error } = await after(name, () =>
		simulator.faults.failNext(endpoint, { errcode: doneAlready![0]! }),
	);
	expect(error!.context!.errcode).toBe(doneAlready![0]);
	expect(error!.description).not.toMatch(UNKNOWN);
});
