import { decrypt, encrypt, sign } from '../../simulator';
import { toXml } from '../../simulator/xml';
import vectors from './callback-vectors.json';

describe.each(vectors)('vector: $name', (vector) => {
	const { token, timestamp, nonce, encrypt: encrypted, encodingAesKey } = vector;

	test('signature', () => {
		expect(sign(token, timestamp, nonce, encrypted) === vector.signature).toBe(vector.valid);
	});

	test('decrypts, and encrypts to the same bytes', () => {
		const { random, ...opened } = decrypt(encodingAesKey, encrypted);
		expect(opened.message).toBe(vector.plaintext);
		expect(opened.pad).toBe(vector.pad);
		expect(encrypt(encodingAesKey, vector.plaintext, opened.receiveId, random)).toBe(encrypted);
	});

	if (vector.valid)
		test('receive id', () => {
			expect(decrypt(encodingAesKey, encrypted).receiveId).toBe(vector.receiveId);
		});
});

test('XML: texts in CDATA, numbers bare, lists repeated, undefined left out', () => {
	const xml = toXml({
		A: 'x]]>y',
		N: 7,
		Nothing: undefined,
		List: { Item: ['a', 'b'] },
	});
	expect(xml).toBe(
		'<xml><A><![CDATA[x]]]]><![CDATA[>y]]></A><N>7</N>' +
			'<List><Item><![CDATA[a]]></Item><Item><![CDATA[b]]></Item></List></xml>',
	);
});
