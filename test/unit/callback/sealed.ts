import { encrypt, sign } from '../../../nodes/WeComCustomerContact/callback/crypto';
import {
	openSealed,
	type CallbackSettings,
} from '../../../nodes/WeComCustomerContact/callback/open';
import {
	readOpened,
	type CallbackOutcome,
} from '../../../nodes/WeComCustomerContact/callback/outcome';
import {
	readRequest,
	type CallbackRequest,
} from '../../../nodes/WeComCustomerContact/callback/request';
import { vector } from './vectors';

const { token, encodingAesKey, receiveId } = vector('add_external_contact event');

export const SETTINGS = { token, encodingAesKey, receiveIds: [receiveId] };
export const RECEIVE_ID = receiveId;

const TIMESTAMP = '1700000000';
const NONCE = '1597212914';

/** All steps of one call, as the trigger takes them. */
export function handleCallback(
	request: CallbackRequest,
	settings: CallbackSettings,
): CallbackOutcome {
	const sealed = readRequest(request);
	if (sealed.kind === 'rejected') return sealed;
	const opened = openSealed(sealed, settings);
	return opened.kind === 'rejected' ? opened : readOpened(opened);
}

/** A message, encrypted and signed as WeCom would. */
export function seal(message: string) {
	const encrypted = encrypt(encodingAesKey, message, receiveId);
	const signature = sign(token, TIMESTAMP, NONCE, encrypted);
	return { signature, timestamp: TIMESTAMP, nonce: NONCE, encrypted };
}

export const bodyOf = (encrypted: string) =>
	`<xml><ToUserName><![CDATA[${receiveId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;

/** What comes of a delivery whose parts may have been changed. */
export function deliver({
	signature,
	timestamp,
	nonce,
	encrypted,
	body = bodyOf(encrypted),
}: ReturnType<typeof seal> & { body?: string | Buffer }): CallbackOutcome {
	return handleCallback(
		{
			method: 'POST',
			query: { msg_signature: signature, timestamp, nonce },
			rawBody: Buffer.from(body),
		},
		SETTINGS,
	);
}
