import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { WireFields, WireValue } from '../../../nodes/WeComCustomerContact/callback/wire';

const library = new XMLParser({
	parseTagValue: false,
	isArray: (name) => name === 'Item',
	htmlEntities: true,
	onDangerousProperty: (name) => name,
});

/**
 * What fast-xml-parser reads by itself in a text without white space around: with its validator, its entities and its own
 * way to put elements together, in the form of `parseXml`. Nothing where it refuses the text or one of its names.
 */
export function readWithLibrary(xml: string): WireValue | undefined {
	if (XMLValidator.validate(xml) !== true) return undefined;
	try {
		return simplified((library.parse(xml) as WireFields).xml ?? '');
	} catch {
		return undefined;
	}
}

/** Without the text beside elements, and with lists for what is made of items. */
function simplified(value: WireValue): WireValue {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.map(simplified);
	const elements = Object.entries(value).filter(([name]) => !name.startsWith('#'));
	const [first] = elements;
	if (!first) return value['#text'] ?? '';
	return elements.length === 1 && first[0] === 'Item'
		? simplified(first[1])
		: Object.fromEntries(elements.map(([name, inner]) => [name, simplified(inner)]));
}
