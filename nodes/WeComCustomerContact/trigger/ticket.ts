import type { IWebhookFunctions } from 'n8n-workflow';
import type { Delivered } from '../callback/outcome';
import { storeTicket } from '../transport/ticket';
import { say } from '../texts/say';

/**
 * Stores the ticket that came with an event, if one did. False when that failed: WeCom is to deliver it again.
 */
export async function keepTicket(
	context: IWebhookFunctions,
	{ event, suiteTicket }: Delivered,
): Promise<boolean> {
	if (suiteTicket === undefined) return true;
	const { suite_id: suiteId = '', create_time: sentAt } = event;
	try {
		await storeTicket(context, { suiteId, value: suiteTicket, sentAt });
		return true;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.warn(say`The suite ticket could not be stored: ${reason}`, {
			workflowId: context.getWorkflow().id,
			node: context.getNode().name,
		});
		return false;
	}
}
