import { encrypt, sign } from '../../simulator';
import type { Corp } from '../../simulator/types';
import type { Random } from '../random';

/** A call of the callback URL by somebody who is not WeCom. */
export interface Junk {
	method: 'GET' | 'POST';
	query: Record<string, string>;
	type?: string;
	body?: string;
}

const KB = 1024;

/** A real event as somebody may have recorded it on its way. */
const record = ({ corpId, encodingAesKey, callbackToken }: Corp) => {
	const seconds = Math.floor(Date.now() / 1000);
	const event =
		`<xml><ToUserName>${corpId}</ToUserName><FromUserName>sys</FromUserName><CreateTime>${seconds}</CreateTime>` +
		'<MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType>' +
		'<UserID>zhangsan</UserID><ExternalUserID>wmRecorded</ExternalUserID></xml>';
	const encrypted = encrypt(encodingAesKey, event, corpId);
	const [timestamp, nonce] = [String(seconds), '1372623149'];
	const signature = sign(callbackToken, timestamp, nonce, encrypted);
	return { encrypted, query: { msg_signature: signature, timestamp, nonce } };
};

const made = (query: Junk['query'], body: string, type = 'text/plain'): Junk => ({
	method: 'POST',
	query,
	type,
	body,
});

type Maker = (corp: Corp, random: Random) => Junk;

const nobodys = (): Junk['query'] => ({
	msg_signature: '0'.repeat(40),
	timestamp: String(Math.floor(Date.now() / 1000)),
	nonce: '1',
});

/** By the names under which the table lists them. */
export const JUNK: Record<string, Maker> = {
	'an unclosed quote': (_corp, { between }) =>
		made(nobodys(), `{"Encrypt":"${'\\"'.repeat(between(32, 80) * KB)}`),
	'unclosed tags': (_corp, { between }) =>
		made(nobodys(), `<xml>${'<Encrypt>'.repeat(between(7, 18) * KB)}`),
	'an XML bomb': () => {
		const entities = Array.from(
			{ length: 12 },
			(_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`,
		);
		const text = `<!DOCTYPE xml [<!ENTITY e0 "lol">${entities.join('')}]><xml><Encrypt>&e12;</Encrypt></xml>`;
		return made(nobodys(), text);
	},
	'deep JSON': (_corp, { between }) => made(nobodys(), '{"a":'.repeat(between(12, 30) * KB)),
	'a recorded body and another signature': (corp) => {
		const { encrypted } = record(corp);
		return made(nobodys(), `<xml><Encrypt>${encrypted}</Encrypt></xml>`, 'text/xml');
	},
	'a recorded event as echo': (corp) => {
		const { encrypted, query } = record(corp);
		return { method: 'GET', query: { ...query, echostr: encrypted } };
	},
};
