import type { ICredentialDataDecryptedObject, IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from './context';
import { readCredential } from './credential';
import type { Tokens } from './tokens';

/** A suite ticket as WeCom sends one every ten minutes; each lives for half an hour. */
export interface SuiteTicket {
	suiteId: string;
	value: string;
	/** When WeCom sent it, in Unix seconds. */
	sentAt: number;
}

/** Ticket and time are one field: a form of the editor that is saved late keeps a visible password as it is by then. */
const STORED = /^(.*)@(\d+)$/s;

/** The ticket in a credential's field; one that somebody typed in has no time and is older than all others. */
export function ticketIn(field: unknown): Omit<SuiteTicket, 'suiteId'> {
	const [, value = String(field ?? ''), sentAt = 0] = STORED.exec(String(field ?? '')) ?? [];
	return { value, sentAt: Number(sentAt) };
}

interface Storing {
	output: Tokens & { suiteTicket: string };
	isStored: boolean;
}

/** What n8n is to store in place of new tokens, by the credential's data that it is asked with. */
const storing = new WeakMap<ICredentialDataDecryptedObject, Storing>();

/** What preAuthentication is to return without asking WeCom, if this is about storing a ticket. */
export const outputOf = (data: ICredentialDataDecryptedObject): IDataObject | undefined =>
	storing.get(data)?.output;

/** Ends, before anything is sent, the request by which a ticket was stored. */
export function stopIfStored(data: ICredentialDataDecryptedObject): void {
	const ended = storing.get(data);
	if (!ended) return;
	ended.isStored = true;
	throw new Error('stored');
}

export const TICKET_RULES = {
	/** An older one that comes late, or the same one again, changes nothing. */
	isNewer: (ticket: SuiteTicket, stored: Omit<SuiteTicket, 'suiteId'>): boolean =>
		ticket.sentAt > stored.sentAt,

	/** The ticket, and the tokens as they are. All that belongs to them, or one app's would stand beside another's name. */
	output(credential: ICredentialDataDecryptedObject, ticket: SuiteTicket): Storing['output'] {
		const text = (name: keyof Tokens) => String(credential[name] ?? '');
		return {
			accessToken: text('accessToken'),
			suiteAccessToken: text('suiteAccessToken'),
			tokenFor: text('tokenFor'),
			tokenExpiresAt: text('tokenExpiresAt'),
			suiteTicket: `${ticket.value}@${ticket.sentAt}`,
		};
	},
};

/** How one process stores tickets. Only tests make more than one. */
export function createTicketStore(rules = TICKET_RULES) {
	// One after another: of two that came at a time, the newer one must not be overtaken.
	let last: Promise<void> = Promise.resolve();

	const storeNow = async (context: IWebhookFunctions, ticket: SuiteTicket) => {
		const credential = await readCredential(context);
		if (credential.appType !== 'thirdParty' || credential.suiteId !== ticket.suiteId) return;
		if (!rules.isNewer(ticket, ticketIn(credential.suiteTicket))) return;
		const data: ICredentialDataDecryptedObject = { ...credential, accessToken: '' };
		const begun: Storing = { output: rules.output(credential, ticket), isStored: false };
		storing.set(data, begun);
		const failure: unknown = await context.helpers.httpRequestWithAuthentication
			.call(
				context,
				CREDENTIAL,
				{ method: 'GET', baseURL: String(credential.baseUrl), url: '/cgi-bin/getcallbackip' },
				{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data } },
			)
			.catch((error: unknown) => error);
		if (!begun.isStored) throw failure;
	};

	/**
	 * Stores a ticket in the credential of its suite, where all processes of n8n find it, unless a newer one is there.
	 * n8n stores what preAuthentication returns, and has it run when there is no access token. Asks WeCom for nothing,
	 * so no corp needs to have authorized the suite yet.
	 *
	 * Fails when n8n can't read or store the credential.
	 *
	 * @see https://developer.work.weixin.qq.com/document/path/90628
	 */
	return async (context: IWebhookFunctions, ticket: SuiteTicket): Promise<void> => {
		const stored = last.then(async () => await storeNow(context, ticket));
		last = stored.catch(() => {});
		await stored;
	};
}

export type StoreTicket = ReturnType<typeof createTicketStore>;

export const storeTicket: StoreTicket = createTicketStore();
