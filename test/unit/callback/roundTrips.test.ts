import * as tencent from '@wecom/crypto';
import fc from 'fast-check';
import { decrypt, encrypt } from '../../../nodes/WeComCustomerContact/callback/crypto';
import { EVENTS } from '../../../nodes/WeComCustomerContact/callback/events';
import { parseJson } from '../../../nodes/WeComCustomerContact/callback/json';
import { parseXml } from '../../../nodes/WeComCustomerContact/callback/xml';
import { runs } from '../seed';
import { deliver, seal, SETTINGS } from './sealed';

const KEY = SETTINGS.encodingAesKey;

const text = fc.string({ unit: 'grapheme', maxLength: 200 });
/** What XML can carry: neither control characters nor the line ends it changes. */
const xmlText = text.map((value) =>
	[...value].filter((char) => /[\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(char)),
);
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/).filter((n) => n !== '__proto__');

/** Ways to write the same text in XML. */
const writers: Array<(chars: string[]) => string> = [
	(chars) => `<![CDATA[${chars.join('').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`,
	(chars) => chars.map((char) => `<![CDATA[${char}]]>`).join('') || '<![CDATA[]]>',
	(chars) => chars.map((char) => `&#${char.codePointAt(0)};`).join(''),
	(chars) => chars.map((char) => `&#x${char.codePointAt(0)?.toString(16)};`).join(''),
];
const written = fc.tuple(xmlText, fc.constantFrom(...writers));

describe('round trips', () => {
	it('encrypt, decrypt: with ourselves and with Tencent’s library', () => {
		fc.assert(
			fc.property(text, text, (message, receiveId) => {
				const sealed = encrypt(KEY, message, receiveId);
				expect(decrypt(KEY, sealed)).toEqual({ ok: true, message, receiveId });
				expect(tencent.decrypt(KEY, sealed)).toMatchObject({ message, id: receiveId });
				const theirs = decrypt(KEY, tencent.encrypt(KEY, message, receiveId));
				expect(theirs).toEqual({ ok: true, message, receiveId });
			}),
			{ numRuns: runs(500) },
		);
	});

	it('never opens what was not encrypted', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
				const opened = decrypt(KEY, Buffer.from(bytes).toString('base64'));
				expect(opened.ok).toBe(false);
			}),
			{ numRuns: runs(2000) },
		);
	});

	it('write XML in any way, read it', () => {
		const fields = fc.dictionary(
			name.filter((n) => n !== 'Item'),
			written,
			{ minKeys: 1, maxKeys: 12 },
		);
		fc.assert(
			fc.property(fields, (given) => {
				const elements = Object.entries(given).map(
					([key, [chars, write]]) => `<${key}>${write(chars)}</${key}>`,
				);
				const expected = Object.fromEntries(
					Object.entries(given).map(([key, [chars, write]]) => {
						const exact = writers.indexOf(write) < 2;
						return [key, exact ? chars.join('') : chars.join('').trim()];
					}),
				);
				const parsed = parseXml(`<xml>${elements.join('\n')}</xml>`);
				expect(parsed).toEqual({ ok: true, fields: expected });
			}),
			{ numRuns: runs(1000) },
		);
	});

	it('write a list of any length, read it', () => {
		fc.assert(
			fc.property(fc.array(written, { minLength: 1, maxLength: 30 }), (items) => {
				const list = items.map(([chars]) => `<Item>${writers[0]?.(chars)}</Item>`);
				const parsed = parseXml(`<xml><List>${list.join('')}</List></xml>`);
				const expected = items.map(([chars]) => chars.join(''));
				expect(parsed).toEqual({ ok: true, fields: { List: expected } });
			}),
		);
	});

	it('write JSON, read it, with every number as it was written', () => {
		const number = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n });
		fc.assert(
			fc.property(fc.dictionary(name, fc.oneof(text, number)), (fields) => {
				const members = Object.entries(fields).map(
					([key, value]) =>
						`${JSON.stringify(key)}: ${typeof value === 'bigint' ? value : JSON.stringify(value)}`,
				);
				const expected = Object.fromEntries(
					Object.entries(fields).map(([key, value]) => [key, String(value)]),
				);
				expect(parseJson(`{${members.join(',')}}`)).toEqual({ ok: true, fields: expected });
			}),
			{ numRuns: runs(1000) },
		);
	});

	it('deliver any event of the table with any values, get it', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...EVENTS),
				fc.infiniteStream(xmlText),
				fc.integer({ min: 1, max: 4_000_000_000 }),
				(entry, values, createTime) => {
					const texts = entry.fields
						.filter((field) => field.kind === 'string' && !('only' in field))
						.map(({ wire, name }) => ({ wire, name, chars: values.next().value }));
					const elements = texts.map(
						({ wire, chars }) => `<${wire}>${writers[0]?.(chars)}</${wire}>`,
					);
					const change = 'changeType' in entry ? entry.changeType : '';
					const outcome = deliver(
						seal(
							`<xml><Event>${entry.event}</Event><ChangeType>${change}</ChangeType><CreateTime>${createTime}</CreateTime>${elements.join('')}</xml>`,
						),
					);
					const expected = Object.fromEntries(
						texts.filter(({ chars }) => chars.length > 0).map((t) => [t.name, t.chars.join('')]),
					);
					expect(outcome).toMatchObject({
						kind: 'event',
						event: { event_type: entry.value, create_time: createTime, ...expected },
					});
				},
			),
			{ numRuns: runs(1000) },
		);
	});
});
