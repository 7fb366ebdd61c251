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
		let flow: Awaited<ReturnType<typeof publishExample>>;
		const picture = 'https://wework.qpic.cn/wwpic/1/0';

		beforeAll(async () => {
			const workflow = filledIn(readExample('welcome-with-attachments'), {
				'Welcome with a Picture': {
					attachments: { attachment: [{ type: 'image', source: 'url', pictureUrl: picture }] },
				},
				'Welcome with a Mini Program': {
					attachments: {
						attachment: [
							{
								type: 'miniprogram',
								appId: 'wx8bd80126147df384',
								page: 'pages/index/index?from=welcome',
								programTitle: '新人礼',
								source: 'mediaId',
								coverMediaId: 'simulated-image',
							},
						],
					},
				},
			});
			flow = await publishExample(both, workflow);
		});

		it.each([
			['poster', [{ msgtype: 'image', image: { pic_url: picture } }]],
			[
				'shop',
				[
					{
						msgtype: 'miniprogram',
						miniprogram: {
							appid: 'wx8bd80126147df384',
							page: 'pages/index/index?from=welcome',
							title: '新人礼',
							pic_media_id: 'simulated-image',
						},
					},
				],
			],
			['fair', []],
		])('greets a customer of the channel %s', async (state, attachments) => {
			const { simulator } = both;
			const { length: sent } = simulator.welcomeMessages;
			const { externalUserId, delivery } = simulator.scanQrCode({ userId: 'zhangsan', state });
			await delivery;
			const execution = await flow.execution(sent + 1);
			expect(execution.resultData.error).toBeUndefined();
			expect(simulator.welcomeMessages.slice(sent)).toMatchObject([
				{ externalUserId, attachments, text: expect.stringContaining('你好，欢迎！') as string },
			]);
		});
	});

	it('remark-by-channel notes name and channel, within WeCom’s 20 characters', async () => {
		const { simulator } = both;
		const flow = await publishExample(both, readExample('remark-by-channel'));
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
		expect(await follow('store-1', '王小雨', 1)).toMatchObject({
			remark: '王小雨-store-1',
			description: expect.stringMatching(
				/^来自渠道 store-1，\d{4}-\d\d-\d\d \d\d:\d\d 添加$/,
			) as string,
		});
		const { remark } = await follow('campaign-2026-11', '名字很长很长很长的客户', 2);
		expect(remark).toBe('名字很-campaign-2026-11');
		expect(await follow(undefined, '张伟', 3)).toMatchObject({ remark: '张伟', description: '' });
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
