import type { IDataObject } from 'n8n-workflow';
import { maxBytes, maxCharacters, webAddress } from '../../engine/checks';
import { toMessage, toText } from '../../engine/convert';
import type { Check, Field, Given } from '../../engine/types';
import { put } from '../../engine/values';
import { say } from '../../texts/say';

// What an app message says: https://developer.work.weixin.qq.com/document/path/90236

/** A value of a message: where it comes from, where it goes, and its limits. */
interface Part {
	/** Name of the field. */
	from: string;
	label: string;
	/** WeCom's name, dotted. */
	to: string;
	required?: true;
	checks?: readonly Check[];
}

const text = (to: string, ...checks: Check[]): Part => ({
	from: 'text',
	label: say`Text`,
	to,
	required: true,
	checks,
});
const title = (to: string, ...checks: Check[]): Part => ({
	from: 'title',
	label: say`Title`,
	to,
	required: true,
	checks,
});
const linkUrl = (to: string): Part => ({
	from: 'linkUrl',
	label: say`Link URL`,
	to,
	required: true,
	checks: [webAddress, maxBytes(2048)],
});

/** What each kind of message consists of, by WeCom's `msgtype`. */
const KINDS: Readonly<Record<string, readonly Part[]>> = {
	text: [text('content', maxBytes(2048))],
	markdown: [text('content', maxBytes(2048))],
	textcard: [
		title('title', maxCharacters(128)),
		text('description', maxCharacters(512)),
		linkUrl('url'),
		{ from: 'buttonText', label: say`Button Text`, to: 'btntxt', checks: [maxCharacters(4)] },
	],
};

/** Those that can be confidential. */
const CONFIDENTIAL = ['text'];

const CARDS = ['textcard'];

export const contentFields: Field[] = [
	{
		property: {
			displayName: 'Message Type',
			name: 'messageType',
			type: 'options',
			options: [
				{
					name: 'Markdown',
					value: 'markdown',
					description: 'Text with headings, bold and colors. Shows in WeCom only, not in WeChat.',
				},
				{ name: 'Text', value: 'text', description: 'Text, in which links may stand' },
				{
					name: 'Text Card',
					value: 'textcard',
					description: 'A title, a text, and a page that opens (文本卡片)',
				},
			],
			default: 'text',
		},
	},
	{
		property: {
			displayName: 'Title',
			name: 'title',
			type: 'string',
			displayOptions: { show: { messageType: CARDS } },
			default: '',
			description: 'At most 128 characters',
		},
	},
	{
		property: {
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. 新客户：陈小明',
			description:
				'At most 2,048 bytes, a Chinese character counts as 3; in a card, at most 512 characters. With Translate Names, $userName=zhangsan$ shows as the name of the member.',
		},
		as: toMessage,
	},
	{
		property: {
			displayName: 'Link URL',
			name: 'linkUrl',
			type: 'string',
			displayOptions: { show: { messageType: CARDS } },
			default: '',
			placeholder: 'e.g. https://example.com/customers/1',
			description: 'Page that the card opens',
		},
	},
	{
		property: {
			displayName: 'Button Text',
			name: 'buttonText',
			type: 'string',
			default: '',
			placeholder: 'e.g. 详情',
			description: 'Of a text card, at most 4 characters. Without it WeCom writes 详情.',
		},
		group: 'additionalFields',
		as: toText,
	},
];

const partsOf = ({ values }: Given) => KINDS[String(values.messageType)] ?? [];

/** What is wrong with what the message says, or nothing. */
export function contentProblem(given: Given): string | undefined {
	for (const { from, label, required, checks } of partsOf(given)) {
		const value = given.values[from];
		if (value === undefined) {
			if (required) return say`"${label}" is empty. Fill it in`;
			continue;
		}
		const problem = checks?.map((check) => check(value)).find((one) => one !== undefined);
		if (problem !== undefined) return say`"${label}" ${problem}`;
	}
	return given.request.body.safe === 1 && !CONFIDENTIAL.includes(String(given.values.messageType))
		? say`A message of this type cannot be confidential. Remove "Confidential", or choose another type`
		: undefined;
}

/** What the message says, as WeCom takes it. */
export function content(given: Given): IDataObject {
	const msgtype = String(given.values.messageType);
	const said: IDataObject = {};
	for (const { from, to } of partsOf(given)) {
		if (given.values[from] !== undefined) put(said, to, given.values[from]);
	}
	return { msgtype, [msgtype]: said };
}
