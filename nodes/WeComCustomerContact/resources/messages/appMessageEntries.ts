import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { between, maxBytes, maxCharacters, webAddress } from '../../engine/checks';
import { toText } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Field } from '../../engine/types';
import { say } from '../../texts/say';
import { inGroup } from '../shared/fields';
import { entries, entry, part, required, type Whole } from './appMessageParts';

// The lists of a template card or mini program notice: https://developer.work.weixin.qq.com/document/path/90236

const title = part('title', say`Title`, toText)('title');
const url = required(part('url', say`URL`, toText)('url', webAddress));
const text = part('text', say`Text`, toText);
const buttonText = part('text', say`Button Text`, toText)('text');

/** What an entry has by what it opens. */
type ByChoice = Readonly<Record<string, Required<Whole>>>;

const ROWS: ByChoice = {
	nothing: { always: {}, parts: [] },
	url: { always: { type: 1 }, parts: [url] },
	member: {
		always: { type: 3 },
		parts: [required(part('memberId', say`Profile Of (Member ID)`, toText)('userid'))],
	},
};
const BUTTONS: ByChoice = {
	callback: {
		always: { type: 0 },
		parts: [required(part('key', say`Key`, toText)('key', maxBytes(1024)))],
	},
	url: { always: { type: 1 }, parts: [url] },
};

export const toRows = entries('row', ({ opens }) => {
	const { always, parts } = ROWS[String(opens)]!;
	const name = required(part('name', say`Name`, toText)('keyname'));
	return { always, parts: [name, part('value', say`Value`, toText)('value'), ...parts] };
});

/** The same in a mini program notice, where nothing opens but the mini program. */
export const toNotices = (value: unknown, label: string): IDataObject[] =>
	entries('row', ({ opens }) => {
		if (opens !== 'nothing') {
			throw new InputProblem(
				say`${label} of a mini program notice open nothing but its page. Set "Opens" to Nothing`,
			);
		}
		return {
			parts: [
				required(part('name', say`Name`, toText)('key', maxCharacters(10))),
				required(part('value', say`Value`, toText)('value', maxCharacters(30))),
			],
		};
	})(value, label);

export const toButtons = (value: unknown, label: string): IDataObject[] => {
	const buttons = entries('button', ({ opens }) => {
		const { always, parts } = BUTTONS[String(opens)]!;
		const style = part('style', say`Style`)('style', between(1, 4));
		return { always, parts: [required(buttonText), style, ...parts] };
	})(value, label);
	const keys = buttons.flatMap(({ key }) => key ?? []);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	if (twice === undefined) return buttons;
	throw new InputProblem(
		say`${label} have the key "${String(twice)}" twice, so nobody could tell which was clicked. Change one of them`,
	);
};

export const toLinks = entries('link', () => ({
	always: { type: 1 },
	parts: [required(title), url],
}));
export const toParagraphs = entries('paragraph', () => ({
	parts: [required(title), text('desc')],
}));
export const toSource = entry('source', {
	parts: [
		required(part('name', say`Name`, toText)('desc')),
		part('iconUrl', say`Icon URL`, toText)('icon_url', webAddress),
	],
});
export const toQuote = entry('quote', {
	parts: [title, required(text('quote_text'))],
});

const LABELS = {
	title: { displayName: 'Title', name: 'title' },
	text: { displayName: 'Text', name: 'text' },
	name: { displayName: 'Name', name: 'name' },
	value: { displayName: 'Value', name: 'value' },
} as const;

const typed = (
	which: keyof typeof LABELS,
	more: Partial<INodeProperties> = {},
): INodeProperties => ({
	...LABELS[which],
	type: 'string',
	default: '',
	...more,
});

const urlIn = (more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'URL',
	name: 'url',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/customers/1',
	description: 'Page that opens',
	...more,
});

const opensUrl = urlIn({ displayOptions: { show: { opens: ['url'] } } });

/** A field of several entries, in their order. */
const several = (
	labels: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'placeholder'>,
	one: { displayName: string; name: string; values: INodeProperties[] },
): INodeProperties => ({
	...labels,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	default: {},
	options: [one],
});

/** The buttons, without which a card of buttons is none. */
export const buttons: INodeProperties = several(
	{
		displayName: 'Buttons',
		name: 'buttons',
		placeholder: 'Add Button',
		description: '1 to 6 buttons below the text',
	},
	{
		displayName: 'Button',
		name: 'button',
		values: [
			typed('text', { displayName: 'Button Text', placeholder: 'e.g. 已联系' }),
			{
				displayName: 'Click',
				name: 'opens',
				type: 'options',
				options: [
					{
						name: 'Opens a Page',
						value: 'url',
					},
					{
						name: 'Tells the App',
						value: 'callback',
						description: 'The trigger gives the event Card Clicked with the key',
					},
				],
				default: 'callback',
			},
			{
				displayName: 'Key',
				name: 'key',
				type: 'string',
				displayOptions: { show: { opens: ['callback'] } },
				default: '',
				placeholder: 'e.g. contacted',
				description: 'The event Card Clicked has it as event_key. Each button needs another one.',
			},
			{
				displayName: 'Style',
				name: 'style',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 4 },
				default: 1,
				description: 'Look of the button, from 1 to 4',
			},
			opensUrl,
		],
	},
);

/** What template cards and mini program notices can have besides. */
export const entryFields: Field[] = inGroup('additionalFields', [
	{
		property: several(
			{
				displayName: 'Rows',
				name: 'rows',
				placeholder: 'Add Row',
				description:
					'Names with values below the text: up to 6 of template cards, up to 10 of mini program notices (name at most 10, value at most 30 characters)',
			},
			{
				displayName: 'Row',
				name: 'row',
				values: [
					typed('name', { placeholder: 'e.g. 渠道' }),
					{
						displayName: 'Opens',
						name: 'opens',
						type: 'options',
						options: [
							{ name: 'Member', value: 'member', description: "The member's profile" },
							{ name: 'Nothing', value: 'nothing' },
							{ name: 'Page', value: 'url', description: 'A web page' },
						],
						default: 'nothing',
						description: 'What a click on the value opens',
					},
					{
						displayName: 'Profile Of (Member ID)',
						name: 'memberId',
						type: 'string',
						displayOptions: { show: { opens: ['member'] } },
						default: '',
						placeholder: 'e.g. zhangsan',
						description: 'The member (成员) whose profile opens',
					},
					opensUrl,
					typed('value', { placeholder: 'e.g. 门店一' }),
				],
			},
		),
	},
	{
		property: several(
			{
				displayName: 'Links',
				name: 'links',
				placeholder: 'Add Link',
				description: 'Up to 3 links at the bottom of a template card with text or picture',
			},
			{ displayName: 'Link', name: 'link', values: [typed('title'), urlIn()] },
		),
	},
	{
		property: several(
			{
				displayName: 'Paragraphs',
				name: 'paragraphs',
				placeholder: 'Add Paragraph',
				description: 'Up to 4 titles with texts below the picture of a template card',
			},
			{ displayName: 'Paragraph', name: 'paragraph', values: [typed('title'), typed('text')] },
		),
	},
	{
		property: {
			displayName: 'Source',
			name: 'source',
			type: 'fixedCollection',
			placeholder: 'Add Source',
			default: {},
			description: 'Where a template card comes from, above its title',
			options: [
				{
					displayName: 'Source',
					name: 'source',
					values: [
						typed('name', { placeholder: 'e.g. 客户管理' }),
						{
							displayName: 'Icon URL',
							name: 'iconUrl',
							type: 'string',
							default: '',
							placeholder: 'e.g. https://example.com/icon.png',
						},
					],
				},
			],
		},
	},
	{
		property: {
			displayName: 'Quote',
			name: 'quote',
			type: 'fixedCollection',
			placeholder: 'Add Quote',
			default: {},
			description: 'What somebody wrote, in a frame of a template card',
			options: [{ displayName: 'Quote', name: 'quote', values: [typed('title'), typed('text')] }],
		},
	},
]);
