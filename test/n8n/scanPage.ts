import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Simulator } from '../simulator/types';

interface Channel {
	userId: string;
	state: string;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const nameOf = ({ state }: Simulator, externalUserId: string) =>
	state.customers.get(externalUserId)?.name ?? externalUserId;

const pageOf = (simulator: Simulator, { userId, state }: Channel) => {
	const messages = [...simulator.welcomeMessages]
		.reverse()
		.map(
			(message) =>
				`<li><b>${escaped(nameOf(simulator, message.externalUserId))}</b>: ${escaped(message.text ?? '(attachments)')}</li>`,
		);
	return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="3"><title>A customer's phone</title>
<body style="font: 16px sans-serif; max-width: 40em; margin: 3em auto">
<h1>A customer's phone / 客户的手机</h1>
<form method="post" action="/scan"><button style="font: inherit; padding: .6em 1em">Scan the QR code of ${escaped(userId)}, channel "${escaped(state)}" / 扫码加好友</button></form>
<h2>Welcome messages that arrived / 收到的欢迎语</h2>
<ol reversed>${messages.join('')}</ol>`;
};

/** A page with a button by which another customer scans the QR code, and the messages that customers got. */
export const servePage = async (simulator: Simulator, channel: Channel) => {
	const server = createServer((request, response) => {
		if (request.method === 'POST' && request.url === '/scan') {
			simulator.scanQrCode(channel);
			response.writeHead(303, { Location: '/' }).end();
		} else if (request.url === '/') {
			response.writeHead(200, { 'Content-Type': 'text/html; charset=UTF-8' });
			response.end(pageOf(simulator, channel));
		} else response.writeHead(404).end();
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
};
