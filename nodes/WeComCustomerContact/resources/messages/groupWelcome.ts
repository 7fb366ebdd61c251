import type { IDataObject } from 'n8n-workflow';
import { maxBytes } from '../../engine/checks';
import { toFlag, toText } from '../../engine/convert';
import type { Field, Given, Operation, Resource } from '../../engine/types';
import { appOfOldSuite } from '../shared/oldSuite';
import { asObject, isBlank, pick } from '../../engine/values';
import { namedAttachmentTexts, withoutNamedAttachments } from '../shared/attachmentTexts';
import { attachmentValues, toAttachment } from '../shared/attachments';
import { messageText } from '../shared/fields';
import { fromItem } from '../shared/chained';
import { say } from '../../texts/say';

const KINDS = ['image', 'link', 'miniprogram', 'file', 'video'];

/** The one attachment under WeCom's name for its kind: `{ image: { … } }`. */
export function toOneAttachment(value: unknown, label: string): IDataObject {
	const { attachment } = asObject(value);
	if (isBlank(attachment)) return {};
	const { msgtype: _, ...content } = toAttachment(asObject(attachment), label);
	return content;
}

const content: Field[] = [
	messageText(
		{
			placeholder: 'e.g. 你好 %NICKNAME%，欢迎！',
			description:
				'At most 3,000 bytes; a Chinese character counts as 3. %NICKNAME% becomes the name of the customer. May be empty when there is an attachment.',
		},
		maxBytes(3000),
	),
	{
		property: {
			displayName: 'Attachment',
			name: 'attachment',
			type: 'fixedCollection',
			placeholder: 'Add Attachment',
			default: {},
			description: 'One image, link, mini program, video or file, sent after the text',
			options: [{ displayName: 'Attachment', name: 'attachment', values: attachmentValues(true) }],
		},
		to: '',
		as: toOneAttachment,
	},
];

const templateId: Field = {
	property: {
		displayName: 'Template ID',
		name: 'templateId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. msgAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
		description: 'ID of the message (template_id), returned by Create',
	},
	to: 'template_id',
	as: toText,
};

const emptyMessage =
	(advice: string) =>
	({ request: { body } }: Given): string | undefined =>
		['text', ...KINDS].some((name) => body[name] !== undefined) ? undefined : advice;

const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create a welcome message for people who join group chats',
	description:
		'Add a message that members can use to greet who joins their group chats, at most 100 per corp (入群欢迎语素材)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/group_welcome_template/add',
	doc: 92366,
	access: 'once',
	look: say`WeCom lists these messages only in its admin console (入群欢迎语): look there before you run it again`,
	fields: [
		...content,
		{
			property: {
				displayName: 'Notify Members',
				name: 'notifyMembers',
				type: 'boolean',
				default: true,
				description: 'Whether to ask the members to use this message in their group chats',
			},
			to: 'notify',
			as: toFlag,
		},
		appOfOldSuite,
	],
	did: 'created',
	check: emptyMessage(
		say`A group welcome message needs a text, an attachment, or both. Fill in "Text" or add an attachment`,
	),
};

const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get a group welcome message',
	description: 'Retrieve the text and attachment of one group welcome message',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/group_welcome_template/get',
	doc: 92366,
	access: 'read',
	fields: [fromItem(templateId, 'groupWelcome')],
	shape: (answer, call) => ({
		template_id: call.request.body.template_id,
		...asObject(answer),
	}),
	simplify: ({ text, ...message }) => ({
		...withoutNamedAttachments(message),
		text: pick(text, 'content') as string,
		attachments: namedAttachmentTexts(message),
	}),
};

const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update a group welcome message',
	description:
		'Change a group welcome message that this app created. Fill in the text and the attachment: WeCom does not say whether it keeps what you leave empty.',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/group_welcome_template/edit',
	doc: 92366,
	access: 'idempotent',
	fields: [templateId, ...content, appOfOldSuite],
	did: 'updated',
	ids: ['template_id'],
	check: emptyMessage(say`There is nothing to change. Fill in "Text" or add an attachment`),
	shape: (_answer, { request: { body } }) => ({
		updated_fields: ['text', ...KINDS].filter((name) => body[name] !== undefined),
	}),
};

const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete a group welcome message',
	description: 'Delete a group welcome message that this app created',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/group_welcome_template/del',
	doc: 92366,
	access: 'idempotent',
	// WeCom has no code of its own for a message that does not exist.
	doneAlready: [40058],
	fields: [templateId, appOfOldSuite],
	did: 'deleted',
	ids: ['template_id'],
};

export const groupWelcome: Resource = {
	name: 'Group Welcome Message',
	value: 'groupWelcome',
	description: 'Greetings for customers who join a group chat (入群欢迎语)',
	operations: [create, get, update, remove],
};
