import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { readPlainXml } from './plainXml';
import { ITEM, MAX_DEPTH, type Parsed, type WireFields, type WireValue } from './wire';

const TEXT = '#text';
const CDATA = '#cdata';
// Put before every element name, so that no element can be called like a part of the tree itself or of a
// JavaScript object.
const MARK = '$';

/** A piece of the tree that the parser makes with `preserveOrder`. */
type Node = { [part: string]: Node[] | string };

const parser = new XMLParser({
	preserveOrder: true,
	textNodeName: TEXT,
	cdataPropName: CDATA,
	// The parser applies this twice to a self-closing element.
	transformTagName: (name) => (name.startsWith(MARK) ? name : MARK + name),
	ignorePiTags: true,
	parseTagValue: false,
	trimValues: false,
	// Without it the parser leaves numeric references such as &#x4e2d; as they are.
	htmlEntities: true,
	// One character an entity: should a DOCTYPE slip past, its entities cannot make the text grow.
	processEntities: { enabled: true, maxEntitySize: 1, maxExpandedLength: Infinity },
	maxNestedTags: MAX_DEPTH,
	jPath: false,
});

/**
 * Reads the decrypted XML of a callback into fields by element name.
 *
 * Every value is text; `''` for an empty element. CDATA is kept as it is (line ends become `\n`,
 * as XML prescribes), other text without the white space at its ends. An element made of `Item`
 * elements is a list, even with one; an element that comes again makes a list of its values.
 * Attributes, and text beside elements, are not read.
 *
 * Refused: malformed text, a root other than `xml`, an empty root, a DOCTYPE, more than 16 levels.
 * Never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90238
 */
export function parseXml(text: string): Parsed {
	// The white space that trim removes includes the byte order mark.
	const xml = text.trim();
	const fields = readPlainXml(xml);
	return fields ? { ok: true, fields } : parseAnyXml(xml);
}

/** The same with the library, which reads all of XML; exported for the test that compares the two. */
export function parseAnyXml(xml: string): Parsed {
	const valid = XMLValidator.validate(xml);
	if (valid !== true) {
		const { line, col } = valid.err;
		return refused(`is not well-formed (line ${line}, column ${col ?? 1})`);
	}
	if (hasDeclaration(xml)) return refused('has a DOCTYPE, which WeCom never sends');

	const nodes = parse(xml);
	return nodes ? toParsed(nodes) : refused('cannot be read, or is nested too deeply');
}

function toParsed(nodes: Node[]): Parsed {
	const [root, another] = nodes.filter(isElement);
	const content = root?.[`${MARK}xml`];
	if (another !== undefined || !Array.isArray(content)) {
		return refused('has no single root element called xml');
	}
	const fields = toValue(content);
	return typeof fields === 'string' || Array.isArray(fields)
		? refused('has no elements in its root')
		: { ok: true, fields };
}

function refused(what: string): Parsed {
	return { ok: false, reason: `The XML ${what}` };
}

function hasDeclaration(xml: string): boolean {
	const rest = xml.replace(/<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)/g, '');
	return rest.includes('<!');
}

function parse(xml: string): Node[] | undefined {
	try {
		return parser.parse(xml) as Node[];
	} catch {
		return undefined;
	}
}

function isElement(node: Node): boolean {
	return Object.keys(node).some((name) => name.startsWith(MARK));
}

function toValue(nodes: Node[]): WireValue {
	const elements = new Map<string, WireValue[]>();
	for (const node of nodes) {
		for (const [name, content] of Object.entries(node)) {
			if (!name.startsWith(MARK) || !Array.isArray(content)) continue;
			const key = name.slice(MARK.length);
			const values = elements.get(key);
			if (values) values.push(toValue(content));
			else elements.set(key, [toValue(content)]);
		}
	}
	const items = elements.get(ITEM);
	if (elements.size === 0) return toText(nodes);
	if (items && elements.size === 1) return items;
	return toFields(elements);
}

function toFields(elements: Map<string, WireValue[]>): WireFields {
	return Object.fromEntries(
		[...elements]
			// Copying such a property later on would replace the copy's prototype.
			.filter(([name]) => name !== '__proto__')
			.map(([name, values]) => [
				name,
				values.length === 1 && name !== ITEM ? (values[0] ?? '') : values,
			]),
	);
}

function toText(nodes: Node[]): string {
	const parts = nodes.map((node) => {
		const cdata = node[CDATA];
		return Array.isArray(cdata)
			? { text: String(cdata[0]?.[TEXT] ?? ''), exact: true }
			: { text: String(node[TEXT] ?? ''), exact: false };
	});
	const first = parts[0];
	const last = parts.at(-1);
	if (first && !first.exact) first.text = first.text.trimStart();
	if (last && !last.exact) last.text = last.text.trimEnd();
	return parts.map(({ text }) => text).join('');
}
