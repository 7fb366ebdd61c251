import { readFileSync } from 'node:fs';
import path from 'node:path';
import { itemsOf, PACKAGE_FOLDER, withCredential } from '../driver';
import {
	ACTION_TYPE,
	PACKAGE,
	publish,
	readWelcomeFlow,
	TRIGGER_TYPE,
	welcomeText,
	WELCOME_FLOW,
} from '../wecom';
import { buildsTheWelcomeChain } from './browser-setup';
import { followOf, readExample, told } from './examples-setup';
import { inLine, SET_UP_MS, startBoth, type Both } from './setup';

interface NodeType {
	name: string;
	displayName: string;
	communityNodePackageVersion?: string;
	defaults: unknown;
	outputs: unknown;
	properties: Array<{ name: string; displayName: string }>;
}

const TOOL_TYPE = `${ACTION_TYPE}Tool`;
const OURS = [ACTION_TYPE, TRIGGER_TYPE, TOOL_TYPE];

const IF = 'A Woman?';
const CONDITIONAL = inLine('Sort customers', [
	{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
	{
		name: 'Customers',
		type: ACTION_TYPE,
		parameters: {
			resource: 'customer',
			operation: 'getManyByMembers',
			userIds: ['zhangsan'],
			returnAll: true,
		},
	},
	{
		name: IF,
		type: 'n8n-nodes-base.if',
		parameters: {
			conditions: { number: [{ value1: '={{ $json.gender }}', operation: 'equal', value2: 2 }] },
		},
	},
]);

describe('a real n8n on a server that speaks Chinese', () => {
	let chinese: Both;
	let english: Both;
	beforeAll(async () => {
		chinese = await startBoth({ env: { LANG: 'zh_CN.UTF-8' } });
		english = await startBoth();
	}, SET_UP_MS);
	afterAll(async () => {
		await chinese?.stop();
		await english?.stop();
	});

	const typesOf = async ({ n8n }: Both) => {
		const types = await n8n.rest<NodeType[]>('GET', '/types/nodes.json');
		return OURS.map((name) => types.find((type) => type.name === name)!);
	};

	it('shows the node types in Chinese, as a tool of AI agents too', async () => {
		const { version } = JSON.parse(
			readFileSync(path.join(PACKAGE_FOLDER, 'package.json'), 'utf8'),
		) as { version: string };
		const [action, trigger, tool] = await typesOf(chinese);
		const ours = { communityNodePackageVersion: version };
		expect(action).toMatchObject({ ...ours, displayName: '企业微信客户联系' });
		expect(trigger).toMatchObject({ ...ours, displayName: '企业微信客户联系 Trigger' });
		expect(tool!.displayName).toBe('企业微信客户联系 Tool');
		for (const type of [action, tool]) {
			expect(type!.properties).toContainEqual(
				expect.objectContaining({ name: 'resource', displayName: '资源' }),
			);
		}
	});

	it('has the parameters, output labels and names of new nodes that an English one has', async () => {
		const [here, there] = await Promise.all([typesOf(chinese), typesOf(english)]);
		const same = (type: NodeType) => ({
			defaults: type.defaults,
			outputs: type.outputs,
			properties: type.properties.map(({ name }) => name),
		});
		expect(here.map(same)).toEqual(there.map(same));
		expect(here[1]!.outputs).toContain('Customer Acquisition');
	});

	it('has the credential in Chinese, and its test works', async () => {
		const { n8n, credential } = chinese;
		const types = await n8n.rest<NodeType[]>('GET', '/types/credentials.json');
		const type = types.find(({ name }) => name === credential.type)!;
		expect(type.displayName).toBe('企业微信客户联系 API');
		expect(await n8n.testCredential(credential)).toMatchObject({ status: 'OK' });
		const wrong = { ...credential, data: { ...credential.data, corpId: 'ww0000000000000000' } };
		const { status, message } = await n8n.testCredential(wrong);
		expect({ status, message }).toEqual({
			status: 'Error',
			message: expect.stringContaining('企业 ID'),
		});
	});

	it('gives the items of an English one, so that an IF goes the same way', async () => {
		const [here, there] = await Promise.all(
			[chinese, english].map(async ({ n8n, credential }) => {
				const workflow = await n8n.createWorkflow(withCredential(CONDITIONAL, PACKAGE, credential));
				const run = await n8n.waitForExecution(await n8n.runManually(workflow, 'Start'));
				// Each simulated corp has union IDs of its own.
				return [0, 1].map((output) =>
					itemsOf(run, IF, output).map(({ json }) => ({ ...json, unionid: undefined })),
				);
			}),
		);
		expect(here).toEqual(there);
		expect(here!.map(({ length }) => length > 0)).toEqual([true, true]);
	});

	it('runs English workflows and Chinese recipes, and says in Chinese what WeCom refuses', async () => {
		const { n8n, simulator, credential } = chinese;
		const { id: workflowId } = await publish(n8n, simulator, credential, readWelcomeFlow());

		const first = simulator.scanQrCode({ userId: 'zhangsan', state: 'store', name: '王小雨' });
		const [welcomed] = await n8n.waitForExecutions({ workflowId }, { count: 1 });
		expect(welcomed!.status).toBe('success');
		expect(itemsOf(welcomed!, WELCOME_FLOW.trigger)).toMatchObject([
			{ json: { event_type: 'customerAdded', external_userid: first.externalUserId } },
		]);
		expect(simulator.welcomeMessages).toMatchObject([
			{
				externalUserId: first.externalUserId,
				text: welcomeText(WELCOME_FLOW.welcomeStore, '王小雨'),
			},
		]);

		// The Chinese recipe does the same under Chinese names.
		const recipe = readExample('zh-CN/welcome-flow');
		const { id: chineseId } = await publish(n8n, simulator, credential, recipe);
		const second = simulator.scanQrCode({ userId: 'lisi', state: 'store', name: '韩梅梅' });
		const [done] = await n8n.waitForExecutions({ workflowId: chineseId }, { count: 1 });
		expect(done!.status).toBe('success');
		expect(itemsOf(done!, '失败的')).toEqual([]);
		const pair = { userId: 'lisi', externalUserId: second.externalUserId };
		expect(followOf(simulator, pair).remark).toBe('韩梅梅-store');
		expect(told(simulator).at(-1)).toEqual({
			to: 'lisi',
			text: '你有新客户：韩梅梅\n渠道：store',
		});

		simulator.faults.forbidCustomerContact(true);
		simulator.scanQrCode({ userId: 'zhangsan', state: 'store', name: '李雷' });
		const [refused] = await n8n.waitForExecutions({ workflowId: chineseId }, { count: 2 });
		expect(refused!.status).toBe('error');
		expect(refused!.resultData.error).toMatchObject({
			message: '该应用没有权限调用此接口（企业微信错误码 48002）',
			description: expect.stringMatching(
				/客户联系 > 权限配置 > 可调用接口的应用.*。企业微信的原话：api forbidden/,
			),
		});
	});

	it('says in Chinese why a picker is empty', async () => {
		const { n8n, simulator, credential } = chinese;
		simulator.faults.forbidCustomerContact(true);
		const { id, name, type } = credential;
		await expect(
			n8n.rest('POST', '/rest/dynamic-node-parameters/options', {
				path: 'parameters.userIds',
				nodeTypeAndVersion: { name: ACTION_TYPE, version: 1 },
				methodName: 'getFollowUsers',
				currentNodeParameters: {},
				credentials: { [type]: { id, name } },
			}),
		).rejects.toThrow('该应用没有权限调用此接口');
	});

	buildsTheWelcomeChain(() => chinese, {
		search: '企业微信',
		welcome: '欢迎！有什么可以帮您？',
		remark: '展会客户',
		told: '新客户：',
		notSent: '没有发送',
	});
});
