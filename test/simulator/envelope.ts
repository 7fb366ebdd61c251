import { randomInt } from 'node:crypto';
import { encrypt, sign } from './crypto';
import type { CallbackConfig, SendOptions } from './types';
import { toXml } from './xml';
import { seconds, type World } from './world';

/** Something encrypted and signed, ready to be sent. */
export interface Sealed {
	query: { msg_signature: string; timestamp: string; nonce: string };
	encrypted: string;
}

const flipFirst = (text: string) => (text.startsWith('0') ? '1' : '0') + text.slice(1);

/** Encrypts and signs a message for the receiver. */
export const seal = (
	world: World,
	config: CallbackConfig,
	message: string,
	{ receiveId = config.receiveId, tamperSignature = false }: SendOptions,
): Sealed => {
	const encrypted = encrypt(config.encodingAesKey, message, receiveId);
	const timestamp = String(seconds(world));
	const nonce = String(randomInt(1_000_000_000, 2_000_000_000));
	const signature = sign(config.token, timestamp, nonce, encrypted);
	return {
		query: {
			msg_signature: tamperSignature ? flipFirst(signature) : signature,
			timestamp,
			nonce,
		},
		encrypted,
	};
};

/** The body around an encrypted message. */
export const wrap = (
	{ corp }: World,
	encrypted: string,
	{ format, thirdParty, rawBody }: SendOptions,
) => {
	const to = thirdParty?.suiteId ?? corp.corpId;
	const agent = thirdParty ? '' : String(corp.agentId);
	if (format === 'json') {
		const body = JSON.stringify({ tousername: to, encrypt: encrypted, agentid: agent });
		return { type: 'application/json', body: rawBody ?? body };
	}
	const body = toXml({ ToUserName: to, AgentID: agent, Encrypt: encrypted });
	return { type: 'text/xml', body: rawBody ?? body };
};
