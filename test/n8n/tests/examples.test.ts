import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { itemsOf } from '../driver';
import {
	filledIn,
	publishExample,
	readExample,
	startReceiver,
	type Receiver,
} from './examples-setup';
import { SET_UP_MS, startBoth, type Both } from './setup';

describe('the examples that start with an event', () => {
	let both: Both;
	let robot: Receiver;

	beforeAll(async () => {
		robot = await startReceiver(() => ({ errcode: 0, errmsg: 'ok' }));
		both = await startBoth();
	}, SET_UP_MS);
	afterAll(async () => {
		await robot?.close();
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
		type Flow = Awaited<ReturnType<typeof publishExample>>;

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

	it('tag-and-remark-by-channel tags and remarks, within WeCom’s 20 characters', async () => {
		const { simulator } = both;
		const flow = await publishExample(both, readExample('tag-and-remark-by-channel'));
		const follow = async (state: string | undefined, name: string, count: number) => {
			const { externalUserId, delivery } = simulator.scanQrCode({
				userId: 'lisi',
				name,
				...(state === undefined ? {} : { state }),
			});
			await delivery;
			expect((await flow.execution(count)).status).toBe('success');
			return simulator.state.relations.find((entry) => entry.externalUserId === externalUserId)!
				.follow;
		};
		const tagged = (tag_name: string) => ({ group_name: '渠道', tag_name, type: 1 });

		const first = await follow('store-1', '王小雨', 1);
		expect(first).toMatchObject({
			remark: '王小雨-store-1',
			description: expect.stringMatching(
				/^来自渠道 store-1，\d{4}-\d\d-\d\d \d\d:\d\d 添加$/,
			) as string,
			tags: [tagged('store-1')],
		});
		expect(await follow('campaign-2026-11', '名字很长很长很长的客户', 2)).toMatchObject({
			remark: '名字很-campaign-2026-11',
			tags: [tagged('campaign-2026-11')],
		});
		expect(await follow(undefined, '张伟', 3)).toMatchObject({
			remark: '张伟',
			description: '',
			tags: [],
		});
		// The tag of a channel is made once.
		expect((await follow('store-1', '李雷', 4)).tags).toEqual(first.tags);
	});

	it('churn-alert tells of customers who left, and not of those handed over', async () => {
		const { simulator } = both;
		const flow = await publishExample(
			both,
			filledIn(readExample('churn-alert'), {
				'Alert: Customer Left': { url: robot.url },
				'Alert: Member Removed Customer': { url: robot.url },
			}),
		);
		const pair = (name: string) => {
			const { external_userid: externalUserId } = simulator.addCustomer({ name });
			simulator.addRelation({ userId: 'wangwu', externalUserId });
			return { userId: 'wangwu', externalUserId };
		};

		await simulator.deleteByCustomer(pair('周杰'));
		expect((await flow.execution(1)).status).toBe('success');
		expect(said()).toEqual(['客户流失提醒：周杰 删除了成员 wangwu']);

		await simulator.deleteByMember({ ...pair('吴刚'), byTransfer: true });
		const handedOver = await flow.execution(2);
		expect(itemsOf(handedOver, 'Handed Over: No Alert')).toHaveLength(1);
		expect(said()).toHaveLength(1);

		const removed = pair('郑爽朗');
		await simulator.deleteByMember(removed);
		expect((await flow.execution(3)).status).toBe('success');
		expect(said()[1]).toBe(`成员 wangwu 删除了客户 ${removed.externalUserId}`);
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
