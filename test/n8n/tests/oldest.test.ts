import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { startSimulator } from '../../simulator';
import {
	ensureInstalled,
	itemsOf,
	makeUserFolder,
	N8N_FOLDER,
	packPackage,
	startN8n,
	withCredential,
	type Credential,
	type StoredWorkflow,
	type Workflow,
} from '../driver';
import {
	ACTION_TYPE,
	callbackUrl,
	credentialData,
	CREDENTIAL_TYPE,
	createWeComCredential,
	NEW_CUSTOMER_TYPE,
	PACKAGE,
	readWelcomeFlow,
	TRIGGER_TYPE,
	welcomeText,
	WELCOME_FLOW,
} from '../wecom';
import { inLine, SET_UP_MS } from './setup';

/** The oldest n8n the package supports, on the oldest Node that n8n and the package run on. */
const n8nFolder = path.join(N8N_FOLDER, 'oldest');
// This n8n's newer engine needs a Node later than 20.
const env = { N8N_EXPRESSION_ENGINE: 'legacy' };
const print = (line: string) => void process.stderr.write(`${line}\n`);

const start = async () => {
	await ensureInstalled(print, n8nFolder);
	const tarball = await packPackage(print);
	const userFolder = await makeUserFolder(print, n8nFolder, env);
	const simulator = await startSimulator();
	try {
		const n8n = await startN8n({ tarballs: [tarball], n8nFolder, userFolder, env, log: print });
		return { simulator, n8n, userFolder };
	} catch (error) {
		await simulator.close();
		throw error;
	}
};

describe('the oldest supported n8n', () => {
	let both: Awaited<ReturnType<typeof start>>;

	beforeAll(async () => {
		both = await start();
	}, SET_UP_MS);
	afterAll(async () => {
		await both?.simulator.close();
		await both?.n8n.stop();
		if (both) rmSync(both.userFolder, { recursive: true, force: true });
	});

	/** n8n 1 knows active workflows, not published ones, and leaves the webhook's ID to the editor. */
	const create = (workflow: Workflow) =>
		both.n8n.rest<StoredWorkflow>('POST', '/rest/workflows', {
			...workflow,
			nodes: workflow.nodes.map((node) => ({ ...node, id: randomUUID(), webhookId: randomUUID() })),
			active: false,
		});
	const activate = ({ id, versionId }: StoredWorkflow) =>
		both.n8n.rest('PATCH', `/rest/workflows/${id}`, { active: true, versionId });

	it('runs the welcome flow', async () => {
		const { n8n, simulator } = both;
		const credential = await createWeComCredential(n8n, simulator);
		expect(await n8n.testCredential(credential)).toMatchObject({ status: 'OK' });
		const workflow = await create(withCredential(readWelcomeFlow(), PACKAGE, credential));
		await activate(workflow);
		simulator.setCallback({ url: callbackUrl(n8n, workflow) });
		expect(await simulator.verifyCallbackUrl()).toMatchObject({ ok: true, status: 200 });

		const { storeChannel: state, trigger, welcomeStore } = WELCOME_FLOW;
		const scan = simulator.scanQrCode({ userId: 'zhangsan', state, name: '王小雨' });
		expect(await scan.delivery).toMatchObject({ acknowledged: true, attempts: [{ status: 200 }] });
		const [execution] = await n8n.waitForExecutions({ workflowId: workflow.id });
		expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
		expect(itemsOf(execution!, trigger)).toMatchObject([
			{ json: { event_type: 'customerAdded', welcome_code: scan.welcomeCode } },
		]);
		expect(simulator.welcomeMessages).toMatchObject([
			{ externalUserId: scan.externalUserId, text: welcomeText(welcomeStore, '王小雨') },
		]);
	});

	it('stores the tickets of a suite with one corp, and publishes no trigger that would lose the expressions of several', async () => {
		const { n8n, simulator } = both;
		const { suite, corpId, callbackToken, encodingAesKey } = simulator.corp;
		const { suiteId, suiteSecret, permanentCode } = suite;
		const keys = { suiteId, suiteSecret, callbackToken, encodingAesKey, baseUrl: simulator.url };
		const data = { appType: 'thirdParty', ...keys };
		const receives = async (more: object) => {
			const credential = await n8n.createCredential(CREDENTIAL_TYPE, 'Suite', { ...data, ...more });
			const trigger = { name: 'WeCom', type: TRIGGER_TYPE, parameters: {} };
			const flow = inLine('Receives tickets', [trigger]);
			return { credential, workflow: await create(withCredential(flow, PACKAGE, credential)) };
		};
		const several = { authCorpId: '={{ $json.corpid }}', permanentCode: '={{ $json.code }}' };
		await expect(activate((await receives(several)).workflow)).rejects.toThrow(/answered 400/);

		const { credential, workflow } = await receives({});
		await activate(workflow);
		simulator.setCallback({ url: callbackUrl(n8n, workflow) });
		expect(await simulator.sendSuiteTicket()).toMatchObject({ acknowledged: true });
		const shown = await n8n.rest<Credential>(
			'GET',
			`/rest/credentials/${credential.id}?includeData=true`,
		);
		const whole = { ...shown.data, authCorpId: corpId, permanentCode };
		await n8n.updateCredential(credential, whole);
		expect(await n8n.testStored(credential)).toMatchObject({ status: 'OK' });
	});

	it('finds new customers without callbacks, and reads them with an API call', async () => {
		const { n8n, simulator } = both;
		const credential = await createWeComCredential(n8n, simulator);
		const trigger = {
			name: 'New Customer',
			type: NEW_CUSTOMER_TYPE,
			parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] } },
		};
		const read = {
			name: 'Read',
			type: ACTION_TYPE,
			parameters: {
				resource: 'apiCall',
				operation: 'get',
				path: '/cgi-bin/externalcontact/get',
				query: '={{ ({ external_userid: $json.external_userid }) }}',
				itemsPath: 'external_contact',
			},
		};
		const flow = withCredential(inLine('Polls', [trigger, read]), PACKAGE, credential);
		const workflow = await create(flow);
		await activate(workflow);
		const { externalUserId: external_userid } = simulator.scanQrCode({
			userId: 'zhangsan',
			delivered: false,
			name: '李小明',
		});
		const [execution] = await n8n.waitForExecutions({ workflowId: workflow.id }, { seconds: 130 });
		expect(itemsOf(execution!, trigger.name)).toMatchObject([{ json: { external_userid } }]);
		expect(itemsOf(execution!, read.name)).toMatchObject([
			{ json: { external_userid, name: '李小明' } },
		]);
	});

	it('overwrites the expressions of a credential, as the README says', async () => {
		const { n8n, simulator } = both;
		const credential = await createWeComCredential(n8n, simulator);
		const data = { ...credentialData(simulator), corpId: '={{ $json.corpid }}' };
		const several = await n8n.createCredential(CREDENTIAL_TYPE, 'Several corps', data);
		const trigger = {
			name: 'WeCom',
			type: TRIGGER_TYPE,
			parameters: { events: ['customerAdded'] },
		};
		const list = {
			name: 'Members',
			type: ACTION_TYPE,
			parameters: { resource: 'followUser', operation: 'getAll' },
		};
		const flow = inLine('Several corps', [trigger, list]);
		const [first, second] = flow.nodes;
		const nodes = [
			...withCredential({ ...flow, nodes: [first!] }, PACKAGE, credential).nodes,
			...withCredential({ ...flow, nodes: [second!] }, PACKAGE, several).nodes,
		];
		const workflow = await create({ ...flow, nodes });
		await activate(workflow);
		simulator.setCallback({ url: callbackUrl(n8n, workflow) });
		// What this process has learnt from the other credentials.
		simulator.faults.expireTokens();
		await simulator.scanQrCode({ userId: 'lisi' }).delivery;
		const [execution] = await n8n.waitForExecutions({ workflowId: workflow.id });
		expect(execution!.resultData.error).toBeUndefined();
		const shown = await n8n.rest<Credential>(
			'GET',
			`/rest/credentials/${several.id}?includeData=true`,
		);
		expect(shown.data.corpId).toBe(simulator.corp.corpId);
	});
});
