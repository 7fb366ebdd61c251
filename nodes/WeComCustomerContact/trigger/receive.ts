import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { openSealed, type Opened } from '../callback/open';
import { readOpened, type CallbackOutcome } from '../callback/outcome';
import type { Rejection } from '../callback/rejection';
import { readRequest, type Sealed } from '../callback/request';
import { acknowledge, ANSWERED, DEADLINE, postpone } from './acknowledge';
import { deliver } from './deliver';
import { readOptions } from './options';
import { checkAge } from './replay';
import { keepSettings, keptSettings, readSettings } from './settings';
import { keepTicket } from './ticket';
import { say } from '../texts/say';

type Request = ReturnType<IWebhookFunctions['getRequestObject']>;

const UNREADABLE = {
	status: 503,
	reason: say`The credential of the trigger cannot be read`,
	hint: say`Open the trigger and choose a credential that exists.`,
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
	if (outcome.kind === 'rejected') return reject(context, outcome);

	const options = readOptions(context);
	const tooOld = checkAge(outcome.timestamp, Date.now() / 1000, options.replayWindow);
	if (tooOld) return reject(context, tooOld);
	if (outcome.kind === 'event') {
		if (await keepTicket(context, outcome)) {
			return await deliver(context, outcome, options, deadline);
		}
		postpone(context.getResponseObject());
		return ANSWERED;
	}
	acknowledge(context.getResponseObject(), outcome.text);
	return ANSWERED;
}

/** Nothing when the credential cannot be read. */
async function decide(context: IWebhookFunctions): Promise<CallbackOutcome | undefined> {
	const request = context.getRequestObject();
	const method = context.getWebhookName() === 'setup' ? 'GET' : 'POST';
	const rawBody = method === 'POST' ? await rawBodyOf(request) : undefined;
	const sealed = readRequest({ method, query: request.query, rawBody });
	if (sealed.kind === 'rejected') return sealed;
	const opened = await open(context, sealed);
	return opened?.kind === 'opened' ? readOpened(opened) : opened;
}

/**
 * The bytes of the body; n8n has read them only if it knows their type. Never request.body: n8n's XML reader mixes
 * up the bodies of concurrent requests.
 */
async function rawBodyOf(request: Request): Promise<Buffer | undefined> {
	// A body that n8n read in its own way, such as a form with files, is gone; too large a one can't be read.
	if (request.rawBody === undefined && request.readable) {
		await request.readRawBody().catch(() => undefined);
	}
	return request.rawBody;
}

async function open(
	context: IWebhookFunctions,
	sealed: Sealed,
): Promise<Opened | Rejection | undefined> {
	const known = sealed.method === 'POST' ? keptSettings(context) : undefined;
	const opened = known && openSealed(sealed, known);
	if (opened?.kind === 'opened') return opened;

	const settings = await readSettings(context).catch(() => undefined);
	if (!settings) return undefined;
	keepSettings(context, settings);
	return openSealed(sealed, settings);
}

function reject(
	context: IWebhookFunctions,
	{ status, reason, hint }: Pick<Rejection, 'reason' | 'hint'> & { status: number },
): IWebhookResponseData {
	const what = context.getWebhookName() === 'setup' ? say`URL check` : say`callback`;
	context.logger.warn(say`WeCom ${what} rejected: ${reason}. ${hint}`, {
		workflowId: context.getWorkflow().id,
		node: context.getNode().name,
	});
	context.getResponseObject().status(status).type('text/plain').send(reason);
	return ANSWERED;
}
