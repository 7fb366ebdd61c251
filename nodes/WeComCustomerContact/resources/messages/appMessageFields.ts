import { maxItems } from '../../engine/checks';
import { toMessage, toText } from '../../engine/convert';
import type { Field } from '../../engine/types';
import { fileSource, inputField, mediaId, webField } from '../shared/fileFields';
import { buttons, entryFields } from './appMessageEntries';
import { KINDS, toArticles, type Kind } from './appMessageKinds';

// What the editor asks for an app message.

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
					name: 'Mini Program Notice',
					value: 'miniProgramNotice',
					description:
						'A notice that opens a page of your mini program (小程序通知). For apps that are mini programs. Shows in WeCom only, not in WeChat.',
				},
				{
					name: 'News',
					value: 'news',
					description: 'Up to 8 articles, each with a picture and a page that opens (图文消息)',
				},
				{
					name: 'Template Card: Buttons',
					value: 'buttonCard',
					description:
						'A card with buttons (按钮交互型模板卡片). Who clicks starts a workflow by the event Card Clicked of the trigger, so the app needs a callback URL. Shows in WeCom only, not in WeChat.',
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
				'At most 128 characters; of news and videos at most 128 bytes, a Chinese character counts as 3; of mini program notices 4 to 12 characters',
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
				'At most 2,048 bytes, a Chinese character counts as 3; in a text card at most 512 characters, of news and videos at most 512 bytes, of mini program notices 4 to 12 characters. With Translate Names, $userName=zhangsan$ shows as the name of the member.',
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
	{ property: { ...buttons, ...shownFor('buttons') } },
	{
		property: {
			displayName: 'Mini Program App ID',
			name: 'appId',
			type: 'string',
			...shownFor('appId'),
			default: '',
			placeholder: 'e.g. wx8bd80126147dfAAA',
			description: 'The mini program that the app of the credential is',
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
	{
		property: {
			displayName: 'Task ID',
			name: 'taskId',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-20260131-7',
			description:
				'Of a card with buttons: your name for it, which the event Card Clicked has as task_id. At most 128 letters, digits, _, - and @; WeCom takes none twice. Without it every card gets one of its own.',
		},
		group: 'additionalFields',
	},
	{
		property: {
			displayName: 'Mini Program Page',
			name: 'page',
			type: 'string',
			default: '',
			placeholder: 'e.g. pages/index/index?customer=1',
			description: 'Of a mini program notice: the page that opens, at most 1,024 bytes',
		},
		group: 'additionalFields',
	},
	{
		property: {
			displayName: 'Emphasize First Row',
			name: 'emphasizeFirstRow',
			type: 'boolean',
			default: true,
			description: 'Whether a mini program notice shows its first row in large letters',
		},
		group: 'additionalFields',
	},
	...entryFields,
];
