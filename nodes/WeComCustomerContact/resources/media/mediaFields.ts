import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { FileKind } from '../shared/files';
import { toIsoTime } from '../../engine/dates';
import type { Field, Given } from '../../engine/types';
import { readable } from '../shared/readable';

/** Media IDs live so long: https://developer.work.weixin.qq.com/document/path/90253 */
const LIFE = 3 * 24 * 60 * 60;

const NAMES: Record<FileKind, string> = {
	file: 'File',
	image: 'Image',
	video: 'Video',
	voice: 'Voice',
};

/** What kind of file it is, with what WeCom takes of each kind. */
export const mediaType = (takes: Partial<Record<FileKind, string>>, to?: string): Field => ({
	property: {
		displayName: 'Media Type',
		name: 'mediaType',
		type: 'options',
		options: Object.entries(takes).map(([value, description]): INodePropertyOptions => ({
			name: NAMES[value as FileKind],
			value,
			description,
		})),
		default: 'file',
		description: 'What the file is (素材类型); as an attachment it must be used as the same type',
	},
	to,
});

/** What WeCom says of an uploaded file, with the time when its media ID stops working. */
export function simplifyMedia(record: IDataObject, given: Given): IDataObject {
	const { type, media_id, created_at, ...others } = record;
	const seconds = Number(created_at);
	return readable(
		{
			media_type: type,
			media_id,
			create_time: created_at,
			expires_at: seconds > 0 ? toIsoTime(seconds + LIFE, given.timeZone) : undefined,
			...others,
		},
		given,
	);
}
