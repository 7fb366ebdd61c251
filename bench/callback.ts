import { createDecipheriv, randomBytes } from 'node:crypto';
import { decrypt as theirDecrypt, getSignature } from '@wecom/crypto';
import { parseStringPromise } from 'xml2js';
import { encrypt, sign } from '../nodes/WeComCustomerContact/callback/crypto';
import { openSealed } from '../nodes/WeComCustomerContact/callback/open';
import { readOpened } from '../nodes/WeComCustomerContact/callback/outcome';
import { readRequest } from '../nodes/WeComCustomerContact/callback/request';
import { figure, heading, median, ratio } from './print';

// Verify, decrypt, parse and type one callback: against Tencent's library with xml2js, and against the
// bare decryption that no code can go below. Both sides read the body's bytes and check signature, receive
// ID and kind of event; only this package also refuses bad base64, padding and UTF-8, checks the query,
// names the fields and makes the event ID.

const settings = {
	token: 'QDG6eK',
	encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
	receiveIds: ['wx5823bf96d3bd56c7'],
};
const timestamp = '1409659813';
const nonce = '1372623149';
const CALLBACKS = 200;
const ROUNDS = 150;

const callbacks = Array.from({ length: CALLBACKS }, (_, index) => {
	const xml = `<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1403610513</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wm${index}]]></ExternalUserID><State><![CDATA[渠道-${index}]]></State><WelcomeCode><![CDATA[${randomBytes(24).toString('base64url')}]]></WelcomeCode></xml>`;
	const encrypted = encrypt(settings.encodingAesKey, xml, settings.receiveIds[0]!);
	const body = `<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><AgentID><![CDATA[218]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
	return {
		rawBody: Buffer.from(body),
		encrypted: Buffer.from(encrypted, 'base64'),
		query: { msg_signature: sign(settings.token, timestamp, nonce, encrypted), timestamp, nonce },
	};
});

function ours() {
	for (const { rawBody, query } of callbacks) {
		const sealed = readRequest({ method: 'POST', query, rawBody });
		const opened = sealed.kind === 'sealed' ? openSealed(sealed, settings) : sealed;
		const outcome = opened.kind === 'opened' ? readOpened(opened) : opened;
		if (outcome.kind !== 'event' || outcome.event.event_type !== 'customerAdded') {
			throw new Error(JSON.stringify(outcome));
		}
	}
}

async function theirs() {
	for (const { rawBody, query } of callbacks) {
		const outer = (await parseStringPromise(rawBody.toString(), { explicitArray: false })) as {
			xml: { Encrypt: string };
		};
		const signature = getSignature(settings.token, timestamp, nonce, outer.xml.Encrypt);
		if (signature !== query.msg_signature) throw new Error('signature');
		const { message, id } = theirDecrypt(settings.encodingAesKey, outer.xml.Encrypt);
		if (!settings.receiveIds.includes(id)) throw new Error('receive ID');
		const inner = (await parseStringPromise(message, { explicitArray: false })) as {
			xml: { Event: string; ChangeType: string };
		};
		const { Event, ChangeType } = inner.xml;
		if (`${Event}/${ChangeType}` !== 'change_external_contact/add_external_contact') {
			throw new Error('content');
		}
	}
}

const key = Buffer.from(`${settings.encodingAesKey}=`, 'base64');

function bare() {
	for (const { encrypted } of callbacks) {
		const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(
			false,
		);
		Buffer.concat([decipher.update(encrypted), decipher.final()]);
	}
}

/** Microseconds per callback: the three in turn each round, so that a drifting machine hits all alike. */
void (async () => {
	heading(
		`Verify, decrypt, parse and type a callback (median of ${ROUNDS} rounds of ${CALLBACKS})`,
	);
	const times = { ours: [] as number[], theirs: [] as number[], bare: [] as number[] };
	for (let round = 0; round <= ROUNDS * 1.1; round++) {
		for (const [name, job] of Object.entries({ ours, theirs, bare })) {
			const started = performance.now();
			await job();
			const each = ((performance.now() - started) * 1000) / CALLBACKS;
			if (round > ROUNDS / 10) times[name as keyof typeof times].push(each);
		}
	}
	const [own, other, floor] = [median(times.ours), median(times.theirs), median(times.bare)];
	figure('this package', own, 'µs');
	figure('@wecom/crypto and xml2js', other, 'µs');
	figure('bare AES decryption', floor, 'µs');
	ratio('times as fast as @wecom/crypto and xml2js', other / own, 'at least 2', other / own >= 2);
	ratio('of bare decryption', own / floor, 'at most 3', own / floor <= 3);
})();
