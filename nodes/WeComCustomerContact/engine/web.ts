import { createHash } from 'node:crypto';
import type { UploadFile } from '../transport/types';
import { readCredential } from '../transport/credential';
import { WebProblem } from '../transport/web/problems';
import { readWeb, type WebFile } from '../transport/web/read';
import { oncePerExecution } from './once';
import { InputProblem } from './problems';
import type { Call } from './types';
import { say } from '../texts/say';

/** Milliseconds. A welcome code lives 20 seconds, so its files have less. */
const FOR_A_FILE = 60_000;
const FOR_AN_URGENT_FILE = 15_000;
const FOR_A_CHECKSUM = 600_000;

/** A file on the web that a field asks for. */
interface Wanted {
	url: string;
	/** The field, for errors. */
	label: string;
	/** Bytes. */
	most: number;
}

/** Reads a file from the web. Throws InputProblem when it can't be had, is too large, or a page. */
export async function fetchFile(
	call: Call,
	wanted: Wanted,
): Promise<Pick<UploadFile, 'data' | 'type'> & WebFile> {
	const pieces: Buffer[] = [];
	const milliseconds = call.operation.urgent ? FOR_AN_URGENT_FILE : FOR_A_FILE;
	const file = await read(call, { ...wanted, milliseconds }, (piece) => pieces.push(piece));
	return { ...file, data: Buffer.concat(pieces) };
}

const checksums = oncePerExecution<string>();

/** The MD5 of a file on the web, read without being kept, once per execution. Throws InputProblem as above. */
export async function md5OnWeb(call: Call, wanted: Wanted): Promise<string> {
	return await checksums(call.context, wanted.url, async () => {
		const hash = createHash('md5');
		await read(call, { ...wanted, milliseconds: FOR_A_CHECKSUM }, (piece) => hash.update(piece));
		return hash.digest('hex');
	});
}

async function read(
	{ context, itemIndex }: Call,
	{ url, label, ...bounds }: Wanted & { milliseconds: number },
	take: (piece: Buffer) => void,
): Promise<WebFile> {
	const { allowPrivateAddresses } = await readCredential(context, itemIndex);
	const allowPrivate = allowPrivateAddresses === true;
	return await readWeb(context, url, { ...bounds, allowPrivate }, take).catch((error: unknown) => {
		throw error instanceof WebProblem ? new InputProblem(say`${label}: ${error.message}`) : error;
	});
}
