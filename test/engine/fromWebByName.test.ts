import { SsrfProtectionConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import dns from 'node:dns';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type * as realAddress from '../../nodes/WeComCustomerContact/transport/web/address';
import { readWeb } from '../../nodes/WeComCustomerContact/transport/web/read';
import { PNG, startFileServer, type FileServer } from './fileServer';
import { createN8n } from './harness';

// For this file, 127.0.0.1 is an address of the public internet: a name is looked up by n8n itself, and its HTTP client
// goes where it was found.

const HERE = '127.0.0.1';
jest.mock('../../nodes/WeComCustomerContact/transport/web/address', () => {
	const address = jest.requireActual<typeof realAddress>(
		'../../nodes/WeComCustomerContact/transport/web/address',
	);
	return { ...address, isPublic: (given: string) => given === HERE || address.isPublic(given) };
});

let files: FileServer;
beforeEach(async () => {
	files = await startFileServer();
	Container.get(SsrfProtectionConfig).allowedIpRanges = [`${HERE}/32`];
	jest
		.spyOn(dns.promises, 'lookup')
		.mockImplementation((async () => [{ address: HERE, family: 4 }]) as never);
	// By the time of the connection, the name leads elsewhere.
	jest.spyOn(dns, 'lookup').mockImplementation(((host: string, ...asked: unknown[]) => {
		const tell = asked.at(-1) as (...answer: unknown[]) => void;
		return host === HERE ? tell(null, HERE, 4) : tell(new Error('looked up again'));
	}) as never);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await files.close();
});

async function read(address: string) {
	const { helpers } = createN8n({}).editor();
	const pieces: Buffer[] = [];
	const bounds = { most: 1_000_000, milliseconds: 5000, allowPrivate: false };
	const file = await readWeb({ helpers } as never, address, bounds, (piece) => pieces.push(piece));
	return { ...file, data: Buffer.concat(pieces) };
}

it('a name is looked up once, and its server is told whom it is asked as', async () => {
	const { name, data } = await read(`http://files.example.com:${files.port}/moved`);
	expect(name).toBe('tea.png');
	expect(data.equals(PNG)).toBe(true);
	const hosts = files.requests.map(({ headers }) => headers.host);
	expect(hosts).toEqual(Array(2).fill(`files.example.com:${files.port}`));
});

it('so it is with https, where the certificate must be that of the name', async () => {
	const asked: string[] = [];
	const server = createServer({
		SNICallback: (name, tell) => {
			asked.push(name);
			tell(new Error('no certificate'));
		},
	});
	await new Promise<void>((done) => server.listen(0, HERE, done));
	const { port } = server.address() as AddressInfo;
	await expect(read(`https://files.example.com:${port}/tea.png`)).rejects.toThrow(
		`files.example.com:${port} could not be read`,
	);
	expect(asked).toEqual(['files.example.com']);
	await new Promise((done) => server.close(done));
});
