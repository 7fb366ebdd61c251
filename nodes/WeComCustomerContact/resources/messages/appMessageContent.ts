import type { IDataObject } from 'n8n-workflow';
import { insist, maxBytes, maxCharacters, maxItems, webAddress } from '../../engine/checks';
import { toMessage, toText } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Check, Field, Given } from '../../engine/types';
import { asList, asObject, isBlank, put } from '../../engine/values';
import { say } from '../../texts/say';
import { fileOf, fileSource, inputField, mediaId, webField } from '../shared/fileFields';
import type { FileKind } from '../shared/files';

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

const optional = (part: Part): Part => ({ ...part, required: undefined });
const pictureUrl = (to: string): Part => ({
	from: 'pictureUrl',
	label: say`Picture URL`,
	to,
	checks: [webAddress, maxBytes(2048)],
});

/** A kind of message. */
interface Kind {
	msgtype: string;
	parts: readonly Part[];
	/** What every one of them has. */
	always?: () => IDataObject;
	/** It is a file. */
	file?: FileKind;
	/** It can be one that nobody can forward. */
	confidential?: true;
}

const file = (kind: FileKind, ...parts: Part[]): Kind => ({
	msgtype: kind,
	parts,
	file: kind,
	...(kind === 'voice' ? {} : { confidential: true }),
});
const templateCard = (card_type: string, ...parts: Part[]): Kind => ({
	msgtype: 'template_card',
	always: () => ({ card_type, card_action: { type: 1 } }),
	parts: [title('main_title.title'), ...parts, linkUrl('card_action.url')],
});

/** By the choice in Message Type. */
const KINDS: Readonly<Record<string, Kind>> = {
	text: { msgtype: 'text', parts: [text('content', maxBytes(2048))], confidential: true },
	markdown: { msgtype: 'markdown', parts: [text('content', maxBytes(2048))] },
	textcard: {
		msgtype: 'textcard',
		parts: [
			title('title', maxCharacters(128)),
			text('description', maxCharacters(512)),
			linkUrl('url'),
			{ from: 'buttonText', label: say`Button Text`, to: 'btntxt', checks: [maxCharacters(4)] },
		],
	},
	news: {
		msgtype: 'news',
		parts: [
			title('title', maxBytes(128)),
			optional(text('description', maxBytes(512))),
			linkUrl('url'),
			pictureUrl('picurl'),
		],
	},
	image: file('image'),
	file: file('file'),
	video: file(
		'video',
		optional(title('title', maxBytes(128))),
		optional(text('description', maxBytes(512))),
	),
	voice: file('voice'),
	textNotice: templateCard('text_notice', optional(text('sub_title_text'))),
	newsNotice: templateCard('news_notice', optional(text('main_title.desc')), {
		...pictureUrl('card_image.url'),
		required: true,
	}),
};

const typesWith = (has: (kind: Kind) => boolean) =>
	Object.entries(KINDS).flatMap(([name, kind]) => (has(kind) ? [name] : []));
const shownFor = (part: string) => ({
	displayOptions: {
		show: { messageType: typesWith(({ parts }) => parts.some(({ from }) => from === part)) },
	},
});

export const contentFields: Field[] = [
	{
		property: {
			displayName: 'Message Type',
			name: 'messageType',
			type: 'options',
			options: [
				{ name: 'File', value: 'file' },
				{ name: 'Image', value: 'image' },
				{
					name: 'Markdown',
					value: 'markdown',
					description: 'Text with headings, bold and colors. Shows in WeCom only, not in WeChat.',
				},
				{
					name: 'News',
					value: 'news',
					description: 'Up to 8 articles, each with a picture and a page that opens (图文消息)',
				},
				{
					name: 'Template Card: News',
					value: 'newsNotice',
					description:
						'A card with a big picture (图文展示型模板卡片). Shows in WeCom only, not in WeChat.',
				},
				{
					name: 'Template Card: Text',
					value: 'textNotice',
					description:
						'A card with a title (文本通知型模板卡片). Shows in WeCom only, not in WeChat.',
				},
				{ name: 'Text', value: 'text', description: 'Text, in which links may stand' },
				{
					name: 'Text Card',
					value: 'textcard',
					description: 'A title, a text, and a page that opens (文本卡片)',
				},
				{ name: 'Video', value: 'video' },
				{ name: 'Voice', value: 'voice', description: 'A recording in AMR format' },
			],
			default: 'text',
		},
	},
	{
		property: {
			displayName: 'Title',
			name: 'title',
			type: 'string',
			...shownFor('title'),
			default: '',
			description:
				'At most 128 characters; of news and videos at most 128 bytes, a Chinese character counts as 3',
		},
	},
	{
		property: {
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			...shownFor('text'),
			default: '',
			placeholder: 'e.g. 新客户：陈小明',
			description:
				'At most 2,048 bytes, a Chinese character counts as 3; in a text card at most 512 characters, of news and videos at most 512 bytes. With Translate Names, $userName=zhangsan$ shows as the name of the member.',
		},
		as: toMessage,
	},
	{
		property: {
			displayName: 'Link URL',
			name: 'linkUrl',
			type: 'string',
			...shownFor('linkUrl'),
			default: '',
			placeholder: 'e.g. https://example.com/customers/1',
			description: 'Page that opens',
		},
	},
	{
		property: {
			displayName: 'File',
			name: 'file',
			type: 'fixedCollection',
			displayOptions: { show: { messageType: typesWith((kind) => kind.file !== undefined) } },
			placeholder: 'Add File',
			default: {},
			description: 'Without it, the file "data" of the input item is sent',
			options: [
				{
					displayName: 'File',
					name: 'file',
					values: [
						fileSource({ mediaIds: 'A file that was uploaded less than 3 days ago' }),
						inputField(),
						webField(),
						mediaId(
							'ID of an uploaded file of the same type (media/upload), valid for 3 days',
							undefined,
						),
					],
				},
			],
		},
	},
	{
		property: {
			displayName: 'More Articles',
			name: 'articles',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add Article',
			default: {},
			description: 'Of news: up to 7 articles below the first',
			options: [
				{
					displayName: 'Article',
					name: 'article',
					values: [
						{
							displayName: 'Title',
							name: 'title',
							type: 'string',
							default: '',
							description: 'At most 128 bytes; a Chinese character counts as 3',
						},
						{
							displayName: 'Link URL',
							name: 'linkUrl',
							type: 'string',
							default: '',
							placeholder: 'e.g. https://example.com/customers/1',
							description: 'Page that opens',
						},
						{
							displayName: 'Picture URL',
							name: 'pictureUrl',
							type: 'string',
							default: '',
							placeholder: 'e.g. https://example.com/cover.png',
						},
					],
				},
			],
		},
		group: 'additionalFields',
		as: toArticles,
		checks: [maxItems(7)],
	},
	{
		property: {
			displayName: 'Picture URL',
			name: 'pictureUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/cover.png',
			description: 'Of news and the template card with a picture, which needs one',
		},
		group: 'additionalFields',
		as: toText,
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

/** The articles below the first, each with what an article needs. */
function toArticles(value: unknown, label: string): IDataObject[] {
	return asList(asObject(value).article).map((entry, index) =>
		said(KINDS.news!.parts, asObject(entry), (part) => `${label} ${index + 1}: "${part.label}"`),
	);
}

/** The parts in their places. Throws InputProblem on one that is missing or does not fit. */
function said(
	parts: readonly Part[],
	values: Given['values'],
	labelOf: (part: Part) => string,
	result: IDataObject = {},
): IDataObject {
	for (const part of parts) {
		const value = values[part.from];
		if (isBlank(value)) {
			if (part.required) throw new InputProblem(say`${labelOf(part)} is empty. Fill it in`);
			continue;
		}
		insist(value, labelOf(part), part.checks);
		put(result, part.to, value);
	}
	return result;
}

/** The file of the message: one to be uploaded, or the ID of one that was. */
function mediaOf(kind: FileKind, { file: given }: Given['values']): IDataObject | string {
	const entry = { source: 'binary', ...asObject(asObject(given).file) };
	const label = say`"File"`;
	const upload = fileOf(entry, label, kind, 'message');
	if (upload) return upload;
	const id = asObject(entry).mediaId;
	if (isBlank(id)) throw new InputProblem(say`${label}: "Media ID" is empty. Fill it in`);
	return toText(id, label);
}

/**
 * What the message says, as WeCom takes it, with files still to be uploaded. Throws InputProblem on what is missing or
 * does not fit.
 */
export function content(given: Given): IDataObject {
	const { values } = given;
	const kind = KINDS[String(values.messageType)]!;
	if (given.request.body.safe === 1 && !kind.confidential) {
		throw new InputProblem(
			say`A message of this type cannot be confidential. Remove "Confidential", or choose another type`,
		);
	}
	const { msgtype } = kind;
	const own = said(kind.parts, values, ({ label }) => say`"${label}"`, kind.always?.());
	if (kind.file) Object.assign(own, { media_id: mediaOf(kind.file, values) });
	return {
		msgtype,
		[msgtype]:
			msgtype === 'news' ? { articles: [own, ...(asList(values.articles) as IDataObject[])] } : own,
	};
}
