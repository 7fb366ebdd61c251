import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { pictureUrl } from '../pictures';
import { int, object, string, type Values } from '../schema';
import { slice } from '../slice';
import type { App } from '../types';
import type { World } from '../world';
import { attachmentFields, refuseAttachment, type Attachment } from './attachments';
import { endpoint } from './endpoint';

const mostTemplates = 100;

const contentFields = {
	text: object({ content: string({ maxBytes: 3000 }) }),
	image: object(attachmentFields.image),
	link: object(attachmentFields.link),
	miniprogram: object(attachmentFields.miniprogram),
	file: object(attachmentFields.file),
	video: object(attachmentFields.video),
};
type Content = Values<typeof contentFields>;

interface Template {
	/** The application that made it. */
	appName: string | undefined;
	text?: Content['text'];
	attachment?: Attachment;
	notify: number;
}

const templatesOf = slice(() => new Map<string, Template>());

/** Of several attachments WeCom takes one, in this order. */
const attachmentOf = ({
	image,
	link,
	miniprogram,
	file,
	video,
}: Content): Attachment | undefined => {
	if (image) return { msgtype: 'image', image };
	if (link) return { msgtype: 'link', link };
	if (miniprogram) return { msgtype: 'miniprogram', miniprogram };
	if (file) return { msgtype: 'file', file };
	return video && { msgtype: 'video', video };
};

const refuseContent = (world: World, content: Content): Reply | undefined => {
	const attachment = attachmentOf(content);
	if (!attachment && !content.text?.content) return fail(40058, 'text and attachment are empty');
	return attachment && refuseAttachment(world, attachment);
};

const refuseAgent = (app: App | undefined, agentid: number | undefined) =>
	agentid === undefined || agentid === app?.agentId ? undefined : fail(40056);

/** Only the application that made it may change or delete it. */
const refuseChange = (template: Template | undefined, app: App | undefined) => {
	if (!template) return fail(40058, 'no such template_id');
	return template.appName === app?.name ? undefined : fail(41058);
};

/** A picture comes back as a URL. */
const show = (world: World, { text, attachment }: Template) => {
	const shown = text?.content ? { text } : {};
	if (!attachment) return shown;
	const { msgtype, ...content } = attachment;
	if (attachment.msgtype !== 'image') return { ...shown, ...content };
	const { media_id: id, pic_url: url } = attachment.image;
	return { ...shown, [msgtype]: { pic_url: id ? pictureUrl(world, 'media', id) : url } };
};

const template_id = string({ required: true });
const agentid = int();

export const groupWelcomeEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/group_welcome_template/add',
		body: { ...contentFields, agentid, notify: int({ min: 0, max: 1, fallback: 1 }) },
		handle: ({ world, app, body }) => {
			const templates = templatesOf(world);
			const refusal = refuseAgent(app, body.agentid) ?? refuseContent(world, body);
			if (refusal) return refusal;
			if (templates.size >= mostTemplates) return fail(41055);
			const id = newId('msg');
			const { text, notify } = body;
			templates.set(id, { appName: app?.name, text, attachment: attachmentOf(body), notify });
			return ok({ template_id: id });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/group_welcome_template/edit',
		body: { template_id, ...contentFields, agentid },
		handle: ({ world, app, body }) => {
			const template = templatesOf(world).get(body.template_id);
			const refusal =
				refuseAgent(app, body.agentid) ?? refuseChange(template, app) ?? refuseContent(world, body);
			// WeCom's page leaves open whether it keeps what is not given: the strict reading.
			if (template && !refusal)
				Object.assign(template, { text: body.text, attachment: attachmentOf(body) });
			return refusal ?? ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/group_welcome_template/get',
		body: { template_id },
		handle: ({ world, body }) => {
			const template = templatesOf(world).get(body.template_id);
			return template ? ok(show(world, template)) : fail(40058, 'no such template_id');
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/group_welcome_template/del',
		body: { template_id, agentid },
		handle: ({ world, app, body }) => {
			const templates = templatesOf(world);
			const refusal =
				refuseAgent(app, body.agentid) ?? refuseChange(templates.get(body.template_id), app);
			if (!refusal) templates.delete(body.template_id);
			return refusal ?? ok();
		},
	}),
];
