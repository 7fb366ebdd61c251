import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import {
	handleCallback,
	type CallbackOutcome,
	type CallbackRequest,
	type Rejection,
} from '../callback/handle';
import { ANSWERED, DEADLINE } from './acknowledge';
import { deliver } from './deliver';
import { readOptions } from './options';
import { checkAge } from './replay';
import { keepSettings, keptSettings, readSettings } from './settings';

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
	const outcome = await decide(context);
	if (outcome === undefined) return reject(context, UNREADABLE);
	if (outcome.kind === 'echo') {
		context.getResponseObject().status(200).type('text/plain').send(outcome.text);
		return ANSWERED;
	}
	if (outcome.kind === 'rejected') return reject(context, outcome);

	const options = readOptions(context);
	const tooOld = checkAge(outcome.timestamp, Date.now() / 1000, options.replayWindow);
	return tooOld ? reject(context, tooOld) : await deliver(context, outcome, options, deadline);
}

/** Nothing when the credential cannot be read. */
async function decide(context: IWebhookFunctions): Promise<CallbackOutcome | undefined> {
	const { query, rawBody } = context.getRequestObject();
	const method = context.getWebhookName() === 'setup' ? 'GET' : 'POST';
	// Never request.body: n8n's XML reader mixes up the bodies of concurrent requests.
	const request: CallbackRequest = { method, query, rawBody };

	const known = method === 'POST' ? keptSettings(context) : undefined;
	const outcome = known && handleCallback(request, known);
	if (outcome?.kind === 'event') return outcome;

	const settings = await readSettings(context).catch(() => undefined);
	if (!settings) return undefined;
	keepSettings(context, settings);
	return handleCallback(request, settings);
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
