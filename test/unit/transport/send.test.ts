import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { weComRequest } from '../../../nodes/WeComCustomerContact/transport/request';
import type { WeComRequest } from '../../../nodes/WeComCustomerContact/transport/types';
import { ownChanges } from '../../../nodes/WeComCustomerContact/transport/ownChanges';
import { withToken } from '../withToken';

// What goes out for a request, with which token, and beside which others. WeCom is a script here, as is the clock.

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const PING = '/cgi-bin/getcallbackip';
let corps = 0;

interface Said {
	statusCode?: number;
	headers?: IDataObject;
	body: unknown;
}

/** An n8n whose calls WeCom answers as told, and whose credential gives fresh tokens one after the other. */
function n8n(answer: (options: IHttpRequestOptions, token: unknown) => Said | Promise<Said>) {
	const credential = { baseUrl: 'http://wecom', corpId: `ww${++corps}` };
	const sent: Array<{ at: number; token: unknown; options: IHttpRequestOptions }> = [];
	const fetches: number[] = [];
	let fetchFails: Error | undefined;
	const request = async (
		_type: string,
		options: IHttpRequestOptions,
		{ credentialsDecrypted: { data } }: { credentialsDecrypted: { data: IDataObject } },
	) => {
		if (options.url === PING) {
			fetches.push(Date.now());
			if (fetchFails) throw fetchFails;
			Object.assign(data, withToken(credential, `T${fetches.length}`));
			return { errcode: 0 };
		}
		sent.push({ at: Date.now(), token: data.accessToken, options });
		return { statusCode: 200, headers: {}, ...(await answer(options, data.accessToken)) };
	};
	const as = (executionId?: string, nodeId = 'n') =>
		({
			getNode: () => ({ id: nodeId, name: 'W', type: 'w', typeVersion: 1, parameters: {} }),
			...(executionId && { getExecutionId: () => executionId }),
			getTimezone: () => 'Asia/Shanghai',
			getCredentials: async () => withToken(credential, 'T0'),
			helpers: { httpRequestWithAuthentication: request },
		}) as unknown as IExecuteFunctions;
	const call = async (more: Partial<WeComRequest> = {}, executionId = '1') =>
		await weComRequest(as(executionId), {
			method: 'GET',
			endpoint: '/cgi-bin/x',
			access: 'read',
			...more,
		}).then(
			(body) => ({ body, error: undefined }),
			(error: unknown) => ({ body: undefined, error: error as Error & { description: string } }),
		);
	return {
		sent,
		fetches,
		call,
		as,
		corpId: credential.corpId,
		failFetches: (error?: Error) => (fetchFails = error),
	};
}

const ok = (body: IDataObject = {}): Said => ({ body: { errcode: 0, errmsg: 'ok', ...body } });
const refused = (errcode: number): Said => ({ body: { errcode, errmsg: 'no' } });

describe('what goes out', () => {
	const outOf = async (more: Partial<WeComRequest>, said = ok()) => {
		const { sent, call } = n8n(() => said);
		expect((await call(more)).error).toBeUndefined();
		return sent[0]!.options;
	};

	it('a GET has its query and no body', async () => {
		const options = await outOf({ query: { userid: 'z' } });
		expect(options).toEqual({
			method: 'GET',
			baseURL: 'http://wecom',
			url: '/cgi-bin/x',
			qs: { userid: 'z' },
			timeout: 30_000,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
	});

	it('a POST has its body as JSON, an empty one too: n8n would send none, which WeCom refuses', async () => {
		const headers = { 'Content-Type': 'application/json' };
		expect(await outOf({ method: 'POST', body: { a: '茶' } })).toMatchObject({
			body: '{"a":"茶"}',
			headers,
		});
		expect(await outOf({ method: 'POST' })).toMatchObject({ body: '{}', headers });
	});

	it('a file is a form and has two minutes', async () => {
		const upload = { name: 'a.png', type: 'image/png', data: Buffer.from('png') };
		const { body, headers, timeout } = await outOf({ method: 'POST', upload });
		expect(headers!['Content-Type']).toMatch(/^multipart\/form-data; boundary=/);
		expect(String(body)).toContain('filename="a.png"');
		expect(timeout).toBe(120_000);
	});

	it.each([
		[{}, undefined],
		[{ from: 0 }, 'bytes=0-'],
		[{ from: 10, to: 20 }, 'bytes=10-20'],
	])('a download of %j asks for bytes %s and has two minutes', async (download, range) => {
		const file: Said = { headers: { 'content-type': 'image/png' }, body: Buffer.from('png') };
		const options = await outOf({ download }, file);
		expect(options).toMatchObject({ encoding: 'arraybuffer', timeout: 120_000 });
		expect(options.headers?.Range).toBe(range);
	});

	it('a request may bring its own time', async () => {
		const upload = { name: 'a', type: 'a/b', data: Buffer.from('a') };
		expect((await outOf({ timeout: 5_000 })).timeout).toBe(5_000);
		expect((await outOf({ method: 'POST', upload, timeout: 9_000 })).timeout).toBe(9_000);
	});
});

describe('a token that WeCom does not take', () => {
	it.each([40014, 42001, 40001, 40082, 42009])(
		'%i: the call goes out again with a newer one, also one that may go out once',
		async (errcode) => {
			const { sent, fetches, call } = n8n((_, token) =>
				token === 'T0' ? refused(errcode) : ok({ a: 1 }),
			);
			expect((await call({ access: 'once' })).body).toEqual({ a: 1 });
			expect(sent.map(({ token }) => token)).toEqual(['T0', 'T1']);
			expect(fetches).toHaveLength(1);
		},
	);

	it('is not tried again for any other code', async () => {
		const { sent, fetches, call } = n8n(() => refused(40003));
		expect((await call()).error!.message).toMatch(/40003/);
		expect([sent.length, fetches.length]).toEqual([1, 0]);
	});

	it('is used by no other call that waits for its turn', async () => {
		const { sent, call } = n8n((_, token) => (token === 'T0' ? refused(42001) : ok()));
		const calls = Array.from({ length: 20 }, async () => await call({ width: 1 }));
		await jest.advanceTimersByTimeAsync(60_000);
		expect((await Promise.all(calls)).filter(({ error }) => error)).toEqual([]);
		expect(sent.filter(({ token }) => token === 'T0')).toHaveLength(1);
	});
});

describe('when there is no token to be had', () => {
	const lost = Object.assign(new Error('WeCom could not be reached'), { code: 'ECONNRESET' });

	it('a call waits until it may be asked for again', async () => {
		const one = n8n((_, token) => (token === 'T0' ? refused(42001) : ok({ a: 1 })));
		one.failFetches(lost);
		const result = one.call({ giveUpAt: Date.now() + 10_000 });
		await jest.advanceTimersByTimeAsync(2_000);
		expect(one.fetches).toHaveLength(1);
		one.failFetches();
		await jest.advanceTimersByTimeAsync(2_000);
		expect((await result).body).toEqual({ a: 1 });
		expect(one.fetches).toHaveLength(2);
	});

	it('but fails at once when that is too late for it', async () => {
		const one = n8n((_, token) => (token === 'T0' ? refused(42001) : ok()));
		one.failFetches(lost);
		const { error } = await one.call({ giveUpAt: Date.now() + 2_000 });
		expect(error!.message).toBe('WeCom did not answer');
		expect(error!.description).toContain('WeCom could not be reached');
		expect(one.fetches).toHaveLength(1);
	});
});

describe('calls of one corp side by side', () => {
	/** A WeCom that answers when it is let to. */
	const held = () => {
		const ends: Array<() => void> = [];
		const one = n8n(async () => await new Promise<Said>((end) => ends.push(() => end(ok()))));
		const settle = async () => await jest.advanceTimersByTimeAsync(0);
		const finish = async () => {
			for (; ends.length > 0; await settle()) ends.shift()!();
		};
		return { ...one, ends, settle, finish };
	};

	it('are five at once unless the user says otherwise', async () => {
		for (const [width, most] of [
			[undefined, 5],
			[2, 2],
			[8, 8],
		] as const) {
			const { sent, call, settle, finish } = held();
			for (let index = 0; index < 12; index++) void call({ width });
			await settle();
			expect(sent).toHaveLength(most);
			await finish();
			expect(sent).toHaveLength(12);
		}
	});

	it('of a long execution let those of another one through', async () => {
		const { sent, call, settle, finish, ends } = held();
		for (let index = 0; index < 50; index++) void call({ endpoint: '/cgi-bin/sync' }, 'sync');
		void call({ endpoint: '/cgi-bin/other' }, 'other');
		await settle();
		for (let index = 0; index < 2; index++) {
			ends.shift()!();
			await settle();
		}
		const urls = sent.map(({ options }) => options.url);
		expect(urls.slice(0, 8)).toContain('/cgi-bin/other');
		await finish();
	});

	it('that are urgent have room of their own, and so have their files', async () => {
		const upload = { name: 'a', type: 'a/b', data: Buffer.from('a') };
		const { sent, call, settle, finish } = held();
		const urls = () => sent.map(({ options }) => options.url);
		const all = { call: {}, file: { upload, urgent: true }, welcome: { urgent: true } };
		for (const [name, more] of Object.entries(all)) {
			for (let index = 0; index < 7; index++) void call({ endpoint: `/cgi-bin/${name}`, ...more });
			await settle();
			expect(urls().filter((url) => url.endsWith(name))).toHaveLength(5);
		}
		await finish();
		expect(sent).toHaveLength(21);
	});

	it('that WeCom refuses for a minute are left alone for it, also those that wait', async () => {
		const { sent, call } = n8n(() => refused(45009));
		const calls = Array.from({ length: 5 }, async () => await call({ width: 1 }));
		const other = call({ endpoint: '/cgi-bin/y', width: 1 });
		await jest.advanceTimersByTimeAsync(0);
		for (const { error } of await Promise.all(calls)) {
			expect(error!.message).toMatch(/45009/);
			expect(error!.description).toMatch(
				/WeCom has refused this API since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\. The node calls it again from .* \(Asia\/Shanghai\)/,
			);
		}
		await other;
		expect(sent.map(({ options }) => options.url)).toEqual(['/cgi-bin/x', '/cgi-bin/y']);
		await jest.advanceTimersByTimeAsync(60_000);
		await call();
		expect(sent).toHaveLength(3);
	});
});

describe('a write that WeCom calls back about as if somebody had made it by hand', () => {
	const gone = Object.assign(new Error('gone'), { code: 'ECONNRESET' });
	const unsent = Object.assign(new Error('nobody'), { code: 'ECONNREFUSED' });

	it.each<[string, () => Said, boolean]>([
		['was done', () => ok(), true],
		['was refused', () => refused(40003), false],
		['may have been done', () => refused(-1), true],
		[
			'may have been done before its answer got lost',
			() => {
				throw gone;
			},
			true,
		],
		[
			'was never sent',
			() => {
				throw unsent;
			},
			false,
		],
	])('is known as this process’s own when it %s', async (_what, answer, isOwn) => {
		const { call, corpId } = n8n(answer);
		const result = call({ access: 'once', echo: ['zhangsan', 'wm1'] });
		await jest.advanceTimersByTimeAsync(60_000);
		await result;
		expect(ownChanges.has([corpId, 'zhangsan', 'wm1'])).toBe(isOwn);
		expect(ownChanges.has(['zhangsan', 'wm1'])).toBe(false);
	});
});

it('a code that the request tolerates comes back with its words', async () => {
	const { call } = n8n(() => ({ body: { errcode: 84061, errmsg: 'not external contact', a: 1 } }));
	expect((await call({ tolerates: [84061] })).body).toEqual({
		a: 1,
		errcode: 84061,
		errmsg: 'not external contact',
	});
	expect((await call({ tolerates: [1] })).error!.message).toMatch(/84061/);
});

it('tokens that WeCom refuses one after the other are tried five times at most', async () => {
	const { sent, call } = n8n(() => refused(42001));
	const result = call();
	await jest.advanceTimersByTimeAsync(600_000);
	expect((await result).error!.message).toMatch(/42001/);
	expect(sent.length).toBeLessThanOrEqual(5);
});
