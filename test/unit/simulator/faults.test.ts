import { startSimulator, type Simulator } from '../../simulator';
import { get, post, raw } from './client';

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator();
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
