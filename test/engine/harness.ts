import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	type IAuthenticate,
	type IBinaryKeyData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
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
}

/**
 * A small n8n: runs the action node through n8n-core as a workflow, with this package's own credential
 * code and a credential store that, like n8n's, keeps the access token that preAuthentication fetches.
 */
export function createN8n(credential: IDataObject) {
	const stored = { accessToken: '', ...credential } as ICredentialDataDecryptedObject;
	const credentialType = new WeComCustomerContactApi();

	const credentialsHelper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: () => credentialType.properties,
		getDecrypted: async () => ({ ...stored }),
		preAuthentication: async (
			helpers: unknown,
			data: ICredentialDataDecryptedObject,
			_type: string,
			_node: INode,
			expired: boolean,
		) => {
			if (data.accessToken !== '' && !expired) return undefined;
			const output = await credentialType.preAuthentication.call(helpers as never, data);
			Object.assign(stored, output);
			return Object.assign(data, output);
		},
		authenticate: async (
			data: ICredentialDataDecryptedObject,
			_type: string,
			options: IHttpRequestOptions,
		) =>
			await (credentialType.authenticate as Extract<IAuthenticate, (...args: never[]) => unknown>)(
				data,
				options,
			),
	};

	return {
		/** The credential as stored, to look at or to change its token. */
		stored,
		run: async (options: NodeRunOptions) => await runNode(credentialsHelper, options),
	};
}

async function runNode(credentialsHelper: unknown, options: NodeRunOptions): Promise<NodeRun> {
	const types: Record<string, INodeType> = {
		start: startNode(options.items ?? [{}], options.files),
		weComCustomerContact: new WeComCustomerContact(),
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
	const hooks = new ExecutionLifecycleHooks('manual', 'test', {
		id: 'test',
		name: 'Test',
		nodes: [],
		connections: {},
	} as never);
	const additionalData = {
		credentialsHelper,
		hooks,
		executionId: 'test',
		restApiUrl: '',
		instanceBaseUrl: '',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables: {},
		currentNodeParameters: undefined,
	} as unknown as IWorkflowExecuteAdditionalData;

	const run = await new WorkflowExecute(additionalData, 'manual').run({
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
