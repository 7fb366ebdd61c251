import { startSimulator, type Simulator } from '../../simulator';
import {
	array,
	complete,
	int,
	object,
	readQuery,
	refuse,
	string,
	variant,
} from '../../simulator/schema';
import { get, getToken, post, raw } from './client';

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator();
});
afterAll(() => sim.close());

const sendWelcome = 'externalcontact/send_welcome_msg';

describe('requests', () => {
	const errcodeOf = async (
		...args: Parameters<typeof raw> extends [unknown, ...infer R] ? R : never
	) => JSON.parse((await raw(sim, ...args)).text).errcode;

	test('token only in the query', async () => {
		const { access_token } = await getToken(sim);
		expect(await errcodeOf('GET', 'externalcontact/get_follow_user_list')).toBe(41001);
		expect(await errcodeOf('POST', sendWelcome, {}, JSON.stringify({ access_token }))).toBe(41001);
		expect(await errcodeOf('GET', 'getcallbackip', { access_token: 'made-up' })).toBe(40014);
	});

	test('HTTP method', async () => {
		const { access_token } = await getToken(sim);
		expect(await errcodeOf('GET', sendWelcome, { access_token })).toBe(40058);
		expect(await errcodeOf('POST', 'externalcontact/get', { access_token }, '{}')).toBe(40058);
		expect(await errcodeOf('POST', sendWelcome, { access_token })).toBe(44002);
	});

	test('body', async () => {
		expect((await post(sim, sendWelcome, 'welcome_code=1')).errcode).toBe(47001);
		expect((await post(sim, sendWelcome, '[]')).errcode).toBe(40058);
		expect((await post(sim, sendWelcome, '{"welcome_code":"\\u4f60"}')).errcode).toBe(40033);
		const escapedBackslash = '{"welcome_code":"\\\\u4f60","text":{"content":"x"}}';
		expect((await post(sim, sendWelcome, escapedBackslash)).errcode).toBe(41050);
	});

	test('unknown and repeated fields are named', async () => {
		const query = { external_userid: 'wmSimulatedAAAAChenXiaoMing', limit: '10' };
		expect(await get(sim, 'externalcontact/get', query)).toMatchObject({
			errcode: 40058,
			errmsg: expect.stringContaining('unknown field limit'),
		});
		const answer = await post(sim, sendWelcome, {
			welcome_code: 'x',
			text: { content: 'x', mentioned: [] },
		});
		expect(answer).toMatchObject({
			errcode: 40058,
			errmsg: expect.stringMatching(
				/^invalid argument: unknown field text\.mentioned, hint: \[\d+\], from ip: 127\.0\.0\.1, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=40058$/,
			),
		});
		const { access_token } = await getToken(sim);
		const twice = `getcallbackip?access_token=${access_token}&access_token=${access_token}`;
		const response = await fetch(`${sim.url}/cgi-bin/${twice}`);
		expect(await response.json()).toMatchObject({ errcode: 40058 });
	});

	test.each(['externalcontact/nothing', 'externalcontact/get/', '/externalcontact/get'])(
		'%s is no page',
		async (path) => {
			const { status, text } = await raw(sim, 'GET', path);
			expect(status).toBe(404);
			expect(text).toMatch(/^<html>/);
		},
	);

	test('outside /cgi-bin/ is no page', async () => {
		expect((await fetch(`${sim.url}/gettoken`)).status).toBe(404);
	});
});

describe('schema', () => {
	const fields = {
		name: string({ required: true, maxChars: 3, missing: 41009 }),
		text: string({ maxBytes: 6 }),
		size: int({ min: 1, max: 100, fallback: 50, over: 'clamp' }),
		page: int({ max: 20, fallback: 10, over: 'fallback' }),
		count: int({ max: 5 }),
		ids: array(string({ required: true, maxChars: 2 }), { max: 2, tooMany: 41064 }),
		inner: object({ ids: array(int()) }),
		kinds: array(variant('type', { a: { x: string({ required: true }) } }, { invalid: 41065 })),
	};
	const refusal = (value: unknown) => {
		const reply = refuse(fields, value);
		return reply && `${reply.errcode} ${reply.errmsg.replace(/^[^:]*: /, '')}`;
	};

	test.each<[unknown, string | undefined]>([
		[{ name: '你好吗' }, undefined],
		[{}, '41009 name is required'],
		[{ name: '' }, '41009 name is required'],
		[{ name: '你好吗!' }, '40058 name is longer than 3 characters'],
		[{ name: 1 }, '40058 name must be a string'],
		[{ name: null }, '40058 name must be a string'],
		[{ name: 'x', text: '你好' }, undefined],
		[{ name: 'x', text: '你好!' }, '40058 text is longer than 6 bytes'],
		[{ name: 'x', size: '10' }, '40058 size must be an integer'],
		[{ name: 'x', size: 1.5 }, '40058 size must be an integer'],
		[{ name: 'x', size: 0 }, '40058 size is less than 1'],
		[{ name: 'x', size: 1000 }, undefined],
		[{ name: 'x', count: 6 }, '40058 count is more than 5'],
		[{ name: 'x', ids: 'a' }, '40058 ids must be an array'],
		[{ name: 'x', ids: ['a', ''] }, '40058 ids[1] is required'],
		[{ name: 'x', ids: ['a', 'b', 'c'] }, '41064 ids has more than 2 items'],
		[{ name: 'x', inner: [] }, '40058 inner must be an object'],
		[{ name: 'x', inner: { ids: ['1'] } }, '40058 inner.ids[0] must be an integer'],
		[{ name: 'x', kinds: [{ type: 'a', a: { x: 'y' } }] }, undefined],
		[{ name: 'x', kinds: [{ type: 'b', b: {} }] }, '41065 kinds[0] has no known type'],
		[{ name: 'x', kinds: [{ type: 'toString' }] }, '41065 kinds[0] has no known type'],
		[{ name: 'x', kinds: ['a'] }, '41065 kinds[0] has no known type'],
		[{ name: 'x', kinds: [{ type: 'a' }] }, '40058 kinds[0].a is required'],
		[{ name: 'x', kinds: [{ type: 'a', a: {} }] }, '40058 kinds[0].a.x is required'],
		[{ name: 'x', kinds: [{ type: 'a', a: { x: 'y' }, c: 1 }] }, '40058 unknown field kinds[0].c'],
		[{ name: 'x', constructor: 1 }, '40058 unknown field constructor'],
		['x', '40058 body must be an object'],
	])('%j → %s', (value, expected) => {
		expect(refusal(value)).toBe(expected);
	});

	test('page sizes are filled in, clamped or fall back', () => {
		expect(complete(fields, {})).toEqual({ size: 50, page: 10 });
		expect(complete(fields, { size: 1000, page: 21 })).toEqual({ size: 100, page: 10 });
		expect(complete(fields, { size: 7, page: 7 })).toEqual({ size: 7, page: 7 });
	});

	test('numbers in a query', () => {
		expect(readQuery(fields, { size: '7', name: '7', count: 'x' })).toEqual({
			size: 7,
			name: '7',
			count: 'x',
		});
	});
});
