import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { insist, maxBytes, maxItems, webAddress } from '../../engine/checks';
import { toText } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import { fileOf, fileSource, inputField, mediaId, webField } from './fileFields';
import type { FileKind, Purpose } from './files';
import type { Check, Field } from '../../engine/types';
import { asList, asObject, isBlank, put } from '../../engine/values';
import { say } from '../../texts/say';

export interface Part {
	/** Name of the editor's field. */
	name: string;
	label: string;
	/** WeCom's name. */
	to: string;
	required?: boolean;
	checks?: Check[];
	/** Can be a file of this kind instead, from the input item or the web: it stands here once it is uploaded. */
	file?: FileKind;
}

/** A file that the kind can't do without. */
export const file = (kind: FileKind): Part => ({
	name: 'mediaId',
	label: say`Media ID`,
	to: 'media_id',
	required: true,
	file: kind,
});

export const linkUrl: Part = {
	name: 'linkUrl',
	label: say`Link URL`,
	to: 'url',
	required: true,
	checks: [webAddress],
};

/** What each kind of attachment consists of. */
export type Kinds = Readonly<Record<string, readonly Part[]>>;

/** https://developer.work.weixin.qq.com/document/path/92137 */
export const MESSAGE_KINDS = {
	image: [
		{ name: 'mediaId', label: say`Media ID`, to: 'media_id', file: 'image' },
		{ name: 'pictureUrl', label: say`Picture URL`, to: 'pic_url', checks: [webAddress] },
	],
	link: [
		{
			name: 'linkTitle',
			label: say`Link Title`,
			to: 'title',
			required: true,
			checks: [maxBytes(128)],
		},
		linkUrl,
		{ name: 'pictureUrl', label: say`Picture URL`, to: 'picurl', checks: [webAddress] },
		{ name: 'summary', label: say`Summary`, to: 'desc', checks: [maxBytes(512)] },
	],
	miniprogram: [
		{
			name: 'coverMediaId',
			label: say`Media ID of Cover`,
			to: 'pic_media_id',
			required: true,
			file: 'image',
		},
		{ name: 'appId', label: say`Mini Program App ID`, to: 'appid', required: true },
		{ name: 'page', label: say`Mini Program Page`, to: 'page', required: true },
		{
			name: 'programTitle',
			label: say`Mini Program Title`,
			to: 'title',
			required: true,
			checks: [maxBytes(64)],
		},
	],
	video: [file('video')],
	file: [file('file')],
} satisfies Kinds;

/** Builds WeCom's attachments from the editor's entries; names the entry and field that don't fit. */
export const attachmentsFor =
	(purpose: Purpose, kinds: Kinds) =>
	(value: unknown, label: string): IDataObject[] =>
		asList(asObject(value).attachment).map((entry, index) =>
			toAttachment(asObject(entry), say`${label} ${index + 1}`, purpose, kinds),
		);

export const toAttachments = attachmentsFor('message', MESSAGE_KINDS);

/**
 * Builds one attachment: `{ msgtype, [msgtype]: { … } }`. Files are uploaded for this purpose.
 *
 * @param kinds what each kind consists of
 */
export function toAttachment(
	entry: IDataObject,
	label: string,
	purpose: Purpose = 'message',
	kinds: Kinds = MESSAGE_KINDS,
): IDataObject {
	const msgtype = String(entry.type);
	const parts = kinds[msgtype];
	if (!parts) throw new InputProblem(say`${label} has the unknown type "${msgtype}"`);
	const content: IDataObject = {};
	for (const part of parts) {
		const partLabel = say`${label} (${msgtype}): "${part.label}"`;
		const upload = part.file && fileOf(entry, label, part.file, purpose);
		if (upload) {
			put(content, part.to, upload);
			continue;
		}
		const given = entry[part.name];
		const text = isBlank(given) ? '' : toText(given, partLabel);
		if (text === '') {
			if (part.required) throw new InputProblem(say`${partLabel} is empty. Fill it in`);
			continue;
		}
		insist(text, partLabel, part.checks);
		put(content, part.to, text);
	}
	if (msgtype === 'image' && Object.keys(content).length === 0) {
		throw new InputProblem(
			say`${label} (image) has no picture. Fill in what its "File Source" asks for`,
		);
	}
	return { msgtype, [msgtype]: content };
}

const MESSAGE_FILES = 'A file that was uploaded less than 3 days ago';
const PERMANENT: INodePropertyOptions = {
	name: 'Permanent Picture',
	value: 'permanentPicture',
	description: 'A picture that was uploaded for good with Media: Upload Image',
};

export const linkTitle = (description: string): INodeProperties => ({
	displayName: 'Link Title',
	name: 'linkTitle',
	type: 'string',
	displayOptions: { show: { type: ['link'] } },
	default: '',
	description,
});

export const LINK_URL: INodeProperties = {
	displayName: 'Link URL',
	name: 'linkUrl',
	type: 'string',
	displayOptions: { show: { type: ['link'] } },
	default: '',
	placeholder: 'e.g. https://example.com/welcome',
	description: 'Page that the link opens',
};

const PERMANENT_PICTURE: INodeProperties = {
	displayName: 'Picture URL',
	name: 'pictureUrl',
	type: 'string',
	displayOptions: { show: { type: ['image'], source: ['permanentPicture'] } },
	default: '',
	placeholder: 'e.g. https://wework.qpic.cn/wwpic/3az/abc/0',
	description: 'The address returned by Media: Upload Image; others are refused',
};

/**
 * The editor's fields of one attachment; which of them show depends on its type.
 *
 * @param permanentPictures whether an image can be given by its address
 */
export const attachmentValues = (permanentPictures: boolean): INodeProperties[] => [
	{
		displayName: 'Attachment Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'File', value: 'file' },
			{ name: 'Image', value: 'image' },
			{ name: 'Link', value: 'link' },
			{ name: 'Mini Program', value: 'miniprogram' },
			{ name: 'Video', value: 'video' },
		],
		default: 'image',
	},
	fileSource({
		types: ['image'],
		mediaIds: MESSAGE_FILES,
		others: permanentPictures ? [PERMANENT] : [],
	}),
	fileSource({ types: ['file', 'miniprogram', 'video'], mediaIds: MESSAGE_FILES }),
	webField(['file', 'image', 'miniprogram', 'video']),
	inputField(['file', 'image', 'miniprogram', 'video']),
	linkTitle('At most 128 bytes; a Chinese character counts as 3'),
	LINK_URL,
	mediaId('ID of an uploaded file of the same type (media/upload), valid for 3 days', [
		'file',
		'image',
		'video',
	]),
	{
		displayName: 'Media ID of Cover',
		name: 'coverMediaId',
		type: 'string',
		displayOptions: { show: { type: ['miniprogram'], source: ['mediaId'] } },
		default: '',
		description:
			'Uploaded cover picture (media/upload), valid for 3 days; 520 × 416 pixels look best',
	},
	{
		displayName: 'Mini Program App ID',
		name: 'appId',
		type: 'string',
		displayOptions: { show: { type: ['miniprogram'] } },
		default: '',
		placeholder: 'e.g. wx8bd80126147dfAAA',
		description: 'The mini program must be linked to the corp',
	},
	{
		displayName: 'Mini Program Page',
		name: 'page',
		type: 'string',
		displayOptions: { show: { type: ['miniprogram'] } },
		default: '',
		placeholder: 'e.g. pages/index/index?from=welcome',
		description: 'Page of the mini program that opens',
	},
	{
		displayName: 'Mini Program Title',
		name: 'programTitle',
		type: 'string',
		displayOptions: { show: { type: ['miniprogram'] } },
		default: '',
		description: 'At most 64 bytes; a Chinese character counts as 3',
	},
	...(permanentPictures ? [PERMANENT_PICTURE] : []),
	{
		displayName: 'Picture URL',
		name: 'pictureUrl',
		type: 'string',
		displayOptions: { show: { type: ['link'] } },
		default: '',
		placeholder: 'e.g. https://example.com/cover.png',
		description: 'Cover picture of the link',
	},
	{
		displayName: 'Summary',
		name: 'summary',
		type: 'string',
		displayOptions: { show: { type: ['link'] } },
		default: '',
		description: 'Text below the title, at most 512 bytes; a Chinese character counts as 3',
	},
];

/** Any number of attachments, in the order in which they are sent. */
export const attachmentsField = (
	labels: Pick<INodeProperties, 'displayName' | 'name' | 'description'>,
	values: INodeProperties[],
	as: Field['as'],
): Field => ({
	property: {
		...labels,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Attachment',
		default: {},
		options: [{ displayName: 'Attachment', name: 'attachment', values }],
	},
	to: 'attachments',
	as,
	checks: [maxItems(9)],
});

/** Up to nine images, links, mini programs, videos and files. */
export const attachments = attachmentsField(
	{
		displayName: 'Attachments',
		name: 'attachments',
		description: 'Up to 9 images, links, mini programs, videos or files, sent in this order',
	},
	attachmentValues(true),
	toAttachments,
);
