import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator, type Simulator } from '../simulator';
import { n8nOf, type N8n } from './setup';

// Whole executions beside a busy, blocked or hidden WeCom.

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const GET = 'externalcontact/get';
const get = {
	parameters: { resource: 'customer', operation: 'get', externalUserId: CHEN },
};
const welcome = (welcomeCode: unknown) => ({
	parameters: {
		resource: 'welcomeMessage',
		operation: 'send',
		welcomeCode: String(welcomeCode),
		text: '你好',
	},
});
const scan = () => simulator.scanQrCode({ userId: 'zhangsan', delivered: false });

it('five uploads that hang do not hold a welcome message back', async () => {
	simulator.faults.hang('media/upload', { times: 5 });
	const file = (index: number) => ({
		fileName: `${index}.pdf`,
		mimeType: 'application/pdf',
		data: Buffer.from(`%PDF ${index}`).toString('base64'),
	});
	const uploads = Array.from({ length: 5 }, (_, index) =>
		n8n.run({
			parameters: { resource: 'media', operation: 'upload', mediaType: 'file' },
			files: { data: file(index) },
		}),
	);
	await simulator.waitFor(() => simulator.requests('media/upload').length === 5);
	const { items } = await n8n.run(welcome(scan().welcomeCode));
	expect(items.map(({ json }) => json)).toMatchObject([{ sent: true }]);
	expect(simulator.welcomeMessages).toHaveLength(1);
	simulator.faults.reset();
	await Promise.all(uploads);
});

it.each([
	['3', { callsAtOnce: 3 }, 3],
	['8', { callsAtOnce: 8 }, 8],
	['what it is unless told', {}, 5],
])('as many items are read side by side as Calls at Once says: %s', async (_, options, most) => {
	simulator.faults.hang(GET, { times: most });
	const items = Array.from({ length: 12 }, () => ({}));
	const run = n8n.run({ parameters: { ...get.parameters, options }, items });
	await simulator.waitFor(() => simulator.requests(GET).length >= most);
	// A further one would come at once, and get its answer.
	await sleep(100);
	expect(simulator.requests(GET)).toHaveLength(most);
	simulator.faults.reset();
	expect((await run).items).toHaveLength(12);
});

it('an API whose limit is exceeded is left alone, with an error for each item', async () => {
	simulator.faults.rateLimit(GET, 60_000);
	const { items, error } = await n8n.run({
		...get,
		items: Array.from({ length: 100 }, () => ({})),
		onError: 'continueRegularOutput',
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(100);
	for (const { json } of items) {
		expect(json).toMatchObject({
			error: expect.stringMatching(/^Too many calls: .* \(WeCom error 45009\)$/) as string,
			details: {
				errcode: 45009,
				description: expect.stringMatching(
					/^WeCom has refused this API since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\. The node calls it again from 20\S+ \S+ \(Asia\/Shanghai\)/,
				) as string,
			},
		});
	}
	// Those that were under way when the first was refused.
	expect(simulator.requests(GET).length).toBeLessThanOrEqual(5);
	const { error: other } = await n8n.run(welcome(scan().welcomeCode));
	expect(other).toBeUndefined();
});

it.each([403, 404])(
	'JSON with HTTP %i and without a code of WeCom is no success',
	async (status) => {
		simulator.faults.jsonStatusNext('externalcontact/send_welcome_msg', status, { message: 'no' });
		const { items, error } = await n8n.run(welcome(scan().welcomeCode));
		expect(items).toEqual([]);
		expect(error!.message).toBe('WeCom did not answer');
		expect(error!.description).toMatch(
			RegExp(`^HTTP ${status}, but no answer of WeCom: something between n8n and WeCom answered`),
		);
		expect(error!.description).not.toMatch(/unknown whether/);
		expect(simulator.requests('externalcontact/send_welcome_msg')).toHaveLength(1);
	},
);

it.each([429, 503])('a gateway that is busy (HTTP %i) is asked again', async (status) => {
	simulator.faults.jsonStatusNext(GET, status, { message: 'slow down' });
	const { error, items } = await n8n.run(get);
	expect(error).toBeUndefined();
	expect(items[0]!.json.name).toBe('陈小明');
});

it('a welcome message that arrived although nobody said so is sent, with a doubt', async () => {
	const path = 'externalcontact/send_welcome_msg';
	simulator.faults.failNext(path, { errcode: -1, carriedOut: true });
	const { items } = await n8n.run(welcome(scan().welcomeCode));
	expect(items.map(({ json }) => json)).toMatchObject([{ sent: true, uncertain: true }]);
	expect(simulator.welcomeMessages).toHaveLength(1);
	expect(simulator.requests(path)).toHaveLength(2);
});

it('a workflow sees in the item of an error that something may have been done', async () => {
	simulator.faults.failNext('externalcontact/add_contact_way', { errcode: -1, carriedOut: true });
	const { items } = await n8n.run({
		parameters: { resource: 'contactWay', operation: 'create', userIds: ['zhangsan'] },
		onError: 'continueRegularOutput',
	});
	expect(items[0]!.json).toMatchObject({
		error: 'WeCom is busy (WeCom error -1)',
		details: { uncertain: true },
	});
	expect(items[0]!.json.details).toMatchObject({
		description:
			'WeCom said: system busy. It is unknown whether WeCom carried this out, so the node did not send it again. Before you run it again, look whether it is there with Contact Way > Get Many, which lists all but temporary ones',
	});
	expect(simulator.state.contactWays.size).toBe(1);
});
