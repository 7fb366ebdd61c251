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

// The first and the last address of each range that is not public, and those beside them that are.
it.each([
	[null, '0.0.0.0', '0.255.255.255', '1.0.0.0'],
	['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
	['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
	['126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
	['168.63.129.15', '168.63.129.16', '168.63.129.16', '168.63.129.17'],
	['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
	['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
	['191.255.255.255', '192.0.0.0', '192.0.0.255', '192.0.1.0'],
	['192.0.1.255', '192.0.2.0', '192.0.2.255', '192.0.3.0'],
	['192.88.98.255', '192.88.99.0', '192.88.99.255', '192.88.100.0'],
	['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
	['198.17.255.255', '198.18.0.0', '198.19.255.255', '198.20.0.0'],
	['198.51.99.255', '198.51.100.0', '198.51.100.255', '198.51.101.0'],
	['203.0.112.255', '203.0.113.0', '203.0.113.255', '203.0.114.0'],
	['223.255.255.255', '224.0.0.0', '255.255.255.255', null],
	[null, '::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', null],
	[null, '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:200::'],
	['2001:db7:ffff::', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::'],
	['2001:ffff::', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::'],
	['3ffe:ffff::', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', '3fff:1000::'],
	['3fff:ffff::', '4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', null],
	['::ffff:9.255.255.255', '::ffff:10.0.0.0', '::ffff:10.255.255.255', '::ffff:11.0.0.0'],
	[null, '::fffe:8.8.8.8', '::fffe:8.8.8.8', null],
	['64:ff9b::9.255.255.255', '64:ff9b::10.0.0.0', '64:ff9b::10.255.255.255', '64:ff9b::11.0.0.0'],
	[null, '64:ff9b:0:0:0:1:808:808', '64:ff9b:0:0:0:1:808:808', null],
])('%s is public, %s to %s are not, %s is', (before, first, last, after) => {
	expect([before, after].filter((one) => one !== null && !isPublic(one))).toEqual([]);
	expect([first, last].filter((one) => isPublic(one))).toEqual([]);
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
	['a machine at home', 'http://nas.home.arpa./'],
])('a host that is private is known: %s', (_how, address) => {
	expect(isPrivateHost(new URL(address))).toBe(true);
});

it.each([
	'http://example.com/',
	'http://local.example.com/',
	'http://mylocalhost/',
	'http://thelocal.example/',
	'http://home-arpa/',
	`http://${PUBLIC}/`,
])('%s may be public', (address) => {
	expect(isPrivateHost(new URL(address))).toBe(false);
});

interface Page {
	status?: number;
	headers?: Record<string, string>;
	/** The address at the other end; nothing when n8n does not show it. */
	from?: string;
	/** What comes, piece by piece; the connection breaks where it is an error. */
	pieces?: Array<string | Error>;
}

type Resolve = (host: string) => string[] | Error;

/** An n8n to which the web has these pages. One that can look names up finds these addresses. */
function n8nWith(pages: Record<string, Page>, resolve?: Resolve) {
	const asked: IHttpRequestOptions[] = [];
	const closed: string[] = [];
	const httpRequest = async (options: IHttpRequestOptions) => {
		asked.push(options);
		const { url } = options;
		const { status = 200, headers = {}, from, pieces = ['secret'] } = pages[url]!;
		return {
			statusCode: status,
			headers,
			body: {
				socket: from === undefined ? undefined : { remoteAddress: from },
				destroy: () => closed.push(url),
				async *[Symbol.asyncIterator]() {
					for (const piece of pieces) {
						if (piece instanceof Error) throw piece;
						yield Buffer.from(piece);
					}
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
	const result = await readWeb(context, address, { ...BOUNDS, ...bounds }, take).then(
		(file) => ({ file, problem: undefined }),
		(error: unknown) => ({ file: undefined, problem: (error as Error).message }),
	);
	return { text, ...result };
}

const READ = { text: 'secret', problem: undefined };
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
		expect(await read(n8n, 'http://files.example.com:8080/a.png?b=c')).toMatchObject(READ);
		expect(n8n.asked).toMatchObject([
			{
				headers: { Host: 'files.example.com:8080' },
				agentOptions: { servername: 'files.example.com' },
			},
		]);
	});

	it('of IPv6 where there is nothing else', async () => {
		const n8n = n8nWith({ 'https://[2606:2800:220:1::1]/a.png': {} }, () => ['2606:2800:220:1::1']);
		expect(await read(n8n, 'https://files.example.com/a.png')).toMatchObject(READ);
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
		expect(await read(n8nWith({ [URL_1]: { from: PUBLIC } }), URL_1)).toMatchObject(READ);
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
	expect(await read(n8n, URL_1, { allowPrivate: true })).toMatchObject(READ);
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

const open = { allowPrivate: true };

describe('redirects', () => {
	const hop = (index: number) => `http://files.example.com/${index}`;
	const chain = (count: number): Record<string, Page> => ({
		...Object.fromEntries(
			Array.from({ length: count }, (_, index) => [
				hop(index),
				{ status: [301, 302, 303, 307, 308][index % 5], headers: { location: `/${index + 1}` } },
			]),
		),
		[hop(count)]: {},
	});

	it('of all kinds are followed, as they are meant: from where they are', async () => {
		expect(await read(n8nWith(chain(5)), hop(0), open)).toMatchObject(READ);
	});

	it('are followed five times at most', async () => {
		const n8n = n8nWith(chain(6));
		expect(await read(n8n, hop(0), open)).toMatchObject({
			text: '',
			problem: 'files.example.com redirects more than 5 times',
		});
		expect(n8n.asked).toHaveLength(6);
		expect(n8n.closed).toHaveLength(6);
	});

	it('to nowhere are followed to where they come from, not for ever', async () => {
		const n8n = n8nWith({ [URL_1]: { status: 302 } });
		expect((await read(n8n, URL_1, open)).problem).toMatch(/redirects more than 5 times$/);
	});
});

describe('what is no file', () => {
	it.each<[Page, string]>([
		[{ status: 404 }, 'answered with HTTP status 404. Check the address'],
		[{ status: 204 }, 'answered with HTTP status 204. Check the address'],
		[{ status: 304 }, 'answered with HTTP status 304. Check the address'],
		[{ headers: { 'content-type': 'TEXT/HTML; charset=utf-8' } }, 'answered with a web page'],
		[{ headers: { 'content-type': 'application/xhtml+xml' } }, 'answered with a web page'],
	])('%j is not read', async (page, problem) => {
		const n8n = n8nWith({ [URL_1]: page });
		const result = await read(n8n, URL_1, open);
		expect(result.text).toBe('');
		expect(result.problem).toContain(`files.example.com ${problem}`);
		expect(n8n.closed).toEqual([URL_1]);
	});

	it.each(['', 'files.example.com/a.png', 'ftp://files.example.com/a.png'])(
		'"%s" is no web address',
		async (address) => {
			const n8n = n8nWith({});
			expect((await read(n8n, address)).problem).toMatch(/^it is no web address/);
			expect(n8n.asked).toEqual([]);
		},
	);
});

it('a file may have as much as is allowed and not a byte more, of which nothing is taken', async () => {
	const n8n = n8nWith({ [URL_1]: { pieces: ['12345', '67890', '1'] } });
	expect((await read(n8n, URL_1, { ...open, most: 11 })).text).toBe('12345678901');
	const { text, problem } = await read(n8n, URL_1, { ...open, most: 10 });
	expect(text).toBe('1234567890');
	expect(problem).toMatch(/^the file has more than/);
});

it('a connection that breaks is told in words that hold nothing of the address', async () => {
	const broken = Object.assign(new Error(`GET ${URL_1}`), { code: 'ECONNRESET' });
	const n8n = n8nWith({ [URL_1]: { pieces: ['12', broken] } });
	expect((await read(n8n, URL_1, open)).problem).toBe(
		'files.example.com could not be read: the connection broke',
	);
});

describe('what its server says of a file', () => {
	const of = async (path: string, headers: Record<string, string> = {}) => {
		const address = `http://files.example.com${path}`;
		return (await read(n8nWith({ [address]: { headers } }), address, open)).file;
	};

	it('is its type without parameters, or that it is just bytes', async () => {
		expect(await of('/a', { 'content-type': ' image/png ; charset=x' })).toEqual({
			type: 'image/png',
		});
		expect(await of('/a')).toEqual({ type: 'application/octet-stream' });
	});

	it.each([
		['/a/b/tea.png?c=d.gif', undefined, 'tea.png'],
		['/%E6%98%A5%E8%8C%B6.png', undefined, '春茶.png'],
		['/100%.png', undefined, '100%.png'],
		['/..%2F..%2Fetc%2Fpasswd.png', undefined, 'passwd.png'],
		['/a.png', 'attachment; filename="tea.jpeg"', 'tea.jpeg'],
		['/a.png', 'attachment; filename="C:\\\\tmp\\\\ tea.jpeg "', 'tea.jpeg'],
		['/a.png', 'inline', 'a.png'],
		['/download', undefined, undefined],
		['/.png', undefined, undefined],
		['/', undefined, undefined],
		['/tea.notanextension', undefined, undefined],
	])('%s with %s: its name is %s', async (path, disposition, name) => {
		const file = await of(path, disposition ? { 'content-disposition': disposition } : {});
		expect(file!.name).toBe(name);
	});
});

it('a public address by itself is asked as it is, where n8n can look names up and where it can’t', async () => {
	const address = `http://${PUBLIC}/a.png`;
	const never: Resolve = (host) => new Error(`looked up ${host}`);
	expect(await read(n8nWith({ [address]: { from: PUBLIC } }, never), address)).toMatchObject(READ);
	expect(await read(n8nWith({ [address]: { from: PUBLIC } }), address)).toMatchObject(READ);
});
