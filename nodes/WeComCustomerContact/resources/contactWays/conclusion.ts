import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { insist, maxBytes } from '../../engine/checks';
import { toMessage } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Field } from '../../engine/types';
import { asObject, isBlank } from '../../engine/values';
import {
	attachmentValues,
	file,
	MESSAGE_KINDS,
	toAttachment,
	type Kinds,
} from '../shared/attachments';
import { say } from '../../texts/say';

const { link, miniprogram } = MESSAGE_KINDS;
const KINDS: Kinds = { image: [file('image')], link, miniprogram };

/**
 * Builds WeCom's conclusion: a text and one attachment, or either of them.
 * Official document: https://developer.work.weixin.qq.com/document/path/92228
 */
export function toConclusion(value: unknown, label: string): IDataObject {
	const entry = asObject(asObject(value).conclusion);
	const conclusion: IDataObject = {};
	if (!isBlank(entry.text)) {
		const textLabel = say`${label}: "Text"`;
		const content = toMessage(entry.text, textLabel);
		insist(content, textLabel, [maxBytes(4000)]);
		conclusion.text = { content };
	}
	if (!isBlank(entry.type) && entry.type !== 'none') {
		const { msgtype: _, ...content } = toAttachment(entry, label, 'message', KINDS);
		Object.assign(conclusion, content);
	}
	if (Object.keys(conclusion).length === 0) {
		throw new InputProblem(say`${label} needs a text, an attachment, or both`);
	}
	return conclusion;
}

const ATTACHMENT_TYPE: INodeProperties = {
	displayName: 'Attachment Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Image', value: 'image' },
		{ name: 'Link', value: 'link' },
		{ name: 'Mini Program', value: 'miniprogram' },
		{ name: 'None', value: 'none' },
	],
	default: 'none',
};

const TEXT: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	description: 'At most 4,000 bytes; a Chinese character counts as 3',
};

/** Sent when a temporary chat ends. */
export const conclusion: Field = {
	property: {
		displayName: 'Conclusion',
		name: 'conclusion',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Conclusion',
		description: 'Message that ends a temporary chat (结束语): a text, one attachment, or both',
		options: [
			{
				displayName: 'Conclusion',
				name: 'conclusion',
				values: [
					ATTACHMENT_TYPE,
					...attachmentValues(false).filter((property) => property.name !== 'type'),
					TEXT,
				],
			},
		],
	},
	to: 'conclusions',
	as: toConclusion,
};
