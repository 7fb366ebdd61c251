import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { decide, type Incoming, type Outcome } from './decide';
import type { FaultSwitchboard } from './faults';
import { readForm } from './form';
import type { JournalEntry } from './types';
import type { World } from './world';

const root = '/cgi-bin/';

const read = async (request: IncomingMessage): Promise<Incoming> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const body = Buffer.concat(chunks);
	const { pathname, searchParams } = new URL(request.url ?? '', 'http://wecom');
	return {
		method: request.method ?? '',
		path: pathname.startsWith(root) ? pathname.slice(root.length) : pathname,
		search: searchParams,
		bodyText: chunks.length > 0 ? body.toString() : undefined,
		file: readForm(request.headers['content-type'], body),
		range: request.headers.range,
		userAgent: request.headers['user-agent'],
	};
};

const json = 'application/json; charset=UTF-8';

const send = (response: ServerResponse, outcome: Outcome) => {
	const { page, picture, file, reply, errcode } = outcome;
	if (outcome.json) {
		response.writeHead(outcome.json.status, { 'Content-Type': json });
		response.end(JSON.stringify(outcome.json.body));
	} else if (page) {
		const html = `<html><head><title>${page.title}</title></head><body>${page.title}</body></html>`;
		response.writeHead(page.status, { 'Content-Type': 'text/html; charset=UTF-8' }).end(html);
	} else if (picture) {
		response.writeHead(200, { 'Content-Type': 'image/png' }).end(picture);
	} else if (file) {
		response.writeHead(file.status ?? 200, file.headers).end(file.data);
	} else if (reply) {
		response.writeHead(200, { 'Content-Type': json, 'Error-Code': errcode });
		response.end(JSON.stringify(reply));
	} else response.destroy();
};

const parsed = (text: string | undefined): unknown => {
	try {
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		return text;
	}
};

const newEntry = (
	{ now }: World,
	{ method, path, search, bodyText, file, userAgent }: Incoming,
): JournalEntry => ({
	at: now(),
	method,
	path,
	userAgent,
	query: Object.fromEntries(search),
	body: file ? { ...file, data: `${file.data.length} bytes` } : parsed(bodyText),
	token: 'not checked',
	errcode: undefined,
	status: undefined,
	ms: undefined,
});

/** Answers requests over HTTP and keeps the journal. */
export const startServer = async (
	worlds: readonly [World, ...World[]],
	switches: FaultSwitchboard,
	port: number,
	record: { begin(entry: JournalEntry): void; end(entry: JournalEntry): void },
) => {
	const underWay = new Map<string, number>();
	const count = (path: string, change: number) => {
		const current = (underWay.get(path) ?? 0) + change;
		underWay.set(path, current);
		return current;
	};

	/** Until the simulator lets go, or the caller gives up. */
	const endOfHanging = (response: ServerResponse) =>
		new Promise<void>((resolve) => {
			response.once('close', resolve);
			switches.released().addEventListener('abort', () => resolve(), { once: true });
		});

	const serve = async (request: IncomingMessage, response: ServerResponse) => {
		const started = performance.now();
		const incoming = await read(request);
		const { path } = incoming;
		const entry = newEntry(worlds[0], incoming);
		record.begin(entry);
		const outcome = decide(worlds, switches, incoming, count(path, 1));
		entry.token = outcome.token;
		entry.errcode = outcome.errcode;
		const delay = switches.delay(path);
		if (delay > 0) await sleep(delay);
		if (outcome.hangs) await endOfHanging(response);
		count(path, -1);
		entry.status =
			(outcome.page ?? outcome.json)?.status ??
			((outcome.reply ?? outcome.picture ?? outcome.file) && 200);
		entry.ms = Math.round(performance.now() - started);
		send(response, outcome);
		record.end(entry);
	};

	const server = createServer((request, response) => {
		// A client that breaks off while sending is no concern of the simulator's.
		serve(request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(port, '127.0.0.1', resolve);
	});
	return {
		port: (server.address() as AddressInfo).port,
		close: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};
