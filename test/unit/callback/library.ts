import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { WireFields, WireValue } from '../../../nodes/WeComCustomerContact/callback/wire';

const library = new XMLParser({
	parseTagValue: false,
	isArray: (name) => name === 'Item',
	htmlEntities: true,
	commentPropName: '#comment',
	onDangerousProperty: (name) => name,
});

/**
 * What fast-xml-parser reads in a text without white space around, in the form of our own reader; nothing where it
 * refuses the text or one of its names.
 */
export function readWithLibrary(xml: string): WireValue | undefined {
	if (XMLValidator.validate(xml) !== true) return undefined;
	try {
		return simplified((library.parse(xml) as WireFields).xml ?? '');
	} catch {
		return undefined;
	}
}

/** Without the text beside elements and comments, and with lists for what is made of items. */
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
