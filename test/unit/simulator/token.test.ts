import { startSimulator, type Simulator } from '../../simulator';
import { createClock, get, getToken, raw } from './client';

const clock = createClock();
const other = { name: 'other', agentId: 1000003, secret: 'another-secret', customerContact: false };
let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: clock.now, apps: [other] });
});
afterEach(() => sim.close());

const members = async (access_token: string) => {
	const answer = await raw(sim, 'GET', 'externalcontact/get_follow_user_list', { access_token });
	return JSON.parse(answer.text).errcode as number;
};

test('the same token while it is valid, a new one afterwards', async () => {
	const first = await getToken(sim);
	expect(first).toMatchObject({ errcode: 0, errmsg: 'ok', expires_in: 7200 });
	clock.pass(7100);
	expect(await getToken(sim)).toMatchObject({ access_token: first.access_token, expires_in: 100 });
	expect(await members(first.access_token)).toBe(0);
	clock.pass(100);
	expect(await members(first.access_token)).toBe(42001);
	const second = await getToken(sim);
	expect(second.access_token).not.toBe(first.access_token);
	expect(await members(second.access_token)).toBe(0);
});

test('every application has its own token and its own permission', async () => {
	const { access_token: mine } = await getToken(sim);
	const { access_token: theirs } = await getToken(sim, other.secret);
	expect(theirs).not.toBe(mine);
	expect(await members(mine)).toBe(0);
	expect(await members(theirs)).toBe(48002);
	expect(sim.journal.at(-1)).toMatchObject({ token: 'other', errcode: 48002 });
});

test('a shorter life holds for tokens fetched later', async () => {
	const first = await getToken(sim);
	sim.settings.tokenLifeSeconds = 20;
	expect(await getToken(sim)).toMatchObject({ access_token: first.access_token, expires_in: 7200 });
	sim.faults.expireTokens();
	expect(await getToken(sim)).toMatchObject({ errcode: 0, expires_in: 20 });
});

test.each([
	[{ corpsecret: 'x' }, 41002],
	[{ corpid: '', corpsecret: 'x' }, 41002],
	[{ corpid: 'x' }, 41004],
	[{ corpid: 'x', corpsecret: 'x' }, 40013],
	[{ corpid: 'x', corpsecret: 'x', access_token: 'x' }, 40058],
])('gettoken refuses %j with %i', async (query, errcode) => {
	const { status, text } = await raw(sim, 'GET', 'gettoken', query as Record<string, string>);
	expect(status).toBe(200);
	expect(JSON.parse(text).errcode).toBe(errcode);
});

test('five wrong secrets in a row ban the caller for an hour', async () => {
	for (let n = 0; n < 4; n++) expect((await getToken(sim, 'wrong')).errcode).toBe(40001);
	expect((await getToken(sim)).errcode).toBe(0);
	for (let n = 0; n < 5; n++) expect((await getToken(sim, 'wrong')).errcode).toBe(40001);
	expect((await getToken(sim)).errcode).toBe(45009);
	clock.pass(3600);
	expect((await getToken(sim)).errcode).toBe(0);
});

test('revoked and expired tokens are refused and replaced', async () => {
	const first = await getToken(sim);
	sim.faults.revokeTokens();
	expect(await members(first.access_token)).toBe(40014);
	const second = await getToken(sim);
	expect(second.access_token).not.toBe(first.access_token);
	sim.faults.expireTokens();
	expect(await members(second.access_token)).toBe(42001);
	expect((await get(sim, 'getcallbackip')).ip_list).toEqual(expect.any(Array));
	expect(sim.journal.map((entry) => entry.token)).toEqual([
		'not needed',
		'revoked',
		'not needed',
		'expired',
		'not needed',
		'main',
	]);
});
