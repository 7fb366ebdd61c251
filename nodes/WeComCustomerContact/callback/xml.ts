import { XMLParser } from 'fast-xml-parser';
import { say } from '../texts/say';
import { ITEM, MAX_DEPTH, type Parsed, type WireFields, type WireValue } from './wire';

const DECLARATION = /^<\?xml\s[^<>]*\?>\s*/;

/** What may have `<` and `&` in it. Without its end it goes on to that of the text, and the elements around it have none. */
const LITERAL = /<!\[CDATA\[[^]*?(?:\]\]>|$)|<!--[^]*?(?:-->|$)/g;
/** An element without elements. Names are ASCII; an attribute can't have had one of the literals in it. */
const INNERMOST =
	/<([A-Za-z_][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<\0]*"|'[^'<\0]*'))*\s*(?:\/>|>[^<&]*(?:&(?:lt|gt|amp|quot|apos|#\d+|#x[\da-fA-F]+);[^<&]*)*<\/\1\s*>)/g;
/** Stands where something was taken out: no character of a name, a tag or an entity. */
const GAP = '\0';

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const LAST_CHARACTER = 0x10ffff;
const nothing = () => undefined;

const parser = new XMLParser({
	preserveOrder: true,
	parseTagValue: false,
	jPath: false,
	onDangerousProperty: (name) => name,
	// The library's own one is made anew for each text, of tables that take longer than the text.
	entityDecoder: {
		decode,
		reset: nothing,
		setXmlVersion: nothing,
		addInputEntities: nothing,
		setExternalEntities: nothing,
	},
});

/** What the library makes of a text, or of an element: its name beside what is in it. */
type Node = Record<string, string | Node[]>;

/**
 * Reads the decrypted XML of a callback into fields by element name.
 *
 * Every value is text; `''` for an empty element. CDATA is kept as it is (line ends become `\n`,
 * as XML prescribes), other text without the white space at its ends. An element made of `Item`
 * elements is a list, even with one; an element that comes again makes a list of its values.
 * Comments, attributes, and text beside elements, are not read.
 *
 * Refused: malformed text, a root other than `xml`, an empty root, a DOCTYPE and what needs one, names beyond
 * ASCII or of JavaScript's own, more than 16 levels. Takes time in proportion to the length. Never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90238
 */
export function parseXml(text: string): Parsed {
	// The white space that trim removes includes the byte order mark.
	const xml = text.trim().replace(DECLARATION, '');
	const flaw = findFlaw(xml);
	if (flaw !== undefined) return refused(flaw);
	const nodes = parse(xml);
	return nodes ? readRoot(nodes) : refused(say`has an element whose name JavaScript reserves`);
}

/**
 * What the library would let pass: it takes any end tag for that of the innermost element, and skips text beside the
 * root. Of a well-formed text nothing is left when the innermost elements are taken out again and again.
 */
function findFlaw(xml: string): string | undefined {
	let rest = xml.replace(LITERAL, GAP);
	if (rest.includes('<!DOCTYPE')) return say`has a DOCTYPE, which WeCom never sends`;
	for (let level = 0; level < MAX_DEPTH; level++) {
		const outer = rest.replace(INNERMOST, GAP);
		if (outer === rest) return say`is not well-formed`;
		if (outer === GAP) return undefined;
		rest = outer;
	}
	return say`is nested too deeply`;
}

/** Nothing for a text with one of the names that the library refuses, as they are dangerous in an object. */
function parse(xml: string): Node[] | undefined {
	try {
		return parser.parse(xml) as Node[];
	} catch {
		return undefined;
	}
}

/** The text with its entities replaced; `findFlaw` has let pass no others than XML's own. */
function decode(text: string): string {
	const decoded = text.replace(/&(#?)(\w+);/g, (entity, hash: string, name: string) => {
		if (hash === '') return ENTITIES[name] ?? entity;
		const character = Number(`0${name}`);
		return character <= LAST_CHARACTER ? String.fromCodePoint(character) : entity;
	});
	return decoded.trim();
}

function readRoot([root]: Node[]): Parsed {
	if (!Array.isArray(root?.xml)) return refused(say`has no single root element called xml`);
	const fields = toValue(root.xml);
	return typeof fields === 'string' || Array.isArray(fields)
		? refused(say`has no elements in its root`)
		: { ok: true, fields };
}

function toValue(nodes: Node[]): WireValue {
	const elements = new Map<string, WireValue[]>();
	let text = '';
	for (const node of nodes) {
		for (const name in node) {
			const content = node[name]!;
			if (typeof content === 'string') text += content;
			else if (elements.has(name)) elements.get(name)?.push(toValue(content));
			else elements.set(name, [toValue(content)]);
		}
	}
	const items = elements.get(ITEM);
	if (elements.size === 0) return text;
	return items && elements.size === 1 ? items : toFields(elements);
}

function toFields(elements: Map<string, WireValue[]>): WireFields {
	const fields: WireFields = {};
	for (const [name, values] of elements) {
		fields[name] = values.length === 1 && name !== ITEM ? values[0]! : values;
	}
	return fields;
}

function refused(what: string): Parsed {
	return { ok: false, reason: say`The XML ${what}` };
}
