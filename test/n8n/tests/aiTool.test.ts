import { withCredential, type Credential, type Workflow } from '../driver';
import { ACTION_TYPE, PACKAGE } from '../wecom';
import { startScriptedModel, toolAnswers, type Line, type ScriptedModel } from './aiTool-model';
import { filledIn, readExample } from './examples-setup';
import { SET_UP_MS, startBoth, type Both } from './setup';

const LANGCHAIN = '@n8n/n8n-nodes-langchain';
const CUSTOMER = 'wmSimulatedAAAALiuFang';

/** An agent with one tool, whose parameters the model fills in. */
const agentWith = (tool: Record<string, unknown>): Workflow => ({
	name: 'An agent with a tool',
	nodes: [
		{
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			name: 'Agent',
			type: `${LANGCHAIN}.agent`,
			typeVersion: 3,
			position: [200, 0],
			parameters: { promptType: 'define', text: 'Who is it?', options: {} },
		},
		{
			name: 'Chat Model',
			type: `${LANGCHAIN}.lmChatOpenAi`,
			typeVersion: 1.2,
			position: [100, 200],
			parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		},
		{
			name: 'WeCom',
			type: `${ACTION_TYPE}Tool`,
			typeVersion: 1,
			position: [300, 200],
			parameters: tool,
		},
	],
	connections: {
		Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
		'Chat Model': { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
		WeCom: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
	},
	settings: { executionOrder: 'v1' },
});

describe('the action node as a tool of an AI agent', () => {
	let both: Both;
	const models: ScriptedModel[] = [];

	beforeAll(async () => {
		both = await startBoth();
	}, SET_UP_MS);
	afterAll(async () => {
		for (const model of models) await model.close();
		await both?.stop();
	});
	beforeEach(() => both.simulator.resetJournal());

	const play = async (workflow: Workflow, ...script: Line[]) => {
		const model = await startScriptedModel(script);
		models.push(model);
		const openAi: Credential = await both.n8n.createCredential('openAiApi', 'Scripted model', {
			apiKey: 'none',
			url: model.url,
		});
		const stored = await both.n8n.createWorkflow(
			withCredential(withCredential(workflow, PACKAGE, both.credential), LANGCHAIN, openAi),
		);
		return { model, stored };
	};
	const run = async (workflow: Workflow, ...script: Line[]) => {
		const { model, stored } = await play(workflow, ...script);
		const { n8n } = both;
		return { model, execution: await n8n.waitForExecution(await n8n.runManually(stored, 'Start')) };
	};

	it('calls WeCom with the arguments of the model, which reads the answer', async () => {
		const { model, execution } = await run(
			agentWith({
				resource: 'customer',
				operation: 'get',
				externalUserId: `={{ $fromAI('external_user_id', 'The customer', 'string') }}`,
			}),
			{ tool: 'WeCom', arguments: { external_user_id: CUSTOMER } },
			{ text: 'It is Liu Fang.' },
		);
		expect(execution.resultData.error).toBeUndefined();
		expect(both.simulator.requests('externalcontact/get')).toMatchObject([
			{ query: { external_userid: CUSTOMER }, errcode: 0 },
		]);
		expect(model.asked).toHaveLength(2);
		expect(model.asked[0]?.tools).toMatchObject([
			{
				function: {
					name: 'WeCom',
					description: 'Get a customer by external user ID in WeCom Customer Contact',
					parameters: {
						type: 'object',
						properties: { external_user_id: { type: 'string', description: 'The customer' } },
						required: ['external_user_id'],
					},
				},
			},
		]);
		expect(toolAnswers(model)).toEqual([expect.stringContaining('刘芳🌸')]);
		expect(execution.stored).toContain('It is Liu Fang.');
	});

	it('tells the model what is wrong, so that it can try again', async () => {
		const { model, execution } = await run(
			agentWith({
				resource: 'customer',
				operation: 'get',
				externalUserId: `={{ $fromAI('external_user_id', 'The customer', 'string') }}`,
			}),
			{ tool: 'WeCom', arguments: { external_user_id: 'wmNobody' } },
			{ tool: 'WeCom', arguments: { external_user_id: CUSTOMER } },
			{ text: 'It is Liu Fang.' },
		);
		expect(execution.resultData.error).toBeUndefined();
		const [refused, found] = toolAnswers(model);
		expect(refused).toContain('The customer ID is not valid for this app (WeCom error 40096)');
		expect(found).toContain('刘芳🌸');
	});

	it('the example ai-agent looks up a customer and writes a description', async () => {
		const { n8n, simulator } = both;
		const { model, stored } = await play(
			filledIn(readExample('ai-agent'), { 'When Asked': { public: true, options: {} } }),
			{ tool: 'List_Members', arguments: {} },
			{ tool: 'List_Customers_of_a_Member', arguments: { userid: 'zhangsan' } },
			{ tool: 'Get_a_Customer', arguments: { external_userid: CUSTOMER } },
			{
				tool: 'Write_a_Description',
				arguments: { userid: 'zhangsan', external_userid: CUSTOMER, description: '周五致电' },
			},
			{ text: '已记录。' },
		);
		await n8n.activate(stored);
		const chat = stored.nodes.find(({ name }) => name === 'When Asked')!;
		const answer = await fetch(`${n8n.baseUrl}/webhook/${chat.webhookId}/chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				action: 'sendMessage',
				sessionId: 'one',
				chatInput: '请记录：刘芳希望周五接到电话',
			}),
		});
		expect(await answer.json()).toMatchObject({ output: '已记录。' });

		const answers = toolAnswers(model);
		expect(answers).toHaveLength(4);
		expect(answers[0]).toContain('zhangsan');
		expect(answers[1]).toContain(CUSTOMER);
		expect(answers[2]).toContain('刘芳🌸');
		const relation = simulator.state.relations.find(
			({ userId, externalUserId }) => userId === 'zhangsan' && externalUserId === CUSTOMER,
		);
		expect(relation?.follow.description).toBe('周五致电');
	});
});
