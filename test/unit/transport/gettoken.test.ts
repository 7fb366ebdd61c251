import type { IDataObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { fetchTokens } from '../../../nodes/WeComCustomerContact/transport/gettoken';
import { identityOf } from '../../../nodes/WeComCustomerContact/transport/credential';
import { refusalIn, TokenRefused } from '../../../nodes/WeComCustomerContact/transport/refusal';

// What the credential asks WeCom for, and what it makes of whatever comes back.

const NOW = 1_700_000_000_000;
beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

const APP = { appType: 'selfBuilt', corpId: 'ww1', corpSecret: 's3cret', baseUrl: 'http://wecom/' };
const SUITE = {
	appType: 'thirdParty',
	suiteId: 'suite',
	suiteSecret: 's3cret',
	suiteTicket: 'a@b@1700000000',
	authCorpId: 'ww2',
	permanentCode: 'code',
	baseUrl: 'http://wecom',
};

type Said = { statusCode?: number; body: unknown } | Error;

const PROBE = '/cgi-bin/getcallbackip';
const TOKEN = { errcode: 0, errmsg: 'ok', access_token: 'AT', expires_in: 7000 };

/** Fetches tokens from a WeCom that says this at each address. */
async function fetch(credential: IDataObject, said: Record<string, Said>) {
	const asked: IHttpRequestOptions[] = [];
	const httpRequest = async (options: IHttpRequestOptions) => {
		asked.push(options);
		const answer = { [PROBE]: { body: { errcode: 0 } }, ...said }[options.url];
		if (answer instanceof Error) throw answer;
		return { statusCode: 200, ...answer };
	};
	const helper = { helpers: { httpRequest } } as unknown as IHttpRequestHelper;
	const { tokens, error } = await fetchTokens(helper, credential as never).then(
		(tokens) => ({ tokens, error: undefined }),
		(error: unknown) => ({ tokens: undefined, error: error as Error }),
	);
	return { tokens, error, asked };
}

const ofApp = async (said: Said) => await fetch(APP, { '/cgi-bin/gettoken': said });

it('an app asks with its secret, and tries the token', async () => {
	const { tokens, asked } = await ofApp({ body: TOKEN });
	expect(tokens).toEqual({
		accessToken: 'AT',
		suiteAccessToken: '',
		tokenFor: identityOf({ ...APP, baseUrl: 'http://wecom' }),
		tokenExpiresAt: String(NOW + 7_000_000),
	});
	const common = { method: 'GET', baseURL: 'http://wecom', timeout: 10_000 };
	expect(asked).toMatchObject([
		{ ...common, url: '/cgi-bin/gettoken', qs: { corpid: 'ww1', corpsecret: 's3cret' } },
		{ ...common, url: PROBE, qs: { access_token: 'AT' } },
	]);
});

it.each([
	[{}, 7200],
	[{ expires_in: 'soon' }, 7200],
	[{ expires_in: '600' }, 600],
	[{ expires_in: 0 }, 1],
	[{ expires_in: -5 }, 1],
])('with %j a token lives for %i seconds', async (more, seconds) => {
	const { tokens } = await ofApp({ body: { access_token: 'AT', ...more } });
	expect(tokens!.tokenExpiresAt).toBe(String(NOW + seconds * 1000));
});

describe('the IP address', () => {
	const probe = async (said: Said) =>
		await fetch(APP, { '/cgi-bin/gettoken': { body: TOKEN }, [PROBE]: said });

	it('that WeCom does not trust is told, although it hands out a token', async () => {
		const errmsg = 'not allow to access from your ip, from ip: 203.0.113.7';
		const { error } = await probe({ body: { errcode: 60020, errmsg } });
		expect(error).toBeInstanceOf(TokenRefused);
		expect(error!.message).toContain('(203.0.113.7)');
	});

	it.each<Said>([
		{ body: { errcode: 48002, errmsg: 'api forbidden' } },
		{ statusCode: 502, body: 'bad gateway' },
		new Error('gone'),
	])('is judged by nothing else: %j', async (said) => {
		expect((await probe(said)).tokens).toMatchObject({ accessToken: 'AT' });
	});
});

describe('what WeCom refuses', () => {
	it.each([200, 400, 404])('is told in its words and ours, HTTP %i', async (statusCode) => {
		const body = { errcode: 40001, errmsg: 'invalid credential, hint: [17], from ip: 1.2.3.4' };
		const { error } = await ofApp({ statusCode, body });
		expect(error).toBeInstanceOf(TokenRefused);
		expect(error!.message).toMatch(/\. .+\. \(WeCom error 40001: invalid credential\)$/);
		expect(refusalIn({ cause: { cause: error } })).toEqual({ errcode: 40001, errmsg: body.errmsg });
	});

	it('is found in what n8n made of it only if it is WeCom’s', () => {
		expect(refusalIn(new Error('no'))).toBeUndefined();
		expect(refusalIn(undefined)).toBeUndefined();
		expect(refusalIn(null)).toBeUndefined();
		expect(refusalIn({ errcode: 'ECONNRESET' })).toBeUndefined();
		const endless: { cause?: unknown } = {};
		endless.cause = endless;
		expect(refusalIn(endless)).toBeUndefined();
	});
});

describe('what does not come from WeCom', () => {
	it.each<[number, unknown]>([
		[200, 'sign in'],
		[200, null],
		[200, [{ errcode: 0 }]],
		[200, { errcode: '0', access_token: 'AT' }],
		[403, { message: 'forbidden' }],
		[302, {}],
		[500, { errcode: 40001, errmsg: 'no' }],
	])('is told with its HTTP status %i: %j', async (statusCode, body) => {
		const { error } = await ofApp({ statusCode, body });
		expect(error!.message).toBe(
			`http://wecom answered with HTTP status ${statusCode}, but not like WeCom`,
		);
	});

	it.each([{}, { access_token: '' }, { access_token: 7 }, { errcode: 0 }])(
		'is told when it looks like it, but has no token: %j',
		async (body) => {
			expect((await ofApp({ body })).error!.message).toMatch(/there is no access token$/);
		},
	);

	it('is told in words that hold no secret when nothing comes', async () => {
		const lost = Object.assign(new Error('GET http://wecom?corpsecret=s3cret'), {
			code: 'ECONNREFUSED',
		});
		const { error } = await ofApp(lost);
		expect(error!.message).toBe(
			'WeCom could not be reached at http://wecom: the connection was refused',
		);
		expect(error!.cause).toBeUndefined();
	});
});

describe('a suite', () => {
	const SUITE_TOKEN = { suite_access_token: 'ST', expires_in: 7200 };
	const said = {
		'/cgi-bin/service/get_suite_token': { body: SUITE_TOKEN },
		'/cgi-bin/service/get_corp_token': { body: { access_token: 'CT', expires_in: 3600 } },
	};

	it('proves itself with its ticket, and gets the token of its corp, which dies with either', async () => {
		const { tokens, asked } = await fetch(SUITE, said);
		expect(asked).toMatchObject([
			{
				method: 'POST',
				url: '/cgi-bin/service/get_suite_token',
				body: { suite_id: 'suite', suite_secret: 's3cret', suite_ticket: 'a@b' },
			},
			{
				method: 'POST',
				url: '/cgi-bin/service/get_corp_token',
				qs: { suite_access_token: 'ST' },
				body: { auth_corpid: 'ww2', permanent_code: 'code' },
			},
			{ url: PROBE, qs: { access_token: 'CT' } },
		]);
		expect(tokens).toEqual({
			accessToken: 'CT',
			suiteAccessToken: 'ST',
			tokenFor: identityOf(SUITE),
			tokenExpiresAt: String(NOW + 3_600_000),
		});
		const short = { body: { ...SUITE_TOKEN, expires_in: 60 } };
		const other = await fetch(SUITE, { ...said, '/cgi-bin/service/get_suite_token': short });
		expect(other.tokens!.tokenExpiresAt).toBe(String(NOW + 60_000));
	});

	it('that no corp has authorized has its own token, and none to try', async () => {
		const { tokens, asked } = await fetch({ ...SUITE, authCorpId: '', permanentCode: '' }, said);
		expect(tokens).toMatchObject({ accessToken: 'none', suiteAccessToken: 'ST' });
		expect(asked).toHaveLength(1);
	});

	it.each(['authCorpId', 'permanentCode'])(
		'asks WeCom all the same without %s alone',
		async (name) => {
			const refusal = { body: { errcode: 40084, errmsg: 'invalid permanent_code' } };
			const { error } = await fetch(
				{ ...SUITE, [name]: '' },
				{ ...said, '/cgi-bin/service/get_corp_token': refusal },
			);
			expect(error!.message).toContain('40084');
		},
	);
});
