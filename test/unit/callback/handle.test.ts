import { encrypt, sign } from '../../../nodes/WeComCustomerContact/callback/crypto';
import type { CallbackOutcome } from '../../../nodes/WeComCustomerContact/callback/outcome';
import type { CallbackRequest } from '../../../nodes/WeComCustomerContact/callback/request';
import { handleCallback } from './sealed';
import { VECTORS, vector } from './vectors';

type Vector = (typeof VECTORS)[number];

const EVENT = vector('add_external_contact event');
const URL_CHECK = vector('url verification');
const CORP = EVENT.receiveId;

const settingsOf = ({ token, encodingAesKey, receiveId }: Vector) => ({
	token,
	encodingAesKey,
	receiveIds: [receiveId],
});
const queryOf = ({ signature, timestamp, nonce }: Vector) => ({
	msg_signature: signature,
	timestamp,
	nonce,
});
const xmlBody = (encrypted: string) =>
	Buffer.from(
		`<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
	);

const get = (v: Vector, query: Record<string, unknown> = {}) =>
	handleCallback(
		{ method: 'GET', query: { ...queryOf(v), echostr: v.encrypt, ...query }, rawBody: undefined },
		settingsOf(v),
	);
const post = (v: Vector, request: Partial<CallbackRequest> = {}) =>
	handleCallback(
		{ method: 'POST', query: queryOf(v), rawBody: xmlBody(v.encrypt), ...request },
		settingsOf(v),
	);

/** A delivery as WeCom would make it. */
function deliver(message: string, nonce = 'n', receiveId = CORP, timestamp = '1409659813') {
	const encrypted = encrypt(EVENT.encodingAesKey, message, receiveId);
	const signature = sign(EVENT.token, timestamp, nonce, encrypted);
	return post({ ...EVENT, encrypt: encrypted, signature, nonce, timestamp });
}

function eventOf(outcome: CallbackOutcome) {
	if (outcome.kind !== 'event') throw new Error(JSON.stringify(outcome));
	return outcome.event;
}

const rejection = (status: number, reason: RegExp) => ({
	kind: 'rejected',
	status,
	reason: expect.stringMatching(reason),
	hint: expect.stringMatching(/^[A-Z].*\.$/),
});

describe('the URL check', () => {
	it.each(VECTORS.filter(({ name }) => name.startsWith('url')))('echoes: $name', (v) => {
		expect(get(v)).toEqual({ kind: 'echo', text: v.plaintext, timestamp: Number(v.timestamp) });
	});

	it('takes an echostr whose + became spaces', () => {
		expect(get(URL_CHECK, { echostr: URL_CHECK.encrypt.replaceAll('+', ' ') })).toEqual({
			kind: 'echo',
			text: URL_CHECK.plaintext,
			timestamp: Number(URL_CHECK.timestamp),
		});
	});

	it('ignores other parameters and a body', () => {
		const request: CallbackRequest = {
			method: 'GET',
			query: { ...queryOf(URL_CHECK), echostr: URL_CHECK.encrypt, other: ['a', 'b'] },
			rawBody: Buffer.from('x'),
		};
		expect(handleCallback(request, settingsOf(URL_CHECK)).kind).toBe('echo');
	});
});

/** A URL check that somebody makes of a recorded event, or WeCom of a text. */
function check(text: string) {
	const echostr = encrypt(EVENT.encodingAesKey, text, CORP);
	const signature = sign(EVENT.token, EVENT.timestamp, EVENT.nonce, echostr);
	return get({ ...EVENT, encrypt: echostr, signature });
}

describe('a URL check that is to read out an event', () => {
	it.each([
		['a recorded callback', EVENT.encrypt, /echostr is too long/],
		['a short event', '<xml><a>1</a></xml>', /looks like an event/],
		['an event after blank space', ' \n<xml/>', /looks like an event/],
		['an event after a byte order mark', '\uFEFF<xml/>', /looks like an event/],
		['an event in JSON', '{"a":1}', /looks like an event/],
		['an event in JSON after blank space', ' \n{"a":1}', /looks like an event/],
		['a text of 257 bytes', '长'.repeat(85) + 'ab', /looks like an event/],
	])('gets nothing of %s', (_, text, reason) => {
		const outcome = text === EVENT.encrypt ? get(EVENT) : check(text);
		expect(outcome).toEqual(rejection(400, reason));
		expect(JSON.stringify(outcome)).not.toContain('<');
	});

	it('while a text of 256 bytes is echoed, whatever else is in it', () => {
		const text = '长'.repeat(85) + '<';
		expect(check(text)).toMatchObject({ kind: 'echo', text });
	});
});

describe('an event', () => {
	it('is decoded', () => {
		expect(post(EVENT)).toMatchObject({
			kind: 'event',
			envelope: 'app',
			timestamp: 1409659813,
			event: {
				event_type: 'customerAdded',
				corpid: CORP,
				userid: 'zhangsan',
				external_userid: 'woAJ2GCAAAXtWyujaWJHDDGi0mAAAA',
				state: 'teststate',
				welcome_code: 'WELCOMECODE',
				welcome_code_expires_at: '2014-06-24T11:48:53.000Z',
				create_time: 1403610513,
				created_at: '2014-06-24T11:48:33.000Z',
			},
		});
	});

	it.each([
		['XML in JSON', JSON.stringify({ encrypt: EVENT.encrypt })],
		['XML in JSON, capitalised', `\uFEFF ${JSON.stringify({ Encrypt: EVENT.encrypt })}`],
		['pretty-printed XML', `<xml>\n  <Encrypt>\n    ${EVENT.encrypt}\n  </Encrypt>\n</xml>\n`],
	])('is decoded from %s', (_, body) => {
		expect(post(EVENT, { rawBody: Buffer.from(body) })).toEqual(post(EVENT));
	});

	it('keeps big integers of JSON in JSON', () => {
		const v = vector('JSON message');
		const rawBody = Buffer.from(
			JSON.stringify({ tousername: v.receiveId, encrypt: v.encrypt, agentid: '218' }),
		);
		expect(eventOf(post(v, { rawBody }))).toMatchObject({
			event_type: 'unknown',
			create_time: 1409659813,
			raw: { MsgId: '4561255354251345929', AgentID: '218' },
		});
	});

	it.each(VECTORS.filter(({ name }) => name.startsWith('XML')))('is decoded: $name', (v) => {
		const event = eventOf(post(v));
		expect(event.event_type).toBe('unknown');
		expect(event.corpid).toBe(v.receiveId);
	});

	it('may be for an empty receive ID when the settings say so', () => {
		const encrypted = encrypt(EVENT.encodingAesKey, EVENT.plaintext, '');
		const signature = sign(EVENT.token, EVENT.timestamp, EVENT.nonce, encrypted);
		const v = { ...EVENT, encrypt: encrypted, signature, receiveId: '' };
		expect(eventOf(post(v)).event_type).toBe('customerAdded');
		expect(post({ ...v, receiveId: CORP })).toMatchObject({
			kind: 'rejected',
			status: 401,
			hint: expect.stringContaining('allow an empty receive ID'),
		});
		// Right signature, key and receive ID, but its content, "hello", is no event.
		expect(post(vector('empty receive id'))).toEqual(rejection(400, /content cannot be read/));
	});

	it('says when it comes in a suite envelope', () => {
		const xml =
			'<xml><SuiteId>s</SuiteId><InfoType>suite_ticket</InfoType><TimeStamp>1403610513</TimeStamp><SuiteTicket>t</SuiteTicket></xml>';
		expect(deliver(xml)).toMatchObject({
			kind: 'event',
			envelope: 'suite',
			suiteTicket: 't',
			event: { event_type: 'suiteTicketReceived', suite_id: 's' },
		});
	});

	it.each(['', '<SuiteTicket/>', '<SuiteTicket><a>1</a></SuiteTicket>'])(
		'has no ticket for the credential in %j',
		(ticket) => {
			const xml = `<xml><SuiteId>s</SuiteId><InfoType>suite_ticket</InfoType>${ticket}</xml>`;
			expect(deliver(xml)).not.toHaveProperty('suiteTicket');
		},
	);

	it('without a time of its own has that of the signature', () => {
		const { create_time, created_at } = eventOf(deliver('<xml><Event>e</Event></xml>'));
		expect({ create_time, created_at }).toEqual({
			create_time: 1409659813,
			created_at: '2014-09-02T12:10:13.000Z',
		});
	});

	it('has the same ID when it is delivered again, encrypted anew', () => {
		const again = deliver(EVENT.plaintext, 'other', CORP, '1409659999');
		expect(eventOf(again).event_id).toBe(eventOf(post(EVENT)).event_id);
		expect(again).toMatchObject({ timestamp: 1409659999 });
	});

	it('has the same ID as XML and as JSON', () => {
		const json = { Event: 'e', CreateTime: 5, MemChangeList: ['a', 'b'] };
		const xml =
			'<xml><CreateTime>5</CreateTime><Event><![CDATA[e]]></Event><MemChangeList><Item>a</Item><Item>b</Item></MemChangeList></xml>';
		expect(eventOf(deliver(JSON.stringify(json)))).toEqual(eventOf(deliver(xml)));
		expect(eventOf(deliver(`\uFEFF\n ${JSON.stringify(json)}`))).toEqual(eventOf(deliver(xml)));
	});

	it('keeps awkward channel names', () => {
		const state = (value: string) => {
			const xml = EVENT.plaintext.replace('<![CDATA[teststate]]>', value);
			return eventOf(deliver(xml)).raw.State;
		};
		expect(state('<![CDATA[渠道[A]]]>')).toBe('渠道[A]');
		expect(state('<![CDATA[a[1]]b]]>')).toBe('a[1]]b');
		expect(state('a&amp;b')).toBe('a&b');
		expect(state('<![CDATA[{"shop":1}]]>')).toBe('{"shop":1}');
	});

	it('can have 10,000 members', () => {
		const members = Array.from({ length: 10_000 }, (_, i) => `wm${i}`);
		const list = members.map((id) => `<Item><![CDATA[${id}]]></Item>`).join('');
		const xml = `<xml><Event>change_external_chat</Event><ChangeType>update</ChangeType><MemChangeList>${list}</MemChangeList></xml>`;
		expect(eventOf(deliver(xml))).toMatchObject({ member_change_list: members });
	});
});

describe('a request that is not from WeCom', () => {
	it.each(['msg_signature', 'timestamp', 'nonce', 'echostr'])('is refused without %s', (name) => {
		const named = new RegExp(`parameter ${name} `);
		for (const value of [undefined, '']) {
			const missing = rejection(400, new RegExp(`parameter ${name} is missing`));
			expect(get(URL_CHECK, { [name]: value })).toEqual(missing);
		}
		expect(get(URL_CHECK, { [name]: ['a', 'b'] })).toEqual(rejection(400, /more than once/));
		expect(get(URL_CHECK, { [name]: { a: 'b' } })).toEqual(rejection(400, named));
		expect(get(URL_CHECK, { [name]: 5 })).toEqual(rejection(400, named));
		expect(get(URL_CHECK, { [name]: '1'.repeat(5000) })).toEqual(rejection(400, /too long/));
		if (name === 'echostr') return;
		expect(post(EVENT, { query: { ...queryOf(EVENT), [name]: undefined } })).toEqual(
			rejection(400, named),
		);
	});

	it('is refused with a timestamp that is no number', () => {
		for (const timestamp of ['14x', 'x14', '1 4']) {
			expect(get(URL_CHECK, { timestamp })).toEqual(rejection(400, /timestamp is not/));
		}
	});

	it.each<[string, Buffer | undefined, number, RegExp]>([
		['no body', undefined, 400, /no body/],
		['an empty body', Buffer.alloc(0), 400, /no body/],
		['a body too large', Buffer.alloc(1024 * 1024 + 1), 413, /1048577 bytes/],
		['plain text', Buffer.from('hello'), 400, /no envelope/],
		['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), 400, /no envelope/],
		['XML without Encrypt', Buffer.from('<xml><a>1</a></xml>'), 400, /no envelope/],
		['JSON without encrypt', Buffer.from('{"a":1}'), 400, /no envelope/],
		['a prototype', Buffer.from('{"__proto__":{"encrypt":"x"}}'), 400, /no envelope/],
	])('is refused with %s', (_, rawBody, status, reason) => {
		expect(post(EVENT, { rawBody })).toEqual(rejection(status, reason));
	});

	it('may have a megabyte', () => {
		const padded = (length: number) =>
			Buffer.concat([xmlBody(EVENT.encrypt), Buffer.alloc(length, ' ')]).subarray(0, length);
		expect(post(EVENT, { rawBody: padded(1024 * 1024) }).kind).toBe('event');
	});

	it('is refused when any character of it was changed', () => {
		for (const name of ['msg_signature', 'timestamp', 'nonce'] as const) {
			const value = queryOf(EVENT)[name];
			for (let i = 0; i < value.length; i++) {
				const changed = value.slice(0, i) + (value[i] === '1' ? '2' : '1') + value.slice(i + 1);
				expect(post(EVENT, { query: { ...queryOf(EVENT), [name]: changed } })).toEqual(
					rejection(401, /signature does not match/),
				);
			}
		}
		for (let i = 0; i < EVENT.encrypt.length; i++) {
			const changed = EVENT.encrypt[i] === 'A' ? 'B' : 'A';
			const encrypted = EVENT.encrypt.slice(0, i) + changed + EVENT.encrypt.slice(i + 1);
			expect(post(EVENT, { rawBody: xmlBody(encrypted) }).kind).toBe('rejected');
		}
	});

	it('is refused with the signature of another text', () => {
		expect(post(vector('wrong signature'))).toEqual(rejection(401, /signature does not match/));
	});
});

describe('settings that do not fit', () => {
	const other = vector('url verification, second app');
	const handle = (settings: object) =>
		handleCallback(
			{ method: 'POST', query: queryOf(EVENT), rawBody: xmlBody(EVENT.encrypt) },
			{ ...settingsOf(EVENT), ...settings },
		);

	it('are named: no Token', () => {
		expect(handle({ token: '' })).toEqual(rejection(400, /no Token/));
		expect(handle({ token: undefined })).toEqual(rejection(400, /no Token/));
	});

	it('are named: another Token', () => {
		expect(handle({ token: other.token })).toMatchObject({
			status: 401,
			hint: expect.stringContaining('Token'),
		});
	});

	it('are named: no EncodingAESKey, or half of one', () => {
		for (const encodingAesKey of ['', undefined]) {
			expect(handle({ encodingAesKey })).toEqual(rejection(400, /the EncodingAESKey is empty/));
		}
		expect(handle({ encodingAesKey: EVENT.encodingAesKey.slice(2) })).toEqual(
			rejection(400, /the EncodingAESKey must have 43/),
		);
	});

	it('are named: another EncodingAESKey', () => {
		expect(handle({ encodingAesKey: other.encodingAesKey })).toMatchObject({
			status: 400,
			reason: expect.stringContaining('cannot be decrypted'),
			hint: expect.stringContaining('EncodingAESKey'),
		});
	});

	it('are named: another corp', () => {
		expect(handle({ receiveIds: ['wwOther', 'wwThird'] })).toEqual(
			rejection(401, new RegExp(`is for ${CORP}, but the credential is for wwOther or wwThird`)),
		);
		expect(handle({ receiveIds: [''] })).toEqual(rejection(401, /for an empty receive ID$/));
		expect(handle({ receiveIds: ['wwOther'] })).toMatchObject({
			hint: expect.stringContaining('the corp ID (or suite ID)'),
		});
		expect(handle({ receiveIds: ['wwOther', CORP] }).kind).toBe('event');
	});

	it('are named: no corp ID', () => {
		expect(handle({ receiveIds: [] })).toEqual(rejection(400, /no corp ID/));
	});

	it('are refused rather than thrown at the caller', () => {
		const broken = undefined as unknown as CallbackRequest;
		expect(handleCallback(broken, settingsOf(EVENT))).toEqual(
			rejection(400, /cannot be processed/),
		);
		expect(handle({ receiveIds: undefined })).toEqual(rejection(400, /cannot be processed/));
	});
});

describe('a rejection', () => {
	it('has no secret, content or signature in it', () => {
		const secrets = [EVENT.token, EVENT.encodingAesKey, EVENT.signature, 'zhangsan', 'WELCOMECODE'];
		const broken = EVENT.plaintext.replace('</xml>', '');
		const outcomes = [
			deliver(broken),
			deliver('hello'),
			deliver(EVENT.plaintext, 'n', 'wwOther'),
			post(EVENT, { query: { ...queryOf(EVENT), nonce: 'x' } }),
			get(EVENT, { echostr: [EVENT.encrypt, EVENT.encrypt] }),
			post(EVENT, { rawBody: Buffer.from(EVENT.plaintext) }),
		];
		for (const outcome of outcomes) {
			expect(outcome.kind).toBe('rejected');
			for (const secret of secrets) expect(JSON.stringify(outcome)).not.toContain(secret);
		}
	});

	it('says so when the decrypted JSON is invalid', () => {
		expect(post(vector('JSON message whose inner JSON is invalid'))).toEqual(
			rejection(400, /decrypted content cannot be read: the JSON/),
		);
	});
});
