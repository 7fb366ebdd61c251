import 'reflect-metadata';
import { PollContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { WeComNewCustomerTrigger } from '../../../../nodes/WeComNewCustomer/WeComNewCustomerTrigger.node';
import type { Simulator } from '../../../simulator/types';
import { createCredentialsHelper, type Stored } from '../../../engine/harness';

type Load = () => typeof WeComNewCustomerTrigger;

let workflows = 0;

/**
 * A workflow with the trigger in n8n-core, and n8n's database: what is emitted is stored with the state, and so is the state
 * of a start.
 */
export function createPoller(
	{ corp, url }: Pick<Simulator, 'corp' | 'url'>,
	parameters: INodeParameters = {},
	more: IDataObject = {},
	load: Load = () => WeComNewCustomerTrigger,
) {
	const id = `workflow${++workflows}`;
	const stored = {
		accessToken: '',
		baseUrl: url,
		corpId: corp.corpId,
		corpSecret: corp.secret,
		...more,
	} as Stored;
	let database: IDataObject = {};
	let node: WeComNewCustomerTrigger;
	let workflow: Workflow;
	let isStart = true;

	const start = (Type = WeComNewCustomerTrigger) => {
		node = new Type();
		isStart = true;
		const type = node as unknown as INodeType;
		workflow = new Workflow({
			id,
			active: true,
			settings: { timezone: 'Asia/Shanghai' },
			staticData: structuredClone(database),
			nodeTypes: {
				getByName: () => type,
				getByNameAndVersion: () => type,
				getKnownTypes: () => ({}),
			},
			nodes: [
				{
					id: 'poll',
					name: 'Poll',
					type: 'weComNewCustomerTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters,
					credentials: { weComCustomerContactApi: { id: '1', name: 'Simulator' } },
				},
			],
			connections: {},
		});
	};
	start(load());

	/** How the next execution ends; nothing: it is under way. */
	let end: { status: string; lastNodeExecuted?: string } | undefined = { status: 'success' };
	let canEmit = true;

	const poll = async (
		mode: WorkflowExecuteMode = 'trigger',
		activation: WorkflowActivateMode = 'activate',
	) => {
		let emitted: INodeExecutionData[][] | null = null;
		const additional = { credentialsHelper: createCredentialsHelper(stored) };
		const context = new PollContext(
			workflow,
			workflow.getNode('Poll')!,
			additional as never,
			mode,
			activation,
			(data, _response, done) => {
				if (!canEmit) throw new Error('Overwrite PollContext.__emit function');
				emitted = data;
				if (!end) return;
				const { status, lastNodeExecuted } = end;
				done?.resolve({ status, data: { resultData: { lastNodeExecuted } } } as never);
			},
		);
		const data = (await node.poll.call(context)) ?? emitted;
		if (data !== null || isStart) {
			database = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
		}
		isStart = false;
		return data?.[0]?.map(({ json }) => json) ?? null;
	};

	return {
		poll,
		ids: async () => (await poll())?.map(({ external_userid }) => external_userid) ?? [],
		/** n8n is started again, with a package that remembers nothing: later than an execution takes, unless told. */
		restart: (secondsLater = 3601) => {
			for (const state of Object.values(database).map((kept) => (kept as IDataObject).state)) {
				const { open } = state as { open?: { at: number } };
				if (open) open.at -= secondsLater;
			}
			jest.isolateModules(() => {
				const file = '../../../../nodes/WeComNewCustomer/WeComNewCustomerTrigger.node';
				start(jest.requireActual(file).WeComNewCustomerTrigger);
			});
		},
		/** n8n takes what a poll answers, and nothing else. */
		keepsEmitForItself: () => {
			canEmit = false;
		},
		/** How executions end from now on: well, unless told; `underWay` do not. */
		executionsEnd: (how: typeof end | 'underWay') => {
			end = how === 'underWay' ? undefined : how;
		},
		stored: () => JSON.stringify(database),
		/** The credential, to edit. */
		credential: stored,
		workflowId: id,
	};
}
