import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
	method: string;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	body: string;
}
/** Undefined: no answer at all. */
type Response = { status?: number; body?: string; afterMs?: number } | undefined;

/** A callback receiver that does what the test says. */
export const startReceiver = async (respond: (request: Received, number: number) => Response) => {
	const received: Received[] = [];
	const server = createServer((request, response) => void answerTo(request, response));
	const answerTo = async (request: IncomingMessage, response: ServerResponse) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { searchParams } = new URL(request.url ?? '', 'http://receiver');
		const entry = {
			method: request.method ?? '',
			query: Object.fromEntries(searchParams),
			headers: request.headers,
			body: Buffer.concat(chunks).toString(),
		};
		received.push(entry);
		const answer = respond(entry, received.length);
		if (answer)
			setTimeout(() => {
				response.writeHead(answer.status ?? 200).end(answer.body ?? '');
			}, answer.afterMs ?? 0);
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook?tenant=7`,
		received,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
};
