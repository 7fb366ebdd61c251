import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { loadOptions } from '../WeComCustomerContact/methods/pickers';
import { localized } from '../WeComCustomerContact/texts/localized';
import { poll } from '../WeComCustomerContact/trigger/poll/poll';
import { PROPERTIES } from '../WeComCustomerContact/trigger/poll/properties';

export class WeComNewCustomerTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeCom New Customer Trigger',
		name: 'weComNewCustomerTrigger',
		icon: {
			light: 'file:../WeComCustomerContact/wecom.svg',
			dark: 'file:../WeComCustomerContact/wecom.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: 'New customers',
		description:
			'Asks WeCom (企业微信客户联系) regularly who became a customer: needs no public address, and finds whom the callback trigger missed',
		defaults: { name: 'WeCom New Customer Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'weComCustomerContactApi', required: true }],
		properties: [...PROPERTIES],
	};

	constructor() {
		this.description = localized(this.description, 'trigger');
	}

	methods = { loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
