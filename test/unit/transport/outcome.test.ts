import { toLost, toOutcome } from '../../../nodes/WeComCustomerContact/transport/outcome';

const answer = (statusCode: number, body: unknown) =>
	toOutcome({ statusCode, headers: { 'content-type': 'application/json' }, body });

describe('an answer', () => {
	it.each([
		['with errcode 0', 200, { errcode: 0, errmsg: 'ok', a: 1 }],
		['without errcode, as some that succeed', 200, { a: 1 }],
	])('is one of WeCom %s', (_, status, body) => {
		expect(answer(status, body)).toMatchObject({ kind: 'answer', errcode: 0, body: { a: 1 } });
	});

	it.each([200, 404, 500])('is a refusal when it has an error code, with HTTP %i', (status) => {
		expect(answer(status, { errcode: 40058, errmsg: 'no' })).toEqual({
			kind: 'answer',
			errcode: 40058,
			errmsg: 'no',
			body: {},
		});
	});

	it.each([
		['JSON without a code', 403, { message: 'forbidden' }],
		['JSON without a code', 404, { error: 'not found' }],
		['JSON without a code', 302, {}],
		['a code of success', 403, { errcode: 0, errmsg: 'ok' }],
		['a code that is no number', 200, { errcode: 'E_DENIED', errmsg: '' }],
		['a code that is no number', 200, { errcode: null }],
		['a code that is no number', 500, { errcode: '40058' }],
		['a list', 200, [{ errcode: 0 }]],
		['a page', 200, '<html>sign in</html>'],
	])('is not one of WeCom: %s, HTTP %i', (_, status, body) => {
		expect(answer(status, body)).toMatchObject({
			kind: 'lost',
			reason: expect.stringMatching(`^HTTP ${status}, .* between n8n and WeCom`),
		});
	});

	it.each([
		// Whether WeCom may have acted on the request, and whether it is no use to try again.
		[200, true, false],
		[400, false, true],
		[403, false, true],
		[404, false, true],
		[408, true, false],
		[429, false, false],
		[500, true, false],
		[502, true, false],
		[503, true, false],
		[504, true, false],
	])('of a gateway with HTTP %i: taken %s, final %s', (status, taken, final) => {
		expect(answer(status, 'busy')).toMatchObject({ taken, final });
	});
});

it.each([
	['ECONNREFUSED', false],
	['ENOTFOUND', false],
	['EAI_AGAIN', false],
	['EHOSTUNREACH', false],
	['ENETUNREACH', false],
	['ECONNRESET', true],
	['ECONNABORTED', true],
])('a connection that ends with %s: WeCom may have the request: %s', (code, taken) => {
	expect(toLost({ code })).toEqual({ kind: 'lost', reason: code, taken });
	expect(toLost({ message: 'x', cause: { code } })).toMatchObject({ reason: code, taken });
});
