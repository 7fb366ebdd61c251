import { sleep, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';
import { simplifyCustomer } from '../resources/customers/records';
import { weComRequest } from '../transport/request';
import { say } from '../texts/say';

/** Leaves time to answer WeCom, and nearly all of a welcome code's 20 seconds. */
const PATIENCE = 2_000;

/**
 * What the Get Customer operation would return, as `customer`; or why it cannot be read, as `customer_error`.
 * Never fails: an event with a customer who cannot be read is still an event.
 */
export async function readCustomer(
	context: IWebhookFunctions,
	external_userid: string,
): Promise<IDataObject> {
	const read = weComRequest(context, {
		method: 'GET',
		endpoint: '/cgi-bin/externalcontact/get',
		query: { external_userid },
		access: 'read',
		doc: 92114,
		giveUpAt: Date.now() + PATIENCE,
	}).then(
		(answer) => ({ customer: simplifyCustomer(answer) }),
		(error: unknown) => ({ customer_error: reasonOf(error) }),
	);
	const late = sleep(PATIENCE).then(() => ({
		customer_error: say`WeCom did not answer within ${PATIENCE / 1000} seconds`,
	}));
	return await Promise.race([read, late]);
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
