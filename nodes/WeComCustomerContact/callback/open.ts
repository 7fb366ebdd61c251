import { checkEncodingAesKey, decrypt, verifySignature } from './crypto';
import { guarded, lowerFirst, rejected, type Rejection } from './rejection';
import type { Sealed } from './request';
import { say } from '../texts/say';

export interface CallbackSettings {
	token: string;
	encodingAesKey: string;
	/** The corp ID (own apps) or suite ID and corp IDs (third-party apps) callbacks may be for; '' for none. */
	receiveIds: string[];
}

/** What somebody sent who knows Token and EncodingAESKey, or recorded a call of one who does. */
export interface Opened {
	kind: 'opened';
	method: Sealed['method'];
	message: string;
	/** When WeCom sent this call, in Unix seconds; signed, so good against replays. */
	timestamp: number;
}

/**
 * Verifies the signature of a request to the callback URL, and decrypts it. What is rejected here may pass with
 * other settings. Pure, and never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function openSealed(sealed: Sealed, settings: CallbackSettings): Opened | Rejection {
	return guarded(() => checkSettings(settings) ?? open(sealed, settings));
}

function checkSettings({
	token,
	encodingAesKey,
	receiveIds,
}: CallbackSettings): Rejection | undefined {
	const hint = () =>
		say`Copy Token and EncodingAESKey from the API receiving settings of the app in the WeCom admin console into the credential.`;
	if (!token) return rejected(400, say`The credential has no Token`, hint());
	const problem = checkEncodingAesKey(encodingAesKey ?? '');
	if (problem)
		return rejected(400, say`The credential cannot be used: ${lowerFirst(problem)}`, hint());
	return receiveIds.length === 0
		? rejected(400, say`The credential has no corp ID`, say`Enter the corp ID in the credential.`)
		: undefined;
}

function open(
	{ method, signature, timestamp, nonce, encrypted }: Sealed,
	{ token, encodingAesKey, receiveIds }: CallbackSettings,
): Opened | Rejection {
	if (!verifySignature(signature, token, timestamp, nonce, encrypted)) {
		return rejected(
			401,
			say`The signature does not match`,
			say`Most often the Token in the credential differs from the one in the WeCom admin console. Copy it again and save both.`,
		);
	}
	const decrypted = decrypt(encodingAesKey, encrypted);
	if (!decrypted.ok) {
		return rejected(
			400,
			say`The signature is right, but the content cannot be decrypted: ${lowerFirst(decrypted.reason)}`,
			say`Most often the EncodingAESKey in the credential differs from the one in the WeCom admin console. Copy it again and save both.`,
		);
	}
	const { message, receiveId } = decrypted;
	return receiveIds.includes(receiveId)
		? { kind: 'opened', method, message, timestamp: Number(timestamp) }
		: rejected(
				401,
				say`The message is for ${name(receiveId)}, but the credential is for ${receiveIds.map(name).join(say` or `)}`,
				receiveId === ''
					? say`Only callbacks of a third-party app of an individual are so. If this is one, allow an empty receive ID in the credential.`
					: say`Make sure that the credential has the corp ID (or suite ID) of the app whose callback URL this is.`,
			);
}

function name(receiveId: string): string {
	return receiveId === '' ? say`an empty receive ID` : receiveId;
}
