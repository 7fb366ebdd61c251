import { itemsOf, withCredential, type Execution } from '../driver';
import { PACKAGE } from '../wecom';
import { inLine, SET_UP_MS, startBoth, type Both } from './setup';

const TRIGGER = 'New Customer';
const TEST_MS = 10 * 60_000;
/** A poll a minute is the shortest that n8n allows. */
const TWO_POLLS = 130;

describe('the New Customer Trigger in a real n8n', () => {
	let both: Both;

	beforeAll(async () => {
		both = await startBoth({ env: { N8N_EXPRESSION_ENGINE: 'legacy' } });
	}, SET_UP_MS);
	afterAll(() => both?.stop());

	const scan = (userId: string) =>
		both.simulator.scanQrCode({ userId, delivered: false }).externalUserId;
	/** Each once: a start repeats those of the last poll, as it can't know how their execution ended. */
	const customersIn = (executions: Execution[]) => {
		const items = executions.flatMap((execution) => itemsOf(execution, TRIGGER));
		return [...new Set(items.map(({ json }) => String(json.external_userid)))].sort();
	};

	it(
		'takes stock, starts one execution for a new customer, and finds after a restart who came meanwhile',
		async () => {
			const { n8n, simulator, credential } = both;
			const workflow = await n8n.createWorkflow(
				withCredential(
					inLine('Poll', [
						{
							name: TRIGGER,
							type: `${PACKAGE}.weComNewCustomerTrigger`,
							parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] } },
						},
						{ name: 'Done', type: 'n8n-nodes-base.noOp', parameters: {} },
					]),
					PACKAGE,
					credential,
				),
			);
			const executions = async (count: number) =>
				await n8n.waitForExecutions({ workflowId: workflow.id }, { count, seconds: TWO_POLLS });
			await n8n.activate(workflow);
			// The publish polls at once, and n8n keeps the state of it.
			expect(simulator.requests('externalcontact/batch/get_by_user').length).toBeGreaterThan(0);
			expect(await n8n.executions({ workflowId: workflow.id })).toEqual([]);

			// Nothing was emitted yet: who comes while n8n is down must not be taken for stock.
			const early = scan('newcomer');
			await n8n.restart('SIGKILL');
			const [first] = await executions(1);
			expect(first).toMatchObject({ status: 'success', mode: 'trigger' });
			expect(itemsOf(first!, TRIGGER)).toMatchObject([
				{
					json: {
						event_type: 'customerAdded',
						source: 'poll',
						external_userid: early,
						customer: { external_userid: early, userid: 'newcomer' },
					},
				},
			]);

			const later = scan('zhangsan');
			expect(customersIn(await executions(2))).toEqual([early, later].sort());

			const meanwhile = [scan('lisi'), scan('lisi'), scan('zhangsan')];
			// WeCom cannot be reached when n8n starts: from 2.40 on n8n would turn off a trigger that says so.
			simulator.faults.untrustedIp('192.0.2.1');
			await n8n.restart();
			await simulator.waitFor(() => n8n.log().includes('The first poll failed'), 60_000);
			simulator.faults.reset();
			expect(customersIn(await executions(3))).toEqual([early, later, ...meanwhile].sort());
			await n8n.restart('SIGKILL');
			const repeated = (await executions(4))[0]!;
			expect(customersIn([repeated])).toEqual([later, ...meanwhile].sort());
			const last = scan('wangwu');
			const all = await executions(5);
			expect(customersIn(all)).toEqual([early, later, ...meanwhile, last].sort());
			expect(all).toHaveLength(5);
		},
		TEST_MS,
	);
});
