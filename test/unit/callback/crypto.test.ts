import { createCipheriv, randomBytes } from 'node:crypto';
import {
	checkEncodingAesKey,
	decrypt,
	encrypt,
	sign,
	verifySignature,
} from '../../../nodes/WeComCustomerContact/callback/crypto';
import { VECTORS, vector } from './vectors';

const A = vector('XML message, 30-byte padding');
const KEY = A.encodingAesKey;

/** Encrypts bytes as they are, to make contents that `encrypt` never would. */
function seal(content: Buffer): string {
	const key = Buffer.from(`${KEY}=`, 'base64');
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([cipher.update(content), cipher.final()]).toString('base64');
}

function content(
	length: number,
	message: Buffer,
	receiveId: Buffer | string,
	pad?: Buffer,
): Buffer {
	const header = Buffer.alloc(20, 7);
	header.writeUInt32BE(length, 16);
	const body = Buffer.concat([header, message, Buffer.from(receiveId)]);
	const size = 32 - (body.length % 32);
	return Buffer.concat([body, pad ?? Buffer.alloc(size, size)]);
}

describe.each(VECTORS)('vector: $name', (v) => {
	it('has the signature it says', () => {
		expect(verifySignature(v.signature, v.token, v.timestamp, v.nonce, v.encrypt)).toBe(v.valid);
	});

	it('decrypts', () => {
		expect(decrypt(v.encodingAesKey, v.encrypt)).toEqual({
			ok: true,
			message: v.plaintext,
			receiveId: v.receiveId,
		});
	});

	it('pads as the sample did', () => {
		const length = 20 + Buffer.byteLength(v.plaintext) + Buffer.byteLength(v.receiveId);
		expect(32 - (length % 32)).toBe(v.pad);
	});
});

describe('sign', () => {
	it('makes the signature WeCom publishes for its sample', () => {
		expect(sign(A.token, A.timestamp, A.nonce, A.encrypt)).toBe(A.signature);
	});

	it('does not depend on which value is which', () => {
		expect(sign(A.encrypt, A.nonce, A.timestamp, A.token)).toBe(A.signature);
	});
});

describe('verifySignature', () => {
	const check = (signature: string, nonce = A.nonce, encrypted = A.encrypt) =>
		verifySignature(signature, A.token, A.timestamp, nonce, encrypted);
	const flips = (text: string) =>
		[...text].map((char, i) => text.slice(0, i) + (char === '1' ? '2' : '1') + text.slice(i + 1));

	it('refuses every changed character of the signature', () => {
		for (const changed of flips(A.signature)) expect(check(changed)).toBe(false);
	});

	it('refuses every changed character of the nonce', () => {
		for (const changed of flips(A.nonce)) expect(check(A.signature, changed)).toBe(false);
	});

	it('refuses every changed character of the encrypted text', () => {
		for (const changed of flips(A.encrypt)) {
			expect(check(A.signature, A.nonce, changed)).toBe(false);
		}
	});

	it.each(['', 'short', A.signature.toUpperCase(), `${A.signature} `, '签名'.repeat(20)])(
		'refuses %j',
		(signature) => {
			expect(check(signature)).toBe(false);
		},
	);
});

describe('checkEncodingAesKey', () => {
	it('accepts the published keys', () => {
		for (const v of VECTORS) expect(checkEncodingAesKey(v.encodingAesKey)).toBeUndefined();
	});

	it.each([
		['', /empty/],
		[KEY.slice(1), /43 characters, but has 42/],
		[`${KEY}=`, /43 characters, but has 44/],
		[`${KEY.slice(1)}=`, /letters and digits/],
		[`${KEY.slice(1)}+`, /letters and digits/],
		[`+${KEY.slice(1)}`, /letters and digits/],
		[`${KEY.slice(1)}密`, /letters and digits/],
		[`${KEY.slice(1)}\n`, /letters and digits/],
	])('refuses %j', (key, problem) => {
		expect(checkEncodingAesKey(key)).toMatch(problem);
		expect(decrypt(key, A.encrypt)).toMatchObject({ ok: false });
	});
});

describe('decrypt', () => {
	const refused = (encrypted: string, reason: RegExp) =>
		expect(decrypt(KEY, encrypted)).toEqual({ ok: false, reason: expect.stringMatching(reason) });

	it.each([
		['nothing', '', /0 bytes/],
		['what is not base64', '***', /base64/],
		['base64 of the URL alphabet', A.encrypt.replaceAll('/', '_'), /base64/],
		['white space in base64', `${A.encrypt}\n`, /base64/],
		['base64 with bits left over', `${A.encrypt.slice(0, -2)}B=`, /base64/],
		['missing base64 padding', A.encrypt.replace(/=+$/, ''), /base64/],
		['half a block more', Buffer.alloc(40).toString('base64'), /40 bytes/],
		['a single block', Buffer.alloc(16).toString('base64'), /16 bytes/],
	])('refuses %s', (_, encrypted, reason) => refused(encrypted, reason));

	it('refuses a cut text, wherever it is cut', () => {
		const bytes = Buffer.from(A.encrypt, 'base64');
		for (let end = 0; end < bytes.length; end++) {
			expect(decrypt(KEY, bytes.subarray(0, end).toString('base64')).ok).toBe(false);
		}
	});

	it('never throws, nor opens the same, when a byte is changed', () => {
		const bytes = Buffer.from(A.encrypt, 'base64');
		for (let at = 0; at < bytes.length; at++) {
			const changed = Buffer.from(bytes);
			changed[at] = (changed[at] ?? 0) ^ 1;
			const opened = decrypt(KEY, changed.toString('base64'));
			// The first block only holds random bytes; its change spreads into the length.
			expect(opened).not.toEqual({ ok: true, message: A.plaintext, receiveId: A.receiveId });
		}
	});

	it.each([
		['zero', 0],
		['33', 33],
		['255', 255],
	])('refuses a padding of %s', (_, last) => {
		refused(seal(content(5, Buffer.from('hello'), '', Buffer.alloc(7, last))), /padding/);
	});

	it('refuses a padding of more than 32 bytes that is whole', () => {
		refused(seal(content(11, Buffer.from('hello world'), '', Buffer.alloc(33, 33))), /padding/);
	});

	it('refuses padding bytes that differ', () => {
		const pad = Buffer.from([7, 7, 7, 6, 7, 7, 7]);
		refused(seal(content(5, Buffer.from('hello'), '', pad)), /padding/);
	});

	it('refuses a content too short for its header', () => {
		refused(seal(Buffer.concat([Buffer.alloc(13, 1), Buffer.alloc(19, 19)])), /too short/);
	});

	it.each([6, 0x7fffffff, 0xffffffff])('refuses a declared length of %d', (length) => {
		refused(seal(content(length, Buffer.from('hello'), '')), /shorter/);
	});

	it('refuses text that is not UTF-8', () => {
		refused(seal(content(2, Buffer.from([0xc3, 0x28]), 'id')), /UTF-8/);
		refused(seal(content(2, Buffer.from('ok'), Buffer.from([0xff]))), /UTF-8/);
		// A surrogate, a character in too many bytes, and one beyond Unicode.
		refused(seal(content(3, Buffer.from([0xed, 0xa0, 0x80]), 'id')), /UTF-8/);
		refused(seal(content(2, Buffer.from([0xc0, 0xaf]), 'id')), /UTF-8/);
		refused(seal(content(4, Buffer.from([0xf4, 0x90, 0x80, 0x80]), 'id')), /UTF-8/);
		// A length that cuts a character in two.
		refused(seal(content(1, Buffer.from('é'), 'id')), /UTF-8/);
	});

	it('keeps a byte order mark and a replacement character', () => {
		const message = '\uFEFF<xml>\uFFFD</xml>';
		expect(decrypt(KEY, encrypt(KEY, message, ''))).toEqual({ ok: true, message, receiveId: '' });
	});

	it('fails with another key', () => {
		expect(decrypt(vector('url verification, second app').encodingAesKey, A.encrypt).ok).toBe(
			false,
		);
	});
});

describe('encrypt', () => {
	it('makes the published text again from its random bytes', () => {
		const v = vector('url verification');
		const random = Buffer.from('c41b64491c2468d0');
		expect(encrypt(v.encodingAesKey, v.plaintext, v.receiveId, random)).toBe(v.encrypt);
	});

	it('differs each time', () => {
		expect(encrypt(KEY, 'same', 'id')).not.toBe(encrypt(KEY, 'same', 'id'));
	});

	it('round-trips every length of padding', () => {
		for (let length = 0; length <= 64; length++) {
			const message = 'a'.repeat(length);
			expect(decrypt(KEY, encrypt(KEY, message, 'id'))).toMatchObject({ ok: true, message });
		}
	});

	it('round-trips arbitrary text', () => {
		for (let run = 0; run < 200; run++) {
			const message = randomBytes(run).toString('utf8') + '中文😀'.repeat(run % 7);
			const receiveId = randomBytes(run % 20).toString('hex');
			const opened = decrypt(KEY, encrypt(KEY, message, receiveId));
			expect(opened).toEqual({ ok: true, message, receiveId });
		}
	});

	it('round-trips 5 MB', () => {
		const message = '客户'.repeat(900_000);
		expect(decrypt(KEY, encrypt(KEY, message, 'id'))).toMatchObject({ ok: true, message });
	});
});
