import { createCipheriv, createDecipheriv, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { say } from '../texts/say';

const AES_BLOCK = 16;
const PAD_BLOCK = 32;
const RANDOM_BYTES = 16;
const HEADER_BYTES = RANDOM_BYTES + 4;
const KEY_LENGTH = 43;

export type Decrypted =
	{ ok: true; message: string; receiveId: string } | { ok: false; reason: string };

/**
 * Says what is wrong with an EncodingAESKey, or nothing when it is usable: 43 letters and digits,
 * as the admin console generates it.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function checkEncodingAesKey(encodingAesKey: string): string | undefined {
	if (encodingAesKey === '') return say`The EncodingAESKey is empty`;
	if (encodingAesKey.length !== KEY_LENGTH) {
		return say`The EncodingAESKey must have ${KEY_LENGTH} characters, but has ${encodingAesKey.length}`;
	}
	return /^[A-Za-z0-9]+$/.test(encodingAesKey)
		? undefined
		: say`The EncodingAESKey may contain only letters and digits`;
}

/**
 * The signature WeCom sends as `msg_signature`: SHA-1, in lower-case hex, of the four values
 * sorted and joined. `encrypted` is the base64 text (`echostr` or `Encrypt`), not its bytes.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
	return hash('sha1', [token, timestamp, nonce, encrypted].sort().join(''));
}

/** Whether `signature` is the one of these values; takes the same time wherever they differ. */
export function verifySignature(
	signature: string,
	token: string,
	timestamp: string,
	nonce: string,
	encrypted: string,
): boolean {
	const expected = Buffer.from(sign(token, timestamp, nonce, encrypted));
	const actual = Buffer.from(signature);
	return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/**
 * Opens `echostr` or `Encrypt`: base64 → AES-256-CBC → 16 random bytes, message length
 * (4 bytes, big-endian, counted in bytes), message (UTF-8), receive ID. The padding is PKCS#7 over
 * 32 bytes, which Node's own unpadding (16 bytes) refuses. Any size; never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function decrypt(encodingAesKey: string, encrypted: string): Decrypted {
	const problem = checkEncodingAesKey(encodingAesKey);
	if (problem !== undefined) return { ok: false, reason: problem };

	const bytes = Buffer.from(encrypted, 'base64');
	// Buffer skips what is not base64; only a text that comes back the same was base64 throughout.
	if (bytes.toString('base64') !== encrypted) return failed(say`is not valid base64`);
	if (bytes.length < PAD_BLOCK || bytes.length % AES_BLOCK !== 0) {
		return failed(say`has ${bytes.length} bytes, which is no whole number of cipher blocks`);
	}

	const content = unpad(decipher(encodingAesKey, bytes));
	if (content === undefined) return failed(say`has invalid padding after decryption`);
	if (content.length < HEADER_BYTES) return failed(say`is too short after decryption`);

	const end = HEADER_BYTES + content.readUInt32BE(RANDOM_BYTES);
	if (end > content.length) return failed(say`is shorter than the length it declares`);

	const message = utf8(content.subarray(HEADER_BYTES, end));
	const receiveId = utf8(content.subarray(end));
	if (message === undefined || receiveId === undefined) return failed(say`is not valid UTF-8 text`);
	return { ok: true, message, receiveId };
}

/**
 * The inverse of {@link decrypt}, for passive replies and tests. The key must have passed
 * {@link checkEncodingAesKey}; `random` is 16 bytes and only fixed by tests.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function encrypt(
	encodingAesKey: string,
	message: string,
	receiveId: string,
	random: Buffer = randomBytes(RANDOM_BYTES),
): string {
	const body = Buffer.from(message);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(body.length);
	const content = Buffer.concat([random, length, body, Buffer.from(receiveId)]);
	const pad = PAD_BLOCK - (content.length % PAD_BLOCK);

	const key = keyBytes(encodingAesKey);
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, AES_BLOCK));
	cipher.setAutoPadding(false);
	return Buffer.concat([
		cipher.update(Buffer.concat([content, Buffer.alloc(pad, pad)])),
		cipher.final(),
	]).toString('base64');
}

function keyBytes(encodingAesKey: string): Buffer {
	return Buffer.from(`${encodingAesKey}=`, 'base64');
}

function decipher(encodingAesKey: string, bytes: Buffer): Buffer {
	const key = keyBytes(encodingAesKey);
	const aes = createDecipheriv('aes-256-cbc', key, key.subarray(0, AES_BLOCK));
	aes.setAutoPadding(false);
	// Without padding of its own AES keeps nothing back for final(): whole blocks in, whole blocks out.
	return aes.update(bytes);
}

function unpad(padded: Buffer): Buffer | undefined {
	const pad = padded.at(-1) ?? 0;
	if (pad < 1 || pad > PAD_BLOCK) return undefined;
	const end = padded.length - pad;
	for (let at = end; at < padded.length; at++) {
		if (padded[at] !== pad) return undefined;
	}
	return padded.subarray(0, end);
}

function utf8(bytes: Buffer): string | undefined {
	const text = bytes.toString('utf8');
	// Decoding makes this character of whatever is not UTF-8; a valid text may have it too.
	const isValid = !text.includes('\uFFFD') || Buffer.from(text).equals(bytes);
	return isValid ? text : undefined;
}

function failed(what: string): Decrypted {
	return { ok: false, reason: say`The encrypted text ${what}` };
}
