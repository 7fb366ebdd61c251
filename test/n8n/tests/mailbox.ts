import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mail as it came in. */
export interface Mail {
	from: string;
	to: string[];
	subject: string;
	html: string;
}

const quotedPrintable = (text: string) =>
	Buffer.from(
		text
			.replace(/=\r?\n/g, '')
			.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	).toString('utf8');

/** What a mail's body was before it was written in letters that every server takes. */
const decoded = (text: string, encoding: string) => {
	if (encoding === 'base64') return Buffer.from(text, 'base64').toString('utf8');
	return encoding === 'quoted-printable' ? quotedPrintable(text) : text;
};

/** A line of the head: RFC 2047 has Chinese as =?UTF-8?B?…?= or =?UTF-8?Q?…?=. */
const words = (text: string) =>
	text
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, word: string) =>
			kind.toUpperCase() === 'B'
				? Buffer.from(word, 'base64').toString('utf8')
				: quotedPrintable(word.replaceAll('_', ' ')),
		);

const toMail = (from: string, to: string[], data: string): Mail => {
	const [head = '', ...rest] = data.split('\r\n\r\n');
	const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
	const header = (name: string) =>
		lines.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
	const body = rest.join('\r\n\r\n').replace(/^\.\./gm, '.');
	const encoding = header('content-transfer-encoding').toLowerCase();
	return { from, to, subject: words(header('subject')), html: decoded(body, encoding) };
};

/** A mail server on this machine that takes every mail and keeps it: RFC 5321, as far as a sender needs it. */
export const startMailbox = async () => {
	const mails: Mail[] = [];
	const talk = (socket: Socket) => {
		let [from, to, unread, data] = ['', [] as string[], '', undefined as string | undefined];
		const say = (line: string) => socket.write(`${line}\r\n`);
		const command = (line: string) => {
			const address = /<(.*)>/.exec(line)?.[1] ?? '';
			if (/^MAIL/i.test(line)) from = address;
			if (/^RCPT/i.test(line)) to.push(address);
			if (/^DATA/i.test(line)) data = '';
			if (/^QUIT/i.test(line)) return socket.end('221 bye\r\n');
			return say(data === undefined ? '250 ok' : '354 go on');
		};
		socket.on('data', (chunk: Buffer) => {
			unread += chunk.toString('latin1');
			for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
				const line = unread.slice(0, end);
				unread = unread.slice(end + 2);
				if (data === undefined) command(line);
				else if (line !== '.') data += `${line}\r\n`;
				else {
					mails.push(toMail(from, to, data));
					[from, to, data] = ['', [], undefined];
					say('250 ok');
				}
			}
		});
		socket.on('error', () => socket.destroy());
		say('220 mailbox');
	};
	const server = createServer(talk).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return { port, mails, close: () => new Promise((done) => server.close(done)) };
};
