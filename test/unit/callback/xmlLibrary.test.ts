import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseXml } from '../../../nodes/WeComCustomerContact/callback/xml';
import { runs } from '../seed';
import { readWithLibrary } from './library';
import { bodyOf } from './sealed';

const EVENTS = path.join(__dirname, 'fixtures', 'events');

/** What the library reads and we refuse: a root without fields, and what WeCom never sends. */
const isBeyond = (xml: string, reason: string) =>
	reason.includes('no elements in its root') || /<[^<>!]*[^\0-\x7f]|<!DOCTYPE|<\?/.test(xml);

/**
 * Reads what the library reads, to the same fields in the same order, and refuses what it refuses. Answers
 * whether it was read.
 */
function expectSame(xml: string): boolean {
	const parsed = parseXml(xml);
	const fields = readWithLibrary(xml.trim());
	if (parsed.ok) {
		expect({ xml, fields: parsed.fields }).toEqual({ xml, fields });
		expect(JSON.stringify(parsed.fields)).toBe(JSON.stringify(fields));
	} else if (fields !== undefined && !isBeyond(xml, parsed.reason)) {
		throw new Error(`${parsed.reason}: ${xml}`);
	}
	return parsed.ok;
}

/** How many of the documents were read. */
function compare(documents: fc.Arbitrary<string>, numRuns: number): number {
	let accepted = 0;
	const property = fc.property(documents, (xml) => {
		if (expectSame(xml)) accepted += 1;
	});
	fc.assert(property, { numRuns: runs(numRuns) });
	return accepted;
}

const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
/** Mostly what is well-formed, so that trees of several parts still pass. */
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

describe('parseXml and fast-xml-parser with its validator', () => {
	it('agree on every event of the table', () => {
		for (const file of readdirSync(EVENTS)) {
			const { xml } = JSON.parse(readFileSync(path.join(EVENTS, file), 'utf8')) as { xml: string };
			expect([file, expectSame(xml)]).toEqual([file, true]);
		}
	});

	it.each([
		bodyOf('abc+/='),
		'<?xml version="1.0" encoding="UTF-8" ?>\n<xml>\n\t<a> 1 </a>\n\t<b><![CDATA[ [2]] ]]></b>\n</xml>',
		'<xml><L><Item>1</Item><Item><c>2</c></Item></L></xml>',
		'<xml><a>1</a><a>2</a></xml>',
		'<xml><L><Item>1</Item></L><L><Item>2</Item></L></xml>',
		'<xml><a><b>1</b></a><a>2</a></xml>',
		'<xml><Item>1</Item><a>2</a></xml>',
		'<xml><a>x<b>1</b></a></xml>',
		'<xml><a>&amp;</a><b>&#20013;&#x6587;</b></xml>',
		'<xml><a>]]></a></xml>',
		'<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>',
		'<xml><a> x <![CDATA[ y ]]> z </a></xml>',
		'<xml><a>1\r\n2</a><b><![CDATA[1\r2]]></b></xml>',
		'<xml><a /><b c="/"/><d e=\'"\' f = ">">1</d ></xml>',
		'<xml><toString>1</toString><hasOwnProperty>1</hasOwnProperty></xml>',
	])('agree on %j', (xml) => {
		expect(expectSame(xml)).toBe(true);
	});

	it.each([
		'<xml><a>1</A></xml>',
		'<xml><a><b>1</a></b></xml>',
		'<xml><a>1</xml>',
		'<xml>1</a></xml>',
		'<xml><a>1</a></xml></xml>',
		'<xml><a>1</a>',
		'<xml><a b="1>2</a><c d="">3</c></xml>',
		'<xml><a b=1>2</a></xml>',
		'<xml><1a>1</1a></xml>',
		'<xml>< a>1</a></xml>',
		'<xml><a>1</a><b</xml>',
		'<xml><a>1 < 2</a></xml>',
		'<xml><a><!-- 1</a></xml>',
		'x<xml><a>1</a></xml>',
	])('both refuse %j', (xml) => {
		expect(expectSame(xml)).toBe(false);
		expect(readWithLibrary(xml)).toBeUndefined();
	});

	it('agree on trees', () => {
		const documents = elements.map((inside) => `<xml>${inside}</xml>`);
		expect(compare(documents, 20_000)).toBeGreaterThan(runs(1000));
	});

	it('agree on any order of tags', () => {
		const documents = fc
			.array(pieces, { maxLength: 12 })
			.map((parts) => `<xml><a>${parts.join('')}</a></xml>`);
		expect(compare(documents, 20_000)).toBeGreaterThan(runs(100));
	});
});
