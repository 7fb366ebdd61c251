import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appMessages } from '../../simulator/appMessages';
import type { Pair } from '../../simulator/types';
import { itemsOf } from '../driver';
import { startCrm } from './crm';
import {
	dataTable,
	filledIn,
	followOf,
	publishExample,
	readExample,
	startReceiver,
	told,
	withFields,
	type Receiver,
} from './examples-setup';
import { SET_UP_MS, startBoth, type Both } from './setup';

type Flow = Awaited<ReturnType<typeof publishExample>>;

describe('the examples that start with an event', () => {
	let both: Both;
	let robot: Receiver;
	let crm: Awaited<ReturnType<typeof startCrm>>;

	beforeAll(async () => {
		robot = await startReceiver(() => ({ errcode: 0, errmsg: 'ok' }));
		crm = await startCrm();
		both = await startBoth();
	}, SET_UP_MS);
	afterAll(async () => {
		await robot?.close();
		await crm?.close();
		await both?.stop();
	});
	beforeEach(() => {
		robot.bodies.length = 0;
	});

	const said = () =>
		robot.bodies.map((body) => (body as { text: { content: string } }).text.content);

	describe('welcome-with-attachments', () => {
		const program = {
			type: 'miniprogram',
			source: 'binary',
			binaryPropertyName: 'data',
			appId: 'wx8bd80126147df384',
			page: 'pages/index/index?from=welcome',
			programTitle: '新人礼',
		};
		const pictureUrl = () => `${both.simulator.url}/media/simulated-image.png`;
		const publishWith = async (addresses: { picture: string; cover: string }) =>
			await publishExample(
				both,
				filledIn(readExample('welcome-with-attachments'), {
					'Fetch the Picture': { url: addresses.picture },
					'Fetch the Cover': { url: addresses.cover },
					'Welcome with a Mini Program': { attachments: { attachment: [program] } },
				}),
			);
		/** What a customer of this channel reads, in the `count`th execution. */
		const greet = async (flow: Flow, state: string, count: number) => {
			const { simulator } = both;
			const { length: sent } = simulator.welcomeMessages;
			const { externalUserId, delivery } = simulator.scanQrCode({ userId: 'zhangsan', state });
			await delivery;
			const { resultData } = await flow.execution(count);
			expect(resultData.error).toBeUndefined();
			const messages = simulator.welcomeMessages.slice(sent);
			expect(messages).toMatchObject([{ externalUserId }]);
			return messages[0]!;
		};
		const uploaded = (id: unknown) => both.simulator.state.media.get(String(id))?.file?.data;

		it('sends the fetched picture, the mini program or a text, by channel', async () => {
			const picture = pictureUrl();
			const flow = await publishWith({ picture, cover: picture });
			const bytes = Buffer.from(await (await fetch(picture)).arrayBuffer());

			const poster = await greet(flow, 'poster', 1);
			expect(poster).toMatchObject({
				text: expect.stringContaining('海报') as string,
				attachments: [{ msgtype: 'image', image: { media_id: expect.any(String) as string } }],
			});
			const [{ image }] = poster.attachments as [{ image: { media_id: string } }];
			expect(uploaded(image.media_id)).toEqual(bytes);

			const shop = await greet(flow, 'shop', 2);
			expect(shop).toMatchObject({
				text: expect.stringContaining('小程序') as string,
				attachments: [
					{
						msgtype: 'miniprogram',
						miniprogram: { appid: program.appId, page: program.page, title: program.programTitle },
					},
				],
			});
			const [{ miniprogram }] = shop.attachments as [{ miniprogram: { pic_media_id: string } }];
			expect(uploaded(miniprogram.pic_media_id)).toEqual(bytes);

			expect(await greet(flow, 'fair', 3)).toMatchObject({ attachments: [] });
		});

		it('sends the text when a picture is missing, is none, or comes too late', async () => {
			const silent = createServer(() => undefined).listen(0, '127.0.0.1');
			await once(silent, 'listening');
			try {
				const { port } = silent.address() as AddressInfo;
				const late = await publishWith({
					picture: `${both.simulator.url}/media/missing.png`,
					cover: `http://127.0.0.1:${port}/cover.png`,
				});
				const text = { text: '你好，欢迎！有任何问题，随时找我。', attachments: [] };
				expect(await greet(late, 'poster', 1)).toMatchObject(text);
				const slow = await greet(late, 'shop', 2);
				expect(slow).toMatchObject(text);
				expect(slow.msAfterScan).toBeLessThan(15_000);

				const page = await publishWith({ picture: both.n8n.baseUrl, cover: pictureUrl() });
				expect(await greet(page, 'poster', 1)).toMatchObject(text);
			} finally {
				silent.closeAllConnections();
				silent.close();
			}
		});
	});

	describe('welcome-by-time', () => {
		const TODAY = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' });
		const opening = (opens: number, closes: number) =>
			withFields(readExample('welcome-by-time'), 'Opening Hours', { opens, closes });
		/** What a customer reads who comes now. */
		const greet = async (flow: Flow, count: number) => {
			const { simulator } = both;
			const { externalUserId, delivery } = simulator.scanQrCode({ userId: 'zhangsan' });
			await delivery;
			expect((await flow.execution(count)).status).toBe('success');
			return simulator.welcomeMessages
				.filter((message) => message.externalUserId === externalUserId)
				.map(({ text }) => text);
		};

		it('greets by the table of special days first, then by the hour', async () => {
			const { n8n } = both;
			const open = await publishExample(both, opening(0, 24));
			const made = await n8n.waitForExecution(await n8n.runManually(open.stored, 'Make the Table'));
			expect(made.resultData.error).toBeUndefined();
			const days = await dataTable(both, 'WeCom special days');
			expect(await days.rows()).toMatchObject([{ date: '2027-01-01', open: false }]);

			const date = TODAY.format(new Date());
			await days.add({ date, name: '公司活动', open: false });
			expect(await greet(open, 2)).toEqual(['你好，欢迎！今天我们休息，上班后第一时间回复你。']);
			const today = (await days.rows()).find((row) => row.date === date);
			await days.change(today?.id, { name: '调休', open: true });
			expect(await greet(open, 3)).toEqual(['你好，欢迎！有任何问题，随时找我。']);

			const closed = await publishExample(both, opening(0, 0));
			expect(await greet(closed, 1)).toEqual([
				'你好，欢迎！现在是下班时间，请先留言，我们上班后马上回复。',
			]);
		});
	});

	it('welcome-unconfirmed greets at once, asks the member to confirm, and tags who is confirmed', async () => {
		const { simulator } = both;
		const flow = await publishExample(both, readExample('welcome-unconfirmed'));
		const half = simulator.addHalf({ userId: 'lisi', state: 'fair-1', name: '冯先生☕' });
		await half.delivery;
		expect((await flow.execution(1)).status).toBe('success');
		const { externalUserId } = half;
		const messages = () =>
			simulator.welcomeMessages.filter((message) => message.externalUserId === externalUserId);
		expect(messages()).toMatchObject([{ text: '你好，欢迎！有任何问题，随时找我。' }]);
		expect(told(simulator).at(-1)).toMatchObject({
			to: 'lisi',
			text: expect.stringContaining('渠道：fair-1') as string,
		});
		const pair = { userId: 'lisi', externalUserId };
		expect(followOf(simulator, pair).tags ?? []).toEqual([]);

		const { length: before } = told(simulator);
		await simulator.confirmHalf(pair).delivery;
		expect((await flow.execution(2)).status).toBe('success');
		expect(followOf(simulator, pair)).toMatchObject({
			remark: '冯先生☕',
			description: expect.stringMatching(/^免验证添加，.* 确认$/) as string,
			tags: [{ group_name: '渠道', tag_name: 'fair-1' }],
		});
		expect(messages()).toHaveLength(1);
		expect(told(simulator)).toHaveLength(before);
	});

	it('churn-alert tags who left and tells the member; of those removed the manager, of those handed over nobody', async () => {
		const { simulator } = both;
		const manager = { userId: { __rl: true, mode: 'id', value: 'zhangsan' } };
		const flow = await publishExample(
			both,
			filledIn(readExample('churn-alert'), { 'Tell the Manager': manager }),
		);
		const pair = (name: string) => {
			const { external_userid: externalUserId } = simulator.addCustomer({ name });
			simulator.addRelation({ userId: 'wangwu', externalUserId });
			return { userId: 'wangwu', externalUserId };
		};
		const { length: before } = told(simulator);
		const news = () => told(simulator).slice(before);

		const left = pair('周杰');
		await simulator.deleteByCustomer(left);
		expect((await flow.execution(1)).status).toBe('success');
		const alert = '客户流失提醒：周杰 删除了你。请换个方式联系，争取挽回。';
		expect(news()).toEqual([{ to: 'wangwu', text: alert }]);
		const tag = { group_name: '客户状态', tag_name: '待挽回' };
		expect(followOf(simulator, left).tags).toMatchObject([tag]);

		await simulator.deleteByMember({ ...pair('吴刚'), byTransfer: true });
		const handedOver = await flow.execution(2);
		expect(itemsOf(handedOver, 'Handed Over: No Alert')).toHaveLength(1);
		expect(news()).toHaveLength(1);

		const removed = pair('郑爽朗');
		await simulator.deleteByMember(removed);
		expect((await flow.execution(3)).status).toBe('success');
		expect(news().slice(1)).toEqual([
			{ to: 'zhangsan', text: `成员 wangwu 删除了客户 ${removed.externalUserId}` },
		]);

		// The customer left, and the member removes them before the tag is set.
		const both84061 = pair('李雷');
		simulator.state.relations.find(
			(entry) => entry.externalUserId === both84061.externalUserId,
		)!.status = 'deletedByMember';
		await simulator.deleteByCustomer(both84061);
		const untagged = await flow.execution(4);
		expect(untagged.status).toBe('success');
		expect(news()).toHaveLength(3);
		expect(itemsOf(untagged, 'What Failed')).toMatchObject([
			{ json: { details: { errcode: 84061 } } },
		]);
	});

	it.each(['card-click', 'zh-CN/card-click'])(
		'%s sends a card about a new customer; who clicks it has tagged them, and the card says so',
		async (name) => {
			const { simulator } = both;
			const flow = await publishExample(both, readExample(name));
			const { externalUserId, delivery } = simulator.scanQrCode({
				userId: 'zhangsan',
				state: 'fair-1',
				name: '韩梅梅',
			});
			await delivery;
			const { resultData } = await flow.execution(1);
			expect(resultData.error).toBeUndefined();
			const card = appMessages(simulator.state).messages.at(-1)!;
			expect(card).toMatchObject({
				to: ['zhangsan'],
				content: {
					main_title: { title: '新客户：韩梅梅' },
					button_list: [{ key: externalUserId }],
				},
			});

			const taskId = String(card.content.task_id);
			await simulator.clickCard({ taskId, userId: 'zhangsan' }).delivery;
			const clicked = await flow.execution(2);
			expect(clicked.resultData.error).toBeUndefined();
			expect(followOf(simulator, { userId: 'zhangsan', externalUserId }).tags).toMatchObject([
				{ group_name: '跟进', tag_name: '已联系' },
			]);
			expect(card.replaced).toEqual({ by: '已联系，已打标签', for: ['zhangsan'] });
		},
	);

	it('edited-customer-to-crm writes each edit to the CRM, and says whom it did not take', async () => {
		const { simulator } = both;
		const flow = await publishExample(
			both,
			filledIn(readExample('edited-customer-to-crm'), {
				'Write to the CRM': { url: `=${crm.url}/api/customers/{{ $json.external_userid }}` },
			}),
		);
		const pair = (name: string) => {
			const { external_userid: externalUserId } = simulator.addCustomer({ name });
			const ids = { userId: 'zhangsan', externalUserId };
			simulator.addRelation(ids, { remark_mobiles: ['020-88888888'] });
			return ids;
		};
		const edit = async (ids: Pair, remark: string, count: number) => {
			await simulator.editCustomer({ ...ids, changes: { remark } });
			return await flow.execution(count);
		};

		const first = pair('刘芳');
		await edit(first, '刘姐', 1);
		const written = { name: '刘芳', member: 'zhangsan', phones: ['020-88888888'], tags: [] };
		expect(Object.fromEntries(crm.customers)).toMatchObject({
			[first.externalUserId]: { ...written, remark: '刘姐' },
		});
		// WeCom's time of an event is in seconds: two of the same second are taken for one.
		const { created_at: then } = itemsOf(await flow.execution(1), 'When a Customer Is Edited')[0]!
			.json;
		await simulator.waitFor(() => Date.now() >= Date.parse(String(then)) + 1000 || undefined);
		await edit(first, '刘姐（大客户）', 2);
		expect([...crm.customers.values()]).toMatchObject([{ remark: '刘姐（大客户）' }]);

		crm.refuses(1);
		const second = pair('周杰');
		expect((await edit(second, '再试一次', 3)).status).toBe('success');
		expect(crm.customers.get(second.externalUserId)).toMatchObject({ remark: '再试一次' });
		crm.refuses(3);
		const third = pair('吴刚');
		expect(itemsOf(await edit(third, '收不下', 4), 'What Failed')).toHaveLength(1);
		expect(crm.customers.has(third.externalUserId)).toBe(false);
	});

	it('transfer-failed tells the team what a human has to do', async () => {
		const { simulator } = both;
		const flow = await publishExample(
			both,
			filledIn(readExample('transfer-failed'), { 'Tell the Team': { url: robot.url } }),
		);
		const { external_userid: externalUserId } = simulator.addCustomer({ name: '冯先生☕' });
		simulator.addRelation({ userId: 'zhangsan', externalUserId });
		const transfer = { userId: 'lisi', externalUserId };

		await simulator.transferFail({ ...transfer, reason: 'customer_refused' });
		expect((await flow.execution(1)).status).toBe('success');
		await simulator.transferFail({ ...transfer, reason: 'customer_limit_exceed' });
		expect((await flow.execution(2)).status).toBe('success');
		expect(said()).toEqual([
			'客户接替失败（冯先生☕）：客户不愿由 lisi 接替，请人工联系客户',
			'客户接替失败（冯先生☕）：成员 lisi 的客户数已达上限，请另选接替成员',
		]);
	});
});
