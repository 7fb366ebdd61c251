import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { UploadFile, WeComRequest } from '../transport/types';
import { checkFile, fileNameOf, type FileKind, type Purpose } from './files';
import { InputProblem } from './problems';
import type { Call } from './types';

/** A file of the input item that a request needs as a media ID. */
interface Wanted {
	/** Name of the item's binary field. */
	field: string;
	kind: FileKind;
	purpose: Purpose;
	/** Which of the user's fields wants it. */
	label: string;
}

// A symbol, so that nothing a user enters can be taken for it.
const WANTED = Symbol('upload');

/** What a converter puts where the media ID of an input file will stand. */
export const fileToUpload = (wanted: Wanted): IDataObject => ({ [WANTED]: wanted }) as IDataObject;

/**
 * Uploads the input files that a request asks for and puts their media IDs in place. All files are checked before
 * the first is sent; a file that several items share is uploaded once.
 */
export async function uploadFiles(call: Call): Promise<void> {
	const places = placesIn(call.request.body);
	const files = await Promise.all(
		places.map(async ({ wanted }) => await readInputFile(call, wanted)),
	);
	for (const [index, { holder, key, wanted }] of places.entries()) {
		holder[key] = await uploadOnce(call, files[index]!, wanted);
	}
}

interface Place {
	holder: IDataObject;
	key: string;
	wanted: Wanted;
}

function placesIn(holder: IDataObject): Place[] {
	return Object.entries(holder).flatMap(([key, value]) => {
		if (typeof value !== 'object' || value === null) return [];
		const { [WANTED]: wanted } = value as { [WANTED]?: Wanted };
		return wanted ? [{ holder, key, wanted }] : placesIn(value as IDataObject);
	});
}

/** Reads a binary field of the input item. Throws InputProblem when it is missing or WeCom would refuse it. */
export async function readInputFile(call: Call, wanted: Wanted): Promise<UploadFile> {
	const { context, itemIndex } = call;
	const { field, kind, purpose, label } = wanted;
	const binary = context.getInputData()[itemIndex]?.binary ?? {};
	const entry = binary[field];
	if (!entry) {
		const others = Object.keys(binary);
		throw new InputProblem(
			others.length > 0
				? `${label}: the input item has no file called "${field}". It has ${others.join(', ')}`
				: `${label}: the input item has no files. Put a step before that reads or downloads the file`,
		);
	}
	const data = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	checkFile(data, kind, purpose, label);
	return { name: fileNameOf(entry.fileName, kind), type: entry.mimeType, data };
}

/** Media IDs of this execution, by purpose and content. */
const uploaded = new WeakMap<IExecuteFunctions, Map<string, Promise<string>>>();

async function uploadOnce(
	call: Call,
	file: UploadFile,
	{ kind, purpose }: Wanted,
): Promise<string> {
	const known = uploaded.get(call.context) ?? new Map<string, Promise<string>>();
	uploaded.set(call.context, known);
	const digest = createHash('sha256').update(file.data).digest('hex');
	const key = [purpose, kind, file.name, digest].join(' ');
	const started = known.get(key) ?? upload(call, file, kind, purpose).then(mediaIdOf);
	known.set(key, started);
	return await started.catch((error: unknown) => {
		known.delete(key);
		throw error;
	});
}

const mediaIdOf = ({ media_id }: IDataObject) => String(media_id);

/**
 * Uploads a file and answers what WeCom says of it. The media ID is valid for 3 days.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90253
 */
export async function upload(
	call: Call,
	file: UploadFile,
	kind: FileKind,
	purpose: Purpose,
): Promise<IDataObject> {
	// A file that arrives twice does no harm, so an upload may be repeated like a read.
	return await call.send({
		method: 'POST',
		access: 'read',
		upload: file,
		...apiFor(kind, purpose),
	});
}

function apiFor(
	kind: FileKind,
	purpose: Purpose,
): Pick<WeComRequest, 'endpoint' | 'doc' | 'query'> {
	switch (purpose) {
		case 'message':
			return { endpoint: '/cgi-bin/media/upload', doc: 90253, query: { type: kind } };
		case 'permanentImage':
			return { endpoint: '/cgi-bin/media/uploadimg', doc: 90256, query: {} };
		default:
			return {
				endpoint: '/cgi-bin/media/upload_attachment',
				doc: 95098,
				query: { media_type: kind, attachment_type: purpose === 'moment' ? 1 : 2 },
			};
	}
}
