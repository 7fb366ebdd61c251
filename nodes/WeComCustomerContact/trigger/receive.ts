import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { handleCallback } from '../callback/handle';
import { readSettings } from './settings';

/** The answer is written already and no workflow starts. */
const ANSWERED: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Answers one call of the callback URL. A call that is not WeCom's gets a 4xx and starts nothing: throwing
 * would store a failed execution for everyone who finds the URL.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90930
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = context.getRequestObject();
	const response = context.getResponseObject();
	const outcome = handleCallback(
		{
			method: context.getWebhookName() === 'setup' ? 'GET' : 'POST',
			query: request.query,
			// Never request.body: n8n's XML reader mixes up the bodies of concurrent requests.
			rawBody: request.rawBody,
		},
		await readSettings(context),
	);
	if (outcome.kind === 'echo') {
		response.status(200).type('text/plain').send(outcome.text);
		return ANSWERED;
	}
	if (outcome.kind === 'rejected') {
		context.logger.warn(`WeCom callback rejected: ${outcome.reason}. ${outcome.hint}`, {
			workflowId: context.getWorkflow().id,
			node: context.getNode().name,
		});
		response.status(outcome.status).type('text/plain').send(outcome.reason);
		return ANSWERED;
	}
	const { event } = outcome;
	const selected = context.getNodeParameter('events', []) as string[];
	if (!selected.includes(event.type)) {
		response.status(200).end();
		return ANSWERED;
	}
	// n8n answers 200 when it has stored the execution.
	return { workflowData: [[{ json: event as unknown as IDataObject }]] };
}
