import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { loadOptions } from './methods/pickers';
import { localized } from './texts/localized';
import { EVENTS_SUBTITLE } from './trigger/eventOptions';
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
		// n8n evaluates an expression at every call of a trigger whose version is exactly 1.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: EVENTS_SUBTITLE,
		description:
			'Starts the workflow when a customer is added, changed or lost in WeCom (企业微信客户联系)',
		defaults: { name: 'WeCom Customer Contact Trigger' },
		eventTriggerDescription:
			'WeCom calls the Production URL only: publish the workflow, then look under Executions',
		triggerPanel: {
			header: 'Wait for a call of the Test URL',
			executionsHelp: {
				inactive:
					'WeCom calls the Production URL. <b>Publish</b> the workflow to receive its events; the runs they start are listed under <b>Executions</b>. To build with real data, open one of them and choose <b>Copy to editor</b>.',
				active:
					'The runs that WeCom starts are listed under <b>Executions</b>, not shown here. To build with real data, open one of them and choose <b>Copy to editor</b>.',
			},
			activationHint:
				'Once published, the workflow starts with each event that WeCom sends to the Production URL.',
		},
		inputs: [],
		outputs: OUTPUTS_EXPRESSION,
		credentials: [{ name: 'weComCustomerContactApi', required: true }],
		webhooks: [
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				// The same URL as below, which the editor would show twice.
				ndvHideUrl: true,
				path: 'webhook',
			},
			{
				name: 'default',
				httpMethod: 'POST',
				ndvHideMethod: true,
				responseMode: 'onReceived',
				// Empty, so that n8n takes the text that webhook() returns with the event.
				responseData: '',
				path: 'webhook',
			},
		],
		properties: [...PROPERTIES],
	};

	constructor() {
		this.description = localized(this.description, 'trigger');
	}

	methods = { loadOptions };

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
