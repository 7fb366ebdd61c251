import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A CRM that takes customers by `PUT /api/customers/<id>`: who is there is updated, who is not is created. */
export const startCrm = async () => {
	const customers = new Map<string, unknown>();
	let refusals = 0;
	const take = async (request: IncomingMessage, response: ServerResponse) => {
		const [, id] = /^\/api\/customers\/([^/]+)$/.exec(request.url ?? '') ?? [];
		const customer = await json(request);
		const isRefused = refusals > 0;
		if (isRefused) refusals--;
		const status = isRefused ? 503 : id && request.method === 'PUT' ? 200 : 404;
		if (id && status === 200) customers.set(id, customer);
		response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
	};
	const server = createServer((request, response) => void take(request, response));
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		/** By their IDs. */
		customers,
		/** The next so many requests answer 503. */
		refuses: (times: number) => {
			refusals = times;
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
};
