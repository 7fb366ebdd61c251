import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** The n8n contexts that can call WeCom: a running node, a picker in the editor, the two triggers. */
export type Context =
	IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions | IPollFunctions;

export const CREDENTIAL = 'weComCustomerContactApi';
