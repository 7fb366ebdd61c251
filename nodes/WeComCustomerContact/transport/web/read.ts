import type { IExecuteFunctions } from 'n8n-workflow';
import { cancelSignal } from '../cancel';
import { fileNameIn } from '../files';
import { lostReason } from '../lostReasons';
import { isPublic } from './address';
import { isBlocked, privateProblem, WebProblem } from './problems';
import { asItIs, publicTarget } from './target';
import { say } from '../../texts/say';

// Files from anywhere: whoever wrote the address may be a stranger, and so is whoever answers.

/** What may be read, and how long. */
export interface Bounds {
	/** Bytes. */
	most: number;
	milliseconds: number;
	/** Addresses that are not of the public internet, too. */
	allowPrivate: boolean;
}

/** What its server says of a file. */
export interface WebFile {
	/** MIME type. */
	type: string;
	/** With an extension. */
	name?: string;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** What n8n answers for a file that is still to be read. */
interface Answer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Buffer> & { socket?: { remoteAddress?: string }; destroy: () => void };
}

/**
 * Reads a file from the web piece by piece, no more of it than is allowed, without any of n8n's credentials.
 *
 * Unless private addresses are allowed, nothing of what a private address answers is used, and where n8n can look names
 * up (2.x), none is even asked. That holds for every redirect. Throws WebProblem.
 *
 * @param take gets each piece
 */
export async function readWeb(
	context: IExecuteFunctions,
	address: string,
	bounds: Bounds,
	take: (piece: Buffer) => void,
): Promise<WebFile> {
	const deadline = AbortSignal.timeout(bounds.milliseconds);
	const cancel = cancelSignal(context);
	const signal = cancel ? AbortSignal.any([deadline, cancel]) : deadline;
	let url = addressOf(address);
	for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
		const { host } = url;
		const found = await readAt(context, url, signal, bounds, take).catch((error: unknown) => {
			if (error instanceof WebProblem) throw error;
			throw new WebProblem(
				deadline.aborted
					? say`${host} did not send the file within ${bounds.milliseconds / 1000} seconds`
					: say`${host} could not be read: ${reasonOf(error)}`,
			);
		});
		if (!(found instanceof URL)) return found;
		url = found;
	}
	throw new WebProblem(say`${url.host} redirects more than ${MOST_REDIRECTS} times`);
}

/** Reads what is at an address: the file, or where it is instead. */
async function readAt(
	context: IExecuteFunctions,
	url: URL,
	signal: AbortSignal,
	bounds: Bounds,
	take: (piece: Buffer) => void,
): Promise<WebFile | URL> {
	const answer = await ask(context, url, signal, bounds);
	const { body, headers, statusCode } = answer;
	if (REDIRECTS.includes(statusCode)) {
		body.destroy();
		return addressOf(String(headers.location ?? ''), url);
	}
	const file = fileIn(answer, url);
	await readPieces(body, bounds, take);
	return file;
}

function addressOf(address: string, base?: URL): URL {
	const url = URL.canParse(address, base?.href) ? new URL(address, base) : undefined;
	if (url && ['http:', 'https:'].includes(url.protocol)) return url;
	throw new WebProblem(
		base
			? say`${base.host} redirects to what is no web address`
			: say`it is no web address. It starts with http:// or https://`,
	);
}

/** One request, redirects not followed; its answer comes from where it may. */
async function ask(
	context: IExecuteFunctions,
	url: URL,
	abortSignal: AbortSignal,
	{ allowPrivate }: Bounds,
): Promise<Answer> {
	const target = allowPrivate ? asItIs(url) : await publicTarget(context, url);
	const answer = (await context.helpers.httpRequest({
		method: 'GET',
		url: target.url,
		// Compressed, the answer would come without its connection.
		headers: { Accept: '*/*', 'Accept-Encoding': 'identity', ...target.headers },
		agentOptions: target.agentOptions,
		encoding: 'stream',
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
		abortSignal,
	})) as Answer;
	const { body } = answer;
	if (allowPrivate || target.isCertain) return answer;
	const address = body.socket?.remoteAddress;
	if (address !== undefined && isPublic(address)) return answer;
	body.destroy();
	throw address === undefined
		? new WebProblem(
				say`this version of n8n does not tell where ${url.host} leads to. Update n8n, or turn on "Allow Private Addresses" in the credential if all that the address can lead to may be read`,
			)
		: privateProblem(url);
}

function fileIn({ statusCode, headers, body }: Answer, url: URL): WebFile {
	const type = String(headers['content-type'] ?? 'application/octet-stream')
		.split(';')[0]!
		.trim();
	const problem =
		statusCode !== 200
			? say`${url.host} answered with HTTP status ${statusCode}. Check the address`
			: /html/i.test(type)
				? say`${url.host} answered with a web page instead of a file. Use the address of the file itself`
				: undefined;
	if (problem === undefined) return { type, name: nameOf(headers, url) };
	body.destroy();
	throw new WebProblem(problem);
}

/** What the server calls the file, or the last part of its address. */
function nameOf(headers: Record<string, unknown>, { pathname }: URL): string | undefined {
	const given = fileNameIn(headers['content-disposition']) ?? decoded(pathname);
	const name = given.split(/[\\/]/).pop()!.trim();
	return /[^.]\.\w{1,8}$/.test(name) ? name : undefined;
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

async function readPieces(
	body: Answer['body'],
	{ most }: Bounds,
	take: (piece: Buffer) => void,
): Promise<void> {
	let size = 0;
	for await (const piece of body) {
		size += piece.length;
		if (size > most) {
			const megabytes = most / 1024 / 1024;
			throw new WebProblem(
				say`the file has more than ${megabytes} MB, the most that WeCom takes. Make it smaller`,
			);
		}
		take(piece);
	}
}

/** n8n itself refuses private addresses where its administrator wants that. */
const reasonOf = (error: unknown) =>
	isBlocked(error)
		? say`this n8n lets no node reach private addresses. Its administrator can allow this one`
		: lostReason(error);
