import type { IDataObject } from 'n8n-workflow';
import { toText } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Field, Given } from '../../engine/types';
import { asList, asObject, isBlank } from '../../engine/values';
import { say } from '../../texts/say';
import { fileOf } from '../shared/fileFields';
import type { FileKind } from '../shared/files';
import { contentFields } from './appMessageFields';
import { KINDS, type Kind } from './appMessageKinds';
import { said } from './appMessageParts';

// What an app message says: https://developer.work.weixin.qq.com/document/path/90236

/** The file of the message: one to be uploaded, or the ID of one that was. */
function mediaOf(kind: FileKind, { file: given }: Given['values']): IDataObject | string {
	const entry = { source: 'binary', ...asObject(asObject(given).file) };
	const label = say`"File"`;
	const upload = fileOf(entry, label, kind, 'message');
	if (upload) return upload;
	const id = asObject(entry).mediaId;
	if (isBlank(id)) throw new InputProblem(say`${label}: "Media ID" is empty. Fill it in`);
	return toText(id, label);
}

/** A field that a message of this type cannot have, and would get lost. */
function strayField(kind: Kind, values: Given['values']): Field | undefined {
	const own = kind.parts.map(({ from }) => from);
	if (kind === KINDS.news) own.push('articles');
	return contentFields.find(
		({ group, property: { name } }) =>
			group !== undefined && values[name] !== undefined && !own.includes(name),
	);
}

/**
 * What the message says, as WeCom takes it, with files still to be uploaded. Throws InputProblem on what is missing or
 * does not fit.
 */
export function content(given: Given): IDataObject {
	const { values } = given;
	const kind = KINDS[String(values.messageType)]!;
	if (given.request.body.safe === 1 && !kind.confidential) {
		throw new InputProblem(
			say`A message of this type cannot be confidential. Remove "Confidential", or choose another type`,
		);
	}
	const stray = strayField(kind, values);
	if (stray) {
		throw new InputProblem(
			say`"${stray.property.displayName}" does not belong to a message of this type. Remove it, or choose another type`,
		);
	}
	const { msgtype } = kind;
	const own = said(kind, values, ({ label }) => say`"${label}"`);
	if (kind.file) Object.assign(own, { media_id: mediaOf(kind.file, values) });
	return {
		msgtype,
		[msgtype]:
			kind === KINDS.news
				? { articles: [own, ...(asList(values.articles) as IDataObject[])] }
				: own,
	};
}
