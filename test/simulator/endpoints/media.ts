import { fail, fileReply, ok, type Reply } from '../errors';
import type { FormFile } from '../form';
import { newId } from '../ids';
import { patternPng } from '../png';
import { int, string } from '../schema';
import type { Media } from '../types';
import { seconds, type World } from '../world';
import { mediaLifeMs } from './attachments';
import { endpoint } from './endpoint';

type Type = Media['type'];

export const megabyte = 1024 * 1024;
/** What can be had in one answer. */
const readAtOnce = 20 * megabyte;
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

/** Refuses a file that is too small, too large or something else than it is said to be. */
export const refuseFile = (
	{ data }: Pick<FormFile, 'data'>,
	type: Type,
	most: number,
): Reply | undefined => {
	if (data.length <= 5) return fail(40006);
	if (data.length > most) return fail(45001);
	return starts[type](data.toString('latin1', 0, 16)) ? undefined : fail(40004);
};

/** Keeps a file that was uploaded. */
export const save = (
	world: World,
	type: Type,
	file: Omit<FormFile, 'field'>,
	purpose: Media['purpose'],
) => {
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

/** The first and last byte that a Range header asks for; nothing if it makes no sense. */
const readRange = (range: string, size: number) => {
	const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
	if (first === undefined) return undefined;
	const start = Number(first);
	const end = Math.min(last ? Number(last) : Infinity, size - 1);
	return start % 16 === 0 && start <= end ? { start, end } : undefined;
};

/** A file as a download, or the part of it that is asked for. */
const sendFile = ({ name, type, data }: Omit<FormFile, 'field'>, range: string | undefined) => {
	const headers = {
		'Content-Type': type,
		// WeCom writes names as UTF-8, which a header holds byte by byte.
		'Content-Disposition': `attachment; filename="${Buffer.from(name).toString('latin1')}"`,
	};
	if (range === undefined) {
		return data.length > readAtOnce ? fail(830002) : fileReply({ data, headers });
	}
	const part = readRange(range, data.length);
	if (!part) return fail(40146, range);
	const { start, end } = part;
	if (end - start >= readAtOnce) return fail(830002);
	return fileReply({
		data: data.subarray(start, end + 1),
		headers: { ...headers, 'Content-Range': `bytes ${start}-${end}/${data.length}` },
		status: 206,
	});
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
	endpoint({
		method: 'GET',
		path: 'media/get',
		query: { media_id: string({ required: true, missing: 41006 }) },
		handle: ({ world, query, range }) => {
			const media = world.state.media.get(query.media_id);
			if (!media || world.now() - media.createdAt >= mediaLifeMs) return fail(40007);
			const { mediaId, file } = media;
			return sendFile(
				file ?? { name: mediaId, type: 'image/png', data: patternPng(mediaId) },
				range,
			);
		},
	}),
];
