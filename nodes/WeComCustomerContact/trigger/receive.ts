import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { handleCallback, type Rejection } from '../callback/handle';
import { ANSWERED, DEADLINE } from './acknowledge';
import { deliver } from './deliver';
import { readOptions } from './options';
import { checkAge } from './replay';
import { readSettings } from './settings';

const UNREADABLE = {
	status: 503,
	reason: 'The credential of the trigger cannot be read',
	hint: 'Open the trigger and choose a credential that exists.',
};

/**
 * Answers one call of the callback URL. A call that is not WeCom's gets a 4xx and starts nothing: throwing
 * would store a failed execution for everyone who finds the URL.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90930
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const deadline = sleep(DEADLINE);
	const { query, rawBody } = context.getRequestObject();
	const method = context.getWebhookName() === 'setup' ? 'GET' : 'POST';
	// Never request.body: n8n's XML reader mixes up the bodies of concurrent requests.
	const settings = await readSettings(context).catch(() => undefined);
	if (!settings) return reject(context, UNREADABLE);
	const outcome = handleCallback({ method, query, rawBody }, settings);
	if (outcome.kind === 'echo') {
		context.getResponseObject().status(200).type('text/plain').send(outcome.text);
		return ANSWERED;
	}
	if (outcome.kind === 'rejected') return reject(context, outcome);

	const options = readOptions(context);
	const tooOld = checkAge(outcome.timestamp, Date.now() / 1000, options.replayWindow);
	return tooOld ? reject(context, tooOld) : await deliver(context, outcome, options, deadline);
}

function reject(
	context: IWebhookFunctions,
	{ status, reason, hint }: Pick<Rejection, 'reason' | 'hint'> & { status: number },
): IWebhookResponseData {
	const what = context.getWebhookName() === 'setup' ? 'URL check' : 'callback';
	context.logger.warn(`WeCom ${what} rejected: ${reason}. ${hint}`, {
		workflowId: context.getWorkflow().id,
		node: context.getNode().name,
	});
	context.getResponseObject().status(status).type('text/plain').send(reason);
	return ANSWERED;
}
