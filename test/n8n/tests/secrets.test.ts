import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withCredential, type Execution } from '../driver';
import { ACTION_TYPE, PACKAGE, publish, readWelcomeFlow } from '../wecom';
import { inLine, SET_UP_MS, startBoth, type Both } from './setup';

const CUSTOMER = 'wmSimulatedAAAAChenXiaoMing';

/** After two tries in vain WeCom is not asked for a token for half a minute. */
const UNTIL_ASKED_AGAIN = 31_000;

describe('secrets and access tokens stay out of sight', () => {
	let both: Both;
	const executions: Execution[] = [];

	const secrets = () => {
		const { corp, state } = both.simulator;
		return [
			corp.secret,
			corp.callbackToken,
			corp.encodingAesKey,
			...state.tokens.map(({ value }) => value),
		];
	};

	/** Everything n8n wrote: database, event logs, stored executions. */
	const files = () => {
		const folder = path.join(both.n8n.userFolder, '.n8n');
		return readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
			.join('\n');
	};

	const readCustomer = async (onError: string) => {
		const { n8n, credential } = both;
		const workflow = await n8n.createWorkflow(
			withCredential(
				inLine(`Reads a customer, on error ${onError}`, [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
					{
						name: 'Customer',
						type: ACTION_TYPE,
						parameters: { resource: 'customer', operation: 'get', externalUserId: CUSTOMER },
						onError,
					},
				]),
				PACKAGE,
				credential,
			),
		);
		return async () => {
			const id = await n8n.runManually(workflow, 'Start');
			const execution = await n8n.waitForExecution(id, { seconds: 60 });
			executions.push(execution);
			return execution.status;
		};
	};

	beforeAll(async () => {
		both = await startBoth({ env: { N8N_LOG_LEVEL: 'debug' } });
	}, SET_UP_MS);
	afterAll(() => both?.stop());

	it('when all goes well', async () => {
		const { n8n, simulator, credential } = both;
		const { id: workflowId } = await publish(n8n, simulator, credential, readWelcomeFlow());
		await simulator.scanQrCode({ userId: 'zhangsan', state: 'store' }).delivery;
		await simulator.sendEvent({ Event: 'change_external_contact' }, { tamperSignature: true });
		executions.push(...(await n8n.waitForExecutions({ workflowId })));
		expect(simulator.welcomeMessages).toHaveLength(1);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'])('when calls fail (%s)', async (onError) => {
		const { faults } = both.simulator;
		const run = await readCustomer(onError);
		const failed = onError === 'stopWorkflow' ? 'error' : 'success';

		faults.failNext('externalcontact/get', { errcode: 40096, times: 20 });
		expect(await run()).toBe(failed);
		faults.reset();
		faults.dropConnection('externalcontact/get', { times: 20 });
		expect(await run()).toBe(failed);
		faults.reset();
		faults.garbageNext('externalcontact/get', 20);
		expect(await run()).toBe(failed);
		faults.reset();
		faults.expireTokens();
		faults.dropConnection('gettoken', { times: 20 });
		expect(await run()).toBe(failed);
		faults.reset();
		await sleep(UNTIL_ASKED_AGAIN);
		expect(await run()).toBe('success');
	});

	it('in execution data, error items, the database and n8n’s log', () => {
		const { n8n, simulator } = both;
		const places = {
			executions: executions.map(({ stored }) => stored).join('\n'),
			files: files(),
			log: n8n.log(),
		};
		// The search does find what is there.
		expect(simulator.state.tokens.length).toBeGreaterThanOrEqual(2);
		expect(places.executions).toContain(CUSTOMER);
		expect(places.files).toContain(CUSTOMER);
		expect(places.log).toContain('debug');

		for (const [place, text] of Object.entries(places)) {
			const shown = secrets().filter((secret) => text.includes(secret.slice(0, 24)));
			expect({ place, shown }).toEqual({ place, shown: [] });
		}
	});
});
