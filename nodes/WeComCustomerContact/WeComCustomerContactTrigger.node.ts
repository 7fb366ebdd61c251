import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { getFollowUsers } from './methods/followUsers';
import { OUTPUTS_EXPRESSION } from './trigger/outputs';
import { PROPERTIES } from './trigger/properties';
import { receive } from './trigger/receive';
import { checkSettings } from './trigger/settings';

export class WeComCustomerContactTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeCom Customer Contact Trigger',
		name: 'weComCustomerContactTrigger',
		icon: { light: 'file:wecom.svg', dark: 'file:wecom.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].length + " events" }}',
		description:
			'Starts the workflow when a customer is added, changed or lost in WeCom (企业微信客户联系)',
		defaults: { name: 'WeCom Customer Contact Trigger' },
		inputs: [],
		outputs: OUTPUTS_EXPRESSION,
		credentials: [{ name: 'weComCustomerContactApi', required: true }],
		webhooks: [
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: 'webhook',
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty, so that n8n takes the text that webhook() returns with the event.
				responseData: '',
				path: 'webhook',
			},
		],
		properties: PROPERTIES,
	};

	methods = { loadOptions: { getFollowUsers } };

	webhookMethods = {
		default: {
			// The URL is pasted into WeCom by hand: there is nothing to look up or to remove there.
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await checkSettings(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
