import type { IDataObject } from 'n8n-workflow';
import { anotherProcess } from '../../engine/anotherProcess';
import { createN8n, openN8n, type NodeRun } from '../../engine/harness';
import { startSimulator, type Simulator } from '../../simulator';

// Waiting moves this clock instead of taking time.
const clock = { ahead: 0 };
const realNow = Date.now;

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		const until = Date.now() + milliseconds;
		await new Promise((resolve) => setTimeout(resolve, 5));
		clock.ahead += Math.max(0, until - Date.now());
	},
}));

let simulator: Simulator;

beforeAll(async () => {
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + clock.ahead);
	simulator = await startSimulator({ now: () => Date.now() });
});
afterAll(async () => {
	await simulator.close();
	jest.restoreAllMocks();
});
beforeEach(() => {
	simulator.faults.reset();
	simulator.resetJournal();
});

const hours = (count: number) => (clock.ahead += count * 3_600_000);

let apps = 0;

/** An app of the corp with a secret of its own, so that tests share no token. */
function newApp() {
	const name = `app${++apps}`;
	const secret = `secret-of-test-app-number-${apps}`;
	simulator.corp.apps.push({ name, agentId: apps, secret, customerContact: true });
	return { name, secret };
}

const credentialOf = (secret: string, more: IDataObject = {}) => ({
	appType: 'selfBuilt',
	corpId: simulator.corp.corpId,
	corpSecret: secret,
	baseUrl: simulator.url,
	...more,
});

const READ = {
	resource: 'customer',
	operation: 'get',
	simplify: true,
	externalUserId: 'wmSimulatedAAAAChenXiaoMing',
	// Names would be calls of their own.
	options: { includeMemberNames: false },
};

const read = async (
	{ run }: Pick<ReturnType<typeof openN8n>, 'run'>,
	items: IDataObject[] = [{}],
): Promise<NodeRun> => await run({ parameters: READ, items, onError: 'continueRegularOutput' });

const many = (count: number) => Array.from({ length: count }, () => ({}));

/** How many gettoken, and which app's token each call carried, since this was last asked. */
function taken() {
	const callers = simulator.requests('externalcontact/get').map(({ token }) => token);
	const tokens = simulator.gettokenCount();
	simulator.resetJournal();
	return { tokens, callers };
}

const names = ({ items }: NodeRun) => items.map(({ json }) => json.name ?? json.error);

describe('a token that died heals', () => {
	it('after a press of Test, which stores a token behind the package’s back', async () => {
		const { name, secret } = newApp();
		const n8n = createN8n(credentialOf(secret));
		await read(n8n);
		simulator.faults.revokeTokens();
		expect(await n8n.test()).toMatchObject({ status: 'OK' });
		taken();
		hours(16);
		expect(names(await read(n8n))).toEqual(['陈小明']);
		expect(taken()).toEqual({ tokens: 1, callers: [name] });
	});

	it('after a press of Test, when WeCom revokes all tokens before their time', async () => {
		const { name, secret } = newApp();
		const n8n = createN8n(credentialOf(secret));
		await read(n8n);
		simulator.faults.revokeTokens();
		hours(1);
		await n8n.test();
		simulator.faults.revokeTokens();
		taken();
		expect(names(await read(n8n))).toEqual(['陈小明']);
		expect(taken()).toEqual({ tokens: 1, callers: ['revoked', name] });
	});

	it('in two processes that share what is stored, each after the other’s refresh', async () => {
		const { secret } = newApp();
		const one = createN8n(credentialOf(secret));
		const other = openN8n(one.stored, anotherProcess());
		for (const [first, second] of [
			[one, other],
			[other, one],
			[one, other],
			[other, one],
		] as const) {
			hours(1.9);
			expect(names(await read(first))).toEqual(['陈小明']);
			simulator.faults.revokeTokens();
			taken();
			expect(names(await read(second))).toEqual(['陈小明']);
			expect(taken().tokens).toBe(1);
			expect(names(await read(first))).toEqual(['陈小明']);
			expect(taken().tokens).toBe(0);
		}
	});

	it('in two credentials of one app', async () => {
		const { secret } = newApp();
		const one = createN8n(credentialOf(secret));
		const other = createN8n(credentialOf(secret));
		for (let round = 0; round < 4; round += 1) {
			for (const n8n of [one, other, other, one])
				expect(names(await read(n8n))).toEqual(['陈小明']);
			expect(taken().tokens).toBe(1);
			if (round % 2) simulator.faults.revokeTokens();
			else hours(3);
		}
	});

	it('without a refused call when its time is over', async () => {
		const { name, secret } = newApp();
		const n8n = createN8n(credentialOf(secret));
		await read(n8n);
		taken();
		hours(2);
		await read(n8n, many(20));
		expect(taken()).toEqual({ tokens: 1, callers: many(20).map(() => name) });
	});

	it('even if n8n cannot store the new one', async () => {
		const { secret } = newApp();
		const n8n = createN8n(credentialOf(secret));
		Object.freeze(n8n.stored);
		expect(names(await read(n8n, many(3)))).toEqual(['陈小明', '陈小明', '陈小明']);
		expect(taken().tokens).toBe(1);
	});

	it('and outlives a restart', async () => {
		const { secret } = newApp();
		const n8n = createN8n(credentialOf(secret));
		await read(n8n);
		await read(openN8n(n8n.stored, anotherProcess()));
		expect(taken().tokens).toBe(1);
	});
});

describe('a token serves only the app it was fetched for', () => {
	it('with a secret that each item brings along', async () => {
		const [a, b] = [newApp(), newApp()];
		const n8n = createN8n(credentialOf('={{ $json.secret }}'));
		const items = [a, b, a, b, b, a].map(({ secret }) => ({ secret }));
		expect((await read(n8n, items)).items).toHaveLength(6);
		const { tokens, callers } = taken();
		expect(tokens).toBe(2);
		expect(callers.toSorted()).toEqual([a, a, a, b, b, b].map(({ name }) => name));
		await read(n8n, items);
		expect(taken().tokens).toBe(0);
		expect(n8n.stored.corpSecret).toBe('={{ $json.secret }}');
	});

	it('of which a process remembers the newest 200, should n8n store none', async () => {
		const n8n = createN8n(credentialOf('={{ $json.secret }}'));
		Object.freeze(n8n.stored);
		const [oldest, ...others] = many(201).map(() => ({ secret: newApp().secret }));
		await read(n8n, [oldest!]);
		await read(n8n, others);
		expect(taken().tokens).toBe(201);
		await read(n8n, [others[0]!, others.at(-1)!]);
		expect(taken().tokens).toBe(0);
		await read(n8n, [oldest!]);
		expect(taken().tokens).toBe(1);
	});

	it('when another secret is saved while a fetch is under way', async () => {
		const [a, b] = [newApp(), newApp()];
		const n8n = createN8n(credentialOf(a.secret));
		simulator.faults.slow('gettoken', 60);
		const running = read(n8n);
		await simulator.waitFor(() => simulator.requests('gettoken').length > 0);
		n8n.stored.corpSecret = b.secret;
		await running;
		expect(n8n.stored.accessToken).not.toBe('');
		taken();
		await read(n8n);
		expect(taken()).toEqual({ tokens: 1, callers: [b.name] });
	});

	it('when Test is pressed with a secret that is not saved', async () => {
		const [a, b] = [newApp(), newApp()];
		const n8n = createN8n(credentialOf(a.secret));
		await n8n.test({ corpSecret: b.secret });
		taken();
		await read(n8n);
		expect(taken()).toEqual({ tokens: 1, callers: [a.name] });
	});

	it('when it was stored before tokens told their app', async () => {
		const [a, b] = [newApp(), newApp()];
		const n8n = createN8n(credentialOf(a.secret));
		await read(n8n);
		const { accessToken } = n8n.stored;
		taken();
		await read(createN8n(credentialOf(b.secret, { accessToken })));
		expect(taken()).toEqual({ tokens: 1, callers: [b.name] });
	});

	it('also for a node of n8n that uses the credential', async () => {
		const [a, b] = [newApp(), newApp()];
		const n8n = createN8n(credentialOf(a.secret));
		await read(n8n);
		n8n.stored.corpSecret = b.secret;
		taken();
		const answer = await n8n.request({
			baseURL: simulator.url,
			url: '/cgi-bin/externalcontact/get',
			qs: { external_userid: READ.externalUserId },
		});
		expect(answer.errcode).toBe(0);
		expect(taken()).toEqual({ tokens: 1, callers: [b.name] });
		hours(3);
		await n8n.request({ baseURL: simulator.url, url: '/cgi-bin/getcallbackip' });
		expect(simulator.requests('getcallbackip').map(({ token }) => token)).not.toContain('expired');
	});

	it('of a third-party app, whose new ticket makes no new token', async () => {
		const { suite, corpId } = simulator.corp;
		const suiteTicket = simulator.faults.expireSuiteTicket();
		const n8n = createN8n({
			appType: 'thirdParty',
			suiteId: suite.suiteId,
			suiteSecret: suite.suiteSecret,
			suiteTicket,
			authCorpId: corpId,
			permanentCode: suite.permanentCode,
			baseUrl: simulator.url,
		});
		await read(n8n);
		n8n.stored.suiteTicket = 'the-next-ticket';
		expect(names(await read(n8n))).toEqual(['陈小明']);
		expect(simulator.requests('service/get_suite_token')).toHaveLength(1);
		n8n.stored.permanentCode = 'of-another-corp';
		expect(names(await read(n8n))).not.toEqual(['陈小明']);
	});
});

describe('gettoken is asked twice in 30 seconds at most', () => {
	const SECOND = 1000;

	it.each([
		[
			'an app whose fresh tokens are refused',
			() => simulator.faults.refuseFreshTokens(true),
			40014,
		],
		[
			'a gateway that is down',
			() => simulator.faults.httpStatusNext('gettoken', 502, 99),
			undefined,
		],
		['a busy WeCom', () => simulator.faults.failNext('gettoken', { errcode: -1, times: 99 }), -1],
		[
			'a lost connection',
			() => simulator.faults.dropConnection('gettoken', { times: 99 }),
			undefined,
		],
		[
			'a gateway’s own refusal',
			() => simulator.faults.jsonStatusNext('gettoken', 403, { access_token: 'X', ok: true }, 99),
			undefined,
		],
	])('with %s, and heals afterwards', async (_what, spoil, errcode) => {
		const n8n = createN8n(credentialOf(newApp().secret));
		spoil();
		const started = Date.now();
		const { items } = await read(n8n, many(50));
		expect(items).toHaveLength(50);
		for (const { json } of items) {
			expect(json.error).toEqual(items[0]!.json.error);
			expect((json.details as IDataObject).errcode).toBe(errcode);
		}
		await read(n8n, many(10));
		expect(Date.now() - started).toBeLessThan(30 * SECOND);
		expect(taken().tokens).toBe(2);
		simulator.faults.reset();
		clock.ahead += 30 * SECOND;
		expect(names(await read(n8n))).toEqual(['陈小明']);
		expect(taken().tokens).toBe(1);
	});

	it.each([
		['a wrong secret', (): IDataObject => ({ corpSecret: 'wrong' }), 40001],
		['a wrong corp', (): IDataObject => ({ corpId: 'wwWrong' }), 40013],
	])('with %s once, until it is repaired', async (_what, wrong, errcode) => {
		const { secret } = newApp();
		const n8n = createN8n(credentialOf(secret, wrong()));
		const { items } = await read(n8n, many(20));
		expect(items[19]!.json.details).toMatchObject({ errcode });
		await read(n8n);
		expect(taken().tokens).toBe(1);
		Object.assign(n8n.stored, credentialOf(secret));
		expect(names(await read(n8n))).toEqual(['陈小明']);
		expect(taken().tokens).toBe(1);
	});

	it('with tokens that are dead when they arrive, as n8n takes long to store them', async () => {
		const n8n = createN8n(credentialOf(newApp().secret));
		let expiresAt = '';
		simulator.settings.tokenLifeSeconds = 1;
		Object.defineProperty(n8n.stored, 'tokenExpiresAt', {
			enumerable: true,
			get: () => expiresAt,
			set: (value: string) => {
				expiresAt = value;
				if (simulator.settings.tokenLifeSeconds === 1) clock.ahead += 2 * SECOND;
			},
		});
		const [{ json }] = (await read(n8n)).items as [{ json: IDataObject }];
		expect(JSON.stringify(json)).toContain('had expired when it arrived');
		// Of each fetch n8n makes two, as what it was to use is outdated.
		expect(taken().tokens).toBe(4);
		simulator.settings.tokenLifeSeconds = 7200;
		clock.ahead += 30 * SECOND;
		expect(names(await read(n8n))).toEqual(['陈小明']);
	});

	it('and a failure says what happened', async () => {
		const n8n = createN8n(credentialOf(newApp().secret));
		simulator.faults.httpStatusNext('gettoken', 502, 9);
		const [{ json }] = (await read(n8n)).items as [{ json: IDataObject }];
		expect(JSON.stringify(json)).toContain('answered with HTTP status 502');
	});

	it('and a blip is waited out', async () => {
		const n8n = createN8n(credentialOf(newApp().secret));
		simulator.faults.httpStatusNext('gettoken', 502);
		expect(names(await read(n8n, many(5)))).toEqual(many(5).map(() => '陈小明'));
		expect(taken().tokens).toBe(2);
	});

	it('and a disabled app is asked for once more when it is enabled', async () => {
		const { name, secret } = newApp();
		const n8n = createN8n(credentialOf(secret));
		simulator.faults.disableApp(name, true);
		await read(n8n, many(50));
		expect(taken().tokens).toBe(1);
		simulator.faults.disableApp(name, false);
		clock.ahead += 30 * SECOND;
		expect(names(await read(n8n))).toEqual(['陈小明']);
	});

	it('but a new suite ticket is tried at once', async () => {
		const { suite, corpId } = simulator.corp;
		const n8n = createN8n({
			appType: 'thirdParty',
			suiteId: suite.suiteId,
			suiteSecret: suite.suiteSecret,
			suiteTicket: 'an-old-ticket',
			authCorpId: corpId,
			permanentCode: suite.permanentCode,
			baseUrl: simulator.url,
		});
		hours(3);
		expect(names(await read(n8n, many(5)))).not.toContain('陈小明');
		expect(simulator.requests('service/get_suite_token')).toHaveLength(1);
		n8n.stored.suiteTicket = simulator.faults.expireSuiteTicket();
		expect(names(await read(n8n))).toEqual(['陈小明']);
	});
});
