import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import type { Delivered } from '../callback/outcome';
import { say } from '../texts/say';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/** WeCom waits five seconds; some of them pass before a node gets to see the request. */
export const DEADLINE = 3_000;

const POLL = 100;
const LONGEST_POLL = 60_000;

/** The answer is written already and n8n has none to give. */
export const ANSWERED: IWebhookResponseData = { noWebhookResponse: true };

/** What WeCom wants to read: nothing, but a suite's callbacks need a word. */
export const answerTo = (envelope: Delivered['envelope']) =>
	envelope === 'suite' ? 'success' : '';

/** Answers 200. */
export function acknowledge(response: Response, text: string): void {
	response.status(200).type('text/plain').send(text);
}

/** Answers 503, so that WeCom delivers again: 200 would be the end of an event that may yet fail to be stored. */
export function postpone(response: Response): void {
	response
		.status(503)
		.type('text/plain')
		.send(say`Not stored yet`);
}

/** Answers 200 at the deadline unless n8n was quicker, and whether it did. */
export async function acknowledgeLate(
	context: IWebhookFunctions,
	text: string,
	deadline: Promise<unknown>,
): Promise<boolean> {
	await deadline;
	const response = context.getResponseObject();
	if (response.headersSent || response.closed) return false;
	acknowledge(response, text);
	// n8n answers too when it gets there. As that would throw, its web server would destroy the connection,
	// which may be in use for the next call by then.
	Object.assign(response, { setHeader: () => response, end: () => response });
	context.logger.info(
		say`n8n took longer than ${DEADLINE / 1000} seconds to start the execution, so WeCom got its answer before`,
		{ workflowId: context.getWorkflow().id, node: context.getNode().name },
	);
	return true;
}

/**
 * Whether the delivery was acknowledged, once it is answered. An answer counts even if the caller has hung
 * up: n8n gives it when it has stored the execution, and that one must not be started again.
 */
export async function isAcknowledged(response: Response): Promise<boolean> {
	if (!response.writableEnded && !response.closed) {
		await new Promise((resolve) => response.once('finish', resolve).once('close', resolve));
	}
	for (let waited = 0; !response.writableEnded && waited < LONGEST_POLL; waited += POLL) {
		await sleep(POLL);
	}
	return response.writableEnded && response.statusCode === 200;
}
