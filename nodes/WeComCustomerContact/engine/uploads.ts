import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { identityOf, readCredential } from '../transport/credential';
import type { UploadFile } from '../transport/types';
import { oncePerExecution } from './once';
import { InputProblem } from './problems';
import type { BuiltRequest, Call } from './types';
import { fetchFile } from './web';
import { say } from '../texts/say';

/** What becomes of a file: what WeCom takes, and how it gets there. */
export interface FileUse {
	/** Tells uses apart: the same content for the same use is uploaded once. */
	name: string;
	/** Name of a file that has none. */
	fallbackName: string;
	/** The most bytes that WeCom takes. */
	largest: number;
	/** Throws InputProblem on a file that WeCom would refuse. */
	check: (data: Buffer, label: string) => void;
	/** Uploads the file and answers the ID that stands for it in a request. */
	upload: (call: Call, file: UploadFile) => Promise<string>;
}

interface Wanting {
	/** Which of the user's fields wants it. */
	label: string;
	use: FileUse;
}

/** A file of the input item that a request needs as an ID. */
interface InputFile extends Wanting {
	/** Name of the item's binary field. */
	field: string;
	url?: never;
}

/** A file on the web that a request needs as an ID. */
interface FileOnWeb extends Wanting {
	url: string;
}

type Wanted = InputFile | FileOnWeb;

// A symbol, so that nothing a user enters can be taken for it.
const WANTED = Symbol('upload');

/** What a converter puts where the ID of a file will stand. */
export const fileToUpload = (wanted: Wanted): IDataObject => ({ [WANTED]: wanted }) as IDataObject;

/**
 * Uploads the files that a request asks for; answers the request with their IDs in place. All files are read and checked
 * before the first is sent; one that several items share is fetched and uploaded once.
 */
export async function withUploads(call: Call): Promise<BuiltRequest> {
	const { query, body } = call.request;
	const wanted = wantedIn(body);
	if (wanted.length === 0) return call.request;
	const app = identityOf(await readCredential(call.context, call.itemIndex));
	const known = uploadedFromWeb.get(call.context) ?? new Map<string, string>();
	uploadedFromWeb.set(call.context, known);
	const keyOf = ({ url, use }: Wanted) => [app, use.name, url].join(' ');

	const fetched = onceEach(wanted, call);
	const files = await Promise.all(
		wanted.map(async (one) => {
			if (one.url === undefined) return await readInputFile(call, one);
			return known.get(keyOf(one)) ?? toUpload(await fetched(one.url), one);
		}),
	);
	const ids = new Map<Wanted, string>();
	for (const [index, one] of wanted.entries()) {
		const file = files[index]!;
		const id = typeof file === 'string' ? file : await uploadOnce(call, file, app, one);
		if (one.url !== undefined) known.set(keyOf(one), id);
		ids.set(one, id);
	}
	return { query, body: filledIn(body, ids) as IDataObject };
}

/** IDs of this execution's files from the web, by app, use and address: what is there once is not fetched again. */
const uploadedFromWeb = new WeakMap<IExecuteFunctions, Map<string, string>>();

/** Fetches a file of one item once, for whichever of its uses takes most. */
function onceEach(wanted: Wanted[], call: Call) {
	const fetching = new Map<string, ReturnType<typeof fetchFile>>();
	return async (url: string) => {
		const uses = wanted.filter((one) => one.url === url);
		const most = Math.max(...uses.map(({ use }) => use.largest));
		const started = fetching.get(url) ?? fetchFile(call, { url, label: uses[0]!.label, most });
		fetching.set(url, started);
		return await started;
	};
}

function toUpload(
	file: Awaited<ReturnType<typeof fetchFile>>,
	{ use, label }: Wanting,
): UploadFile {
	use.check(file.data, label);
	return { ...file, name: fileNameOf(file.name, use) };
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
export async function readInputFile(call: Call, wanted: InputFile): Promise<UploadFile> {
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

/** IDs of this execution's files, by app, use and content. */
const uploaded = oncePerExecution<string>();

async function uploadOnce(
	call: Call,
	file: UploadFile,
	app: string,
	{ use }: Wanting,
): Promise<string> {
	const digest = createHash('sha256').update(file.data).digest('hex');
	const key = [app, use.name, file.name, digest].join(' ');
	return await uploaded(call.context, key, async () => await use.upload(call, file));
}
