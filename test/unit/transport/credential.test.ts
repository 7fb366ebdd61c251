import http from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	cleaned,
	identityOf,
	readCredential,
	shownAddress,
} from '../../../nodes/WeComCustomerContact/transport/credential';
import { createN8n } from '../../engine/harness';
import { startSimulator, type Simulator } from '../../simulator';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => {},
}));

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.close());
beforeEach(() => {
	simulator.faults.reset();
	simulator.resetJournal();
});

const credential = (more = {}) => ({
	appType: 'selfBuilt',
	corpId: simulator.corp.corpId,
	corpSecret: simulator.corp.secret,
	encodingAesKey: simulator.corp.encodingAesKey,
	baseUrl: simulator.url,
	...more,
});

const READ = { resource: 'followUser', operation: 'getAll', returnAll: true };

describe('the address of WeCom', () => {
	it.each([
		'http://wecom',
		'http://wecom/',
		' http://wecom/// ',
		'http://wecom/cgi-bin',
		'http://wecom/cgi-bin/\n',
		'\u00a0http://wecom//cgi-bin//',
	])('%j is cleaned', (baseUrl) => {
		expect(cleaned({ baseUrl }).baseUrl).toBe('http://wecom');
	});

	it('keeps the path of a proxy', () => {
		expect(cleaned({ baseUrl: 'https://proxy/wecom/cgi-bin' }).baseUrl).toBe('https://proxy/wecom');
		expect(cleaned({ baseUrl: 'https://proxy/my-cgi-bin' }).baseUrl).toBe(
			'https://proxy/my-cgi-bin',
		);
	});

	it.each([
		['https://user:pass@proxy:8080/wecom', 'https://proxy:8080/wecom'],
		['https://user:p@ss/w@rd@proxy', 'https://proxy'],
		['user:pass@proxy', 'proxy'],
		['HTTPS://user@proxy', 'HTTPS://proxy'],
		['https://qyapi.weixin.qq.com', 'https://qyapi.weixin.qq.com'],
		['not an address', 'not an address'],
	])('%j is told as %j', (address, shown) => {
		expect(shownAddress(address)).toBe(shown);
	});
});

describe('a credential', () => {
	it('is read without blanks around what was pasted', async () => {
		const getCredentials = async () => ({ corpId: ' ww1\n', callbackToken: '\tT ', allow: true });
		expect(await readCredential({ getCredentials } as never)).toEqual({
			corpId: 'ww1',
			callbackToken: 'T',
			allow: true,
			baseUrl: '',
		});
	});

	it('is another identity with any other value that tokens depend on', () => {
		const third = { appType: 'thirdParty', suiteId: 's', authCorpId: 'c', permanentCode: 'p' };
		const identities = [
			credential(),
			credential({ appType: 'delegated' }),
			credential({ corpId: 'wwOther' }),
			credential({ corpSecret: 'other' }),
			credential({ baseUrl: 'http://proxy' }),
			{ ...third, suiteSecret: '1' },
			{ ...third, suiteSecret: '2' },
			{ ...third, suiteSecret: '1', suiteId: 's2' },
			{ ...third, suiteSecret: '1', authCorpId: 'c2' },
			{ ...third, suiteSecret: '1', permanentCode: 'p2' },
			// Values that run together are others.
			credential({ corpId: `${simulator.corp.corpId}${simulator.corp.secret}`, corpSecret: '' }),
		].map(identityOf);
		expect(new Set(identities).size).toBe(identities.length);
		expect(identities.join()).not.toContain(simulator.corp.secret);
	});

	it('is the same identity with another ticket, callback token or key', () => {
		const base = credential({ appType: 'thirdParty', suiteId: 's' });
		for (const name of ['suiteTicket', 'callbackToken', 'encodingAesKey']) {
			expect(identityOf({ ...base, [name]: 'x' })).toBe(identityOf(base));
		}
	});

	it('works with blanks and /cgi-bin in it, for nodes, Test and nodes of n8n', async () => {
		const n8n = createN8n(
			credential({
				corpId: ` ${simulator.corp.corpId}`,
				corpSecret: `${simulator.corp.secret}\n`,
				encodingAesKey: ` ${simulator.corp.encodingAesKey} `,
				baseUrl: ` ${simulator.url}/cgi-bin/ `,
			}),
		);
		expect((await n8n.run({ parameters: READ })).error).toBeUndefined();
		expect(await n8n.test()).toEqual({ status: 'OK', message: 'Connection successful!' });
		const answer = await n8n.request({ baseURL: simulator.url, url: '/cgi-bin/getcallbackip' });
		expect(answer.errcode).toBe(0);
		expect(simulator.gettokenCount()).toBe(2);
	});

	it('of a suite that no corp has authorized gives the suite token, and says that it has no corp', async () => {
		const { suite, corpId } = simulator.corp;
		const { suiteId, suiteSecret, permanentCode } = suite;
		const suiteTicket = `${simulator.faults.expireSuiteTicket()}@1700000000`;
		const n8n = createN8n({
			appType: 'thirdParty',
			suiteId,
			suiteSecret,
			suiteTicket,
			baseUrl: simulator.url,
		});
		const exchange = async () =>
			await n8n.request({
				method: 'POST',
				baseURL: simulator.url,
				url: '/cgi-bin/service/get_corp_token',
				qs: { suite_access_token: '' },
				body: { auth_corpid: corpId, permanent_code: permanentCode },
			});
		expect(await exchange()).toHaveProperty('access_token');
		expect(await exchange()).toHaveProperty('access_token');
		expect(simulator.requests('service/get_suite_token')).toHaveLength(1);
		expect((await n8n.test()).message).toContain('There is no corp to try them on yet');
		const { error } = await n8n.run({ parameters: READ });
		expect(error?.message).toBe('The credential names no corp');

		Object.assign(n8n.stored, { authCorpId: corpId, permanentCode });
		expect((await n8n.run({ parameters: READ })).error).toBeUndefined();
	});

	it('of a delegated app has its corp ID and its permanent code', async () => {
		const secret = 'permanent-code-of-the-delegated-app';
		simulator.corp.apps.push({
			name: 'delegated',
			agentId: 77,
			secret,
			customerContact: true,
			kind: 'delegated',
		});
		const n8n = createN8n(credential({ appType: 'delegated', corpSecret: secret }));
		expect((await n8n.run({ parameters: READ })).error).toBeUndefined();
		expect(await n8n.test()).toMatchObject({ status: 'OK' });
	});
});

describe('a token that dies within the second', () => {
	afterEach(() => (simulator.settings.tokenLifeSeconds = 7200));

	it('is not taken for one that lives for two hours', async () => {
		simulator.settings.tokenLifeSeconds = 0.4;
		simulator.faults.expireTokens();
		const n8n = createN8n(credential());
		await n8n.test();
		expect(Number(n8n.stored.tokenExpiresAt)).toBeLessThan(Date.now() + 10_000);
	});
});

describe('the Test button', () => {
	it('finds a wrong EncodingAESKey, which action nodes do without', async () => {
		const n8n = createN8n(credential({ encodingAesKey: 'short' }));
		const { error, items } = await n8n.run({ parameters: READ });
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		const result = await n8n.test();
		expect(result.status).toBe('Error');
		expect(result.message).toContain('The EncodingAESKey must have 43 characters, but has 5');
		expect(simulator.journal.some(({ query }) => 'is_credential_test' in query)).toBe(false);
	});

	it('does not miss an empty one, as only the trigger needs it', async () => {
		const n8n = createN8n(credential({ encodingAesKey: '' }));
		expect(await n8n.test()).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong secret', { corpSecret: 'wrong' }, /\(WeCom error 40001/],
		['a wrong corp', { corpId: 'wrong' }, /\(WeCom error 40013/],
		['nobody there', { baseUrl: 'http://u:pa55@127.0.0.1:1' }, /at http:\/\/127.0.0.1:1: the conn/],
	])('tells of %s', async (_what, more, message) => {
		const result = await createN8n(credential(more)).test();
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
		expect(result.message).not.toContain('pa55');
	});

	it('judges the secret, whatever became of the stored token', async () => {
		const n8n = createN8n(credential());
		await n8n.run({ parameters: READ });
		simulator.faults.revokeTokens();
		simulator.resetJournal();
		expect(await n8n.test()).toMatchObject({ status: 'OK' });
		expect(simulator.requests('gettoken')).toHaveLength(1);
	});

	it('sends nothing of its own mark to WeCom', async () => {
		await createN8n(credential()).test();
		const calls = simulator.requests('externalcontact/get_follow_user_list');
		expect(calls.map(({ query }) => Object.keys(query))).toEqual([['access_token']]);
	});
});

describe('user and password of a proxy', () => {
	const withUser = (url: string) => url.replace('http://', 'http://wecomuser:pa55word@');

	it('are sent to it', async () => {
		const seen: Array<string | undefined> = [];
		const proxy = http.createServer((request, response) => {
			seen.push(request.headers.authorization);
			void fetch(`${simulator.url}${request.url}`).then(async (answer) => {
				response.setHeader('Content-Type', 'application/json');
				response.end(await answer.text());
			});
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
		const { error } = await createN8n(credential({ baseUrl: withUser(address) })).run({
			parameters: READ,
		});
		proxy.close();
		expect(error).toBeUndefined();
		const basic = `Basic ${Buffer.from('wecomuser:pa55word').toString('base64')}`;
		expect(new Set(seen)).toEqual(new Set([basic]));
	});

	it.each([
		['gettoken cannot be reached', () => simulator.faults.dropConnection('gettoken', { times: 9 })],
		['gettoken answers nonsense', () => simulator.faults.garbageNext('gettoken', 9)],
		['a call is lost', () => simulator.faults.dropConnection(/get_follow_user_list/, { times: 9 })],
		[
			'a call meets a gateway',
			() => simulator.faults.httpStatusNext(/get_follow_user_list/, 502, 9),
		],
		['nobody is there', () => 'http://127.0.0.1:1'],
		['the address is none', () => 'http://127.0.0.1:none'],
	])('are in no error or item when %s', async (_what, spoil) => {
		const address = spoil() ?? simulator.url;
		const n8n = createN8n(credential({ baseUrl: withUser(address) }));
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			const { run, error, items } = await n8n.run({ parameters: READ, onError });
			expect(error ?? items[0]!.json.error).toBeDefined();
			const told = JSON.stringify([run, error, error?.message, error?.description, error?.stack]);
			expect(told).not.toContain('pa55word');
			expect(told).not.toContain('wecomuser');
		}
	});
});
