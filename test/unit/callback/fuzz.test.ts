import fc from 'fast-check';
import { runs } from '../seed';
import { bodyOf, deliver, seal } from './sealed';

const RUNS = runs(100_000);
/** What WeCom gives a URL check, its shortest limit, in milliseconds. */
const SLOW = 1000;

const MESSAGE =
	'<xml><ToUserName><![CDATA[corp]]></ToUserName><Event><![CDATA[change_external_chat]]></Event><ChangeType>update</ChangeType><MemChangeList><Item>a</Item><Item>b</Item></MemChangeList><State><![CDATA[a]]]]><![CDATA[>b]]></State></xml>';
const SEALED = seal(MESSAGE);
const JSON_BODY = JSON.stringify({ tousername: 'corp', encrypt: SEALED.encrypted });

/** What readers of XML and JSON stumble over. */
const PIECES = [
	'<',
	'>',
	'</',
	'/>',
	'<xml>',
	'</xml>',
	'<![CDATA[',
	']]>',
	'<!DOCTYPE a [<!ENTITY b "c">]>',
	'<!--',
	'-->',
	'<?xml version="1.0"?>',
	'&',
	'&amp;',
	'&#x110000;',
	'&#0;',
	'&b;',
	'{',
	'}',
	'[',
	'"',
	'\\',
	'\\u0000',
	'__proto__',
	'<__proto__>',
	'constructor',
	'"__proto__":{"a":1},',
	'1e999',
	'9'.repeat(400),
	'<a>'.repeat(50),
	'[{"a":'.repeat(50),
	' '.repeat(5000),
	'=',
	'\0',
	'\uFEFF',
	'\uD800',
	'𠀀',
];

const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 30 }));

/** A text with pieces put in, cut out and doubled. */
const edited = (original: string) =>
	fc
		.array(fc.tuple(fc.nat(original.length), fc.nat(40), piece, fc.nat(3)), {
			minLength: 1,
			maxLength: 6,
		})
		.map((edits) =>
			edits.reduce((text, [at, length, insert, kind]) => {
				const [before, after] = [text.slice(0, at), text.slice(at)];
				if (kind === 0) return before + insert + after;
				if (kind === 1) return before + after.slice(length);
				if (kind === 2) return before + after.slice(0, length) + after;
				return before + insert.repeat(3) + after.slice(length);
			}, original),
		);

const garbage = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
);

/** Texts that are neither XML nor JSON as they end too early, whatever comes before. */
const cutOff = fc.oneof(
	fc.nat(MESSAGE.length - 1).map((end) => MESSAGE.slice(0, end)),
	garbage.map((text) => `<xml><a>${text}`),
	garbage.map((text) => `{"a": ${text}`),
);

/** Runs the property, and answers how long the slowest case took. */
function slowest<T>(
	arbitrary: fc.Arbitrary<T>,
	numRuns: number,
	check: (value: T) => void,
): number {
	let most = 0;
	fc.assert(
		fc.property(arbitrary, (value) => {
			const started = performance.now();
			check(value);
			most = Math.max(most, performance.now() - started);
		}),
		{ numRuns },
	);
	return most;
}

/** Refused for a reason that was thought of; an exception inside would show as one that was not. */
function expectRefused(outcome: ReturnType<typeof deliver>) {
	if (outcome.kind === 'rejected' && outcome.reason !== 'The request cannot be processed') return;
	throw new Error(JSON.stringify(outcome));
}

describe(`${RUNS} malformed bodies`, () => {
	it('around an intact signature: no exception, no event of another text, no slow case', () => {
		const bodies = fc.oneof(edited(bodyOf(SEALED.encrypted)), edited(JSON_BODY), garbage);
		const time = slowest(bodies, RUNS / 2, (body) => {
			const outcome = deliver({ ...SEALED, body });
			// What was edited may be beside the ciphertext, which is signed and intact then.
			if (!hasCiphertext(body)) expectRefused(outcome);
			else if (outcome.kind === 'rejected') expectRefused(outcome);
		});
		expect(time).toBeLessThan(SLOW);
	}, 120_000);

	it('of random bytes: the same', () => {
		const time = slowest(fc.uint8Array({ maxLength: 400 }), RUNS / 10, (bytes) => {
			expectRefused(deliver({ ...SEALED, body: Buffer.from(bytes) }));
		});
		expect(time).toBeLessThan(SLOW);
	}, 120_000);

	it('signed and encrypted properly: the same', () => {
		const time = slowest(cutOff, (RUNS * 4) / 10, (message) => {
			const outcome = deliver(seal(message));
			if (isJson(message)) return;
			expectRefused(outcome);
		});
		expect(time).toBeLessThan(SLOW);
	}, 120_000);
});

/** JSON may write a slash as `\/`: the ciphertext is intact all the same. */
function hasCiphertext(body: string): boolean {
	return body.replaceAll('\\/', '/').includes(SEALED.encrypted);
}

/** Some garbage completes a JSON text by chance. */
function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
