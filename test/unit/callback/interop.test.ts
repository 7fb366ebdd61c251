import * as tencent from '@wecom/crypto';
import { decrypt, encrypt, sign } from '../../../nodes/WeComCustomerContact/callback/crypto';
import { bodyOf, handleCallback, RECEIVE_ID, SETTINGS } from './sealed';

// Tencent's own library plays WeCom.

const { token, encodingAesKey } = SETTINGS;
const TIMESTAMP = '1700000000';
const NONCE = '1597212914';

const MESSAGES = [
	'',
	'1616140317555161061',
	'<xml><Event><![CDATA[change_external_contact]]></Event></xml>',
	'客户联系 🎉 ]]> & <',
	// Every length of padding, and one of several blocks.
	...Array.from({ length: 33 }, (_, length) => 'é'.repeat(length)),
	'长'.repeat(100_000),
];

const query = (encrypted: string) => ({
	msg_signature: tencent.getSignature(token, TIMESTAMP, NONCE, encrypted),
	timestamp: TIMESTAMP,
	nonce: NONCE,
});

describe('Tencent’s @wecom/crypto', () => {
	it.each(MESSAGES)('is understood, and understands us: message %#', (message) => {
		expect(decrypt(encodingAesKey, tencent.encrypt(encodingAesKey, message, RECEIVE_ID))).toEqual({
			ok: true,
			message,
			receiveId: RECEIVE_ID,
		});
		expect(
			tencent.decrypt(encodingAesKey, encrypt(encodingAesKey, message, RECEIVE_ID)),
		).toMatchObject({ message, id: RECEIVE_ID });
	});

	it('signs as we do', () => {
		const encrypted = tencent.encrypt(encodingAesKey, 'text', RECEIVE_ID);
		expect(sign(token, TIMESTAMP, NONCE, encrypted)).toBe(query(encrypted).msg_signature);
	});

	it('can check the URL', () => {
		const echostr = tencent.encrypt(encodingAesKey, '1616140317555161061', RECEIVE_ID);
		expect(
			handleCallback(
				{ method: 'GET', query: { ...query(echostr), echostr }, rawBody: undefined },
				SETTINGS,
			),
		).toMatchObject({ kind: 'echo', text: '1616140317555161061' });
	});

	it('can deliver an event', () => {
		const message = `<xml><ToUserName><![CDATA[${RECEIVE_ID}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wmA]]></ExternalUserID><State><![CDATA[渠道[A]]]></State></xml>`;
		const encrypted = tencent.encrypt(encodingAesKey, message, RECEIVE_ID);
		const rawBody = Buffer.from(bodyOf(encrypted));
		expect(
			handleCallback({ method: 'POST', query: query(encrypted), rawBody }, SETTINGS),
		).toMatchObject({
			kind: 'event',
			envelope: 'app',
			event: { event_type: 'customerAdded', external_userid: 'wmA', state: '渠道[A]' },
		});
	});
});
