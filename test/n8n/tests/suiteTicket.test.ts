import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startSimulator } from '../../simulator';
import type { Simulator } from '../../simulator/types';
import {
	ensureInstalled,
	itemsOf,
	packPackage,
	startN8n,
	withCredential,
	type Credential,
	type N8n,
	type StoredWorkflow,
} from '../driver';
import { ACTION_TYPE, CREDENTIAL_TYPE, PACKAGE, publish, TRIGGER_TYPE } from '../wecom';
import { inLine, SET_UP_MS } from './setup';

const MINUTE = 60_000;
const THEIRS = { corpId: 'ww-theirs', secret: 'x', permanentCode: 'SimulatedCodeOfTheirs' };
/** In ten minutes each. */
const TICKETS_A_DAY = 144;
const DAYS = 30;
const TICKET = /SimulatedSuiteTicket-\S{20}/;

const print = (line: string) => void process.stderr.write(`${line}\n`);

describe('the tickets of a suite', () => {
	/** WeCom's; that of n8n is the real one. */
	const clock = { now: Date.UTC(2026, 0, 1) };
	const tickets: string[] = [];
	let simulator: Simulator;
	let n8n: N8n;
	let credential: Credential;
	let reader: StoredWorkflow;
	let workflowId: string;

	beforeAll(async () => {
		await ensureInstalled(print);
		const tarball = await packPackage(print);
		simulator = await startSimulator({ now: () => clock.now, otherCorps: [THEIRS] });
		simulator.otherCorps[0]!.addMember({ userid: 'zhaoliu' });
		n8n = await startN8n({ tarballs: [tarball], log: print });
		const { suite, callbackToken, encodingAesKey } = simulator.corp;
		credential = await n8n.createCredential(CREDENTIAL_TYPE, 'Suite', {
			appType: 'thirdParty',
			suiteId: suite.suiteId,
			suiteSecret: suite.suiteSecret,
			callbackToken,
			encodingAesKey,
			baseUrl: simulator.url,
		});
		const trigger = {
			name: 'WeCom',
			type: TRIGGER_TYPE,
			parameters: { events: ['suiteTicketReceived'], options: { replayWindow: 0 } },
		};
		const flow = inLine('Receives tickets', [trigger]);
		workflowId = (await publish(n8n, simulator, credential, flow)).id;
		const corps = [
			{ corpid: simulator.corp.corpId, code: suite.permanentCode },
			{ corpid: THEIRS.corpId, code: THEIRS.permanentCode },
		];
		const reads = inLine('Reads the members of both corps', [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{
				name: 'Corps',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				parameters: { mode: 'raw', jsonOutput: JSON.stringify({ corps }) },
			},
			{ name: 'Corp', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'corps' } },
			{
				name: 'Members',
				type: ACTION_TYPE,
				parameters: { resource: 'followUser', operation: 'getAll', returnAll: true },
			},
		]);
		reader = await n8n.createWorkflow(withCredential(reads, PACKAGE, credential));
	}, SET_UP_MS);
	afterAll(async () => {
		await simulator?.close();
		await n8n?.stop();
	});

	/** Ten minutes later: a new ticket. It is stored when WeCom has its answer. */
	const push = async ({ delivered = true } = {}) => {
		clock.now += 10 * MINUTE;
		const { ticket, acknowledged, attempts } = await simulator.sendSuiteTicket({ delivered });
		tickets.push(ticket);
		if (delivered) {
			expect({ acknowledged, attempts }).toMatchObject({
				acknowledged: true,
				attempts: [{ status: 200, body: 'success' }],
			});
		}
	};

	const read = async () => {
		const execution = await n8n.waitForExecution(await n8n.runManually(reader, 'Start'));
		expect(execution.resultData.error).toBeUndefined();
		return itemsOf(execution, 'Members').map(({ json }) => json.userid);
	};
	/** Of one corp each. */
	const OF_BOTH = expect.arrayContaining(['zhangsan', 'zhaoliu']) as unknown;

	it('are stored before any corp has authorized it, without asking WeCom for anything', async () => {
		expect((await n8n.testStored(credential)).message).toContain('WeCom error 41023');
		simulator.resetJournal();
		await push();
		expect(simulator.journal).toEqual([]);
		expect((await n8n.testStored(credential)).message).toContain('There is no corp to try them on');
	});

	it('are kept when a form is saved that was opened before, and serve several corps by expressions', async () => {
		const shown = await n8n.rest<Credential>(
			'GET',
			`/rest/credentials/${credential.id}?includeData=true`,
		);
		for (let minutes = 0; minutes < 60; minutes += 10) await push();
		await n8n.updateCredential(credential, {
			...shown.data,
			authCorpId: '={{ $json.corpid }}',
			permanentCode: '={{ $json.code }}',
		});
		simulator.resetJournal();
		expect(await read()).toEqual(OF_BOTH);
		expect(simulator.requests('service/get_suite_token').length).toBeGreaterThan(0);
		// The trigger, which has no items, still reads its part of the credential.
		await push();
	});

	it('renew themselves for a month, though all but one a day are lost and n8n restarts', async () => {
		simulator.resetJournal();
		for (let day = 1; day <= DAYS; day += 1) {
			if (day === DAYS / 2) await n8n.restart();
			for (let lost = 1; lost < TICKETS_A_DAY; lost += 1) await push({ delivered: false });
			await push();
			if (day % 3 === 0) expect(await read()).toEqual(OF_BOTH);
		}
		expect(tickets.length).toBeGreaterThan(DAYS * TICKETS_A_DAY);
		const codes = simulator.journal.map(({ errcode }) => errcode);
		expect(codes).not.toContain(40085);
	});

	it('are not overtaken by an older one that comes late', async () => {
		const older = tickets.at(-1)!;
		const sentAt = Math.floor(clock.now / 1000);
		await push();
		clock.now += 25 * MINUTE;
		const { suiteId } = simulator.corp.suite;
		const late = { Event: 'suite_ticket', AuthCorpId: undefined, SuiteTicket: older };
		const delivery = await simulator.sendEvent(
			{ ...late, TimeStamp: sentAt },
			{ thirdParty: { suiteId } },
		);
		expect(delivery.acknowledged).toBe(true);
		simulator.faults.expireTokens();
		simulator.faults.expireSuiteTokens();
		expect(await read()).toEqual(OF_BOTH);
	});

	it('are in no execution, no log and no file', async () => {
		const executions = await n8n.waitForExecutions({ workflowId }, { count: DAYS });
		expect(itemsOf(executions[0]!, 'WeCom')[0]!.json).toMatchObject({
			event_type: 'suiteTicketReceived',
			suite_id: simulator.corp.suite.suiteId,
		});
		const folder = path.join(n8n.userFolder, '.n8n');
		const files = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
			.join('\n');
		const written = [files, n8n.log(), JSON.stringify(executions)].join('\n');
		expect(tickets[0]).toMatch(TICKET);
		expect(written.match(TICKET)).toBeNull();
	});
});
