import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A picture as far as WeCom looks at it. */
export const PNG = Buffer.concat([
	Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
	Buffer.alloc(5000, 7),
]);

const PIECE = Buffer.alloc(64 * 1024, 7);

const SCRIPTS: Record<string, RequestListener> = {
	'/tea.png': (_, reply) => reply.writeHead(200, { 'content-type': 'image/png' }).end(PNG),
	'/%E6%8A%A5%E4%BB%B7.pdf': (_, reply) => reply.end('%PDF-1.7 报价'),
	'/download': (_, reply) =>
		reply
			.writeHead(200, {
				'content-type': 'application/pdf',
				'content-disposition': `attachment; filename="${Buffer.from('合同.pdf').toString('latin1')}"`,
			})
			.end('%PDF-1.7 合同'),
	'/no-name': (_, reply) => reply.end('%PDF-1.7'),
	'/page.png': (_, reply) =>
		reply
			.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
			.end('<html>Sign in</html>'),
	'/gif.png': (_, reply) =>
		reply.writeHead(200, { 'content-type': 'image/png' }).end('GIF89a, and more'),
	// Goes on until nobody listens.
	'/endless.png': (request, reply) => {
		const send = () => {
			while (!reply.destroyed && reply.write(PIECE));
		};
		reply.on('drain', send);
		request.on('close', () => reply.destroy());
		send();
	},
	'/stuck.png': (_, reply) => void reply.write(PNG),
	'/broken.png': (_, reply) => {
		reply.writeHead(200, { 'content-length': '9999' }).write(PNG, () => reply.destroy());
	},
	'/moved': (_, reply) => reply.writeHead(302, { location: '/tea.png' }).end(),
	'/round': (_, reply) => reply.writeHead(301, { location: '/round' }).end(),
	'/mail': (_, reply) => reply.writeHead(302, { location: 'mailto:a@example.com' }).end(),
};

/** Files on the web, some of which are not what they should be. */
export async function startFileServer() {
	const requests: IncomingMessage[] = [];
	const server = createServer((request, reply) => {
		requests.push(request);
		const path = request.url!.split('?')[0]!;
		const script = SCRIPTS[path];
		if (script) script(request, reply);
		else reply.writeHead(404).end('none');
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		port,
		host: `127.0.0.1:${port}`,
		url: (path: string) => `http://127.0.0.1:${port}${path}`,
		/** What was asked for. */
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}

export type FileServer = Awaited<ReturnType<typeof startFileServer>>;
