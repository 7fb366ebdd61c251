import { decrypt, sign, startSimulator, type Simulator } from '../../simulator';
import { post } from './client';
import { startReceiver } from './receiver';

type Receiver = Awaited<ReturnType<typeof startReceiver>>;
type Respond = Parameters<typeof startReceiver>[0];

let sim: Simulator;
let receiver: Receiver;
const start = async (respond: Respond = () => ({})) => {
	receiver = await startReceiver(respond);
	sim.setCallback({ url: receiver.url });
};
beforeEach(async () => {
	sim = await startSimulator({
		settings: { redeliverDelayMs: 5, callbackTimeoutMs: 1000, verifyTimeoutMs: 500 },
	});
});
afterEach(() => Promise.all([sim.close(), receiver.close()]));

const between = (text: string, name: string) =>
	new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(text)?.[1] ?? '';
const open = (number = 0) => {
	const request = receiver.received[number];
	const { msg_signature, timestamp = '', nonce = '' } = request?.query ?? {};
	const encrypted = between(request?.body ?? '', 'Encrypt');
	const { callbackToken, encodingAesKey } = sim.corp;
	const { message, receiveId } = decrypt(encodingAesKey, encrypted);
	const signed = sign(callbackToken, timestamp, nonce, encrypted) === msg_signature;
	return { request, message, receiveId, signed };
};
const event = { Event: 'change_external_contact', ChangeType: 'edit_external_contact' };

describe('verification of the URL', () => {
	const echo: Respond = ({ query }) => ({
		body: decrypt(sim.corp.encodingAesKey, query['echostr'] ?? '').message,
	});

	test('the plaintext within the time', async () => {
		await start(echo);
		expect(await sim.verifyCallbackUrl()).toMatchObject({ ok: true, status: 200 });
		const { query = {}, method } = receiver.received[0] ?? {};
		const { msg_signature, timestamp = '', nonce = '', echostr = '', tenant } = query;
		expect(sign(sim.corp.callbackToken, timestamp, nonce, echostr)).toBe(msg_signature);
		expect({ method, tenant }).toEqual({ method: 'GET', tenant: '7' });
	});

	test.each<[string, Respond, RegExp]>([
		['quotes', (request) => ({ body: `"${echo(request, 1)?.body}"` }), /not the plaintext/],
		['a newline', (request) => ({ body: `${echo(request, 1)?.body}\n` }), /not the plaintext/],
		['another status', (request) => ({ ...echo(request, 1), status: 201 }), /201/],
		['a late answer', (request) => ({ ...echo(request, 1), afterMs: 900 }), /timeout/],
		['no answer', () => undefined, /timeout/],
	])('refuses %s', async (_, respond, reason) => {
		await start(respond);
		const { ok, reason: given } = await sim.verifyCallbackUrl();
		expect(ok).toBe(false);
		expect(given).toMatch(reason);
	});
});

describe('delivery', () => {
	test('the envelope of self-built apps', async () => {
		await start();
		const delivery = await sim.sendEvent({ ...event, UserID: 'zhangsan', Remark: '你好' });
		expect(delivery).toMatchObject({ acknowledged: true, attempts: [{ status: 200, body: '' }] });
		const { request, message, receiveId, signed } = open();
		expect({ receiveId, signed }).toEqual({ receiveId: sim.corp.corpId, signed: true });
		expect(request?.headers['content-type']).toBe('text/xml');
		expect(between(request?.body ?? '', 'AgentID')).toBe('1000002');
		expect(message).toMatch(
			/^<xml><ToUserName><!\[CDATA\[ww5c1f0a7e2b9d4863\]\]><\/ToUserName><FromUserName><!\[CDATA\[sys\]\]><\/FromUserName><CreateTime>\d{10}<\/CreateTime><MsgType><!\[CDATA\[event\]\]><\/MsgType><Event><!\[CDATA\[change_external_contact\]\]><\/Event><ChangeType>.*<UserID><!\[CDATA\[zhangsan\]\]><\/UserID><Remark><!\[CDATA\[你好\]\]><\/Remark><\/xml>$/,
		);
	});

	test('the envelope of third-party apps', async () => {
		await start();
		await sim.sendEvent({ ...event, StrategyId: 1 }, { thirdParty: { suiteId: 'ww-suite' } });
		const { request, message, receiveId } = open();
		expect(receiveId).toBe('ww-suite');
		expect(between(request?.body ?? '', 'ToUserName')).toBe('ww-suite');
		expect(between(message, 'AuthCorpId')).toBe(sim.corp.corpId);
		expect(between(message, 'InfoType')).toBe('change_external_contact');
		expect(message).not.toContain('<Event>');
		expect(message).not.toContain('StrategyId');
	});

	test('JSON, raw bodies, plain texts', async () => {
		await start();
		await sim.sendEvent(event, { format: 'json' });
		await sim.sendEvent(event, { rawBody: '<xml>' });
		await sim.sendEvent('<xml/>');
		const [json, rawBody] = receiver.received;
		const { encrypt: encrypted } = JSON.parse(json?.body ?? '');
		const { message } = decrypt(sim.corp.encodingAesKey, encrypted);
		expect(json?.headers['content-type']).toBe('application/json');
		expect(JSON.parse(message)).toMatchObject({ FromUserName: 'sys', ...event });
		expect(rawBody?.body).toBe('<xml>');
		expect(open(2).message).toBe('<xml/>');
	});

	test('wrong signature, wrong receiver', async () => {
		await start();
		await sim.sendEvent(event, { tamperSignature: true, receiveId: 'ww-other' });
		expect(open()).toMatchObject({ signed: false, receiveId: 'ww-other' });
	});

	test('again until a 200, the same bytes', async () => {
		await start((_, number) => ({ status: number < 3 ? 500 : 200 }));
		const { acknowledged, attempts } = await sim.sendEvent(event);
		expect(acknowledged).toBe(true);
		expect(attempts.map((attempt) => attempt.status)).toEqual([500, 500, 200]);
		const [first, second] = receiver.received;
		expect(second).toMatchObject({ query: first?.query, body: first?.body });
	});

	test('three attempts, then lost; a time-out counts', async () => {
		await start((_, number) => (number === 1 ? undefined : { status: 204 }));
		const { acknowledged, attempts } = await sim.sendEvent(event, { freshEachAttempt: true });
		expect(acknowledged).toBe(false);
		expect(attempts).toHaveLength(3);
		expect(attempts[0]?.error).toMatch(/timeout/);
		expect(attempts[0]?.ms).toBeGreaterThan(90);
		const bodies = new Set(receiver.received.map((request) => request.body));
		expect(bodies.size).toBe(3);
	});

	test('breaks off after sending', async () => {
		await start((_, number) => ({ afterMs: number === 1 ? 60 : 0 }));
		const { attempts } = await sim.sendEvent(event, { abort: { afterMs: 30 } });
		expect(receiver.received).toHaveLength(2);
		expect(attempts).toMatchObject([{ error: expect.any(String) }, { status: 200 }]);
	});

	test('nobody listens', async () => {
		await start();
		await receiver.close();
		const { attempts } = await sim.sendEvent(event);
		expect(attempts.map((attempt) => attempt.error)).toEqual(Array(3).fill(expect.any(String)));
	});
});

describe('what people do', () => {
	const fieldsOf = (number: number) =>
		Object.fromEntries(
			['ChangeType', 'State', 'WelcomeCode', 'Source', 'FailReason'].flatMap((name) => {
				const value = between(open(number).message, name);
				return value ? [[name, value]] : [];
			}),
		);

	test('a scan', async () => {
		await start();
		const scan = sim.scanQrCode({ userId: 'zhangsan', state: '门店A', name: '王小雨' });
		expect((await scan.delivery).acknowledged).toBe(true);
		expect(fieldsOf(0)).toEqual({
			ChangeType: 'add_external_contact',
			State: '门店A',
			WelcomeCode: scan.welcomeCode,
		});
		expect(sim.state.customers.get(scan.externalUserId)?.name).toBe('王小雨');
		const lost = sim.scanQrCode({ userId: 'lisi', delivered: false });
		expect(await lost.delivery).toMatchObject({ attempts: [], acknowledged: false });
		expect(receiver.received).toHaveLength(1);
		expect(() => sim.scanQrCode({ userId: 'nobody' })).toThrow('nobody');
	});

	test('no welcome code where WeCom gives none', async () => {
		await start();
		sim.addMember({ userid: 'boss', adminWelcome: true });
		expect(sim.scanQrCode({ userId: 'boss' }).welcomeCode).toBeUndefined();
		const { welcomeCode, externalUserId } = sim.addHalf({ userId: 'lisi' });
		const body = { welcome_code: welcomeCode, text: { content: 'x' } };
		expect((await post(sim, 'externalcontact/send_welcome_msg', body)).errcode).toBe(0);
		const confirmed = sim.confirmHalf({ userId: 'lisi', externalUserId });
		expect(confirmed.welcomeCode).toBeUndefined();
		await sim.waitFor(() => receiver.received.length === 3);
		await confirmed.delivery;
	});

	test('the other changes', async () => {
		await start();
		const pair = { userId: 'lisi', externalUserId: 'wmSimulatedAAAAChenXiaoMing' };
		await sim.editCustomer({ ...pair, changes: { remark: '新备注' } });
		await sim.transferFail({ ...pair, reason: 'customer_refused' });
		await sim.deleteByCustomer(pair);
		await sim.deleteByMember({ ...pair, byTransfer: true });
		expect([0, 1, 2, 3].map(fieldsOf)).toEqual([
			{ ChangeType: 'edit_external_contact' },
			{ ChangeType: 'transfer_fail', FailReason: 'customer_refused' },
			{ ChangeType: 'del_follow_user' },
			{ ChangeType: 'del_external_contact', Source: 'DELETE_BY_TRANSFER' },
		]);
		expect(sim.state.relations[1]).toMatchObject({
			status: 'deletedByMember',
			deletedByCustomer: true,
			follow: { remark: '新备注' },
		});
	});

	test('nothing is sent without a URL', async () => {
		await start();
		const bare = await startSimulator();
		expect(await bare.verifyCallbackUrl()).toMatchObject({ ok: false });
		expect(await bare.scanQrCode({ userId: 'lisi' }).delivery).toMatchObject({ attempts: [] });
		expect(() => bare.setCallback({ url: 'nonsense' })).toThrow('Invalid URL');
		await bare.close();
	});
});
