import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { WeComEvent } from '../callback/events';
import type { Delivered } from '../callback/outcome';
import { ownChanges } from '../transport/ownChanges';
import {
	acknowledge,
	acknowledgeLate,
	ANSWERED,
	answerTo,
	isAcknowledged,
	postpone,
} from './acknowledge';
import { readCustomer } from './customer';
import { delivered } from './delivered';
import { createDeliveries, type Standing } from './deliveries';
import { passes } from './filters';
import type { Options } from './options';
import { toOutputs } from './outputs';

const deliveries = createDeliveries();

/**
 * Starts the workflow with an event, unless it is filtered out or has come before. WeCom gets its 200 from n8n
 * when that has stored the execution, or from here at the deadline. A repeat of an event of which it is not known yet
 * whether n8n stored it is to come again.
 */
export async function deliver(
	context: IWebhookFunctions,
	{ event, envelope }: Delivered,
	options: Options,
	deadline: Promise<unknown>,
): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	const text = answerTo(envelope);
	if (!passes(event, options) || (options.ignoreOwnChanges && isOwnChange(event))) {
		acknowledge(response, text);
		return ANSWERED;
	}
	const standing = await standingOf(context, event.event_id, deadline);
	if (standing !== 'first') {
		if (standing === 'repeat') acknowledge(response, text);
		else postpone(response);
		return ANSWERED;
	}

	let isTooSoon: Promise<boolean> = Promise.resolve(true);
	if (options.acknowledge === 'immediately') acknowledge(response, text);
	else isTooSoon = acknowledgeLate(context, text, deadline);

	const json: IDataObject = { ...event };
	if (options.includeCustomer && 'external_userid' in event && event.external_userid) {
		const { external_userid } = event;
		const userid = 'userid' in event ? event.userid : undefined;
		Object.assign(json, await readCustomer(context, { external_userid, userid }));
	}
	// Who tries the workflow out has not seen to the customer.
	if (typeof json.relation_key === 'string' && context.getMode() !== 'manual') {
		void noteDelivered(context, json.relation_key, isTooSoon);
	}
	const workflowData = toOutputs(event.event_type, { json }, options.separateOutputs);
	if (response.headersSent) return { ...ANSWERED, workflowData };
	response.type('text/plain');
	return { webhookResponse: text, workflowData };
}

/** Whether this process itself wrote the remark or tags of which a callback says that a member edited them. */
function isOwnChange(event: WeComEvent): boolean {
	if (event.event_type !== 'customerEdited') return false;
	const { corpid, userid, external_userid } = event;
	return ownChanges.has([corpid, userid, external_userid]);
}

async function standingOf(
	context: IWebhookFunctions,
	eventId: string,
	deadline: Promise<unknown>,
): Promise<Standing> {
	// Who tries a workflow out sends the same event again and again.
	if (context.getMode() === 'manual') return 'first';
	return await deliveries.standingOf(
		`${context.getWorkflow().id}/${context.getNode().id}/${eventId}`,
		async () => await isAcknowledged(context.getResponseObject()),
		deadline,
	);
}

/** Delivered is what n8n has said to have stored; an answer that was given before says nothing. */
async function noteDelivered(
	context: IWebhookFunctions,
	relationKey: string,
	isTooSoon: Promise<boolean>,
): Promise<void> {
	const isAnswered = await isAcknowledged(context.getResponseObject());
	if (isAnswered && !(await isTooSoon)) delivered.add(context, relationKey);
}
