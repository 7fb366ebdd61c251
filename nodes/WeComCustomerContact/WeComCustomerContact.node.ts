import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { toNodeOutputs } from './engine/nodeOutputs';
import { toProperties } from './engine/properties';
import { run } from './engine/run';
import { toSubtitle } from './engine/subtitle';
import { listSearch, loadOptions } from './methods/pickers';
import { resources } from './resources';
import { HANDED_ON } from './resources/shared/chained';
import { localized } from './texts/localized';
import { delivered } from './trigger/delivered';

/** Made once: n8n makes another node of the class whenever it wants to know all types again. */
const PROPERTIES = toProperties(resources);

export class WeComCustomerContact implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeCom Customer Contact',
		name: 'weComCustomerContact',
		icon: { light: 'file:wecom.svg', dark: 'file:wecom.dark.svg' },
		group: ['transform'],
		// As a list, n8n does not take it for the default version, to which it would add its Custom API Call.
		version: [1],
		defaultVersion: 1,
		subtitle: toSubtitle(resources),
		description:
			'Welcome, tag, message and hand over customers of WeCom, with contact ways, group chats and moments (企业微信客户联系)',
		defaults: { name: 'WeCom Customer Contact' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: toNodeOutputs(resources),
		credentials: [{ name: 'weComCustomerContactApi', required: true }],
		properties: [...PROPERTIES],
	};

	constructor() {
		const { properties, ...own } = this.description;
		this.description = { ...localized(own, 'action'), properties };
	}

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		delivered.noteRun(this);
		return await run(this, resources, HANDED_ON);
	}
}
