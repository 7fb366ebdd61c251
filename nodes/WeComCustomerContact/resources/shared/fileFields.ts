import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { insist, webAddress } from '../../engine/checks';
import { toText } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import { fileToUpload, type FileUse } from '../../engine/uploads';
import { isBlank } from '../../engine/values';
import { fileUse, type FileKind, type Purpose } from './files';
import { say } from '../../texts/say';

// A file in an entry of the editor: from the input item, from the web, or one that WeCom has.

const FROM_INPUT: INodePropertyOptions = {
	name: 'Input Data',
	value: 'binary',
	description: 'A file of the input item, which the node uploads first',
};

const FROM_WEB: INodePropertyOptions = {
	name: 'URL',
	value: 'url',
	description: 'A file on the web, which the node fetches and uploads first',
};

/** Shows a field for these types of an attachment, and for this source of its file. */
const shownFor = (types?: string[], source?: string): Pick<INodeProperties, 'displayOptions'> =>
	types === undefined && source === undefined
		? {}
		: {
				displayOptions: {
					show: { ...(types && { type: types }), ...(source && { source: [source] }) },
				},
			};

interface Source {
	/** The types of an attachment that it is for, where there are several. */
	types?: string[];
	/** Which media IDs can be used. */
	mediaIds: string;
	/** What else the file can come from. */
	others?: INodePropertyOptions[];
	description?: string;
}

/** Where the file comes from. */
export function fileSource({ types, mediaIds, others = [], ...more }: Source): INodeProperties {
	const fromMediaId = { name: 'Media ID', value: 'mediaId', description: mediaIds };
	const options = [FROM_INPUT, fromMediaId, FROM_WEB, ...others];
	return {
		displayName: 'File Source',
		name: 'source',
		type: 'options',
		...shownFor(types),
		options,
		default: 'binary',
		...more,
	};
}

/** Which file of the input item. */
export const inputField = (
	types?: string[],
	hint = 'The name of the input field containing the file to send',
): INodeProperties => ({
	displayName: 'Input Data Field Name',
	name: 'binaryPropertyName',
	type: 'string',
	...shownFor(types, 'binary'),
	default: 'data',
	hint,
});

/** Which file on the web. */
export const webField = (types?: string[]): INodeProperties => ({
	displayName: 'File URL',
	name: 'fileUrl',
	type: 'string',
	...shownFor(types, 'url'),
	default: '',
	placeholder: 'e.g. https://cdn.example.com/picture.jpg',
	description:
		'Address of the file itself, not of a page that shows it. The node fetches it and uploads it to WeCom.',
});

/** Which of the files that WeCom has. */
export const mediaId = (description: string, types?: string[]): INodeProperties => ({
	displayName: 'Media ID',
	name: 'mediaId',
	type: 'string',
	...shownFor(types, 'mediaId'),
	default: '',
	description,
});

/** The file of the input item or on the web that an entry names, to be uploaded; nothing when WeCom has it. */
export function fileOf(
	{ source, binaryPropertyName, fileUrl }: IDataObject,
	label: string,
	kind: FileKind,
	purpose: Purpose,
): IDataObject | undefined {
	const use = fileUse(kind, purpose);
	if (source === 'url') return fileOnWeb(fileUrl, say`${label}: "File URL"`, use);
	if (source !== 'binary') return undefined;
	return fileToUpload({ field: String(binaryPropertyName ?? '').trim() || 'data', label, use });
}

/** A file on the web, to be uploaded. */
export function fileOnWeb(value: unknown, label: string, use: FileUse): IDataObject {
	const url = isBlank(value) ? '' : toText(value, label);
	if (url === '') throw new InputProblem(say`${label} is empty. Fill it in`);
	insist(url, label, [webAddress]);
	return fileToUpload({ url, label, use });
}
