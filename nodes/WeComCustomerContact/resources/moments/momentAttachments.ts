import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { maxCharacters, maxItems, webAddress } from '../../engine/checks';
import type { FileKind } from '../shared/files';
import type { Field } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { toAttachment, type Part } from '../shared/attachments';
import { say } from '../../texts/say';

const file = (kind: FileKind): Part => ({
	name: 'mediaId',
	label: say`Media ID`,
	to: 'media_id',
	required: true,
	file: kind,
});

/** What each kind of attachment consists of: https://developer.work.weixin.qq.com/document/path/95094 */
const KINDS: Readonly<Record<string, Part[]>> = {
	image: [file('image')],
	video: [file('video')],
	link: [
		{ name: 'linkTitle', label: say`Link Title`, to: 'title', checks: [maxCharacters(64)] },
		{ name: 'linkUrl', label: say`Link URL`, to: 'url', required: true, checks: [webAddress] },
		file('image'),
	],
};

const MIX = say`A moment has up to 9 images, or 1 video, or 1 link. Remove the other attachments`;

/** Builds WeCom's attachments from the editor's entries; files are uploaded for moments. */
const toMomentAttachments = (value: unknown, label: string): IDataObject[] =>
	asList(asObject(value).attachment).map((entry, index) =>
		toAttachment(asObject(entry), say`${label} ${index + 1}`, 'moment', KINDS),
	);

/** Nine images, or one video, or one link: answers what is wrong, or nothing. */
export function mixProblem(attachments: unknown): string | undefined {
	const kinds = asList(attachments).map((entry) => asObject(entry).msgtype);
	const isFine = kinds.length <= 1 || kinds.every((kind) => kind === 'image');
	return isFine ? undefined : MIX;
}

const FROM_INPUT: INodePropertyOptions = {
	name: 'Input Data',
	value: 'binary',
	description: 'A file of the input item, which the node uploads first',
};
const FROM_MEDIA_ID: INodePropertyOptions = {
	name: 'Media ID',
	value: 'mediaId',
	description: 'A file that was uploaded for moments less than 3 days ago',
};

const VALUES: INodeProperties[] = [
	{
		displayName: 'Attachment Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Image', value: 'image' },
			{ name: 'Link', value: 'link' },
			{ name: 'Video', value: 'video' },
		],
		default: 'image',
	},
	{
		displayName: 'File Source',
		name: 'source',
		type: 'options',
		options: [FROM_INPUT, FROM_MEDIA_ID],
		default: 'binary',
		description: 'Where the image, the video, or the cover of the link comes from',
	},
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		displayOptions: { show: { source: ['binary'] } },
		default: 'data',
		hint: 'The name of the input field containing the file to send',
	},
	{
		displayName: 'Link Title',
		name: 'linkTitle',
		type: 'string',
		displayOptions: { show: { type: ['link'] } },
		default: '',
		description: 'At most 64 characters',
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
		displayOptions: { show: { source: ['mediaId'] } },
		default: '',
		description: 'ID of a file uploaded for moments (media/upload_attachment), valid for 3 days',
	},
];

/** Images, a video or a link of a moment. */
export const momentAttachments: Field = {
	property: {
		displayName: 'Moment Attachments',
		name: 'momentAttachments',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Attachment',
		default: {},
		description:
			'Up to 9 images, or 1 video, or 1 link. Files have at most 10 MB, a video at most 30 seconds.',
		options: [{ displayName: 'Attachment', name: 'attachment', values: VALUES }],
	},
	to: 'attachments',
	as: toMomentAttachments,
	checks: [maxItems(9)],
};
