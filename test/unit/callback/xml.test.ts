import { parseJson } from '../../../nodes/WeComCustomerContact/callback/json';
import { parseXml } from '../../../nodes/WeComCustomerContact/callback/xml';

const inside = (content: string) => parseXml(`<xml>${content}</xml>`);
const nested = (depth: number) => '<a>'.repeat(depth) + 'x' + '</a>'.repeat(depth);

describe('parseXml', () => {
	it.each<[string, string, unknown]>([
		['plain text', '<a>1</a>', { a: '1' }],
		['a big number', '<MsgId>4561255354251345929</MsgId>', { MsgId: '4561255354251345929' }],
		['what looks like a number', '<a>0012.50</a><b>1e5</b>', { a: '0012.50', b: '1e5' }],
		['what looks like a boolean', '<a>true</a>', { a: 'true' }],
		['CDATA with brackets', '<a><![CDATA[a[1]]b]]></a>', { a: 'a[1]]b' }],
		['CDATA with markup', '<a><![CDATA[<b>&amp;</b>]]></a>', { a: '<b>&amp;</b>' }],
		['CDATA with a DOCTYPE', '<a><![CDATA[<!DOCTYPE a>]]></a>', { a: '<!DOCTYPE a>' }],
		['CDATA with an end tag', '<a><![CDATA[</a>]]></a>', { a: '</a>' }],
		['CDATA with a start tag beside elements', '<a><b/><![CDATA[<a>]]></a>', { a: { b: '' } }],
		['white space by a reference', '<a>&#32;x&#x20;</a>', { a: 'x' }],
		['split CDATA', '<a><![CDATA[x]]]]><![CDATA[>y]]></a>', { a: 'x]]>y' }],
		['white space in CDATA', '<a><![CDATA[ \n x\t]]></a>', { a: ' \n x\t' }],
		['white space around CDATA', '<a>\n\t<![CDATA[ x ]]>\n</a>', { a: ' x ' }],
		['white space around text', '<a>\n  x y\n</a>', { a: 'x y' }],
		['named entities', '<a>&lt;&amp;&gt;&quot;&apos;</a>', { a: '<&>"\'' }],
		['numeric entities', '<a>&#x4e2d;&#25991;&#x1F600;</a>', { a: '中文😀' }],
		['an entity decoded once', '<a>&amp;lt;</a>', { a: '&lt;' }],
		['an impossible character', '<a>&#x110000;</a>', { a: '&#x110000;' }],
		['empty elements', '<a/><b></b><c><![CDATA[]]></c><d> </d>', { a: '', b: '', c: '', d: '' }],
		['a comment', '<a>1<!-- 2 -->3</a>', { a: '13' }],
		['attributes', '<a x="1">v</a><b y="2"/>', { a: 'v', b: '' }],
		['a list', '<L><Item>a</Item><Item><![CDATA[b]]></Item></L>', { L: ['a', 'b'] }],
		['a list of one', '<L>\n<Item>a</Item>\n</L>', { L: ['a'] }],
		['an empty list', '<L></L>', { L: '' }],
		['Item beside others', '<L><Item>a</Item><N>1</N></L>', { L: { Item: ['a'], N: '1' } }],
		['a list of records', '<L><Item><a>1</a></Item></L>', { L: [{ a: '1' }] }],
		['a repeated element', '<a>1</a><b>2</b><a>3</a>', { a: ['1', '3'], b: '2' }],
		[
			'the same name in two branches',
			'<p><n>1</n></p><q><n>2</n></q>',
			{ p: { n: '1' }, q: { n: '2' } },
		],
	])('reads %s', (_, xml, fields) => {
		expect(inside(xml)).toEqual({ ok: true, fields });
	});

	it('reads a pretty-printed document with a declaration and a byte order mark', () => {
		const xml =
			'\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n<xml>\r\n\t<A><![CDATA[ä]]></A>\r\n</xml>\r\n';
		expect(parseXml(xml)).toEqual({ ok: true, fields: { A: 'ä' } });
	});

	it('does not let names touch the prototype', () => {
		const element = (name: string) => `<${name}><polluted>1</polluted></${name}>`;
		for (const name of ['__proto__', 'constructor', 'prototype']) {
			expect(inside(element(name))).toEqual({
				ok: false,
				reason: expect.stringMatching(/JavaScript reserves/),
			});
		}
		const names = ['toString', 'hasOwnProperty', '__defineGetter__'];
		const parsed = inside(names.map(element).join(''));
		if (!parsed.ok) throw new Error(parsed.reason);
		expect(Object.keys(parsed.fields)).toEqual(names);
		expect(Object.getPrototypeOf(parsed.fields)).toBe(Object.prototype);
		expect({}).not.toHaveProperty('polluted');
	});

	it.each<[string, string, RegExp]>([
		['nothing', '', /not well-formed/],
		['plain text', 'hello', /not well-formed/],
		['a wrong end tag', '<xml><a>1</b></xml>', /not well-formed/],
		['a missing end tag', '<xml><a>1</a>', /not well-formed/],
		['end tags in the wrong order', '<xml><a><b>1</a></b></xml>', /not well-formed/],
		['an end tag too many', '<xml><a>1</a></a></xml>', /not well-formed/],
		['text before the root', 'x<xml><a>1</a></xml>', /not well-formed/],
		['a tag that another tag completes', '<xml><a>1<<b/>/a></xml>', /not well-formed/],
		['a name that another tag completes', '<xml><a<b/>b>1</ab></xml>', /not well-formed/],
		['an entity that another tag completes', '<xml><a>&am<b/>p;</a></xml>', /not well-formed/],
		['open CDATA around all', '<![CDATA[<xml><a>1</a></xml>', /not well-formed/],
		['CDATA around all', '<![CDATA[<xml><a>1</a></xml>]]>', /not well-formed/],
		['open CDATA', '<xml><a><![CDATA[x</a></xml>', /not well-formed/],
		['a bare ampersand', '<xml><a>x & y</a></xml>', /not well-formed/],
		['a tag in an attribute', '<xml><a b="<c/>">1</a></xml>', /not well-formed/],
		['CDATA in small letters', '<xml><a><![cdata[1]]></a></xml>', /not well-formed/],
		['text after the end', '<xml><a>1</a></xml>x', /not well-formed/],
		['two roots', '<xml><a>1</a></xml><xml/>', /not well-formed/],
		['an empty root before another', '<xml/><xml><a>1</a></xml>', /not well-formed/],
		['another root', '<html><a>1</a></html>', /no single root/],
		['an empty root', '<xml/>', /no elements/],
		['a root of text', '<xml>hi</xml>', /no elements/],
		['a DOCTYPE', '<!DOCTYPE xml><xml><a>1</a></xml>', /DOCTYPE/],
		[
			'an external entity',
			'<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/hosts">]><xml><a>&e;</a></xml>',
			/DOCTYPE/,
		],
		['an inner DOCTYPE', '<xml><!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a></xml>', /DOCTYPE/],
		['an entity that only a DOCTYPE could define', '<xml><a>&e;</a></xml>', /not well-formed/],
		['other instructions', '<xml><?php ?><a>1</a></xml>', /not well-formed/],
		['a hidden DOCTYPE', '<xml><!-- <![CDATA[ --><!DOCTYPE a><!-- ]]> --><a/></xml>', /DOCTYPE/],
	])('refuses %s', (_, xml, reason) => {
		expect(parseXml(xml)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
	});

	it('does not let entities make the text grow', () => {
		// The quote hides the DOCTYPE from a simple look, not from the limits of the parser.
		const xml = `<xml><b x="<!--"/><!DOCTYPE a [<!ENTITY e "${'e'.repeat(999)}">]><a>${'&e;'.repeat(999)}</a></xml>`;
		const parsed = parseXml(xml);
		expect(JSON.stringify(parsed).length).toBeLessThan(xml.length);
	});

	it('bounds the depth', () => {
		expect(inside(nested(15)).ok).toBe(true);
		expect(inside(nested(16))).toEqual({ ok: false, reason: expect.stringMatching(/deep/) });
	});

	it('never quotes what it read', () => {
		expect(JSON.stringify(parseXml('<xml><secret>x</wrong></xml>'))).not.toMatch(/secret|wrong/);
	});

	it.each<[string, string]>([
		['10,000 list items', `<L>${'<Item><![CDATA[wmAAAA]]></Item>'.repeat(10_000)}</L>`],
		['100,000 equal elements', '<a/>'.repeat(100_000)],
		['100,000 entities', `<a>${'&amp;'.repeat(100_000)}</a>`],
		['100,000 open elements', '<a>'.repeat(100_000)],
		['100,000 open CDATA sections', '<![CDATA['.repeat(100_000)],
		['100,000 open comments', '<!--'.repeat(100_000)],
		['500,000 angle brackets', '<'.repeat(500_000)],
		['open CDATA sections in elements', '<a><![CDATA['.repeat(50_000)],
		['ends of CDATA sections', `<a><![CDATA[${']]>'.repeat(200_000)}</a>`],
		['brackets', `<a><![CDATA[${']'.repeat(500_000)}]]></a>`],
		['white space', `<a>${' '.repeat(500_000)}<b>`],
		['white space in a tag', `<a${' '.repeat(500_000)}<b>`],
		['a long name', `<${'a'.repeat(500_000)}`],
		['100,000 attributes', `<a${' b="c"'.repeat(100_000)}/>`],
		['100,000 attributes and no end', `<a${" b = 'c'".repeat(100_000)}<`],
		['100,000 ampersands', `<a>${'&'.repeat(100_000)}</a>`],
		['many elements', Array.from({ length: 50_000 }, (_, i) => `<a${i}>1</a${i}>`).join('')],
	])('takes linear time for %s', (_, content) => {
		const start = performance.now();
		inside(content);
		expect(performance.now() - start).toBeLessThan(5000);
	});
});

describe('parseJson', () => {
	it('keeps numbers as they are written', () => {
		const text =
			'{"MsgId":4561255354251345929,"n":-1.50e3,"l":[9007199254740993,1],"s":"a \\" 4561255354251345929"}';
		expect(parseJson(text)).toEqual({
			ok: true,
			fields: {
				MsgId: '4561255354251345929',
				n: '-1.50e3',
				l: ['9007199254740993', '1'],
				s: 'a " 4561255354251345929',
			},
		});
	});

	it('keeps strings with escapes, digits and braces', () => {
		const value = { a: '\\', b: '"12345678901234567890"', c: '\u2028 {1}', d: '中文\n1', '5': 'x' };
		expect(parseJson(JSON.stringify(value, null, 2))).toEqual({ ok: true, fields: value });
	});

	it('makes text of the other values', () => {
		expect(parseJson('\uFEFF{"a":true,"b":false,"c":null,"d":{},"e":{"f":0}}')).toEqual({
			ok: true,
			fields: { a: 'true', b: 'false', c: '', d: {}, e: { f: '0' } },
		});
	});

	it('does not let names touch the prototype', () => {
		const parsed = parseJson('{"__proto__":{"polluted":1},"constructor":{"prototype":"x"}}');
		expect(parsed).toEqual({ ok: true, fields: { constructor: { prototype: 'x' } } });
		if (parsed.ok) expect(Object.keys(parsed.fields)).toEqual(['constructor']);
		expect({}).not.toHaveProperty('polluted');
	});

	it.each<[string, string, RegExp]>([
		['nothing', '', /not well-formed/],
		['a missing quote', '{"a": :b"}', /not well-formed/],
		['a missing brace', '{"a":1', /not well-formed/],
		['a list', '[{"a":1}]', /not an object/],
		['a number', '1', /not an object/],
		['deep nesting', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, /deep/],
		['very deep nesting', `${'{"a":'.repeat(90_000)}1${'}'.repeat(90_000)}`, /deep|well-formed/],
		['open quotes and backslashes', `{"${'\\'.repeat(500_001)}`, /not well-formed/],
		['endless digits', `{"a":${'1'.repeat(500_000)}`, /not well-formed/],
	])('refuses %s', (_, text, reason) => {
		expect(parseJson(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
	});
});
