import { deliver, seal } from './sealed';

const SEALED = seal(
	'<xml><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><UserID>zhangsan</UserID><ExternalUserID>wmA</ExternalUserID></xml>',
);
const BITS = [1, 2, 4, 8, 16, 32, 64, 128];

/** The bytes with one bit of each changed, one after the other. */
function* flipped(bytes: Buffer): Generator<Buffer> {
	for (let index = 0; index < bytes.length; index++) {
		for (const bit of BITS) {
			const changed = Buffer.from(bytes);
			changed[index] = bytes.readUInt8(index) ^ bit;
			yield changed;
		}
	}
}

describe('a delivery with one bit changed does not get in', () => {
	it('while the unchanged one does', () => {
		expect(deliver(SEALED).kind).toBe('event');
	});

	it.each(['signature', 'nonce', 'timestamp', 'encrypted'] as const)('in the %s', (part) => {
		let tried = 0;
		for (const changed of flipped(Buffer.from(SEALED[part], 'latin1'))) {
			const outcome = deliver({ ...SEALED, [part]: changed.toString('latin1') });
			expect(outcome.kind).toBe('rejected');
			tried += 1;
		}
		expect(tried).toBe(SEALED[part].length * BITS.length);
	});

	it('in the bytes that the ciphertext stands for', () => {
		for (const changed of flipped(Buffer.from(SEALED.encrypted, 'base64'))) {
			const outcome = deliver({ ...SEALED, encrypted: changed.toString('base64') });
			expect(outcome).toMatchObject({ kind: 'rejected', status: 401 });
		}
	});
});
