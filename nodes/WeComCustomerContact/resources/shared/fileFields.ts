import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { fileToUpload } from '../../engine/uploads';
import { fileUse, type FileKind, type Purpose } from './files';

// A file in an entry of the editor: from the input item, or one that WeCom has.

const FROM_INPUT: INodePropertyOptions = {
	name: 'Input Data',
	value: 'binary',
	description: 'A file of the input item, which the node uploads first',
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
	const options = [FROM_INPUT, fromMediaId, ...others];
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

/** Which of the files that WeCom has. */
export const mediaId = (description: string, types?: string[]): INodeProperties => ({
	displayName: 'Media ID',
	name: 'mediaId',
	type: 'string',
	...shownFor(types, 'mediaId'),
	default: '',
	description,
});

/** The file of the input item that an entry names, to be uploaded. */
export const fileOf = (entry: IDataObject, label: string, kind: FileKind, purpose: Purpose) =>
	fileToUpload({
		field: String(entry.binaryPropertyName ?? '').trim() || 'data',
		label,
		use: fileUse(kind, purpose),
	});
