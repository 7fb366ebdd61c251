import type { INodeParameters } from 'n8n-workflow';
import { mappedIds, startSimulator, type Simulator } from '../../simulator';
import { createN8n } from '../harness';
import { n8nOf, operationsIn, type N8n } from '../setup';

// Any endpoint of WeCom, as every other call.

// The waits between tries are tested elsewhere.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => await new Promise((resolve) => setImmediate(resolve)),
}));

const GROUPS = '/cgi-bin/externalcontact/groupchat/list';
const WAYS = '/cgi-bin/externalcontact/list_contact_way';
const MEMBERS = '/cgi-bin/externalcontact/get_follow_user_list';

let simulator: Simulator;
let n8n: N8n;
beforeEach(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { attempt, run, refusal } = operationsIn(() => n8n, 'apiCall');

it('gives WeCom’s answer as it is', async () => {
	const [answer] = await run('get', {
		path: '/cgi-bin/externalcontact/get',
		query: '{ "external_userid": "wmSimulatedAAAALiuFang" }',
	});
	expect(answer).toMatchObject({
		external_contact: { external_userid: 'wmSimulatedAAAALiuFang' },
		follow_user: expect.any(Array) as unknown,
	});
	expect(answer).not.toHaveProperty('errcode');
});

it('takes a new token when the one it has expired', async () => {
	const asked = { path: MEMBERS, itemsPath: 'follow_user' };
	const before = await run('get', asked);
	expect(before).toContainEqual({ follow_user: 'zhangsan' });
	simulator.faults.expireTokens();
	expect(await run('get', asked)).toEqual(before);
});

it('reads page by page, as far as the limit wants', async () => {
	const made: unknown[] = [];
	for (const state of ['a', 'b', 'c']) {
		const body = JSON.stringify({ type: 1, scene: 2, user: ['zhangsan'], state });
		const [way] = await run('post', { path: '/cgi-bin/externalcontact/add_contact_way', body });
		made.push(way!.config_id);
	}
	const asked = { path: WAYS, body: '{ "limit": 1 }', itemsPath: 'contact_way' };
	const all = await run('post', { ...asked, returnAll: true });
	expect(all.map(({ config_id }) => config_id).sort()).toEqual(made.sort());
	expect(simulator.requests(WAYS)).toHaveLength(3);
	simulator.resetJournal();
	expect(await run('post', { ...asked, limit: 2 })).toHaveLength(2);
	expect(simulator.requests(WAYS)).toHaveLength(2);
});

it('ends where WeCom says that there is no more, although there is a cursor', async () => {
	const last = { errcode: 0, group_chat_list: [{ chat_id: 'wr1' }], next_cursor: 'c', has_more: 0 };
	simulator.faults.jsonStatusNext(GROUPS, 200, last);
	const asked = { path: GROUPS, body: '{ "limit": 1 }', itemsPath: 'group_chat_list' };
	expect(await run('post', { ...asked, returnAll: true })).toEqual([{ chat_id: 'wr1' }]);
	expect(simulator.requests(GROUPS)).toHaveLength(1);
});

it('has no items where WeCom leaves the list out', async () => {
	expect(await run('get', { path: MEMBERS, itemsPath: 'follow_user.none' })).toEqual([]);
});

describe.each([
	['says that it is busy', () => simulator.faults.failNext('*', { errcode: -1 })],
	['does not answer', () => simulator.faults.dropConnection('*', { when: 'after' })],
])('when WeCom %s', (_what, disturb) => {
	const post = { path: GROUPS, body: '{ "limit": 100 }' };
	beforeEach(async () => {
		// So that the token is there.
		await run('get', { path: MEMBERS });
		simulator.resetJournal();
		disturb();
	});

	it('a GET is sent again', async () => {
		await run('get', { path: MEMBERS });
		expect(simulator.requests(MEMBERS)).toHaveLength(2);
	});

	it('a POST is not, and the error says that nobody knows', async () => {
		const { error } = await attempt('post', post);
		expect(error!.description).toMatch(/unknown whether WeCom carried this out/);
		expect(error!.context!.uncertain).toBe(true);
		expect(simulator.requests(GROUPS)).toHaveLength(1);
	});

	it('a POST is, if that is safe', async () => {
		const [answer] = await run('post', { ...post, options: { safeToRepeat: true } });
		expect(answer).toHaveProperty('group_chat_list');
		expect(simulator.requests(GROUPS)).toHaveLength(2);
	});
});

it('explains what WeCom refuses', async () => {
	simulator.faults.forbidCustomerContact(true);
	expect(await refusal('get', { path: MEMBERS })).toBe(
		'The app may not call this API (WeCom error 48002)',
	);
});

describe('is refused before any request', () => {
	const THE_PATH = /^"Path" must be the path alone, such as \/cgi-bin\/user\/get/;
	const A_TOKEN = /^"Path" is an endpoint that hands out tokens/;

	const refused: Array<[what: string, parameters: INodeParameters, message: RegExp]> = [
		...[
			'https://evil.example/cgi-bin/user/get',
			'//evil.example/cgi-bin/user/get',
			'/cgi-bin/../wxapi/token',
			'/cgi-bin/%2e%2e/user',
			'/cgi-bin/user\\get',
			'/cgi-bin//user/get',
			'/cgi-bin/@evil.example',
			'/cgi-bin/',
			'/wxapi/user/get',
			'externalcontact/get',
		].map((path): (typeof refused)[number] => [path, { path }, THE_PATH]),
		...[
			'/cgi-bin/gettoken',
			'/cgi-bin/GetToken',
			'/cgi-bin/service/get_suite_token',
			'/cgi-bin/service/get_corp_token',
			'/cgi-bin/service/get_provider_token',
			'/cgi-bin/corpgroup/corp/gettoken',
			'/cgi-bin/service/v2/get_permanent_code',
		].map((path): (typeof refused)[number] => [path, { path }, A_TOKEN]),
		[
			'a query in the path',
			{ path: '/cgi-bin/user/get?access_token=x&userid=y' },
			/^"Path" must end before the question mark/,
		],
		['a file', { path: '/cgi-bin/media/get' }, /endpoint for files.* Use the resource Media$/],
		[
			'a token in the query',
			{ path: MEMBERS, query: '{ "access_token": "x" }' },
			/^"Query" has "access_token"\. Remove it/,
		],
		[
			'a list in the query',
			{ path: MEMBERS, query: '{ "userid": ["a"] }' },
			/^"Query" has "userid", which must be text, a number or true or false, but is a list$/,
		],
		['no JSON', { path: MEMBERS, query: '{ userid }' }, /^"Query" is no JSON: /],
		['a list as the query', { path: MEMBERS, query: '[]' }, /^"Query" must be a JSON object/],
		[
			'a suite’s token of another app',
			{ path: MEMBERS, options: { token: 'suite' } },
			/^Only a third-party app can do this$/,
		],
	];

	it.each(refused)('%s', async (_what, parameters, message) => {
		simulator.resetJournal();
		expect(await refusal('get', parameters)).toMatch(message);
		expect(simulator.requests(/./)).toEqual([]);
	});

	it('a body that is no object', async () => {
		expect(await refusal('post', { path: GROUPS, body: '={{ "x" }}' })).toMatch(
			/^"Body" is no JSON/,
		);
		expect(await refusal('post', { path: GROUPS, body: '={{ [1] }}' })).toBe(
			'"Body" must be a JSON object, but is a list',
		);
		expect(simulator.requests(/./)).toEqual([]);
	});
});

it('a third-party app can call with the token of its suite', async () => {
	const { corp, url: baseUrl } = simulator;
	n8n = createN8n({ baseUrl, appType: 'thirdParty', authCorpId: corp.corpId, ...corp.suite });
	const items = await run('post', {
		path: '/cgi-bin/service/externalcontact/unionid_to_external_userid_3rd',
		body: JSON.stringify({ unionid: 'ozUnknown', openid: mappedIds.openId('ozUnknown') }),
		options: { token: 'suite' },
	});
	expect(items).toHaveLength(1);
});
