import 'reflect-metadata';
import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import {
	type IAuthenticate,
	type IBinaryKeyData,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type IDataObject,
	type IExecuteData,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
	type WorkflowExecuteMode,
	createEmptyRunExecutionData,
	isExpression,
} from 'n8n-workflow';
import { WeComCustomerContactApi } from '../../credentials/WeComCustomerContactApi.credentials';
import { WeComCustomerContact } from '../../nodes/WeComCustomerContact/WeComCustomerContact.node';

export interface NodeRun {
	/** Items of the node's outputs. */
	outputs: INodeExecutionData[][];
	items: INodeExecutionData[];
	error?: Error & { description?: string; context?: IDataObject };
	/** The whole run as n8n would store it. */
	run: IRun;
}

export interface NodeRunOptions {
	parameters: INodeParameters;
	/** What the node before hands over; one empty item by default. */
	items?: IDataObject[];
	/** Files that come with each item, by the name of their binary field. */
	files?: IBinaryKeyData;
	onError?: INode['onError'];
	/** Who started the execution; a trigger by default. `manual` is somebody at the editor. */
	mode?: WorkflowExecuteMode;
	/** As n8n makes it of the node for an AI agent: its name says that it is a tool. */
	asTool?: boolean;
}

/** The package as one process of n8n has loaded it: with a memory of its own. */
export interface LoadedPackage {
	WeComCustomerContactApi: typeof WeComCustomerContactApi;
	WeComCustomerContact: typeof WeComCustomerContact;
}

const LOADED: LoadedPackage = { WeComCustomerContactApi, WeComCustomerContact };

/** A credential as n8n's database has it. */
export type Stored = ICredentialDataDecryptedObject;

/** Where n8n's helper finds the item that a credential's expressions read. */
interface ExpressionValues {
	workflow: Workflow;
	runExecutionData: IRunExecutionData;
	runIndex: number;
	itemIndex: number;
	node: INode;
	connectionInputData: INodeExecutionData[];
}

/** n8n's CredentialsHelper, as 2.39 has it, with one stored credential. */
export function createCredentialsHelper(
	stored: Stored,
	{ WeComCustomerContactApi: Api }: LoadedPackage = LOADED,
) {
	const credentialType = new Api();
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: () => credentialType.properties,
		getDecrypted: async (
			_additional: unknown,
			_node: unknown,
			_type: string,
			mode: WorkflowExecuteMode,
			executeData?: IExecuteData,
			_raw?: boolean,
			values?: ExpressionValues,
		) => {
			const data = structuredClone(stored) as INodeParameters;
			if (!values) return data;
			const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } = values;
			return workflow.expression.getParameterValue(
				data,
				runExecutionData,
				runIndex,
				itemIndex,
				node.name,
				connectionInputData,
				mode,
				{},
				executeData,
				false,
				data,
			);
		},
		preAuthentication: async (
			helpers: unknown,
			data: Stored,
			_type: string,
			node: INode,
			expired: boolean,
		) => {
			const isTest = node.parameters.temp === '' && node.type === NO_OP;
			if (data.accessToken !== '' && !expired && !isTest) return undefined;
			const output = await credentialType.preAuthentication.call(helpers as never, data);
			if (output.accessToken === undefined) return undefined;
			for (const [name, value] of Object.entries(output)) {
				if (name === 'accessToken' || !isExpression(stored[name])) stored[name] = value as string;
			}
			return Object.assign(data, output);
		},
		authenticate: async (data: Stored, _type: string, options: IHttpRequestOptions) =>
			await (credentialType.authenticate as Extract<IAuthenticate, (...args: never[]) => unknown>)(
				data,
				options,
			),
	};
}

/**
 * A small n8n: runs the action node through n8n-core as a workflow, with this package's own credential
 * code and a credential store that, like n8n's, keeps what preAuthentication returns.
 */
export function createN8n(credential: IDataObject) {
	const stored: Stored = { accessToken: '', ...credential } as Stored;
	return {
		/** The credential as stored, to look at or to edit. */
		stored,
		...openN8n(stored),
	};
}

/** A process of n8n that works on a stored credential: another one's, if the package is loaded anew for it. */
export function openN8n(stored: Stored, loaded = LOADED) {
	const helper = createCredentialsHelper(stored, loaded);
	return {
		run: async (options: NodeRunOptions) => await runNode(helper, options, loaded),
		/** What the credential's Test button does, with the form's values where they differ from what is stored. */
		test: async (form: IDataObject = {}) => await testCredential(helper, stored, form, loaded),
		/** What n8n's editor opens a picker with. */
		editor: () => {
			const { workflow, node } = tempNode();
			return new LoadOptionsContext(workflow, node, additionalDataOf(helper), '');
		},
		/** What a node of n8n does that calls WeCom with this credential: HTTP Request. */
		request: async (options: IHttpRequestOptions) =>
			(await contextOf(helper).helpers.httpRequestWithAuthentication.call(
				contextOf(helper),
				CREDENTIAL,
				options,
			)) as IDataObject,
	};
}

function actionNode({ WeComCustomerContact: Node }: LoadedPackage, { asTool }: NodeRunOptions) {
	const node = new Node();
	if (asTool) node.description = { ...node.description, name: `${node.description.name}Tool` };
	return node;
}

async function runNode(
	credentialsHelper: unknown,
	options: NodeRunOptions,
	loaded: LoadedPackage,
): Promise<NodeRun> {
	const { mode = 'trigger' } = options;
	const types: Record<string, INodeType> = {
		start: startNode(options.items ?? [{}], options.files),
		weComCustomerContact: actionNode(loaded, options),
	};
	const nodeTypes: INodeTypes = {
		getByName: (name) => types[name]!,
		getByNameAndVersion: (name) => NodeHelpers.getVersionedNodeType(types[name]!),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		id: 'test',
		active: false,
		settings: { timezone: 'Asia/Shanghai' },
		nodeTypes,
		nodes: [
			{ id: '1', name: 'Start', type: 'start', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: '2',
				name: 'WeCom',
				type: 'weComCustomerContact',
				typeVersion: 1,
				position: [200, 0],
				parameters: options.parameters,
				credentials: { weComCustomerContactApi: { id: '1', name: 'Simulator' } },
				onError: options.onError,
			},
		],
		connections: {
			Start: { main: [[{ node: 'WeCom', type: NodeConnectionTypes.Main, index: 0 }]] },
		},
	});
	const hooks = new ExecutionLifecycleHooks(mode, 'test', {
		id: 'test',
		name: 'Test',
		nodes: [],
		connections: {},
	} as never);
	const additionalData = { ...additionalDataOf(credentialsHelper), hooks };

	const run = await new WorkflowExecute(additionalData, mode).run({
		workflow,
		startNode: workflow.getNode('Start')!,
	});
	const node = run.data.resultData.runData.WeCom?.[0];
	const outputs = (node?.data?.main ?? []).map((items) => items ?? []);
	return {
		outputs,
		items: outputs[0] ?? [],
		error: (node?.error ?? run.data.resultData.error) as NodeRun['error'],
		run,
	};
}

const additionalDataOf = (credentialsHelper: unknown) =>
	({
		credentialsHelper,
		executionId: 'test',
		restApiUrl: '',
		instanceBaseUrl: '',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables: {},
		currentNodeParameters: undefined,
	}) as unknown as IWorkflowExecuteAdditionalData;

const CREDENTIAL = 'weComCustomerContactApi';
const NO_OP = 'n8n-nodes-base.noOp';
/** What n8n 2.39 calls the node of a Test, and so misses its own rule that a Test always fetches a token. */
const TEST_NODE = 'noOp';

/** The node that n8n's Test button makes up, which has nothing but one request. */
const testNode = (request: ICredentialTestRequest['request'], name = TEST_NODE): INodeType => ({
	description: {
		displayName: 'Node',
		name,
		group: ['input'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: [
			{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' },
		],
	},
});

/** A workflow of one node; unless another is given, a node of n8n that can use any credential. */
function tempNode(nodeType = testNode({ url: '' }, 'n8n-nodes-base.httpRequest')) {
	const workflow = new Workflow({
		active: false,
		settings: { timezone: 'Asia/Shanghai' },
		nodes: [
			{
				id: 'temp',
				name: 'Temp-Node',
				type: nodeType.description.name,
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
				credentials: { [CREDENTIAL]: { id: '1', name: 'Simulator' } },
			},
		],
		connections: {},
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	return { workflow, node: workflow.getNode('Temp-Node')! };
}

/** The context of such a node when it has one item. */
function contextOf(credentialsHelper: unknown, nodeType?: INodeType) {
	const { workflow, node } = tempNode(nodeType);
	const input = [{ json: {} }];
	return new ExecuteContext(
		workflow,
		node,
		additionalDataOf(credentialsHelper),
		'internal',
		createEmptyRunExecutionData(),
		0,
		input,
		{ main: [input] },
		{ node, data: { main: [input] }, source: null },
		[],
	);
}

/** n8n's CredentialsTester: a node of one request, whose answer the credential's rules judge. */
async function testCredential(
	credentialsHelper: unknown,
	stored: Stored,
	form: IDataObject,
	loaded: LoadedPackage,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const { request, rules = [] } = new loaded.WeComCustomerContactApi().test;
	const nodeType = testNode(request);
	const data = { ...structuredClone(stored), ...form } as Stored;
	const decrypted = { id: '1', name: 'Simulator', type: CREDENTIAL, data };
	try {
		const context = contextOf(credentialsHelper, nodeType);
		const answer = await new RoutingNode(context, nodeType, decrypted).runNode();
		const json = answer?.[0]?.[0]?.json ?? {};
		const broken = rules.find(
			({ type, properties }) =>
				type === 'responseSuccessBody' && json[properties.key] === properties.value,
		);
		return broken
			? { status: 'Error', message: broken.properties.message }
			: { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		const { cause, message } = error as Error & {
			cause?: { response?: { status: number }; code?: string };
		};
		return {
			status: 'Error',
			message: cause?.response
				? `Received HTTP status code: ${cause.response.status}`
				: (cause?.code ?? message),
		};
	}
}

const startNode = (items: IDataObject[], binary?: IBinaryKeyData): INodeType => ({
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return [items.map((json) => ({ json, ...(binary && { binary }) }))];
	},
});
