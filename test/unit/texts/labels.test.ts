import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type * as Action from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import type * as Poller from '../../../nodes/WeComNewCustomer/WeComNewCustomerTrigger.node';
import type * as Trigger from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';
import { inChinese } from './inChinese';

// n8n cuts what does not fit into its form, which is 387 pixels wide (docs/images). Beside the label of a field stands the
// switch between value and expression when the mouse is there; a choice has the arrow of its list beside it.

const FORM = 387;
const SWITCH = 140;
const INDENT = 24;
const ARROW = 42;

const load = () => [
	new (jest.requireActual<typeof Action>(
		'../../../nodes/WeComCustomerContact/WeComCustomerContact.node',
	).WeComCustomerContact)(),
	new (jest.requireActual<typeof Trigger>(
		'../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node',
	).WeComCustomerContactTrigger)(),
	new (jest.requireActual<typeof Poller>(
		'../../../nodes/WeComNewCustomer/WeComNewCustomerTrigger.node',
	).WeComNewCustomerTrigger)(),
];

/** About how wide n8n's editor shows a character, in pixels. */
function widthOf(character: string): number {
	if (/[\p{Script=Han}\u3000-\u303f\uff00-\uffef「」]/u.test(character)) return 14;
	if (/[mwMW]/.test(character)) return 10.5;
	if (/[A-Z]/.test(character)) return 9;
	return /[iljtfrI .,:()'/|-]/.test(character) ? 3.8 : 7;
}

const pixels = (text: string) => [...text].reduce((sum, character) => sum + widthOf(character), 0);

interface Label {
	text: string;
	room: number;
}

/** What is read of a field and within it, with the room that there is for it. */
function labelsOf(property: INodeProperties, depth = 0): Label[] {
	const { displayName, options = [], type } = property;
	if (type === 'notice' || type === 'hidden') return [];
	const label = { text: displayName, room: FORM - SWITCH - depth * INDENT };
	return [label, ...options.flatMap((option) => within(option, depth))];
}

function within(
	option: INodePropertyOptions | INodeProperties | INodePropertyCollection,
	depth: number,
): Label[] {
	if ('values' in option) return option.values.flatMap((value) => labelsOf(value, depth + 1));
	if ('type' in option) return labelsOf(option, depth + 1);
	return [{ text: option.name, room: FORM - ARROW - depth * INDENT }];
}

it.each([
	['English', load()],
	['Chinese', inChinese(load)],
])('no label is cut off in %s', (_language, nodes) => {
	const labels = nodes.flatMap(({ description }) =>
		description.properties.flatMap((property) => labelsOf(property)),
	);
	expect(labels.length).toBeGreaterThan(400);
	const cut = labels
		.filter(({ text, room }) => pixels(text) > room)
		.map(({ text, room }) => `${text}: ${Math.ceil(pixels(text) - room)}`);
	expect([...new Set(cut)]).toEqual([]);
});
