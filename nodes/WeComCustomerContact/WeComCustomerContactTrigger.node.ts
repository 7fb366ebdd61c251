import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { EVENT_OPTIONS } from './trigger/eventOptions';
import { checkSettings } from './trigger/settings';
import { receive } from './trigger/receive';

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
		outputs: [NodeConnectionTypes.Main],
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
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: [
			{
				displayName:
					'Publish the workflow first, then paste the <b>Production URL</b> above into WeCom: admin console > Apps (应用管理) > your app > Receive messages (接收消息) > Set API receiving (设置API接收), with the Token and EncodingAESKey of the credential. Tick <b>External contact changes (外部联系人变更回调)</b> there. One app has one callback URL, so use one trigger per app.',
				name: 'setupNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: EVENT_OPTIONS,
				default: ['customerAdded'],
			},
		],
	};

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
