import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { FileKind } from '../shared/files';
import type { Field } from '../../engine/types';

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
export function withExpiry(answer: IDataObject): IDataObject {
	const created = Number(answer.created_at);
	if (!Number.isSafeInteger(created) || created <= 0) return answer;
	return { ...answer, expires_at: new Date((created + LIFE) * 1000).toISOString() };
}
