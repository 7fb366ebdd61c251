import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { maxBytes } from '../../engine/checks';
import { toMessage } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Field } from '../../engine/types';
import { asObject, isBlank } from '../../engine/values';
import { attachmentValues, toAttachment } from '../shared/attachments';
import { say } from '../../texts/say';

const KINDS = ['image', 'link', 'miniprogram'];

/**
 * Builds WeCom's conclusion: a text and one attachment, or either of them.
 * Official document: https://developer.work.weixin.qq.com/document/path/92228
 */
export function toConclusion(value: unknown, label: string): IDataObject {
	const entry = asObject(asObject(value).conclusion);
	const conclusion: IDataObject = {};
	if (!isBlank(entry.text)) {
		const content = toMessage(entry.text, say`${label}: "Text"`);
		const problem = maxBytes(4000)(content);
		if (problem) throw new InputProblem(say`${label}: "Text" ${problem}`);
		conclusion.text = { content };
	}
	if (KINDS.includes(String(entry.type))) {
		const { msgtype, ...content } = toAttachment(entry, label);
		const image = asObject(content.image);
		if (msgtype === 'image' && isBlank(image.media_id)) {
			throw new InputProblem(say`${label} (image): "Media ID" is empty. Fill it in`);
		}
		Object.assign(
			conclusion,
			msgtype === 'image' ? { image: { media_id: image.media_id } } : content,
		);
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
