import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer } from './api';
import { endpoints } from './endpoints';
import { fail, withHint, type Reply } from './errors';
import type { FaultSwitchboard } from './faults';
import type { JournalEntry } from './types';
import type { World } from './world';

const root = '/cgi-bin/';
const page = (text: string) =>
	`<html><head><title>${text}</title></head><body>${text}</body></html>`;

const readBody = async (request: IncomingMessage) => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return chunks.length > 0 ? Buffer.concat(chunks).toString() : undefined;
};

const parse = (text: string | undefined): unknown => {
	try {
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		return text;
	}
};

const sendPage = (response: ServerResponse, status: number, text: string) =>
	response.writeHead(status, { 'Content-Type': 'text/html; charset=UTF-8' }).end(page(text));

const sendReply = (response: ServerResponse, reply: Reply) =>
	response
		.writeHead(200, {
			'Content-Type': 'application/json; charset=UTF-8',
			'Error-Code': reply.errcode,
		})
		.end(JSON.stringify(reply));

/** Answers requests over HTTP, with the faults of the network in between. */
export const startServer = async (
	world: World,
	switches: FaultSwitchboard,
	port: number,
	record: { begin(entry: JournalEntry): void; end(entry: JournalEntry): void },
) => {
	const underWay = new Map<string, number>();
	const count = (path: string, change: number) => {
		const now = (underWay.get(path) ?? 0) + change;
		underWay.set(path, now);
		return now;
	};

	/** The effect of a request; the answer is given to `send` or never. */
	const serve = (path: string, request: IncomingMessage, text: string | undefined) => {
		const entry: JournalEntry = {
			at: world.now(),
			method: request.method ?? '',
			path,
			query: Object.fromEntries(new URL(request.url ?? '', 'http://wecom').searchParams),
			body: parse(text),
			token: 'not checked',
			errcode: undefined,
			status: undefined,
			ms: undefined,
		};
		record.begin(entry);
		return { entry, send: decide(path, entry, text) };
	};

	type Send = ((response: ServerResponse) => void) | undefined;
	const decide = (path: string, entry: JournalEntry, text: string | undefined): Send => {
		const withPage = (status: number, title: string) => {
			entry.status = status;
			return (response: ServerResponse) => sendPage(response, status, title);
		};
		if (switches.take('dropBefore', path)) return undefined;
		const status = switches.take('status', path)?.status;
		if (status !== undefined) return withPage(status, `${status}`);
		if (switches.take('garbage', path)) return withPage(200, '企业微信');
		const endpoint = endpoints.get(path);
		if (!endpoint) return withPage(404, '404 Not Found');
		const crowded = (underWay.get(path) ?? 0) > switches.concurrencyLimit(path);
		const { token, reply } = crowded
			? { token: 'not checked', reply: fail(45033) }
			: answer(world, switches, endpoint, { ...entry, bodyText: text });
		const ip = switches.untrustedIp() ?? '127.0.0.1';
		entry.token = token;
		entry.errcode = reply.errcode;
		if (switches.take('dropAfter', path)) return undefined;
		entry.status = 200;
		return (response) => sendReply(response, withHint(reply, ip, world.now()));
	};

	const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
		const started = performance.now();
		const text = await readBody(request);
		const { pathname } = new URL(request.url ?? '', 'http://wecom');
		const path = pathname.startsWith(root) ? pathname.slice(root.length) : pathname;
		count(path, 1);
		const { entry, send } = serve(path, request, text);
		const delay = switches.delay(path);
		if (delay > 0) await sleep(delay);
		count(path, -1);
		entry.ms = Math.round(performance.now() - started);
		if (send) send(response);
		else request.socket.destroy();
		record.end(entry);
	};

	const server = createServer((request, response) => {
		// A client that breaks off while sending is no concern of the simulator's.
		onRequest(request, response).catch(() => request.socket.destroy());
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
