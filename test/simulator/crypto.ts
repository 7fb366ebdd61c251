import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const blockSize = 32;

const aes = (encodingAesKey: string) => {
	const key = Buffer.from(`${encodingAesKey}=`, 'base64');
	return { key, iv: key.subarray(0, 16) };
};

/** The signature over a callback: SHA-1 of the sorted parts. */
export const sign = (...parts: string[]) =>
	createHash('sha1').update(parts.sort().join('')).digest('hex');

/** Encrypts a message the way WeCom does. `random` is for the published vectors. */
export const encrypt = (
	encodingAesKey: string,
	message: string,
	receiveId: string,
	random = randomBytes(16),
) => {
	const { key, iv } = aes(encodingAesKey);
	const text = Buffer.from(message);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(text.length);
	const content = Buffer.concat([random, length, text, Buffer.from(receiveId)]);
	const pad = blockSize - (content.length % blockSize);
	const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
	const padded = Buffer.concat([content, Buffer.alloc(pad, pad)]);
	return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
};

/** The opposite of `encrypt`; for answers that come back encrypted, and for tests. */
export const decrypt = (encodingAesKey: string, encrypted: string) => {
	const { key, iv } = aes(encodingAesKey);
	const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
	const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
	const pad = padded[padded.length - 1] ?? 0;
	const content = padded.subarray(0, padded.length - pad);
	const end = 20 + content.readUInt32BE(16);
	return {
		random: content.subarray(0, 16),
		message: content.subarray(20, end).toString(),
		receiveId: content.subarray(end).toString(),
		pad,
	};
};
