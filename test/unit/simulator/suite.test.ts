import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { decrypt, journalLine, startSimulator, type Simulator } from '../../simulator';
import { createClock, getToken, raw } from './client';

const clock = createClock();
let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: clock.now });
});
afterEach(() => sim.close());

const call = async (path: string, query: Record<string, string>, body: unknown) => {
	const { text } = await raw(sim, 'POST', `service/${path}`, query, JSON.stringify(body));
	return JSON.parse(text) as Record<string, unknown> & { errcode?: number };
};
const suiteToken = (changes: Record<string, string> = {}) => {
	const { suiteId, suiteSecret, suiteTicket } = sim.corp.suite;
	const body = { suite_id: suiteId, suite_secret: suiteSecret, suite_ticket: suiteTicket };
	return call('get_suite_token', {}, { ...body, ...changes });
};
const corpToken = async (changes: Record<string, string> = {}, token?: string) => {
	const suite_access_token = token ?? String((await suiteToken()).suite_access_token);
	const { corpId, suite } = sim.corp;
	const body = { auth_corpid: corpId, permanent_code: suite.permanentCode, ...changes };
	return call('get_corp_token', { suite_access_token }, body);
};

test('successes have no errcode', async () => {
	const suite = await suiteToken();
	expect(suite).toEqual({ suite_access_token: expect.any(String), expires_in: 7200 });
	clock.pass(200);
	expect(await suiteToken()).toEqual({ ...suite, expires_in: 7000 });
	expect(await corpToken()).toEqual({ access_token: expect.any(String), expires_in: 7200 });
	expect(sim.journal.at(-1)).toMatchObject({ errcode: 0, token: 'suite token' });
});

test('the corp token calls the API as a third-party app', async () => {
	const access_token = String((await corpToken()).access_token);
	const members = 'externalcontact/get_follow_user_list';
	const answer = await raw(sim, 'GET', members, { access_token });
	expect(JSON.parse(answer.text)).toMatchObject({ errcode: 0 });
	const contacts = 'externalcontact/contact_list';
	const refused = await raw(sim, 'POST', contacts, { access_token }, '{}');
	expect(JSON.parse(refused.text)).toMatchObject({ errcode: 48002 });
	expect((await getToken(sim, sim.corp.suite.permanentCode)).errcode).toBe(40001);
});

test.each<[Record<string, string>, number]>([
	[{ suite_id: '' }, 41021],
	[{ suite_secret: '' }, 41024],
	[{ suite_ticket: '' }, 41023],
	[{ suite_id: 'x' }, 40083],
	[{ suite_secret: 'x' }, 40080],
	[{ suite_ticket: 'x' }, 40085],
	[{ suite_access_token: 'x' }, 40058],
])('get_suite_token refuses %j with %i', async (changes, errcode) => {
	expect(await suiteToken(changes)).toMatchObject({ errcode, errmsg: expect.any(String) });
});

test.each<[Record<string, string>, number]>([
	[{ auth_corpid: '' }, 41002],
	[{ permanent_code: '' }, 41025],
	[{ auth_corpid: 'x' }, 40013],
	[{ permanent_code: 'x' }, 40084],
])('get_corp_token refuses %j with %i', async (changes, errcode) => {
	expect((await corpToken(changes)).errcode).toBe(errcode);
});

test('suite tokens: missing, unknown, of another kind, expired', async () => {
	expect((await corpToken({}, '')).errcode).toBe(41022);
	expect((await corpToken({}, 'made-up')).errcode).toBe(40082);
	const { access_token } = await getToken(sim);
	expect((await corpToken({}, access_token)).errcode).toBe(40082);
	expect((await call('get_corp_token', { access_token }, {})).errcode).toBe(41022);

	const first = String((await suiteToken()).suite_access_token);
	clock.pass(7200);
	sim.faults.expireSuiteTicket();
	expect((await corpToken({}, first)).errcode).toBe(42009);
	const second = String((await suiteToken()).suite_access_token);
	expect(second).not.toBe(first);
	sim.faults.expireSuiteTokens();
	expect((await corpToken({}, second)).errcode).toBe(42009);
	expect(await corpToken()).toHaveProperty('access_token');
});

test('an expired ticket is replaced by a new one', async () => {
	const old = sim.corp.suite.suiteTicket;
	const ticket = sim.faults.expireSuiteTicket();
	expect((await suiteToken({ suite_ticket: old })).errcode).toBe(40085);
	expect(sim.corp.suite.suiteTicket).toBe(ticket);
	expect(await suiteToken()).toHaveProperty('suite_access_token');
});

test('a ticket lives half an hour beside the newer ones, and comes encrypted for the suite', async () => {
	const bodies: string[] = [];
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			bodies.push(body);
			response.end('success');
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	sim.setCallback({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
	const first = sim.corp.suite.suiteTicket;
	clock.pass(1799);
	const { ticket, acknowledged } = await sim.sendSuiteTicket();
	server.close();
	expect(acknowledged).toBe(true);
	expect(sim.corp.suite.suiteTicket).toBe(ticket);
	const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(bodies[0]!)![1]!;
	const { message, receiveId } = decrypt(sim.corp.encodingAesKey, encrypted);
	expect(receiveId).toBe(sim.corp.suite.suiteId);
	expect(message).toContain('<InfoType><![CDATA[suite_ticket]]></InfoType>');
	expect(message).toContain(`<SuiteTicket><![CDATA[${ticket}]]></SuiteTicket>`);
	expect(message).not.toContain('AuthCorpId');

	expect(await suiteToken({ suite_ticket: first })).toHaveProperty('suite_access_token');
	clock.pass(1);
	expect((await suiteToken({ suite_ticket: first })).errcode).toBe(40085);
	expect(await suiteToken({ suite_ticket: ticket })).toHaveProperty('suite_access_token');
	const lost = await sim.sendSuiteTicket({ delivered: false });
	expect(lost).toMatchObject({ acknowledged: false, attempts: [] });
	expect(await suiteToken()).toHaveProperty('suite_access_token');
});

test('a suite of the test, and nothing secret in printed lines', async () => {
	const own = await startSimulator({ suite: { suiteId: 'ww-mine' } });
	expect(own.corp.suite).toMatchObject({ suiteId: 'ww-mine', suiteSecret: expect.any(String) });
	await own.close();
	const { access_token } = await corpToken();
	const lines = sim.journal.map(journalLine).join('\n');
	const { suiteSecret, suiteTicket, permanentCode } = sim.corp.suite;
	const { suiteTokens } = sim.state;
	const secrets = [suiteSecret, suiteTicket, permanentCode, suiteTokens[0]?.value, access_token];
	for (const secret of secrets) expect(lines).not.toContain(String(secret));
});
