import { readFileSync } from 'node:fs';
import path from 'node:path';
import { itemsOf, PACKAGE_FOLDER } from '../driver';
import {
	ACTION_TYPE,
	publish,
	readWelcomeFlow,
	TRIGGER_TYPE,
	welcomeText,
	WELCOME_FLOW,
} from '../wecom';
import { SET_UP_MS, startBoth, type Both } from './setup';

interface NodeType {
	name: string;
	displayName: string;
	communityNodePackageVersion?: string;
	properties: Array<{ name: string; displayName: string }>;
}

describe('a real n8n on a server that speaks Chinese', () => {
	let chinese: Both;
	beforeAll(async () => {
		chinese = await startBoth({ env: { LANG: 'zh_CN.UTF-8' } });
	}, SET_UP_MS);
	afterAll(() => chinese?.stop());

	it('has the same node types, shown in Chinese', async () => {
		const { version } = JSON.parse(
			readFileSync(path.join(PACKAGE_FOLDER, 'package.json'), 'utf8'),
		) as { version: string };
		const types = await chinese.n8n.rest<NodeType[]>('GET', '/types/nodes.json');
		const find = (name: string) => types.find((type) => type.name === name)!;
		const ours = { communityNodePackageVersion: version };
		expect(find(ACTION_TYPE)).toMatchObject({ ...ours, displayName: '企业微信客户联系' });
		expect(find(TRIGGER_TYPE)).toMatchObject({ ...ours, displayName: '企业微信客户联系 Trigger' });
		const [resource] = find(ACTION_TYPE).properties;
		expect(resource).toMatchObject({ name: 'resource', displayName: '资源' });
		expect(find(`${ACTION_TYPE}Tool`).displayName).toMatch(/^企业微信客户联系/);
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

	it('runs an English workflow as it is, and says in Chinese what WeCom refuses', async () => {
		const { n8n, simulator, credential } = chinese;
		const { id: workflowId } = await publish(n8n, simulator, credential, readWelcomeFlow());

		const first = simulator.scanQrCode({ userId: 'zhangsan', state: 'store', name: '王小雨' });
		const [welcomed] = await n8n.waitForExecutions({ workflowId }, { count: 1 });
		expect(welcomed!.status).toBe('success');
		expect(itemsOf(welcomed!, WELCOME_FLOW.trigger)).toMatchObject([
			{ json: { type: 'customerAdded', externalUserId: first.externalUserId } },
		]);
		expect(simulator.welcomeMessages).toMatchObject([
			{
				externalUserId: first.externalUserId,
				text: welcomeText(WELCOME_FLOW.welcomeStore, '王小雨'),
			},
		]);

		simulator.faults.forbidCustomerContact(true);
		simulator.scanQrCode({ userId: 'zhangsan', state: 'store', name: '李雷' });
		const [refused] = await n8n.waitForExecutions({ workflowId }, { count: 2 });
		expect(refused!.status).toBe('error');
		expect(refused!.resultData.error).toMatchObject({
			message: '该应用没有权限调用此接口（企业微信错误码 48002）',
			description: expect.stringMatching(
				/客户联系 > 权限配置 > 可调用接口的应用.*。企业微信的原话：api forbidden/,
			),
		});
	});
});
