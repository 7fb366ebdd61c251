import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { maxBytes, maxItems, webAddress } from '../../engine/checks';
import { toText } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import { fileToUpload } from '../../engine/uploads';
import { fileUse, type FileKind, type Purpose } from './files';
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
	/** Can be an input file of this kind instead: then it stands here once it is uploaded. */
	file?: FileKind;
}

/** What each kind of attachment consists of: https://developer.work.weixin.qq.com/document/path/92137 */
const PARTS: Record<string, Part[]> = {
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
		{ name: 'linkUrl', label: say`Link URL`, to: 'url', required: true, checks: [webAddress] },
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
	video: [{ name: 'mediaId', label: say`Media ID`, to: 'media_id', required: true, file: 'video' }],
	file: [{ name: 'mediaId', label: say`Media ID`, to: 'media_id', required: true, file: 'file' }],
};

/** Builds WeCom's attachments from the editor's entries; names the entry and field that don't fit. */
export function toAttachments(value: unknown, label: string): IDataObject[] {
	return asList(asObject(value).attachment).map((entry, index) =>
		toAttachment(asObject(entry), say`${label} ${index + 1}`),
	);
}

/**
 * Builds one attachment: `{ msgtype, [msgtype]: { … } }`. Input files are uploaded for this purpose.
 *
 * @param kinds what each kind consists of
 */
export function toAttachment(
	entry: IDataObject,
	label: string,
	purpose: Purpose = 'message',
	kinds: Readonly<Record<string, Part[]>> = PARTS,
): IDataObject {
	const msgtype = String(entry.type);
	const parts = kinds[msgtype];
	if (!parts) throw new InputProblem(say`${label} has the unknown type "${msgtype}"`);
	const content: IDataObject = {};
	for (const part of parts) {
		const partLabel = say`${label} (${msgtype}): "${part.label}"`;
		if (part.file && entry.source === 'binary') {
			const field = String(entry.binaryPropertyName ?? '').trim() || 'data';
			put(content, part.to, fileToUpload({ field, label, use: fileUse(part.file, purpose) }));
			continue;
		}
		const given = entry[part.name];
		const text = isBlank(given) ? '' : toText(given, partLabel);
		if (text === '') {
			if (part.required) throw new InputProblem(say`${partLabel} is empty. Fill it in`);
			continue;
		}
		const problem = part.checks?.map((check) => check(text)).find(Boolean);
		if (problem) throw new InputProblem(say`${partLabel} ${problem}`);
		put(content, part.to, text);
	}
	if (msgtype === 'image' && Object.keys(content).length === 0) {
		throw new InputProblem(
			say`${label} (image) has no picture. Fill in what its "File Source" asks for`,
		);
	}
	return { msgtype, [msgtype]: content };
}

const FROM_INPUT: INodePropertyOptions = {
	name: 'Input Data',
	value: 'binary',
	description: 'A file of the input item, which the node uploads first',
};
const FROM_MEDIA_ID: INodePropertyOptions = {
	name: 'Media ID',
	value: 'mediaId',
	description: 'A file that was uploaded less than 3 days ago',
};
const FROM_URL: INodePropertyOptions = {
	name: 'Picture URL',
	value: 'url',
	description: 'A picture that was uploaded for good with Media: Upload Image',
};

const source = (types: string[], options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'File Source',
	name: 'source',
	type: 'options',
	displayOptions: { show: { type: types } },
	options,
	default: 'binary',
});

const PERMANENT_PICTURE: INodeProperties = {
	displayName: 'Picture URL',
	name: 'pictureUrl',
	type: 'string',
	displayOptions: { show: { type: ['image'], source: ['url'] } },
	default: '',
	placeholder: 'e.g. https://wework.qpic.cn/wwpic/3az/abc/0',
	description: 'The address that Media: Upload Image answered; others are refused',
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
	source(['image'], [FROM_INPUT, FROM_MEDIA_ID, ...(permanentPictures ? [FROM_URL] : [])]),
	source(['file', 'miniprogram', 'video'], [FROM_INPUT, FROM_MEDIA_ID]),
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		displayOptions: {
			show: { type: ['file', 'image', 'miniprogram', 'video'], source: ['binary'] },
		},
		default: 'data',
		hint: 'The name of the input field containing the file to send',
	},
	{
		displayName: 'Link Title',
		name: 'linkTitle',
		type: 'string',
		displayOptions: { show: { type: ['link'] } },
		default: '',
		description: 'At most 128 bytes; a Chinese character counts as 3',
	},
	{
		displayName: 'Link URL',
		name: 'linkUrl',
		type: 'string',
		displayOptions: { show: { type: ['link'] } },
		default: '',
		placeholder: 'e.g. https://example.com/welcome',
		description: 'Page that the link opens',
	},
	{
		displayName: 'Media ID',
		name: 'mediaId',
		type: 'string',
		displayOptions: { show: { type: ['file', 'image', 'video'], source: ['mediaId'] } },
		default: '',
		description: 'ID of an uploaded file of the same type (media/upload), valid for 3 days',
	},
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

/** Up to nine images, links, mini programs, videos and files. */
export const attachments: Field = {
	property: {
		displayName: 'Attachments',
		name: 'attachments',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Attachment',
		default: {},
		description: 'Up to 9 images, links, mini programs, videos or files, sent in this order',
		options: [
			{
				displayName: 'Attachment',
				name: 'attachment',
				values: attachmentValues(true),
			},
		],
	},
	to: 'attachments',
	as: toAttachments,
	checks: [maxItems(9)],
};
