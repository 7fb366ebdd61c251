import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isPrivateHost, isPublic } from '../../../nodes/WeComCustomerContact/transport/web/address';
import { readWeb } from '../../../nodes/WeComCustomerContact/transport/web/read';

// What is read from the web, and from whom: here n8n's HTTP client is a script, so that answers can come from anywhere.

const PUBLIC = '93.184.216.34';

it.each([
	PUBLIC,
	'8.8.8.8',
	'172.15.255.255',
	'172.32.0.1',
	'100.63.0.1',
	'100.128.0.1',
	'223.255.255.255',
	'2606:2800:220:1:248:1893:25c8:1946',
	'2400:3200::1',
	'::ffff:8.8.8.8',
	'64:ff9b::808:808',
])('%s is public', (address) => {
	expect(isPublic(address)).toBe(true);
});

it.each([
	['this machine', ['127.0.0.1', '127.255.255.254', '0.0.0.0', '::1', '::', '[::1]']],
	['private networks', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1']],
	['IPv6 networks', ['fc00::1', 'fd12:3456::1', 'fec0::1', '100::1', '2001:db8::1', '2001::1']],
	['the link', ['169.254.1.1', 'fe80::1', 'fe80::1%eth0']],
	['metadata', ['169.254.169.254', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254']],
	['many', ['224.0.0.1', '255.255.255.255', 'ff02::1', '240.0.0.1']],
	['IPv4 in IPv6', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::127.0.0.1']],
	['translated IPv4', ['64:ff9b::a00:1', '64:ff9b:1::8.8.8.8', '2002:7f00:1::', '2002:a00:1::1']],
	['no address', ['', 'localhost', '1.2.3', ':::', 'a:b']],
])('%s is not public', (_what, addresses) => {
	expect(addresses.filter(isPublic)).toEqual([]);
});

it.each([
	['in decimal', 'http://2130706433/'],
	['in octal', 'http://0177.0.0.01/'],
	['in hex', 'http://0x7f.1/'],
	['with a dot behind', 'http://127.0.0.1./'],
	['short', 'http://127.1/'],
	['in full-width digits', 'http://１２７.0.0.1/'],
	['IPv6', 'http://[::1]/'],
	['mapped', 'http://[::ffff:127.0.0.1]/'],
	['by name', 'http://LOCALHOST/'],
	['by a name with a dot behind', 'http://localhost./'],
	['a name below it', 'http://a.localhost/'],
	['a cloud’s metadata', 'http://metadata.google.internal/'],
	['a printer', 'http://printer.local/'],
])('a host that is private is known: %s', (_how, address) => {
	expect(isPrivateHost(new URL(address))).toBe(true);
});

it.each(['http://example.com/', 'http://local.example.com/', `http://${PUBLIC}/`])(
	'%s may be public',
	(address) => {
		expect(isPrivateHost(new URL(address))).toBe(false);
	},
);

interface Page {
	status?: number;
	headers?: Record<string, string>;
	/** The address at the other end; nothing when n8n does not show it. */
	from?: string;
}

type Resolve = (host: string) => string[] | Error;

/** An n8n to which the web has these pages. One that can look names up finds these addresses. */
function n8nWith(pages: Record<string, Page>, resolve?: Resolve) {
	const asked: IHttpRequestOptions[] = [];
	const closed: string[] = [];
	const httpRequest = async (options: IHttpRequestOptions) => {
		asked.push(options);
		const { url } = options;
		const { status = 200, headers = {}, from } = pages[url]!;
		return {
			statusCode: status,
			headers,
			body: {
				socket: from === undefined ? undefined : { remoteAddress: from },
				destroy: () => closed.push(url),
				async *[Symbol.asyncIterator]() {
					yield Buffer.from('secret');
				},
			},
		};
	};
	const filter = {
		getSecureEgressFilter: (policy: string) => ({
			createSecureLookup:
				() => (host: string, _options: unknown, tell: (error: unknown, found?: object) => void) => {
					expect(policy).toBe('enforced');
					const found = resolve!(host);
					if (found instanceof Error) tell(found);
					else
						tell(
							null,
							found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
						);
				},
		}),
	};
	const helpers = { httpRequest, ...(resolve && filter) };
	return { context: { helpers } as unknown as IExecuteFunctions, asked, closed };
}

const BOUNDS = { most: 100, milliseconds: 1000, allowPrivate: false };

/** What was read, or why not. */
async function read(
	{ context }: ReturnType<typeof n8nWith>,
	address: string,
	bounds: Partial<typeof BOUNDS> = {},
) {
	let text = '';
	const take = (piece: Buffer) => {
		text += piece.toString();
	};
	const problem = await readWeb(context, address, { ...BOUNDS, ...bounds }, take).then(
		() => undefined,
		(error: unknown) => (error as Error).message,
	);
	return { text, problem };
}

const URL_1 = 'http://files.example.com/a.png';
const refusalOf = (host: string) => ({
	text: '',
	problem: expect.stringContaining(
		`${host} is, or leads to, an address of a private network`,
	) as string,
});

const blocked = Object.assign(new Error('10.0.0.1'), { name: 'SsrfBlockedIpError' });

describe('where n8n can look names up', () => {
	it('the request goes to the address that was found, and says whom it is for', async () => {
		const pages = { [`http://${PUBLIC}:8080/a.png?b=c`]: {} };
		const n8n = n8nWith(pages, () => ['2606:2800:220:1::1', PUBLIC]);
		expect(await read(n8n, 'http://files.example.com:8080/a.png?b=c')).toEqual({ text: 'secret' });
		expect(n8n.asked).toMatchObject([
			{
				headers: { Host: 'files.example.com:8080' },
				agentOptions: { servername: 'files.example.com' },
			},
		]);
	});

	it('of IPv6 where there is nothing else', async () => {
		const n8n = n8nWith({ 'https://[2606:2800:220:1::1]/a.png': {} }, () => ['2606:2800:220:1::1']);
		expect(await read(n8n, 'https://files.example.com/a.png')).toEqual({ text: 'secret' });
	});

	it.each<[string, Resolve]>([
		['of a private network', () => ['10.0.0.1']],
		['of a private network, among others', () => [PUBLIC, '::ffff:10.0.0.1']],
		['that n8n’s administrator forbids', () => blocked],
	])('a name of an address %s is not asked', async (_what, resolve) => {
		const n8n = n8nWith({}, resolve);
		expect(await read(n8n, URL_1)).toEqual(refusalOf('files.example.com'));
		expect(n8n.asked).toEqual([]);
	});

	it('a name that nobody has is told', async () => {
		const n8n = n8nWith({}, () => Object.assign(new Error(), { code: 'ENOTFOUND' }));
		expect((await read(n8n, URL_1)).problem).toBe(
			'files.example.com could not be read: there is no such host',
		);
	});
});

describe('where n8n can’t look names up', () => {
	it('what a private address answers is not used', async () => {
		const n8n = n8nWith({ [URL_1]: { from: '10.0.0.1' } });
		expect(await read(n8n, URL_1)).toEqual(refusalOf('files.example.com'));
		expect(n8n.closed).toEqual([URL_1]);
	});

	it('what a public one answers is', async () => {
		expect(await read(n8nWith({ [URL_1]: { from: PUBLIC } }), URL_1)).toEqual({ text: 'secret' });
	});

	it('what comes from nobody knows where is not', async () => {
		const n8n = n8nWith({ [URL_1]: {} });
		const { text, problem } = await read(n8n, URL_1);
		expect(text).toBe('');
		expect(problem).toMatch(/^this version of n8n does not tell where files.example.com leads to/);
		expect(n8n.closed).toEqual([URL_1]);
	});
});

it('private addresses are read where they are allowed', async () => {
	const n8n = n8nWith({ [URL_1]: { from: '10.0.0.1' } }, () => blocked);
	expect(await read(n8n, URL_1, { allowPrivate: true })).toEqual({ text: 'secret' });
});

it.each([
	['http://169.254.169.254/latest/meta-data', '169.254.169.254'],
	['http://[::ffff:127.0.0.1]:5678/rest', '[::ffff:7f00:1]:5678'],
	['//localhost/admin', 'localhost'],
	['http://inside.example.com/', 'inside.example.com'],
])('each redirect is looked at: %s', async (location, host) => {
	const moved = { status: 302, headers: { location }, from: PUBLIC };
	const n8n = n8nWith({
		[URL_1]: moved,
		'http://inside.example.com/': { from: '192.168.0.1' },
	});
	expect(await read(n8n, URL_1)).toEqual(refusalOf(host));
	expect(n8n.closed).toContain(URL_1);
	const looking = n8nWith({ [`http://${PUBLIC}/a.png`]: moved }, (name) =>
		name === 'files.example.com' ? [PUBLIC] : ['192.168.0.1'],
	);
	expect(await read(looking, URL_1)).toEqual(refusalOf(host));
	expect(looking.asked).toHaveLength(1);
});

it.each(['file:///etc/passwd', 'ftp://example.com/', 'gopher://127.0.0.1/'])(
	'a redirect to %s is no web address',
	async (location) => {
		const n8n = n8nWith({ [URL_1]: { status: 307, headers: { location }, from: PUBLIC } });
		expect(await read(n8n, URL_1)).toEqual({
			text: '',
			problem: 'files.example.com redirects to what is no web address',
		});
	},
);
