import { itemsOf } from '../driver';
import { publish, readWelcomeFlow, welcomeText, WELCOME_FLOW } from '../wecom';
import { SET_UP_MS, startBoth, type Both } from './setup';

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
	const scan = async (userId: string, state: string, name: string) => {
		const { n8n, simulator } = both;
		const { length: before } = await n8n.executions({ workflowId });
		const { length: sent } = simulator.welcomeMessages;
		const { externalUserId, welcomeCode, delivery } = simulator.scanQrCode({ userId, state, name });
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
		const { externalUserId, welcomeCode, delivery } = simulator.addHalf({ userId: 'zhangsan' });
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
	});

	it('lets a customer pass who comes without a welcome code', async () => {
		both.simulator.addMember({ userid: 'greeted-by-admin', adminWelcome: true });
		const done = await scan('greeted-by-admin', WELCOME_FLOW.storeChannel, '周杰');
		expect(done.welcomeCode).toBeUndefined();
		expect(done.execution.status).toBe('success');
		expect(done.messages).toEqual([]);
		expect(itemsOf(done.execution, WELCOME_FLOW.trigger)).toHaveLength(1);
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
});
