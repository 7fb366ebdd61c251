import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { UploadFile } from '../transport/types';
import { InputProblem } from './problems';
import type { BuiltRequest, Call } from './types';
import { say } from '../texts/say';

/** What becomes of a file: what WeCom takes, and how it gets there. */
export interface FileUse {
	/** Tells uses apart: the same content for the same use is uploaded once. */
	name: string;
	/** Name of a file that has none. */
	fallbackName: string;
	/** Throws InputProblem on a file that WeCom would refuse. */
	check: (data: Buffer, label: string) => void;
	/** Uploads the file and answers the ID that stands for it in a request. */
	upload: (call: Call, file: UploadFile) => Promise<string>;
}

/** A file of the input item that a request needs as an ID. */
interface Wanted {
	/** Name of the item's binary field. */
	field: string;
	/** Which of the user's fields wants it. */
	label: string;
	use: FileUse;
}

// A symbol, so that nothing a user enters can be taken for it.
const WANTED = Symbol('upload');

/** What a converter puts where the ID of an input file will stand. */
export const fileToUpload = (wanted: Wanted): IDataObject => ({ [WANTED]: wanted }) as IDataObject;

/**
 * Uploads the input files that a request asks for; answers the request with their IDs in place. All files are checked
 * before the first is sent; a file that several items share is uploaded once.
 */
export async function withUploads(call: Call): Promise<BuiltRequest> {
	const { query, body } = call.request;
	const wanted = wantedIn(body);
	if (wanted.length === 0) return call.request;
	const files = await Promise.all(wanted.map(async (one) => await readInputFile(call, one)));
	const ids = new Map<Wanted, string>();
	for (const [index, one] of wanted.entries()) {
		ids.set(one, await uploadOnce(call, files[index]!, one));
	}
	return { query, body: filledIn(body, ids) as IDataObject };
}

const wantedAt = (value: object) => (value as { [WANTED]?: Wanted })[WANTED];

function wantedIn(value: unknown): Wanted[] {
	if (typeof value !== 'object' || value === null) return [];
	const wanted = wantedAt(value);
	return wanted ? [wanted] : Object.values(value).flatMap(wantedIn);
}

function filledIn(value: unknown, ids: ReadonlyMap<Wanted, string>): unknown {
	if (typeof value !== 'object' || value === null) return value;
	const wanted = wantedAt(value);
	if (wanted) return ids.get(wanted);
	if (Array.isArray(value)) return value.map((entry) => filledIn(entry, ids));
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [name, filledIn(entry, ids)]),
	);
}

/** Reads a binary field of the input item. Throws InputProblem when it is missing or WeCom would refuse it. */
export async function readInputFile(call: Call, wanted: Wanted): Promise<UploadFile> {
	const { context, itemIndex } = call;
	const { field, label, use } = wanted;
	const binary = context.getInputData()[itemIndex]?.binary ?? {};
	const entry = binary[field];
	if (!entry) {
		const others = Object.keys(binary);
		throw new InputProblem(
			others.length > 0
				? say`${label}: the input item has no file called "${field}". It has ${others.join(say`, `)}`
				: say`${label}: the input item has no files. Put a step before that reads or downloads the file`,
		);
	}
	const data = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	use.check(data, label);
	return { name: fileNameOf(entry.fileName, use), type: entry.mimeType, data };
}

/** A file's own name, or that of its use. */
export const fileNameOf = (
	given: string | undefined,
	{ fallbackName }: Pick<FileUse, 'fallbackName'>,
): string => given?.trim() || fallbackName;

/** IDs of this execution's files, by use and content. */
const uploaded = new WeakMap<IExecuteFunctions, Map<string, Promise<string>>>();

async function uploadOnce(call: Call, file: UploadFile, { use }: Wanted): Promise<string> {
	const known = uploaded.get(call.context) ?? new Map<string, Promise<string>>();
	uploaded.set(call.context, known);
	const digest = createHash('sha256').update(file.data).digest('hex');
	const key = [use.name, file.name, digest].join(' ');
	const started = known.get(key) ?? use.upload(call, file);
	known.set(key, started);
	return await started.catch((error: unknown) => {
		known.delete(key);
		throw error;
	});
}
