import type { IExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';

/** The n8n contexts that can call WeCom: a running node, a picker in the editor, the trigger. */
export type Context = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

export const CREDENTIAL = 'weComCustomerContactApi';
