import { setTimeout as sleep } from 'node:timers/promises';
import { acquisition } from '../../simulator/acquisition';
import { massMessages } from '../../simulator/massMessages';
import { appMessages } from '../../simulator/appMessages';
import { itemsOf, withCredential, type Workflow } from '../driver';
import { ACTION_TYPE, PACKAGE, TRIGGER_TYPE } from '../wecom';
import {
	filledIn,
	followOf,
	publishExample,
	readExample,
	runExample,
	told,
	withFields,
} from './examples-setup';
import { inLine, SET_UP_MS, startBoth, type Both } from './setup';

const member = (value: string) => ({ userId: { __rl: true, mode: 'id', value } });

describe('the examples that tell, route and ask', () => {
	let both: Both;

	beforeAll(async () => {
		both = await startBoth();
	}, SET_UP_MS);
	afterEach(() => both?.simulator.faults.reset());
	afterAll(() => both?.stop());

	/** What was told since now. */
	const listen = () => {
		const { length: before } = told(both.simulator);
		return () => told(both.simulator).slice(before);
	};

	it('acquisition-leads routes who wrote first, and warns before the balance is gone', async () => {
		const { simulator } = both;
		const flow = await publishExample(
			both,
			filledIn(readExample('acquisition-leads'), {
				'Tell Key Accounts': member('wangwu'),
				'Tell the Admin': member('lisi'),
				'Tell About the Link': member('lisi'),
			}),
		);
		const news = listen();
		const link = (change: string, more = {}) =>
			simulator.sendEvent({ Event: 'customer_acquisition', ChangeType: change, ...more });
		const lead = async (name: string, state: string) => {
			const { external_userid: externalUserId } = simulator.addCustomer({ name });
			const pair = { userId: 'zhangsan', externalUserId };
			simulator.addRelation(pair, { state, add_way: 16 });
			const ids = { UserID: pair.userId, ExternalUserID: externalUserId };
			await link('customer_start_chat', { ...ids, LinkId: 'caAds', State: state });
			return pair;
		};

		const enterprise = await lead('赵经理', 'enterprise');
		expect((await flow.execution(1)).status).toBe('success');
		expect(news()).toEqual([
			{
				to: 'wangwu',
				text: '大客户线索：赵经理 通过获客链接添加了 zhangsan，并发来了第一条消息。请跟进。',
			},
		]);
		expect(followOf(simulator, enterprise).tags).toMatchObject([
			{ group_name: '获客', tag_name: 'enterprise' },
		]);
		await lead('刘芳', 'xhs-1');
		expect((await flow.execution(2)).status).toBe('success');
		expect(news()[1]).toEqual({
			to: 'zhangsan',
			text: '新线索：刘芳（xhs-1）发来了第一条消息，请尽快回复。',
		});

		acquisition(simulator).quota = 12;
		await link('balance_low');
		expect((await flow.execution(3)).status).toBe('success');
		expect(news()[2]).toEqual({
			to: 'lisi',
			text: expect.stringMatching(/^获客助手使用量即将耗尽。剩余 12，最近过期时间：/) as string,
		});
		await link('link_unavailable', { LinkId: 'caGone' });
		expect((await flow.execution(4)).status).toBe('success');
		expect(news()[3]).toMatchObject({
			to: 'lisi',
			text: expect.stringMatching(/^获客链接「caGone」暂时无法添加客户/) as string,
		});
		expect(news()).toHaveLength(4);
	});

	it('router hands each event to the workflow that is made for it', async () => {
		const { simulator, n8n, credential } = both;
		const published = async (workflow: Workflow) => {
			const stored = await n8n.createWorkflow(withCredential(workflow, PACKAGE, credential));
			await n8n.activate(stored);
			return stored.id;
		};
		const newCustomers = await published(readExample('router-new-customers'));
		const lostCustomers = await published(readExample('router-lost-customers'));
		const called = (value: string) => ({ workflowId: { __rl: true, mode: 'id', value } });
		const router = await publishExample(
			both,
			filledIn(readExample('router'), {
				'New Customers': called(newCustomers),
				'Lost Customers': called(lostCustomers),
			}),
		);
		const news = listen();
		const ended = (workflowId: string) => n8n.waitForExecutions({ workflowId });

		const { externalUserId, delivery } = simulator.scanQrCode({
			userId: 'lisi',
			name: '王小雨',
		});
		await delivery;
		const [welcomed] = await ended(newCustomers);
		expect(welcomed).toMatchObject({ status: 'success' });
		expect(
			simulator.welcomeMessages.filter((message) => message.externalUserId === externalUserId),
		).toMatchObject([{ text: '你好 王小雨，欢迎！有任何问题，随时找我。' }]);

		await simulator.deleteByCustomer({ userId: 'lisi', externalUserId });
		expect((await ended(lostCustomers))[0]).toMatchObject({ status: 'success' });
		expect(news()).toEqual([
			{ to: 'lisi', text: '你有新客户：王小雨' },
			{ to: 'lisi', text: '客户流失提醒：王小雨 删除了你' },
		]);

		await simulator.sendEvent({
			Event: 'change_external_chat',
			ChangeType: 'create',
			ChatId: 'wrSimulatedAAAACustomers',
		});
		expect(itemsOf(await router.execution(3), 'Nobody Takes It')).toHaveLength(1);
		expect(await n8n.executions({ workflowId: newCustomers })).toHaveLength(1);
		expect(await n8n.executions({ workflowId: lostCustomers })).toHaveLength(1);
	});

	it('error-workflow tells the admin what to do, and the same error once', async () => {
		const { simulator, n8n, credential } = both;
		const example = filledIn(readExample('error-workflow'), { 'Tell the Admin': member('lisi') });
		const errors = await n8n.createWorkflow(withCredential(example, PACKAGE, credential));
		await n8n.activate(errors);
		const fails = inLine('Reads customers', [
			{ name: 'WeCom', type: TRIGGER_TYPE, parameters: { events: ['customerEdited'] } },
			{
				name: 'Get Customer',
				type: ACTION_TYPE,
				parameters: { resource: 'customer', operation: 'get' },
			},
		]);
		const flow = await publishExample(both, {
			...fails,
			settings: { ...fails.settings, errorWorkflow: errors.id },
		});
		const news = listen();
		const told = async (count: number) => {
			const filter = { workflowId: errors.id };
			const executions = await n8n.waitForExecutions(filter, { count });
			expect(executions.map(({ status }) => status)).not.toContain('error');
			return news();
		};
		const breaks = async (errcode: number, count: number) => {
			simulator.faults.failNext('externalcontact/get', { errcode });
			const { external_userid: externalUserId } = simulator.addCustomer();
			const pair = { userId: 'zhangsan', externalUserId };
			simulator.addRelation(pair);
			await simulator.editCustomer({ ...pair, changes: { remark: '老王' } });
			expect((await flow.execution(count)).status).toBe('error');
			return await told(count);
		};

		expect(await breaks(48002, 1)).toEqual([
			{
				to: 'lisi',
				text: expect.stringMatching(
					/^流程「Reads customers」在「Get Customer」失败：\n.*48002[^]*可调用接口的应用[^]*\/executions\//,
				) as string,
			},
		]);
		expect(await breaks(48002, 2)).toHaveLength(1);
		expect(await breaks(40096, 3)).toHaveLength(2);
	});

	describe('sop-with-approval', () => {
		const TAG = { group_name: '客户等级', tag_name: '重要', tag_id: 'etSimulatedAAAAImportant' };
		const DAY = 24 * 3600;
		const sop = () =>
			withFields(readExample('sop-with-approval'), 'The Messages', { tag: TAG.tag_name });

		/** Customers of a member who were added so many days ago. */
		const added = (userId: string, days: number[], tagged = true) =>
			days.map((day) => {
				const { external_userid: externalUserId } = both.simulator.addCustomer();
				both.simulator.addRelation(
					{ userId, externalUserId },
					{
						createtime: Math.floor(Date.now() / 1000) - day * DAY,
						tags: tagged ? [{ ...TAG, type: 1 }] : [],
					},
				);
				return externalUserId;
			});
		const sent = () =>
			[...massMessages(both.simulator.state).values()].flatMap(({ text, tasks }) =>
				tasks.flatMap(({ userId, rows }) =>
					rows.map(({ to }) => `${userId} → ${to}: ${text.slice(0, 4)}`),
				),
			);
		/** The card that the manager gets next. */
		const card = async (run: () => Promise<unknown>) => {
			const { messages } = appMessages(both.simulator.state);
			const { length: before } = messages;
			const running = run();
			const { to, content } = await both.simulator.waitFor(() => messages[before], 30_000);
			expect(to).toEqual(['lisi']);
			return { running, text: String(content.description), url: String(content.url) };
		};
		/** The form, once n8n has stored that the execution waits for it. Until then n8n leaves a visitor without an answer. */
		const opened = async (url: string) => {
			for (let tries = 0; tries < 50; tries++) {
				const page = await fetch(url, { signal: AbortSignal.timeout(1000) })
					.then(async (answer) => (answer.ok ? await answer.text() : ''))
					.catch(() => '');
				if (page.includes('SOP 消息审批')) return;
				await sleep(100);
			}
			throw new Error('n8n shows no form');
		};
		const answer = async (url: string, decision: string) => {
			await opened(url);
			const form = new FormData();
			form.set('field-0', decision);
			expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200);
		};

		it('sends what the manager approved, to each customer once a day', async () => {
			const [first, third] = added('zhangsan', [1, 3, 2, 0]);
			const [seventh] = added('wangwu', [7]);
			added('wangwu', [1, 3], false);

			const example = filledIn(sop(), { 'Ask the Manager': member('lisi') });
			const { run } = await runExample(both, example, 'Every Morning');
			const asked = await card(run);
			expect(asked.text.split('\n').map((line) => line.slice(0, 11))).toEqual([
				'第 1 天，1 位客户',
				'第 3 天，1 位客户',
				'第 7 天，1 位客户',
			]);
			expect(sent()).toEqual([]);
			await answer(asked.url, '发送');
			expect(await asked.running).toMatchObject({ status: 'success' });
			const once = [
				`zhangsan → ${first}: 你好，我`,
				`zhangsan → ${third}: 用得还顺`,
				`wangwu → ${seventh}: 送你一张`,
			].sort();
			expect(sent().sort()).toEqual(once);

			const again = await card(run);
			await answer(again.url, '发送');
			expect(await again.running).toMatchObject({ status: 'success' });
			expect(sent().sort()).toEqual(once);
		});

		it('sends nothing that the manager refused or left unanswered', async () => {
			const { length: before } = sent();
			added('zhangsan', [3]);
			const example = filledIn(sop(), {
				'Ask the Manager': member('lisi'),
				'Wait for Approval': { resumeAmount: 8, resumeUnit: 'seconds' },
			});
			const { run } = await runExample(both, example, 'Every Morning', 120);
			const refused = await card(run);
			await answer(refused.url, '不发送');
			expect(itemsOf((await refused.running) as never, 'Nothing Goes Out')).toHaveLength(1);

			const unanswered = await card(run);
			await opened(unanswered.url);
			expect(itemsOf((await unanswered.running) as never, 'Nothing Goes Out')).toHaveLength(1);
			expect(sent()).toHaveLength(before);
		});
	});
});
