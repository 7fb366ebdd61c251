import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowExecuteMode } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { createN8n } from './harness';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.close());
beforeEach(() => {
	simulator.faults.reset();
	simulator.resetJournal();
});

/** Each has a secret of its own, so that tests share no token. */
let apps = 0;
const n8n = (overrides = {}) => {
	const secret = `secret-of-test-app-number-${++apps}`;
	simulator.corp.apps.push({ name: `app${apps}`, agentId: apps, secret, customerContact: true });
	return createN8n({
		corpId: simulator.corp.corpId,
		corpSecret: secret,
		callbackToken: simulator.corp.callbackToken,
		encodingAesKey: simulator.corp.encodingAesKey,
		baseUrl: simulator.url,
		...overrides,
	});
};

const get = (externalUserId: string, more = {}) => ({
	resource: 'customer',
	operation: 'get',
	simplify: true,
	externalUserId,
	...more,
});
const followUsers = (more = {}) => ({
	resource: 'followUser',
	operation: 'getAll',
	returnAll: true,
	...more,
});
const welcome = (more = {}) => ({
	resource: 'welcomeMessage',
	operation: 'send',
	welcomeCode: '={{ $json.welcome_code }}',
	text: '你好',
	...more,
});
const XIAOMING = 'wmSimulatedAAAAChenXiaoMing';
const LIUFANG = 'wmSimulatedAAAALiuFang';
const scan = () => simulator.scanQrCode({ userId: 'zhangsan', state: 'shop-1', delivered: false });
const sentAttachments = () => simulator.welcomeMessages.at(-1)!.attachments;

describe('Customer: Get', () => {
	it('reads a customer for each item, with an expression as parameter, and pairs the results', async () => {
		const { items, error } = await n8n().run({
			parameters: get('={{ $json.id }}'),
			items: [{ id: XIAOMING }, { id: LIUFANG }],
		});
		expect(error).toBeUndefined();
		expect(items.map((item) => [item.json.name, item.pairedItem])).toEqual([
			['陈小明', { item: 0 }],
			['刘芳🌸', { item: 1 }],
		]);
		expect(items[0]!.json).not.toHaveProperty('errcode');
		expect([items[0]!.json.userid, items[0]!.json.other_userids].flat().sort()).toEqual([
			'lisi',
			'zhangsan',
		]);
	});

	it("gives WeCom's own shape when Simplify is off", async () => {
		const { items } = await n8n().run({ parameters: get(XIAOMING, { simplify: false }) });
		expect(Object.keys(items[0]!.json).sort()).toEqual(['external_contact', 'follow_user']);
	});

	it('merges the members of all pages', async () => {
		const popular = simulator.addPopularCustomer(1201);
		const { items } = await n8n().run({ parameters: get(popular.external_userid) });
		const { userid, other_userids } = items[0]!.json;
		expect(new Set([userid, ...(other_userids as string[])]).size).toBe(1201);
		expect(simulator.requests('externalcontact/get')).toHaveLength(3);
	});

	it('says which field is empty and of which item, before any request', async () => {
		const { error } = await n8n().run({
			parameters: get('={{ $json.id }}'),
			items: [{ id: '' }],
		});
		expect(error!.message).toBe(
			'"External User ID" is empty: its expression gives nothing for this item. Check the expression',
		);
		expect(error!.context!.itemIndex).toBe(0);
		expect(simulator.journal).toEqual([]);
	});

	it('goes on with the other items when told to, and gives the code, the words and the document', async () => {
		const { items, error } = await n8n().run({
			parameters: get('={{ $json.id }}'),
			items: [{ id: XIAOMING }, { id: 'wmNobody' }, { id: LIUFANG }],
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(items.map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(items[1]!.json).toMatchObject({
			error: 'The customer ID is not valid for this app (WeCom error 40096)',
			details: {
				errcode: 40096,
				errmsg: expect.stringMatching(/hint/),
				description: expect.stringMatching(/visible scope/),
				documentation: 'https://developer.work.weixin.qq.com/document/path/92114',
			},
		});
		expect(items[2]!.json.name).toBe('刘芳🌸');
	});

	it('sends failed items to the error output when it is connected', async () => {
		const { outputs } = await n8n().run({
			parameters: get('={{ $json.id }}'),
			items: [{ id: XIAOMING }, { id: 'wmNobody' }],
			onError: 'continueErrorOutput',
		});
		expect(outputs[0]!.map((item) => item.json.name)).toEqual(['陈小明']);
		expect(outputs[1]!.map((item) => item.json.details)).toMatchObject([{ errcode: 40096 }]);
	});
});

describe('Customer Contact Member: Get Many', () => {
	it('gives one item per member', async () => {
		const { items } = await n8n().run({ parameters: followUsers() });
		expect(items.map((item) => item.json.userid)).toContain('zhangsan');
		expect(
			items.every((item) => /^userid(,member_name)?$/.test(Object.keys(item.json).join())),
		).toBe(true);
	});

	it('stops at the limit', async () => {
		const { items } = await n8n().run({ parameters: followUsers({ returnAll: false, limit: 2 }) });
		expect(items).toHaveLength(2);
	});
});

describe('Welcome Message: Send', () => {
	it('sends text and every kind of attachment, in the given order', async () => {
		const { welcomeCode } = scan();
		const media = (type: string) =>
			[...simulator.state.media.values()].find((entry) => entry.type === type)!.mediaId;
		const { items, error } = await n8n().run({
			items: [{ welcome_code: welcomeCode }],
			parameters: welcome({
				text: ' 欢迎 {{ }} 陈小明\n第二行 ',
				attachments: {
					attachment: [
						{ type: 'file', source: 'mediaId', mediaId: media('file') },
						{
							type: 'link',
							linkTitle: '优惠',
							linkUrl: 'https://example.com/a?b=1&c=2',
							summary: '今天有效',
							pictureUrl: 'https://example.com/p.png',
						},
						{ type: 'image', source: 'mediaId', mediaId: media('image') },
						{
							type: 'miniprogram',
							programTitle: '商城',
							appId: [...simulator.state.miniprograms][0]!,
							page: 'pages/index',
							source: 'mediaId',
							coverMediaId: media('image'),
						},
						{ type: 'video', source: 'mediaId', mediaId: media('video') },
					],
				},
			}),
		});
		expect(error).toBeUndefined();
		expect(items[0]!.json).toEqual({ sent: true, welcome_code: welcomeCode });
		expect(simulator.welcomeMessages.at(-1)!.text).toBe(' 欢迎 {{ }} 陈小明\n第二行 ');
		expect(sentAttachments()).toEqual([
			{ msgtype: 'file', file: { media_id: media('file') } },
			{
				msgtype: 'link',
				link: {
					title: '优惠',
					url: 'https://example.com/a?b=1&c=2',
					desc: '今天有效',
					picurl: 'https://example.com/p.png',
				},
			},
			{ msgtype: 'image', image: { media_id: media('image') } },
			{
				msgtype: 'miniprogram',
				miniprogram: {
					title: '商城',
					appid: [...simulator.state.miniprograms][0],
					page: 'pages/index',
					pic_media_id: media('image'),
				},
			},
			{ msgtype: 'video', video: { media_id: media('video') } },
		]);
	});

	it.each([
		['neither text nor attachment', { text: '' }, /needs a text, an attachment, or both/],
		[
			'a text over 4,000 bytes',
			{ text: '欢'.repeat(1334) },
			/"Text" is 4,002 bytes long, but WeCom allows 4,000/,
		],
		[
			'ten attachments',
			{
				attachments: {
					attachment: Array.from({ length: 10 }, () => ({
						type: 'file',
						source: 'mediaId',
						mediaId: 'm',
					})),
				},
			},
			/"Attachments" has 10 entries, but WeCom allows 9/,
		],
		[
			'a link title over 128 bytes',
			{
				attachments: {
					attachment: [
						{ type: 'file', source: 'mediaId', mediaId: 'm' },
						{ type: 'link', linkTitle: '标'.repeat(43), linkUrl: 'https://a.cn' },
					],
				},
			},
			/"Attachments" 2 \(link\): "Link Title" is 129 bytes long/,
		],
		[
			'a link without an address',
			{ attachments: { attachment: [{ type: 'link', linkTitle: 'x', linkUrl: '' }] } },
			/"Attachments" 1 \(link\): "Link URL" is empty/,
		],
		[
			'an address without a scheme',
			{ attachments: { attachment: [{ type: 'link', linkTitle: 'x', linkUrl: 'example.com' }] } },
			/must be a web address/,
		],
		[
			'an image without a file',
			{ attachments: { attachment: [{ type: 'image' }] } },
			/the input item has no files/,
		],
	])('refuses %s before any request', async (_what, parameters, message) => {
		const { error } = await n8n().run({
			items: [{ welcome_code: 'CODE' }],
			parameters: welcome(parameters),
		});
		expect(error!.message).toMatch(message);
		expect(simulator.journal).toEqual([]);
	});

	it('refuses an expired code before any request and says how late it is', async () => {
		const expired = Math.floor(Date.now() / 1000 - 7) * 1000;
		const { error } = await n8n().run({
			items: [{ welcome_code: 'CODE', expires: new Date(expired).toISOString() }],
			parameters: welcome({ expiresAt: '={{ $json.expires }}' }),
		});
		const late = Number(/expired (\d+) seconds ago/.exec(error!.message)?.[1]);
		expect(late).toBeGreaterThanOrEqual(7);
		expect(late).toBeLessThanOrEqual(Math.ceil((Date.now() - expired) / 1000));
		expect(simulator.journal).toEqual([]);
	});

	it.each([
		[41050, /expired, was used before/],
		[41051, /already started to chat/],
	])('explains %i and does not try again', async (errcode, message) => {
		const { welcomeCode } = scan();
		simulator.faults.failNext('externalcontact/send_welcome_msg', { errcode, times: 9 });
		const { error } = await n8n().run({
			items: [{ welcome_code: welcomeCode }],
			parameters: welcome(),
		});
		expect(error!.message).toMatch(message);
		expect(simulator.requests('externalcontact/send_welcome_msg')).toHaveLength(1);
	});

	it.each(['used', 'expired', 'unknown'])(
		'goes on without a message when somebody tries the steps with a code that is %s',
		async (what) => {
			const { welcomeCode } = scan();
			const code = what === 'unknown' ? 'CODE' : welcomeCode;
			const expires = Date.now() + (what === 'expired' ? -60_000 : 20_000);
			const run = async (mode: WorkflowExecuteMode) =>
				await n8n().run({
					mode,
					items: [{ welcome_code: code, expires }],
					parameters: welcome({ expiresAt: '={{ $json.expires }}' }),
				});
			if (what === 'used') await run('trigger');
			else simulator.state.welcomeCodes.delete(welcomeCode!);
			const sentBefore = simulator.welcomeMessages.length;
			const { items, error, run: execution } = await run('manual');
			expect(error).toBeUndefined();
			expect(items[0]!.json).toEqual({
				sent: false,
				reason: 'The welcome code has expired, was used before, or is not valid',
				errcode: 41050,
				welcome_code: code,
			});
			const hints = execution.data.resultData.runData.WeCom?.[0]?.hints;
			expect(hints).toMatchObject([{ message: expect.stringContaining('manual execution') }]);
			expect(simulator.welcomeMessages).toHaveLength(sentBefore);
			expect((await run('trigger')).error).toBeDefined();
		},
	);

	it('says sent in a trial, too, when the answer to what was carried out got lost', async () => {
		const { welcomeCode } = scan();
		simulator.faults.dropConnection('externalcontact/send_welcome_msg', { when: 'after' });
		const { items } = await n8n().run({
			mode: 'manual',
			items: [{ welcome_code: welcomeCode }],
			parameters: welcome(),
		});
		expect(items[0]!.json).toEqual({
			sent: true,
			uncertain: true,
			welcome_code: welcomeCode,
		});
	});

	it('waits for another app that is sending (41096) while the code lives', async () => {
		const { welcomeCode } = scan();
		simulator.faults.failNext('externalcontact/send_welcome_msg', { errcode: 41096, times: 3 });
		const { error, items } = await n8n().run({
			items: [{ welcome_code: welcomeCode }],
			parameters: welcome(),
		});
		expect(error).toBeUndefined();
		expect(items[0]!.json).toEqual({ sent: true, welcome_code: welcomeCode });
		expect(simulator.requests('externalcontact/send_welcome_msg')).toHaveLength(4);
	});

	it('gives up on 41096 when the code is about to die', async () => {
		const { welcomeCode } = scan();
		simulator.faults.failNext('externalcontact/send_welcome_msg', { errcode: 41096, times: 99 });
		const { error } = await n8n().run({
			items: [{ welcome_code: welcomeCode, expires: Date.now() + 1500 }],
			parameters: welcome({ expiresAt: '={{ $json.expires }}' }),
		});
		expect(error!.message).toMatch(/Another app is just sending/);
		expect(simulator.requests('externalcontact/send_welcome_msg').length).toBeLessThan(6);
	});

	it('sends again when the answer was lost, as the code works once', async () => {
		const { welcomeCode } = scan();
		simulator.faults.dropConnection('externalcontact/send_welcome_msg', { when: 'after' });
		const before = simulator.welcomeMessages.length;
		const { items } = await n8n().run({
			items: [{ welcome_code: welcomeCode }],
			parameters: welcome(),
		});
		expect(items.map(({ json }) => json)).toEqual([
			{ sent: true, uncertain: true, welcome_code: welcomeCode },
		]);
		expect(simulator.requests('externalcontact/send_welcome_msg')).toHaveLength(2);
		expect(simulator.welcomeMessages.length).toBe(before + 1);
	});

	it('sends the items one after another', async () => {
		simulator.faults.maxConcurrent('externalcontact/send_welcome_msg', 1);
		const codes = [scan(), scan(), scan()].map(({ welcomeCode }) => ({
			welcome_code: welcomeCode,
		}));
		const { items, error } = await n8n().run({ items: codes, parameters: welcome() });
		expect(error).toBeUndefined();
		expect(items.map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(simulator.requests('externalcontact/send_welcome_msg')).toHaveLength(3);
	});
});

describe('the access token', () => {
	const tokens = () => simulator.requests('gettoken').length;
	const ids = Array.from({ length: 20 }, () => ({ id: XIAOMING }));

	it('is fetched once for many items at once, and kept for the next run', async () => {
		const own = n8n();
		await own.run({ parameters: get('={{ $json.id }}'), items: ids });
		await own.run({ parameters: followUsers() });
		expect(tokens()).toBe(1);
	});

	it.each([
		['expires', () => simulator.faults.expireTokens()],
		['is revoked', () => simulator.faults.revokeTokens()],
	])('that %s is replaced once, however many items run at the time', async (_what, spoil) => {
		const own = n8n();
		await own.run({ parameters: followUsers() });
		spoil();
		simulator.faults.latencyMs = 20;
		const { items, error } = await own.run({ parameters: get('={{ $json.id }}'), items: ids });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(20);
		expect(tokens()).toBe(2);
	});

	it('that expires in mid-run is replaced and no item is lost', async () => {
		const own = n8n();
		await own.run({ parameters: followUsers() });
		simulator.faults.latencyMs = 15;
		const running = own.run({ parameters: get('={{ $json.id }}'), items: ids });
		await wait(40);
		simulator.faults.expireTokens();
		const { items, error } = await running;
		expect(error).toBeUndefined();
		expect(items.map((item) => item.json.name)).toEqual(ids.map(() => '陈小明'));
		expect(tokens()).toBe(2);
	});

	it('is asked for once with a wrong secret, not once per item, since WeCom bans who keeps asking', async () => {
		const { items } = await n8n({ corpSecret: 'wrong' }).run({
			parameters: get('={{ $json.id }}'),
			items: ids,
			onError: 'continueRegularOutput',
		});
		expect(items).toHaveLength(20);
		expect(items[19]!.json.details).toMatchObject({ errcode: 40001 });
		expect(tokens()).toBe(1);
	});

	it('names the IP address that WeCom does not trust', async () => {
		simulator.faults.untrustedIp('203.0.113.7');
		const { error } = await n8n().run({ parameters: followUsers() });
		expect(error!.message).toBe(
			'WeCom does not trust the IP address of your n8n (203.0.113.7) (WeCom error 60020)',
		);
		expect(error!.description).toMatch(/企业可信IP/);
	});

	it('does not show up in errors, nor does the secret', async () => {
		for (const spoil of [
			() => simulator.faults.dropConnection('externalcontact/get', { times: 9 }),
			() => simulator.faults.dropConnection('gettoken', { times: 9 }),
			() => simulator.faults.httpStatusNext('externalcontact/get', 500, 9),
			() => simulator.faults.garbageNext('externalcontact/get', 9),
			() => simulator.faults.failNext('externalcontact/get', { errcode: 40003, times: 9 }),
		]) {
			simulator.faults.reset();
			spoil();
			const own = n8n();
			const { run, error } = await own.run({ parameters: get(XIAOMING) });
			expect(error).toBeDefined();
			const written = JSON.stringify([run, error, error!.stack]);
			expect(written).not.toContain(String(own.stored.corpSecret));
			if (own.stored.accessToken) expect(written).not.toContain(String(own.stored.accessToken));
		}
	}, 60_000);
});

describe('a bad day of WeCom', () => {
	it.each([-1, 6000, 45033])('is waited out: %i', async (errcode) => {
		simulator.faults.failNext('externalcontact/get', { errcode, times: 2 });
		const { items, error } = await n8n().run({ parameters: get(XIAOMING) });
		expect(error).toBeUndefined();
		expect(items[0]!.json.name).toBe('陈小明');
	});

	it.each([
		['a server error', () => simulator.faults.httpStatusNext('externalcontact/get', 502)],
		['a page of HTML', () => simulator.faults.garbageNext('externalcontact/get')],
		['a broken connection', () => simulator.faults.dropConnection('externalcontact/get')],
	])('a read survives %s', async (_what, spoil) => {
		const own = n8n();
		spoil();
		const { items, error } = await own.run({ parameters: get(XIAOMING) });
		expect(error).toBeUndefined();
		expect(items[0]!.json.name).toBe('陈小明');
	});

	it('a final code is not retried', async () => {
		simulator.faults.failNext('externalcontact/get', { errcode: 48002, times: 9 });
		const { error } = await n8n().run({ parameters: get(XIAOMING) });
		expect(error!.message).toBe('The app may not call this API (WeCom error 48002)');
		expect(error!.description).toMatch(/可调用接口的应用/);
		expect(simulator.requests('externalcontact/get')).toHaveLength(1);
	});
});

describe('what a credential or an answer does not allow', () => {
	it('an operation of third-party apps says so before any request', async () => {
		const { error } = await n8n().run({
			parameters: {
				resource: 'providerIdConversion',
				operation: 'unionIdToExternalUserIdThirdParty',
				unionId: 'oUnion',
				openId: 'oOpen',
			},
		});
		expect(error!.message).toBe('Only a third-party app can do this');
		expect(simulator.journal).toEqual([]);
	});

	it('a contact way that is deleted while the list is read is reported, the others are read', async () => {
		const own = n8n();
		const create = async () =>
			(
				await own.run({
					parameters: {
						resource: 'contactWay',
						operation: 'create',
						type: 1,
						scene: 2,
						userIds: ['zhangsan'],
					},
				})
			).items[0]!.json.config_id;
		await create();
		await create();
		simulator.faults.failNext('externalcontact/get_contact_way', { errcode: 41044 });
		const { items, error } = await own.run({
			parameters: {
				resource: 'contactWay',
				operation: 'getAll',
				returnAll: true,
				includeDetails: true,
			},
		});
		expect(error).toBeUndefined();
		expect(items.filter(({ json }) => json.failed)).toHaveLength(1);
		expect(items.filter(({ json }) => json.qr_code)).toHaveLength(1);
	});
});
