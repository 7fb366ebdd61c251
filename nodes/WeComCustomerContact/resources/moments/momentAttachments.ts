import type { INodeProperties } from 'n8n-workflow';
import { maxCharacters } from '../../engine/checks';
import { asList, asObject } from '../../engine/values';
import {
	attachmentsField,
	attachmentsFor,
	file,
	linkTitle,
	linkUrl,
	LINK_URL,
	type Kinds,
} from '../shared/attachments';
import { fileSource, inputField, mediaId, webField } from '../shared/fileFields';
import { say } from '../../texts/say';

/** What each kind of attachment consists of: https://developer.work.weixin.qq.com/document/path/95094 */
export const MOMENT_KINDS: Kinds = {
	image: [file('image')],
	video: [file('video')],
	link: [
		{ name: 'linkTitle', label: say`Link Title`, to: 'title', checks: [maxCharacters(64)] },
		linkUrl,
		file('image'),
	],
};

const MIX = say`A moment has up to 9 images, or 1 video, or 1 link. Remove the other attachments`;

/** Nine images, or one video, or one link: answers what is wrong, or nothing. */
export function mixProblem(attachments: unknown): string | undefined {
	const kinds = asList(attachments).map((entry) => asObject(entry).msgtype);
	const isFine = kinds.length <= 1 || kinds.every((kind) => kind === 'image');
	return isFine ? undefined : MIX;
}

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
	fileSource({
		mediaIds: 'A file that was uploaded for moments less than 3 days ago',
		description: 'Where the image, the video, or the cover of the link comes from',
	}),
	webField(),
	inputField(),
	linkTitle('At most 64 characters'),
	LINK_URL,
	mediaId('ID of a file uploaded for moments (media/upload_attachment), valid for 3 days'),
];

/** Images, a video or a link of a moment. */
export const momentAttachments = attachmentsField(
	{
		displayName: 'Moment Attachments',
		name: 'momentAttachments',
		description:
			'Up to 9 images, or 1 video, or 1 link. Files have at most 10 MB, a video at most 30 seconds.',
	},
	VALUES,
	attachmentsFor('moment', MOMENT_KINDS),
);
