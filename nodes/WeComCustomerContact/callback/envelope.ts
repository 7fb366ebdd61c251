/** As much of a string as the scan looks at; a test hands in one that counts what is looked at. */
export type Text = Pick<string, 'length' | 'charCodeAt' | 'indexOf' | 'startsWith' | 'slice'>;

/** The text and how far it was read; nothing ever goes back. */
interface Scan {
	text: Text;
	at: number;
}

/** A value beside its name, and '' for a value that cannot be the one looked for. */
interface Member {
	name: string;
	value: string;
}

/** UTF-8's byte order mark, each byte a character. */
const BOM = '\xef\xbb\xbf';
// Looking for one that is not allowed is seven times as fast as matching all that are.
const NOT_BASE64 = /[^A-Za-z0-9+/=]/;

/**
 * Finds the Encrypt value in the body of a callback whose signature nobody has checked yet. Reads WeCom's two
 * envelopes and nothing more: XML, `<xml>` around flat elements of one CDATA section or plain text each, and JSON, an object
 * of strings, numbers and words. Blank space, a byte order mark and an XML declaration may be there; attributes, comments,
 * a DOCTYPE, nested values and a second Encrypt may not.
 *
 * `body` has a character for each byte (latin1). Looks at each a fixed number of times, whatever they are. Answers the
 * base64 text, or nothing. Never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90930
 * @see https://developer.work.weixin.qq.com/document/path/101033
 */
export function findEncrypted(body: Text): string | undefined {
	const scan: Scan = { text: body, at: 0 };
	take(scan, BOM);
	skipBlank(scan);
	const found = take(scan, '{') ? inObject(scan) : inXml(scan);
	skipBlank(scan);
	return found !== undefined && scan.at === body.length && isBase64(found) ? found : undefined;
}

function isBase64(text: string): boolean {
	if (NOT_BASE64.test(text)) return false;
	const end = text.indexOf('=');
	return end < 0 ? text !== '' : end > 0 && ['=', '=='].includes(text.slice(end));
}

function inXml(scan: Scan): string | undefined {
	if (take(scan, '<?xml ') && until(scan, '?>') === undefined) return undefined;
	skipBlank(scan);
	if (!take(scan, '<xml>')) return undefined;
	let found: string | undefined;
	for (skipBlank(scan); !take(scan, '</xml>'); skipBlank(scan)) {
		const element = readElement(scan);
		if (element === undefined) return undefined;
		if (element.name !== 'Encrypt') continue;
		if (found !== undefined) return undefined;
		found = element.value;
	}
	return found;
}

function readElement(scan: Scan): Member | undefined {
	if (!take(scan, '<')) return undefined;
	const name = readWord(scan);
	if (name === '') return undefined;
	if (take(scan, '/>')) return { name, value: '' };
	if (!take(scan, '>')) return undefined;
	skipBlank(scan);
	const value = take(scan, '<![CDATA[') ? until(scan, ']]>') : readText(scan);
	skipBlank(scan);
	return value !== undefined && take(scan, `</${name}>`) ? { name, value } : undefined;
}

/** What stands before the next tag, without the blank space at its end. */
function readText(scan: Scan): string | undefined {
	const end = scan.text.indexOf('<', scan.at);
	if (end < 0) return undefined;
	const text = scan.text.slice(scan.at, end);
	scan.at = end;
	return text.trimEnd();
}

function inObject(scan: Scan): string | undefined {
	let found: string | undefined;
	do {
		const member = readMember(scan);
		if (member === undefined) return undefined;
		if (member.name !== 'encrypt' && member.name !== 'Encrypt') continue;
		if (found !== undefined) return undefined;
		found = member.value;
	} while (take(scan, ','));
	return take(scan, '}') ? found : undefined;
}

function readMember(scan: Scan): Member | undefined {
	skipBlank(scan);
	const name = readString(scan);
	skipBlank(scan);
	if (name === undefined || !take(scan, ':')) return undefined;
	skipBlank(scan);
	const value = readString(scan) ?? (readWord(scan) === '' ? undefined : '');
	skipBlank(scan);
	return value === undefined ? undefined : { name, value };
}

/** What stands between quotes. Of what can be escaped, base64 has nothing but the slash. */
function readString(scan: Scan): string | undefined {
	if (!take(scan, '"')) return undefined;
	const start = scan.at;
	for (; scan.at < scan.text.length; scan.at++) {
		const code = scan.text.charCodeAt(scan.at);
		if (code === BACKSLASH) scan.at++;
		else if (code === QUOTE) {
			return scan.text.slice(start, scan.at++).replaceAll('\\/', '/');
		}
	}
	return undefined;
}

/** A name, a number, or one of true, false and null. */
function readWord(scan: Scan): string {
	const start = scan.at;
	while (isWord(scan.text.charCodeAt(scan.at))) scan.at++;
	return scan.text.slice(start, scan.at);
}

function skipBlank(scan: Scan): void {
	while (isBlank(scan.text.charCodeAt(scan.at))) scan.at++;
}

function take(scan: Scan, expected: string): boolean {
	if (!scan.text.startsWith(expected, scan.at)) return false;
	scan.at += expected.length;
	return true;
}

/** What stands before the end, and moves behind that. */
function until(scan: Scan, end: string): string | undefined {
	const found = scan.text.indexOf(end, scan.at);
	if (found < 0) return undefined;
	const text = scan.text.slice(scan.at, found);
	scan.at = found + end.length;
	return text;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Tab, line feed, carriage return, space. */
const isBlank = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Letters, digits and `_ + - .` */
const isWord = (code: number) =>
	(code >= 0x61 && code <= 0x7a) ||
	(code >= 0x41 && code <= 0x5a) ||
	(code >= 0x30 && code <= 0x39) ||
	code === 0x5f ||
	code === 0x2b ||
	code === 0x2d ||
	code === 0x2e;
