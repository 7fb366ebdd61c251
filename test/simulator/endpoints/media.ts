import { fail, ok, type Reply } from '../errors';
import type { FormFile } from '../form';
import { newId } from '../ids';
import { int, string } from '../schema';
import type { Media } from '../types';
import { seconds, type World } from '../world';
import { endpoint } from './endpoint';

type Type = Media['type'];

const megabyte = 1024 * 1024;
const types: readonly string[] = ['image', 'voice', 'video', 'file'] satisfies Type[];
const messageSizes: Record<Type, number> = {
	image: 10 * megabyte,
	voice: 2 * megabyte,
	video: 10 * megabyte,
	file: 20 * megabyte,
};
const starts: Record<Type, (text: string) => boolean> = {
	image: (text) => text.startsWith('\x89PNG\r\n\x1a\n') || text.startsWith('\xff\xd8\xff'),
	voice: (text) => text.startsWith('#!AMR'),
	video: (text) => text.slice(4, 8) === 'ftyp',
	file: () => true,
};

const refuseFile = ({ data }: FormFile, type: Type, most: number): Reply | undefined => {
	if (data.length <= 5) return fail(40006);
	if (data.length > most) return fail(45001);
	return starts[type](data.toString('latin1', 0, 16)) ? undefined : fail(40004);
};

const save = (world: World, type: Type, file: FormFile, purpose: Media['purpose']) => {
	const { name, type: contentType, data } = file;
	const media = {
		mediaId: newId('', 64),
		type,
		createdAt: world.now(),
		purpose,
		file: { name, type: contentType, data },
	};
	world.state.media.set(media.mediaId, media);
	return media;
};

export const mediaEndpoints = [
	endpoint({
		method: 'POST',
		path: 'media/upload',
		takesFile: true,
		query: { type: string({ required: true }) },
		handle: ({ world, query, file }) => {
			if (!types.includes(query.type)) return fail(40005);
			const type = query.type as Type;
			const refusal = refuseFile(file!, type, messageSizes[type]);
			if (refusal) return refusal;
			const { mediaId } = save(world, type, file!, 'message');
			return ok({ type, media_id: mediaId, created_at: String(seconds(world)) });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'media/uploadimg',
		takesFile: true,
		handle: ({ world, file }) => {
			const refusal = refuseFile(file!, 'image', 2 * megabyte);
			if (refusal) return refusal;
			const { mediaId } = save(world, 'image', file!, 'message');
			return ok({ url: `https://wework.qpic.cn/wwpic/${mediaId}/0` });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'media/upload_attachment',
		takesFile: true,
		query: {
			media_type: string({ required: true }),
			attachment_type: int({ required: true, min: 1, max: 2 }),
		},
		handle: ({ world, query, file }) => {
			const { media_type, attachment_type } = query;
			if (!types.includes(media_type) || media_type === 'voice') return fail(40005);
			const type = media_type as Type;
			const refusal = refuseFile(file!, type, 10 * megabyte);
			if (refusal) return refusal;
			const { mediaId } = save(world, type, file!, attachment_type === 1 ? 'moment' : 'product');
			return ok({ type, media_id: mediaId, created_at: seconds(world) });
		},
	}),
];
