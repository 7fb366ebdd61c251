import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readPlainXml } from '../../../nodes/WeComCustomerContact/callback/plainXml';
import { parseAnyXml, parseXml } from '../../../nodes/WeComCustomerContact/callback/xml';
import { bodyOf } from './sealed';

const EVENTS = path.join(__dirname, 'fixtures', 'events');

/** What the quick reader accepts must be what the library reads, with its elements in the same order. */
function expectSame(xml: string): boolean {
	const fields = readPlainXml(xml);
	if (fields === undefined) return false;
	const parsed = parseAnyXml(xml);
	expect(parsed).toEqual({ ok: true, fields });
	expect(JSON.stringify(parsed)).toBe(JSON.stringify({ ok: true, fields }));
	return true;
}

/** How many of the documents the quick reader accepted. */
function compare(documents: fc.Arbitrary<string>, numRuns: number): number {
	let accepted = 0;
	const property = fc.property(documents, (xml) => {
		if (expectSame(xml.trim())) accepted += 1;
	});
	fc.assert(property, { numRuns });
	return accepted;
}

const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
/** Mostly what the quick reader takes, so that trees of several parts still pass. */
const mostly = (usual: fc.Arbitrary<string>, unusual: fc.Arbitrary<string>) =>
	fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: unusual });
const name = mostly(
	fc.oneof(
		fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,4}$/),
		fc.constantFrom('Item', 'xml', 'UserID'),
	),
	fc.constantFrom(...inherited, '1a', 'ä', 'a:b', 'a b', ''),
);
const space = mostly(
	fc.constantFrom('', ' ', '\n\t', '\u00a0', '\ufeff', '\u2028'),
	fc.constantFrom('\r\n', '\0'),
);
const chars = mostly(
	fc.oneof(
		fc.constantFrom('', '渠道', ' x ', '>', ']', ']]', '\ud800'),
		fc.stringMatching(/^\w*$/),
	),
	fc.oneof(fc.constantFrom(']]>', '&amp;', '&', '<', '\0'), fc.string({ unit: 'binary' })),
);
const cdata = chars.map((text) => `<![CDATA[${text}]]>`);
const leaf = mostly(
	fc.oneof(chars, cdata),
	fc.array(fc.oneof(chars, cdata, space), { maxLength: 4 }).map((parts) => parts.join('')),
);

const { elements } = fc.letrec<{ elements: string; element: string }>((tie) => ({
	elements: fc
		.array(fc.tuple(tie('element'), space), { minLength: 1, maxLength: 6 })
		.map((parts) => parts.flat().join('')),
	element: fc
		.tuple(name, fc.oneof({ maxDepth: 3 }, leaf, leaf, tie('elements')))
		.map(([tag, inside]) => `<${tag}>${inside}</${tag}>`),
}));

const pieces = fc.constantFrom(
	'<xml>',
	'</xml>',
	'<a>',
	'</a>',
	'<a/>',
	'<b>',
	'</b>',
	'</b >',
	'<Item>',
	'</Item>',
	'<![CDATA[',
	']]>',
	'x',
	' ',
	'&lt;',
	'<!-- -->',
	'<?a?>',
	'<a b="c">',
	'<!DOCTYPE a>',
);

describe('readPlainXml', () => {
	it('reads every event of the table', () => {
		for (const file of readdirSync(EVENTS)) {
			const { xml } = JSON.parse(readFileSync(path.join(EVENTS, file), 'utf8')) as { xml: string };
			expect([file, expectSame(xml.trim())]).toEqual([file, true]);
		}
	});

	it('reads the envelope, pretty-printed text and lists', () => {
		expect(expectSame(bodyOf('abc+/='))).toBe(true);
		expect(expectSame('<xml>\n\t<a> 1 </a>\n\t<b><![CDATA[ [2]] ]]></b>\n</xml>')).toBe(true);
		expect(expectSame('<xml><L><Item>1</Item><Item><c>2</c></Item></L></xml>')).toBe(true);
	});

	it.each([
		'<xml/>',
		'<xml>text</xml>',
		'<xml><Item>1</Item></xml>',
		'<html><a>1</a></html>',
		'<xml><a>1</a></xml><xml><a>1</a></xml>',
		'<xml><a>1</a><a>2</a></xml>',
		'<xml><a><b>1</b></a><a>2</a></xml>',
		'<xml><Item>1</Item><a>2</a></xml>',
		'<xml><a>x<b>1</b></a></xml>',
		'<xml><a>&amp;</a></xml>',
		'<xml><a>]]></a></xml>',
		'<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>',
		'<xml><a>1\r\n2</a></xml>',
		'<!DOCTYPE xml><xml><a>1</a></xml>',
		...inherited.map((tag) => `<xml><${tag}>1</${tag}></xml>`),
	])('leaves %j to the library', (xml) => {
		expect(readPlainXml(xml)).toBeUndefined();
	});

	it('goes as deep as the library', () => {
		const nested = (levels: number) =>
			`<xml>${'<a>'.repeat(levels - 1)}1${'</a>'.repeat(levels - 1)}</xml>`;
		expect(expectSame(nested(16))).toBe(true);
		expect(readPlainXml(nested(17))).toBeUndefined();
	});

	it('agrees with the library on trees', () => {
		const documents = elements.map((inside) => `<xml>${inside}</xml>`);
		expect(compare(documents, 20_000)).toBeGreaterThan(1000);
	});

	it('agrees with the library on any order of tags', () => {
		const documents = fc
			.array(pieces, { maxLength: 12 })
			.map((parts) => `<xml><a>${parts.join('')}</a></xml>`);
		expect(compare(documents, 20_000)).toBeGreaterThan(100);
	});

	it.each<[string, string]>([
		['open CDATA sections in elements', '<a><![CDATA['.repeat(50_000)],
		['ends of CDATA sections', `<a><![CDATA[${']]>'.repeat(200_000)}</a>`],
		['brackets', `<a><![CDATA[${']'.repeat(500_000)}]]></a>`],
		['white space', `<a>${' '.repeat(500_000)}<b>`],
		['a long name', `<${'a'.repeat(500_000)}`],
		['many elements', Array.from({ length: 50_000 }, (_, i) => `<a${i}>1</a${i}>`).join('')],
	])('takes linear time for %s', (_, inside) => {
		const started = performance.now();
		parseXml(`<xml>${inside}</xml>`);
		expect(performance.now() - started).toBeLessThan(5000);
	});
});
