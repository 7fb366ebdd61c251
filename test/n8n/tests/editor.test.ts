import { readFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, PACKAGE_FOLDER } from '../driver';
import { ACTION_TYPE, CREDENTIAL_TYPE, NEW_CUSTOMER_TYPE, TRIGGER_TYPE } from '../wecom';
import { buildsTheWelcomeChain } from './browser-setup';
import { SET_UP_MS, startBoth, type Both } from './setup';

interface NodeType {
	name: string;
	displayName: string;
	version: number | number[];
	communityNodePackageVersion?: string;
	iconUrl?: { light: string; dark: string };
}

describe('what the editor gets of the package', () => {
	let both: Both;

	beforeAll(async () => {
		both = await startBoth();
	}, SET_UP_MS);
	afterAll(() => both?.stop());

	describe('node types', () => {
		const { version } = JSON.parse(
			readFileSync(path.join(PACKAGE_FOLDER, 'package.json'), 'utf8'),
		) as { version: string };

		it.each([
			[ACTION_TYPE, 'WeCom Customer Contact'],
			[TRIGGER_TYPE, 'WeCom Customer Contact Trigger'],
			[NEW_CUSTOMER_TYPE, 'WeCom New Customer Trigger'],
		])('%s with its version and icons', async (name, displayName) => {
			const { n8n } = both;
			const types = await n8n.rest<NodeType[]>('GET', '/types/nodes.json');
			const type = types.find((candidate) => candidate.name === name)!;
			expect(type).toMatchObject({ displayName, communityNodePackageVersion: version });
			for (const icon of [type.iconUrl!.light, type.iconUrl!.dark]) {
				const response = await fetch(`${n8n.baseUrl}/${icon}`);
				expect(response.headers.get('content-type')).toContain('image/svg+xml');
				expect(await response.text()).toContain('<svg');
			}
		});

		it('no Custom API Call of n8n: it would not notice an expired token', async () => {
			const types = await both.n8n.rest<NodeType[]>('GET', '/types/nodes.json');
			const action = types.find(({ name }) => name === ACTION_TYPE);
			expect(JSON.stringify(action)).toContain('"value":"apiCall"');
			expect(JSON.stringify(action)).not.toContain('__CUSTOM_API_CALL__');
		});

		it('the action as a tool of AI agents', async () => {
			const types = await both.n8n.rest<NodeType[]>('GET', '/types/nodes.json');
			expect(types.map(({ name }) => name)).toContain(`${ACTION_TYPE}Tool`);
		});

		it('the credential', async () => {
			const types = await both.n8n.rest<Array<{ name: string; supportedNodes: string[] }>>(
				'GET',
				'/types/credentials.json',
			);
			const type = types.find(({ name }) => name === CREDENTIAL_TYPE)!;
			expect(type.supportedNodes.sort()).toEqual([ACTION_TYPE, TRIGGER_TYPE, NEW_CUSTOMER_TYPE]);
		});
	});

	it.each(['customer/get', 'welcomeMessage/send', 'contactWay/create'])(
		'the fields of %s before it ever ran',
		async (operation) => {
			const { n8n } = both;
			const answer = await fetch(`${n8n.baseUrl}/schemas/${ACTION_TYPE}/1.0.0/${operation}.json`);
			expect(answer.status).toBe(200);
			expect(await answer.json()).toMatchObject({
				type: 'object',
				properties: expect.objectContaining({}),
			});
		},
	);

	buildsTheWelcomeChain(() => both, {
		search: 'wecom',
		welcome: 'Welcome! What can we do for you?',
		remark: 'From the fair',
		told: 'New customer:',
		notSent: 'No message was sent',
	});

	describe('the Test button of the credential', () => {
		afterEach(() => both.simulator.faults.reset());

		/** Its result with some fields changed; no message may show a secret. */
		const test = async (changes: Record<string, string> = {}) => {
			const { n8n, credential, simulator } = both;
			const data = { ...credential.data, ...changes };
			const result = await n8n.testCredential({ ...credential, data });
			const secrets = [
				data.corpSecret,
				data.callbackToken,
				data.encodingAesKey,
				...simulator.state.tokens.map(({ value }) => value),
			];
			for (const secret of secrets) expect(result.message).not.toContain(secret);
			return result;
		};

		it('passes with the right values', async () => {
			expect(await test()).toMatchObject({ status: 'OK' });
		});

		it('names a wrong corp ID', async () => {
			const { status, message } = await test({ corpId: 'wwSomebodyElse' });
			expect(status).toBe('Error');
			expect(message).toMatch(/corp ID/i);
			expect(message).toContain('40013');
			expect(message).not.toMatch(/\bsecret is wrong\b/i);
		});

		it('names a wrong secret', async () => {
			const { status, message } = await test({ corpSecret: 'WrongSecret-0123456789' });
			expect(status).toBe('Error');
			expect(message).toMatch(/secret/i);
			expect(message).toContain('40001');
			expect(message).not.toMatch(/corp ID is wrong/i);
		});

		it('names an untrusted IP address and quotes it', async () => {
			both.simulator.faults.untrustedIp('203.0.113.7');
			const { status, message } = await test();
			expect(status).toBe('Error');
			expect(message).toContain('203.0.113.7');
			expect(message).toMatch(/trust/i);
			expect(message).toContain('60020');
		});

		it('names an app that may not call the customer contact API', async () => {
			both.simulator.faults.forbidCustomerContact(true);
			const { status, message } = await test();
			expect(status).toBe('Error');
			expect(message).toContain('48002');
			expect(message).toContain('可调用接口的应用');
		});

		it('names an address where no WeCom answers', async () => {
			const baseUrl = `http://127.0.0.1:${await freePort()}`;
			const { status, message } = await test({ baseUrl });
			expect(status).toBe('Error');
			expect(message).toContain(baseUrl);
		});

		it('names an EncodingAESKey that cannot be one', async () => {
			const { status, message } = await test({ encodingAesKey: 'tooShort' });
			expect(status).toBe('Error');
			expect(message).toMatch(/EncodingAESKey/i);
		});
	});
});
