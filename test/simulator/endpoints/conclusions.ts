import { fail, type Reply } from '../errors';
import { pictureUrl } from '../pictures';
import { object, string } from '../schema';
import type { Conclusions } from '../wire';
import type { World } from '../world';
import { attachmentFields, refuseAttachment, type Attachment } from './attachments';

/** What a closing message takes. */
export const conclusionsFields = {
	text: object({ content: string({ maxBytes: 4000 }) }),
	image: object({ media_id: string({ required: true }) }),
	link: object(attachmentFields.link),
	miniprogram: object(attachmentFields.miniprogram),
};

/** The one thing that goes out besides the text. */
const attachmentOf = ({ image, link, miniprogram }: Conclusions): Attachment | undefined => {
	if (image) return { msgtype: 'image', image };
	if (link) return { msgtype: 'link', link };
	return miniprogram && { msgtype: 'miniprogram', miniprogram };
};

/** Checks what a schema can not say. */
export const refuseConclusions = (world: World, given: Conclusions): Reply | undefined => {
	const attachment = attachmentOf(given);
	if (!attachment && !given.text?.content) return fail(40058, 'conclusions are empty');
	return attachment && refuseAttachment(world, attachment);
};

/** A closing message as the API shows it: a picture comes back as a URL. */
export const showConclusions = (world: World, given: Conclusions) => {
	const text = given.text?.content ? { text: given.text } : {};
	const attachment = attachmentOf(given);
	if (!attachment) return text;
	const { msgtype, ...content } = attachment;
	if (msgtype !== 'image' || !given.image) return { ...text, ...content };
	return { ...text, image: { pic_url: pictureUrl(world, 'media', given.image.media_id) } };
};
