import fc from 'fast-check';
import { findEncrypted, type Text } from '../../../nodes/WeComCustomerContact/callback/envelope';
import { runs, SEED } from '../seed';
import { readWithLibrary } from './library';

const MEGABYTE = 1024 * 1024;
/** Looks at a character, on average, that a scan going straight through may need. */
const LOOKS = 8;

/** A text that counts how many characters were looked at. */
function counted(text: string): Text & { steps: number } {
	const self = {
		steps: 0,
		length: text.length,
		charCodeAt(at: number) {
			self.steps += 1;
			return text.charCodeAt(at);
		},
		startsWith(expected: string, at = 0) {
			self.steps += expected.length;
			return text.startsWith(expected, at);
		},
		indexOf(wanted: string, from = 0) {
			const found = text.indexOf(wanted, from);
			self.steps += (found < 0 ? text.length : found + wanted.length) - from;
			return found;
		},
		slice(from = 0, to = text.length) {
			self.steps += to - from;
			return text.slice(from, to);
		},
	};
	return self;
}

type Reader = (text: Text) => unknown;

const PIECES = [
	'"',
	'\\"',
	'\\',
	'":"',
	'"a":1,',
	'"a":"b",',
	'"encrypt":"QUJD",',
	'{',
	'[',
	'{"a":',
	',',
	'<',
	'</',
	'<a>',
	'<a/>',
	'<a></a>',
	'<a>b</a>',
	'</xml>',
	'<xml>',
	'<![CDATA[',
	']]>',
	']',
	'<a><![CDATA[',
	'<a><![CDATA[]]></a>',
	'<Encrypt>',
	'<Encrypt>QUJD</Encrypt>',
	'<Encrypt><![CDATA[QUJD]]></Encrypt>',
	'<Encrypt/>',
	'<?xml version="1.0"?>',
	'<!--',
	'-->',
	'<!DOCTYPE a>',
	'&amp;',
	'&',
	'1',
	'123456789',
	'QUJD',
	'=',
	' ',
	'\r\n',
	'\0',
	'\xef\xbb\xbf',
	'\xe4\xb8\xad',
];

const piece = fc.constantFrom(...PIECES);
/** What can stand in an envelope any number of times. */
const wholes = fc
	.tuple(
		fc.constantFrom(
			['<xml>', '<a>b</a>'],
			['<xml>', '<a> b </a>\n'],
			['<xml>', '<a/>'],
			['<xml>', '<a><![CDATA[b]]></a>'],
			['{', '"a":"b",'],
			['{', '"\\"":1, '],
		),
		fc.nat(MEGABYTE),
	)
	.map(([[before, unit], size]) => before + unit.repeat(Math.ceil(size / unit.length)));
/** Repeated pieces, after what makes a reader look for the end of something. */
const repeated = fc
	.tuple(
		fc.constantFrom(
			'',
			'<xml>',
			'<xml><Encrypt>',
			'<xml><a><![CDATA[',
			'{',
			'{"a":"',
			'{"',
			'<?xml ',
		),
		fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
		fc.oneof(fc.nat(1000), fc.nat(MEGABYTE)),
		fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join('')),
	)
	.map(
		([before, unit, size, after]) => before + unit.repeat(Math.ceil(size / unit.length)) + after,
	);

const isLinear = (reader: Reader) =>
	fc.check(
		fc.property(fc.oneof(repeated, wholes), (body) => {
			const text = counted(body);
			reader(text);
			return text.steps <= LOOKS * body.length + 100;
		}),
		{ numRuns: runs(400), seed: SEED, endOnFailure: true },
	);

/** As the JSON was read before: a quote without an end is tried again from the next one. */
const quotesAgain: Reader = (text) => {
	const closing = (from: number) => {
		for (let at = from; at < text.length; at++) {
			const code = text.charCodeAt(at);
			if (code === 0x5c) at++;
			else if (code === 0x22) return at;
		}
		return undefined;
	};
	// The first few tries tell.
	let tries = 0;
	for (
		let at = text.indexOf('"');
		at >= 0 && tries < 100;
		at = text.indexOf('"', at + 1), tries++
	) {
		at = closing(at + 1) ?? at;
	}
};

/** Looks for the end of each Encrypt element that begins. */
const endsAgain: Reader = (text) => {
	let tries = 0;
	for (let at = text.indexOf('<Encrypt>'); at >= 0 && tries < 100; tries++) {
		text.indexOf('</Encrypt>', at);
		at = text.indexOf('<Encrypt>', at + 1);
	}
};

it('takes every character that a name or a number may have', () => {
	const name = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789-.';
	const xml = `<xml><${name}>x</${name}><Encrypt>QUJD</Encrypt></xml>`;
	expect(findEncrypted(xml)).toBe('QUJD');
	expect(findEncrypted('{"agentid":-1234567890.5e+7,"encrypt":"QUJD"}')).toBe('QUJD');
});

describe('the scan of a body that nobody has authenticated', () => {
	it('looks at each character a fixed number of times, whatever is repeated up to a megabyte, and never throws', () => {
		expect(isLinear(findEncrypted)).toMatchObject({ failed: false });
	}, 120_000);

	it.each([
		['open quotes again', quotesAgain],
		['ends of elements again', endsAgain],
	])('which is not so for a reader that tries %s', (_, reader) => {
		expect(isLinear(reader)).toMatchObject({ failed: true });
	});
});

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The slow reference for XML: a general parser. */
function inXml(text: string): string | undefined {
	const fields = readWithLibrary(Buffer.from(text, 'latin1').toString('utf8').trim());
	const found = typeof fields === 'object' && 'Encrypt' in fields ? fields.Encrypt : undefined;
	return typeof found === 'string' && BASE64.test(found) ? found : undefined;
}

/** The slow reference for JSON: a general parser, and a look at the names for those that come twice. */
function inJson(text: string): string | undefined {
	const json = Buffer.from(text, 'latin1')
		.toString('utf8')
		.replace(/^\uFEFF/, '');
	const fields = JSON.parse(json) as Record<string, unknown>;
	const found = fields.encrypt ?? fields.Encrypt;
	const times = [...json.matchAll(/"(?:[^"\\]|\\.)*"\s*:/g)].filter(([name]) =>
		/^"[eE]ncrypt"/.test(name),
	).length;
	return times === 1 && typeof found === 'string' && BASE64.test(found) ? found : undefined;
}

const blank = fc.constantFrom('', '', '', ' ', '\n', '\r\n\t');
const base64 = fc
	.uint8Array({ minLength: 1, maxLength: 40 })
	.map((bytes) => Buffer.from(bytes).toString('base64'));
const words = fc.oneof(
	base64,
	fc.constantFrom(
		'',
		'218',
		'wx5823bf96d3bd56c7',
		'渠道',
		']]',
		'"',
		'\\',
		'a b',
		'{',
		'&lt;',
		'1,2',
	),
);
const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const enclosed = (prefix: fc.Arbitrary<string>, inside: fc.Arbitrary<string>) =>
	fc
		.tuple(fc.constantFrom('', '\uFEFF'), blank, prefix, inside, blank)
		.map((parts) => latin1(parts.join('')));

const element = fc
	.tuple(
		fc.constantFrom('Encrypt', 'ToUserName', 'AgentID', 'a1'),
		blank,
		fc.oneof(
			words.map((text) => `<![CDATA[${text}]]>`),
			words.filter((text) => !text.includes(']]')),
		),
		blank,
	)
	.map(([name, before, value, after]) => `<${name}>${before}${value}${after}</${name}>`);
const xml = enclosed(
	fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n'),
	fc
		.array(
			fc.tuple(
				blank,
				fc.oneof({ weight: 9, arbitrary: element }, fc.constantFrom('<AgentID/>', '<Encrypt/>')),
			),
			{
				minLength: 1,
				maxLength: 4,
			},
		)
		.map((parts) => `<xml>${parts.flat().join('')}\n</xml>`),
	// A declaration has to be the first thing in XML.
).filter((text) => !/^(\xef\xbb\xbf)?\s+<\?/.test(text));

const member = fc
	.tuple(
		fc.constantFrom('encrypt', 'Encrypt', 'tousername', 'agentid'),
		fc.oneof(
			words.map((text) => JSON.stringify(text)),
			base64.map((text) => JSON.stringify(text).replaceAll('/', '\\/')),
			fc.constantFrom('218', '-1.5e3', 'null', 'true'),
		),
		blank,
		blank,
	)
	.map(([name, value, before, after]) => `${before}"${name}"${after}:${before}${value}${after}`);
const json = enclosed(
	fc.constant(''),
	fc.array(member, { minLength: 1, maxLength: 4 }).map((members) => `{${members.join(',')}}`),
);

describe.each([
	['XML', xml, inXml],
	['JSON', json, inJson],
])('%s that WeCom could send', (_, envelopes, reference) => {
	it('gives what a general parser finds', () => {
		let found = 0;
		fc.assert(
			fc.property(envelopes, (body) => {
				const expected = reference(body);
				if (expected !== undefined) found += 1;
				expect(findEncrypted(body)).toBe(expected);
			}),
			{ numRuns: runs(5000) },
		);
		expect(found).toBeGreaterThan(runs(5000) / 10);
	});
});

describe('refused before the signature is checked', () => {
	it.each([
		'<xml><Encrypt>QUJD</Encrypt><Encrypt>QUJD</Encrypt></xml>',
		'{"encrypt":"QUJD","Encrypt":"QUJD"}',
		'<xml><Encrypt>QU JD</Encrypt></xml>',
		'<xml><Encrypt><![CDATA[ QUJD]]></Encrypt></xml>',
		'<xml><Encrypt>QUJD===</Encrypt></xml>',
		'<xml><Encrypt>QUJD&#61;</Encrypt></xml>',
		'<xml><Encrypt a="b">QUJD</Encrypt></xml>',
		'<xml a="b"><Encrypt>QUJD</Encrypt></xml>',
		'<xml><a><Encrypt>QUJD</Encrypt></a></xml>',
		'<xml><!-- --><Encrypt>QUJD</Encrypt></xml>',
		'<!DOCTYPE xml><xml><Encrypt>QUJD</Encrypt></xml>',
		'<xml>text<Encrypt>QUJD</Encrypt></xml>',
		'<xml><Encrypt>QUJD</Encrypt>',
		'<xml><Encrypt>QUJD</Encrypt></xml>x',
		'<xml><Encrypt>QUJD</Encrypt></xml><xml/>',
		'{"encrypt":"QUJD"}{"a":1}',
		'{"encrypt":"QUJD"',
		'{"encrypt":"QUJD",}',
		'{"encrypt":["QUJD"]}',
		'{"a":{"encrypt":"QUJD"}}',
		'{"encrypt":"QUJD","a":[]}',
		'["encrypt","QUJD"]',
		'QUJD',
		'',
	])('%j', (body) => {
		expect(findEncrypted(body)).toBeUndefined();
	});
});
