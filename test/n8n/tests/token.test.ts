import { withCredential, type StoredWorkflow } from '../driver';
import { ACTION_TYPE, PACKAGE } from '../wecom';
import { inLine, SET_UP_MS, startBoth, type Both } from './setup';

const CUSTOMER = 'wmSimulatedAAAAChenXiaoMing';
// More than the node reads at a time.
const ITEMS = 20;

describe('the access token', () => {
	let both: Both;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		both = await startBoth();
		const { n8n, credential } = both;
		workflow = await n8n.createWorkflow(
			withCredential(
				inLine('Reads a customer several times', [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
					{
						name: 'List',
						type: 'n8n-nodes-base.set',
						typeVersion: 3.4,
						parameters: {
							mode: 'raw',
							jsonOutput: JSON.stringify({ ids: Array.from({ length: ITEMS }, () => CUSTOMER) }),
						},
					},
					{
						name: 'Items',
						type: 'n8n-nodes-base.splitOut',
						parameters: { fieldToSplitOut: 'ids' },
					},
					{
						name: 'Customer',
						type: ACTION_TYPE,
						parameters: {
							resource: 'customer',
							operation: 'get',
							externalUserId: '={{ $json.ids }}',
						},
					},
				]),
				PACKAGE,
				credential,
			),
		);
	}, SET_UP_MS);
	afterAll(() => both?.stop());

	const run = async () => {
		const id = await both.n8n.runManually(workflow, 'Start');
		return await both.n8n.waitForExecution(id);
	};

	/** What a run needed of WeCom. */
	const callsBy = async <T>(act: () => Promise<T>) => {
		both.simulator.resetJournal();
		const result = await act();
		return {
			result,
			tokens: both.simulator.requests('gettoken').length,
			customers: both.simulator.requests('externalcontact/get').map(({ errcode }) => errcode),
		};
	};

	const allRead = Array.from({ length: ITEMS }, () => 0);

	it('is fetched once for the items of a run and for the runs after it', async () => {
		const first = await callsBy(run);
		expect(first.result.status).toBe('success');
		expect(first).toMatchObject({ tokens: 1, customers: allRead });
		const second = await callsBy(run);
		expect(second.result.status).toBe('success');
		expect(second).toMatchObject({ tokens: 0, customers: allRead });
	});

	it('outlives a restart of n8n', async () => {
		await both.n8n.restart();
		const { result, tokens, customers } = await callsBy(run);
		expect(result.status).toBe('success');
		expect({ tokens, customers }).toEqual({ tokens: 0, customers: allRead });
	});

	it('that WeCom revokes in the middle of a run is replaced once, for good', async () => {
		const { faults, requests, waitFor } = both.simulator;
		faults.slow('externalcontact/get', 300);
		const { result, tokens, customers } = await callsBy(async () => {
			const running = run();
			await waitFor(() => requests('externalcontact/get').length > 0, 10_000);
			faults.revokeTokens();
			return await running;
		});
		faults.reset();
		expect(result.status).toBe('success');
		expect(tokens).toBe(1);
		expect(customers).toContain(40014);
		expect(customers.filter((errcode) => errcode === 0)).toHaveLength(ITEMS);

		expect(await callsBy(run)).toMatchObject({ tokens: 0, customers: allRead });
	});

	it('that expired is replaced once for several executions at a time', async () => {
		both.simulator.faults.expireTokens();
		const { result, tokens } = await callsBy(() => Promise.all([run(), run(), run()]));
		expect(result.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		expect(tokens).toBe(1);
	});
});
