import { sleep, type IDataObject, type IPollFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { simplifyCustomer } from '../resources/customers/records';
import { weComRequest } from '../transport/request';
import type { WeComRequest } from '../transport/types';
import { say } from '../texts/say';

/** Leaves time to answer WeCom, and nearly all of a welcome code's 20 seconds. */
const PATIENCE = 2_000;

type TriggerContext = IWebhookFunctions | IPollFunctions;

/** Whose customer an event is about, and of which member. */
export interface Pair {
	external_userid: string;
	userid?: string | undefined;
}

/**
 * What the Get Customer operation would return for the member of the event, as `customer`, with the `relation_key` of the
 * two if the member follows the customer; or why it cannot be read, as `customer_error`. Never fails: an event with a
 * customer who cannot be read is still an event.
 */
export async function readCustomer(
	context: IWebhookFunctions,
	{ external_userid, userid }: Pair,
): Promise<IDataObject> {
	const giveUpAt = Date.now() + PATIENCE;
	// A welcome message may wait for it, which goes before all other calls.
	const read = readRecord(context, external_userid, { giveUpAt, urgent: true }).then(
		(record) => customerFields(context, record, userid),
		(error: unknown) => ({ customer_error: reasonOf(error) }),
	);
	const late = sleep(PATIENCE).then(() => ({
		customer_error: say`WeCom did not answer within ${PATIENCE / 1000} seconds`,
	}));
	return await Promise.race([read, late]);
}

/** What an item has of a customer whom WeCom answered. */
export function customerFields(
	context: TriggerContext,
	record: IDataObject,
	userid: string | undefined,
): IDataObject {
	const how = { values: {}, timeZone: context.getTimezone() };
	const customer = simplifyCustomer(record, how, userid);
	const { relation_key } = customer;
	return { customer, ...(userid !== undefined && relation_key ? { relation_key } : {}) };
}

/**
 * The customer with all who follow them: WeCom gives 500 members a page.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92114
 */
export async function readRecord(
	context: TriggerContext,
	external_userid: string,
	more: Pick<WeComRequest, 'giveUpAt' | 'tolerates' | 'urgent'> = {},
): Promise<IDataObject> {
	const follow_user: IDataObject[] = [];
	for (let cursor: unknown; ;) {
		const answer = await weComRequest(context, {
			method: 'GET',
			endpoint: '/cgi-bin/externalcontact/get',
			query: { external_userid, ...(cursor ? { cursor: String(cursor) } : {}) },
			access: 'read',
			doc: 92114,
			...more,
		});
		follow_user.push(...((answer.follow_user ?? []) as IDataObject[]));
		cursor = answer.next_cursor;
		if (!cursor) return { ...answer, follow_user };
	}
}

export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
