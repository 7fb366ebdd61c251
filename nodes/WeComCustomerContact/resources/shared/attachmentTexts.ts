import type { IDataObject } from 'n8n-workflow';
import { asList, asObject } from '../../engine/values';

// What a message carries, in a table's cell: its kind, and what tells it from others.

const KINDS = ['image', 'link', 'miniprogram', 'video', 'file'];

/** Of an attachment's content: what it is called, and where it is. */
function contentText(content: IDataObject): string {
	const { title, url, page, pic_url, media_id } = content;
	return [title, url ?? page ?? pic_url ?? media_id].filter(Boolean).map(String).join(' ');
}

const textOf = (kind: string, content: unknown) =>
	`${kind} ${contentText(asObject(content))}`.trim();

/** Attachments that name their kind, as `link 双十一 https://example.com`. */
export const attachmentTexts = (attachments: unknown): string[] =>
	asList(attachments)
		.map(asObject)
		.map(({ msgtype, type = msgtype, ...content }) => textOf(String(type), content[String(type)]));

/** The same of a record that has each kind under its name. */
export const namedAttachmentTexts = (record: IDataObject): string[] =>
	KINDS.flatMap((kind) =>
		record[kind] === undefined || record[kind] === null
			? []
			: [record[kind]].flat().map((content) => textOf(kind, content)),
	);

/** A record without the attachments that it has under their names. */
export const withoutNamedAttachments = (record: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(record).filter(([name]) => !KINDS.includes(name)));
