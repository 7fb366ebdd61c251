import { ITEM, MAX_DEPTH, type Parsed, type WireFields, type WireValue } from './wire';
import { say } from '../texts/say';

/** CDATA, a start tag (its name, the slash of an empty element), an end tag, text, or what is not read. */
const PIECE =
	/<!\[CDATA\[([^]*?)\]\]>|<([A-Za-z_][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>|<\/([A-Za-z_][\w.:-]*)\s*>|([^<]+)|<!--[^]*?-->|^<\?xml\s[^<>]*\?>/gy;

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const UNKNOWN_ENTITY = /&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\da-fA-F]+);)/;
const LAST_CHARACTER = 0x10ffff;

/** An element, or the document around the root, as far as it was read. */
interface Element {
	name: string;
	/** What stands in it beside elements. */
	text: string;
	children: Array<{ name: string; value: WireValue }>;
}

/**
 * Reads the decrypted XML of a callback into fields by element name.
 *
 * Every value is text; `''` for an empty element. CDATA is kept as it is (line ends become `\n`,
 * as XML prescribes), other text without the white space at its ends. An element made of `Item`
 * elements is a list, even with one; an element that comes again makes a list of its values.
 * Comments, attributes, and text beside elements, are not read.
 *
 * Refused: malformed text, a root other than `xml`, an empty root, a DOCTYPE and what needs one, names beyond
 * ASCII, more than 16 levels. Takes time in proportion to the length. Never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90238
 */
export function parseXml(text: string): Parsed {
	// The white space that trim removes includes the byte order mark.
	const xml = text.trim().replace(/\r\n?/g, '\n');
	const document = start('');
	const open = [document];
	let at = 0;
	for (const piece of xml.matchAll(PIECE)) {
		if (piece[2] !== undefined && open.length > MAX_DEPTH)
			return refused(say`is nested too deeply`);
		if (!put(piece, open)) break;
		at += piece[0].length;
	}
	if (xml.startsWith('<!DOCTYPE', at)) return refused(say`has a DOCTYPE, which WeCom never sends`);
	return at < xml.length || open.length > 1 ? malformed(xml, at) : readRoot(document);
}

function start(name: string): Element {
	return { name, text: '', children: [] };
}

/** Adds a piece to the innermost of the open elements; answers whether it may stand there. */
function put([, cdata, started, slash, ended, text]: RegExpExecArray, open: Element[]): boolean {
	if (started !== undefined) {
		open.push(start(started));
		return slash === '' || close(started, open);
	}
	if (ended !== undefined) return close(ended, open);
	const added = cdata ?? decode(text ?? '')?.trim();
	const innermost = open.at(-1);
	if (added === undefined || innermost === undefined) return false;
	innermost.text += added;
	return open.length > 1 || added === '';
}

function close(name: string, open: Element[]): boolean {
	const element = open.pop();
	const parent = open.at(-1);
	if (element?.name !== name || parent === undefined) return false;
	// Copying a property of this name would replace the copy's prototype.
	if (name !== '__proto__') parent.children.push({ name, value: toValue(element) });
	return true;
}

/** The text with its entities replaced, or nothing when it has an ampersand that is none of XML's own. */
function decode(text: string): string | undefined {
	if (UNKNOWN_ENTITY.test(text)) return undefined;
	return text.replace(/&(#?)(\w+);/g, (entity, hash: string, name: string) => {
		if (hash === '') return ENTITIES[name] ?? entity;
		const character = Number(`0${name}`);
		return character <= LAST_CHARACTER ? String.fromCodePoint(character) : entity;
	});
}

function toValue({ text, children }: Element): WireValue {
	if (children.length === 0) return text;
	if (children.every(({ name }) => name === ITEM)) return children.map(({ value }) => value);
	const values: Record<string, WireValue[]> = {};
	for (const { name, value } of children) {
		if (Object.hasOwn(values, name)) values[name]?.push(value);
		else values[name] = [value];
	}
	const fields: WireFields = {};
	for (const [name, all] of Object.entries(values)) {
		fields[name] = all.length === 1 && name !== ITEM ? (all[0] ?? '') : all;
	}
	return fields;
}

function readRoot({ children: [root, another] }: Element): Parsed {
	if (root?.name !== 'xml' || another) return refused(say`has no single root element called xml`);
	return typeof root.value === 'string' || Array.isArray(root.value)
		? refused(say`has no elements in its root`)
		: { ok: true, fields: root.value };
}

function refused(what: string): Parsed {
	return { ok: false, reason: say`The XML ${what}` };
}

function malformed(xml: string, at: number): Parsed {
	const lines = xml.slice(0, at).split('\n');
	const column = (lines.at(-1)?.length ?? 0) + 1;
	return refused(say`is not well-formed (line ${lines.length}, column ${column})`);
}
