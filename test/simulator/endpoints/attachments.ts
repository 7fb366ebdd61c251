import { fail, type Reply } from '../errors';
import { string, type variant, type Value } from '../schema';
import type { Media } from '../types';
import type { World } from '../world';

export const mediaLifeMs = 3 * 24 * 3600 * 1000;
const uploadedImage = /^https?:\/\/wework\.qpic\.cn\/\S+$/;
const mediaId = string({ required: true });

/** What each kind of attachment takes. */
export const attachmentFields = {
	image: { media_id: string(), pic_url: string() },
	link: {
		title: string({ required: true, maxBytes: 128 }),
		picurl: string(),
		desc: string({ maxBytes: 512 }),
		url: string({ required: true }),
	},
	miniprogram: {
		title: string({ required: true, maxBytes: 64 }),
		pic_media_id: mediaId,
		appid: string({ required: true }),
		page: string({ required: true }),
	},
	video: { media_id: mediaId },
	file: { media_id: mediaId },
} as const;

export type Attachment = Value<ReturnType<typeof variant<'msgtype', typeof attachmentFields>>>;

/** Refuses an id that is not one of a valid upload of this type for this purpose. */
export const refuseMedia = (
	{ state, now }: World,
	type: Media['type'],
	id: string,
	purpose: Media['purpose'] = 'message',
) => {
	const media = state.media.get(id);
	const fits = media?.type === type && (media.purpose ?? 'message') === purpose;
	const good = fits && now() - media.createdAt < mediaLifeMs;
	return good ? undefined : fail(40007, `${id} is not a valid ${type} for a ${purpose}`);
};

/** Checks what a schema can not say: whether the media and mini-programs exist. */
export const refuseAttachment = (world: World, attachment: Attachment): Reply | undefined => {
	switch (attachment.msgtype) {
		case 'image': {
			const { media_id: id, pic_url: url } = attachment.image;
			if (id) return refuseMedia(world, 'image', id);
			const good = url !== undefined && uploadedImage.test(url);
			return good ? undefined : fail(40058, 'image needs a media_id or a pic_url from uploadimg');
		}
		case 'miniprogram':
			if (!world.state.miniprograms.has(attachment.miniprogram.appid)) return fail(90206);
			return refuseMedia(world, 'image', attachment.miniprogram.pic_media_id);
		case 'video':
			return refuseMedia(world, 'video', attachment.video.media_id);
		case 'file':
			return refuseMedia(world, 'file', attachment.file.media_id);
		default:
			return undefined;
	}
};
