import { startSimulator, type Simulator } from '../../simulator';
import { delegated } from './apps';
import { createClock, get, getToken, post, raw } from './client';

const clock = createClock();
let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator({ now: clock.now, apps: [delegated] });
});
afterEach(() => {
	sim.faults.reset();
	sim.resetJournal();
});
afterAll(() => sim.close());

const members = 'externalcontact/get_follow_user_list';
const timed = async <T>(work: Promise<T>) => {
	const started = performance.now();
	await work;
	return performance.now() - started;
};

test('failNext: as often as told, on this path only', async () => {
	sim.faults.failNext(members, { errcode: -1, times: 2 });
	sim.faults.failNext(/^externalcontact\/l/, { errcode: 45033, errmsg: 'mine' });
	expect((await get(sim, 'getcallbackip')).errcode).toBe(0);
	expect((await get(sim, members)).errcode).toBe(-1);
	expect((await get(sim, members)).errmsg).toMatch(/^system busy, hint: /);
	expect((await get(sim, members)).errcode).toBe(0);
	expect(await get(sim, 'externalcontact/list', { userid: 'lisi' })).toMatchObject({
		errcode: 45033,
		errmsg: expect.stringMatching(/^mine, hint/),
	});
});

test('HTTP status and garbage', async () => {
	sim.faults.httpStatusNext(members, 500);
	sim.faults.garbageNext('*');
	expect(await raw(sim, 'GET', members)).toMatchObject({ status: 500 });
	expect(await raw(sim, 'GET', members)).toEqual({
		status: 200,
		text: expect.stringMatching(/^<html>/),
	});
	expect(sim.requests(members).map(({ status, errcode }) => [status, errcode])).toEqual([
		[500, undefined],
		[200, undefined],
	]);
});

test('dropped connections: before and after the effect', async () => {
	const welcome = 'externalcontact/send_welcome_msg';
	const { welcomeCode } = sim.scanQrCode({ userId: 'zhangsan' });
	const body = { welcome_code: welcomeCode, text: { content: 'x' } };
	sim.faults.dropConnection(welcome);
	await expect(post(sim, welcome, body)).rejects.toThrow();
	expect(sim.welcomeMessages).toHaveLength(0);
	sim.faults.dropConnection(`/cgi-bin/${welcome}`, { when: 'after' });
	await expect(post(sim, welcome, body)).rejects.toThrow();
	expect(sim.welcomeMessages).toHaveLength(1);
	expect((await post(sim, welcome, body)).errcode).toBe(41050);
	expect(sim.requests(welcome).map(({ status, errcode }) => [status, errcode])).toEqual([
		[undefined, undefined],
		[undefined, 0],
		[200, 41050],
	]);
});

test('slow paths and latency', async () => {
	sim.faults.slow(members, 60);
	expect(await timed(raw(sim, 'GET', members))).toBeGreaterThan(55);
	sim.faults.slow(members, 0);
	sim.faults.latencyMs = 40;
	expect(await timed(raw(sim, 'GET', members))).toBeGreaterThan(35);
	expect(sim.requests(members)[0]?.ms).toBeGreaterThan(55);
});

test('untrusted address', async () => {
	sim.faults.untrustedIp('203.0.113.7');
	expect(await get(sim, members)).toEqual({
		errcode: 60020,
		errmsg: expect.stringMatching(
			/^not allow to access from your ip, hint: \[\d+\], from ip: 203\.0\.113\.7, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=60020$/,
		),
	});
	sim.faults.untrustedIp(undefined);
	expect((await get(sim, members)).errcode).toBe(0);
});

test('customer contact forbidden', async () => {
	sim.faults.forbidCustomerContact(true);
	expect((await get(sim, members)).errcode).toBe(48002);
	expect((await get(sim, 'getcallbackip')).errcode).toBe(0);
});

test('too many at one time', async () => {
	sim.faults.latencyMs = 50;
	sim.faults.maxConcurrent(members, 2);
	const answers = await Promise.all(Array.from({ length: 5 }, () => get(sim, members)));
	expect(answers.map((answer) => answer.errcode).sort()).toEqual([0, 0, 45033, 45033, 45033]);
	expect((await get(sim, members)).errcode).toBe(0);
});

test('failNext with carriedOut: the effect, but not its answer', async () => {
	const add = 'externalcontact/add_contact_way';
	const way = { type: 1, scene: 2, user: ['zhangsan'] };
	const before = sim.state.contactWays.size;
	sim.faults.failNext(add, { errcode: -1, carriedOut: true });
	const answer = await post(sim, add, way);
	expect(answer).toEqual({ errcode: -1, errmsg: expect.stringMatching(/^system busy/) });
	expect(sim.state.contactWays.size).toBe(before + 1);
	sim.faults.failNext(add, { errcode: -1, carriedOut: true });
	expect((await post(sim, add, { ...way, user: ['nobody'] })).errcode).toBe(60111);
	expect((await post(sim, add, way)).errcode).toBe(0);
});

test('a gateway answers JSON without an errcode', async () => {
	sim.faults.jsonStatusNext(members, 429, { message: 'slow down' });
	const { status, text } = await raw(sim, 'GET', members);
	expect([status, JSON.parse(text)]).toEqual([429, { message: 'slow down' }]);
	expect(sim.requests(members)).toMatchObject([{ status: 429, errcode: undefined }]);
	expect((await get(sim, members)).errcode).toBe(0);
});

test('rate limit: for a time, this path only', async () => {
	sim.faults.rateLimit(members, 60_000);
	expect((await get(sim, members)).errcode).toBe(45009);
	expect((await get(sim, 'getcallbackip')).errcode).toBe(0);
	clock.pass(59);
	expect((await get(sim, members)).errcode).toBe(45009);
	clock.pass(1);
	expect((await get(sim, members)).errcode).toBe(0);
	sim.faults.rateLimit('gettoken', 60_000);
	expect((await getToken(sim)).errcode).toBe(45009);
	sim.faults.rateLimit('gettoken', 0);
	expect((await getToken(sim)).errcode).toBe(0);
});

test('fresh tokens that are refused', async () => {
	sim.faults.refuseFreshTokens(true);
	expect((await getToken(sim)).errcode).toBe(0);
	expect((await get(sim, members)).errcode).toBe(40014);
	sim.faults.refuseFreshTokens(false);
	expect((await get(sim, members)).errcode).toBe(0);
});

test('a disabled application: no token, and none that works', async () => {
	const { access_token } = await getToken(sim, delegated.secret);
	sim.faults.disableApp(delegated.name, true);
	expect((await getToken(sim, delegated.secret)).errcode).toBe(40001);
	expect(JSON.parse((await raw(sim, 'GET', members, { access_token })).text).errcode).toBe(50003);
	expect((await get(sim, members)).errcode).toBe(0);
	sim.faults.disableApp(delegated.name, false);
	expect((await get(sim, members, {}, delegated.secret)).errcode).toBe(0);
	expect(() => sim.faults.disableApp('made-up', true)).toThrow('no application');
	expect([sim.gettokenCount(), sim.gettokenCount('delegated'), sim.gettokenCount('main')]).toEqual([
		4, 3, 1,
	]);
});

test('no answer at all: before the effect or after it, until reset', async () => {
	const add = 'externalcontact/add_contact_way';
	const way = { type: 1, scene: 2, user: ['zhangsan'] };
	const before = sim.state.contactWays.size;
	const hanging = async (when: 'before' | 'after') => {
		sim.resetJournal();
		sim.faults.hang(add, { when });
		const refused = expect(post(sim, add, way)).rejects.toThrow();
		await sim.waitFor(() => sim.requests(add)[0]);
		sim.faults.reset();
		await refused;
		expect(sim.requests(add)).toMatchObject([{ status: undefined }]);
		return sim.state.contactWays.size - before;
	};
	expect(await hanging('before')).toBe(0);
	expect(await hanging('after')).toBe(1);
});

test('gettoken: its answer may be lost, and it may hang', async () => {
	sim.faults.dropConnection('gettoken', { when: 'after' });
	await expect(getToken(sim)).rejects.toThrow();
	sim.faults.hang('gettoken');
	const refused = expect(getToken(sim)).rejects.toThrow();
	await sim.waitFor(() => sim.requests('gettoken')[1]);
	sim.faults.reset();
	await refused;
	expect(sim.requests('gettoken').map(({ errcode }) => errcode)).toEqual([0, undefined]);
});
