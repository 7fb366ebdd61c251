import { appMessages } from '../../simulator/appMessages';
import { itemsOf } from '../driver';
import {
	ACTION_TYPE,
	publish,
	readWelcomeFlow,
	TRIGGER_TYPE,
	welcomeText,
	WELCOME_FLOW,
} from '../wecom';
import { followOf, told } from './examples-setup';
import { inLine, SET_UP_MS, startBoth, type Both } from './setup';

describe('the welcome flow of the examples', () => {
	let both: Both;
	let workflowId: string;

	beforeAll(async () => {
		both = await startBoth();
		const { n8n, simulator, credential } = both;
		workflowId = (await publish(n8n, simulator, credential, readWelcomeFlow())).id;
	}, SET_UP_MS);
	afterAll(() => both?.stop());

	/** A customer scans a QR code: the executions up to then and the one it leads to. */
	const scan = async (userId: string, state: string | undefined, name: string) => {
		const { n8n, simulator } = both;
		const { length: before } = await n8n.executions({ workflowId });
		const { length: sent } = simulator.welcomeMessages;
		const { externalUserId, welcomeCode, delivery } = simulator.scanQrCode({
			userId,
			name,
			...(state === undefined ? {} : { state }),
		});
		const { acknowledged, attempts } = await delivery;
		const [execution] = await n8n.waitForExecutions({ workflowId }, { count: before + 1 });
		const messages = simulator.welcomeMessages.slice(sent);
		return { externalUserId, welcomeCode, acknowledged, attempts, execution: execution!, messages };
	};

	it('answers WeCom’s check of the callback URL within its second', async () => {
		const { simulator } = both;
		expect(await simulator.verifyCallbackUrl()).toMatchObject({ ok: true, status: 200 });
		const forged = await simulator.verifyCallbackUrl({ tamperSignature: true });
		expect([400, 401, 403]).toContain(forged.status);
	});

	it('greets a customer of the store by name, once', async () => {
		const done = await scan('zhangsan', WELCOME_FLOW.storeChannel, '王小雨');
		expect(done.acknowledged).toBe(true);
		expect(done.attempts).toHaveLength(1);
		expect(done.execution).toMatchObject({ status: 'success', mode: 'webhook' });
		expect(itemsOf(done.execution, WELCOME_FLOW.trigger)).toMatchObject([
			{
				json: {
					event_type: 'customerAdded',
					userid: 'zhangsan',
					external_userid: done.externalUserId,
					state: WELCOME_FLOW.storeChannel,
					welcome_code: done.welcomeCode,
				},
			},
		]);
		expect(done.messages).toMatchObject([
			{
				externalUserId: done.externalUserId,
				userId: 'zhangsan',
				text: welcomeText(WELCOME_FLOW.welcomeStore, '王小雨'),
			},
		]);
	});

	it('then tags and remarks them, and tells the member who it is', async () => {
		const { simulator } = both;
		const { externalUserId } = await scan(
			'lisi',
			WELCOME_FLOW.storeChannel,
			'名字很长很长很长很长很长的客户',
		);
		expect(followOf(simulator, { userId: 'lisi', externalUserId })).toMatchObject({
			remark: '名字很长很长很长很长很长的客-store',
			description: expect.stringMatching(
				/^来自渠道 store，\d{4}-\d\d-\d\d \d\d:\d\d 添加$/,
			) as string,
			tags: [{ group_name: '渠道', tag_name: 'store', type: 1 }],
		});
		expect(told(simulator).at(-1)).toEqual({
			to: 'lisi',
			text: '你有新客户：名字很长很长很长很长很长的客户\n渠道：store',
		});
		// The tag of a channel is created once.
		const tags = simulator.state.relations.flatMap(({ follow }) => follow.tags ?? []);
		const ids = tags.filter((tag) => tag.tag_name === 'store').map(({ tag_id: id }) => id);
		expect(ids.length).toBeGreaterThan(1);
		expect(new Set(ids).size).toBe(1);
	});

	it('tags nobody who came by no channel', async () => {
		const { simulator } = both;
		const { externalUserId, execution } = await scan('lisi', undefined, '张伟');
		expect(execution.status).toBe('success');
		const { remark, tags } = followOf(simulator, { userId: 'lisi', externalUserId });
		expect({ remark, tags }).toEqual({ remark: '张伟', tags: [] });
		expect(told(simulator).at(-1)).toEqual({ to: 'lisi', text: '你有新客户：张伟\n渠道：无' });
	});

	it('tells the member also when the tag is refused, and says what failed', async () => {
		const { simulator } = both;
		simulator.faults.failNext('externalcontact/mark_tag', { errcode: 40068 });
		const { execution } = await scan('lisi', 'fair', '吴刚');
		expect(execution.status).toBe('success');
		expect(told(simulator).at(-1)).toMatchObject({ text: '你有新客户：吴刚\n渠道：fair' });
		const failed = execution.resultData.runData['What Failed']!.length;
		expect(failed).toBe(1);
		expect(itemsOf(execution, 'What Failed')).toMatchObject([
			{ json: { details: { errcode: 40068 } } },
		]);
	});

	it('greets a customer of another channel in other words', async () => {
		const done = await scan('lisi', 'exhibition', '欧阳 "O" <娜娜> & 🌸');
		expect(done.execution.status).toBe('success');
		expect(done.messages.map(({ text }) => text)).toEqual([
			welcomeText(WELCOME_FLOW.welcomeOther, '欧阳 "O" <娜娜> & 🌸'),
		]);
	});

	it('greets a customer whom the member has yet to confirm, once', async () => {
		const { n8n, simulator } = both;
		const { length: before } = await n8n.executions({ workflowId });
		const { externalUserId, welcomeCode, delivery } = simulator.addHalf({
			userId: 'zhangsan',
			name: '欧阳娜娜',
		});
		await delivery;
		const [execution] = await n8n.waitForExecutions({ workflowId }, { count: before + 1 });
		expect(itemsOf(execution!, WELCOME_FLOW.trigger)).toMatchObject([
			{ json: { event_type: 'customerHalfAdded', welcome_code: welcomeCode } },
		]);
		// The member confirms: an event without a code, as it is used.
		await simulator.confirmHalf({ userId: 'zhangsan', externalUserId }).delivery;
		const executions = await n8n.waitForExecutions({ workflowId }, { count: before + 2 });
		expect(executions.map(({ status }) => status)).not.toContain('error');
		expect(
			simulator.welcomeMessages.filter((message) => message.externalUserId === externalUserId),
		).toMatchObject([{ text: welcomeText(WELCOME_FLOW.welcomeUnread, '') }]);
		// Only then is it known who it is.
		const { name } = simulator.state.customers.get(externalUserId)!;
		const about = told(simulator).filter(({ text }) => text.includes(`：${name}\n`));
		expect(about).toMatchObject([{ to: 'zhangsan' }]);
	});

	it('lets a customer pass who comes without a welcome code', async () => {
		both.simulator.addMember({ userid: 'greeted-by-admin', adminWelcome: true });
		const done = await scan('greeted-by-admin', WELCOME_FLOW.storeChannel, '周杰');
		expect(done.welcomeCode).toBeUndefined();
		expect(done.execution.status).toBe('success');
		expect(done.messages).toEqual([]);
		expect(itemsOf(done.execution, WELCOME_FLOW.trigger)).toHaveLength(1);
		const pair = { userId: 'greeted-by-admin', externalUserId: done.externalUserId };
		expect(followOf(both.simulator, pair).remark).toBe('周杰-store');
	});

	it('greets ten customers who come at once, each with an own execution', async () => {
		const { n8n, simulator } = both;
		const { length: before } = await n8n.executions({ workflowId });
		const scans = Array.from({ length: 10 }, (_, index) =>
			simulator.scanQrCode({ userId: 'wangwu', state: 'store', name: `客户${index}` }),
		);
		const deliveries = await Promise.all(scans.map(({ delivery }) => delivery));
		expect(deliveries.map(({ attempts }) => attempts.map(({ status }) => status))).toEqual(
			scans.map(() => [200]),
		);
		const executions = await n8n.waitForExecutions({ workflowId }, { count: before + 10 });
		expect(executions.map(({ status }) => status)).not.toContain('error');
		expect(executions).toHaveLength(before + 10);
		for (const { externalUserId } of scans) {
			const name = simulator.state.customers.get(externalUserId)!.name;
			expect(
				simulator.welcomeMessages.filter((message) => message.externalUserId === externalUserId),
			).toMatchObject([{ text: welcomeText(WELCOME_FLOW.welcomeStore, name) }]);
		}
	});

	it('and a card tells the member whom it was', async () => {
		const { n8n, simulator, credential } = both;
		const step = (name: string, parameters: Record<string, unknown>) => ({
			name,
			type: ACTION_TYPE,
			parameters,
		});
		const flow = await publish(
			n8n,
			simulator,
			credential,
			inLine('Tells the member', [
				{ name: 'Trigger', type: TRIGGER_TYPE, parameters: { events: ['customerAdded'] } },
				step('Customer', { resource: 'customer', operation: 'get' }),
				step('Welcome', { resource: 'welcomeMessage', operation: 'send', text: '欢迎！' }),
				step('Tag', {
					resource: 'tag',
					operation: 'addToCustomer',
					tagIds: ['etSimulatedAAAAImportant'],
				}),
				step('Card', {
					resource: 'appMessage',
					operation: 'send',
					userId: { __rl: true, mode: 'id', value: '={{ $json.userid }}' },
					messageType: 'textcard',
					title: "=新客户：{{ $('Customer').item.json.name }}",
					text: "=来自 {{ $('Customer').item.json.state }}，已打标签",
					linkUrl: 'https://example.com/customers',
				}),
			]),
		);
		const { messages } = appMessages(simulator.state);
		const { length: before } = messages;
		const { externalUserId, delivery } = simulator.scanQrCode({
			userId: 'wangwu',
			state: 'fair',
			name: '王小雨',
		});
		expect(await delivery).toMatchObject({ acknowledged: true });
		const [execution] = await n8n.waitForExecutions({ workflowId: flow.id });
		expect(execution!.resultData.error).toBeUndefined();
		const whom = { userId: 'wangwu', externalUserId };
		expect(
			simulator.welcomeMessages.filter((message) => message.externalUserId === externalUserId),
		).toMatchObject([{ ...whom, text: '欢迎！' }]);
		expect(
			simulator.state.relations.filter((relation) => relation.externalUserId === externalUserId),
		).toMatchObject([{ ...whom, follow: { tags: [{ tag_name: '重要' }] } }]);
		expect(messages.slice(before)).toMatchObject([
			{
				to: ['wangwu'],
				msgtype: 'textcard',
				content: { title: '新客户：王小雨', description: '来自 fair，已打标签' },
			},
		]);
		expect(itemsOf(execution!, 'Card')).toMatchObject([{ json: { sent: true } }]);
	});
});
