import { SsrfProtectionConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import dns from 'node:dns';
import { createHash } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
import { readWeb } from '../../nodes/WeComCustomerContact/transport/web/read';
import { startSimulator, type Simulator } from '../simulator';
import { hostFile } from '../simulator/endpoints/mediaByUrl';
import { PNG, startFileServer, type FileServer } from './fileServer';
import { createN8n } from './harness';
import { OTHER_APP, n8nOf, operationsIn, picked, type N8n } from './setup';

// Files by their address: n8n fetches them on the way to WeCom, from a server on this machine.

const CUSTOMER = 'wmSimulatedAAAAChenXiaoMing';

let simulator: Simulator;
let files: FileServer;
let n8n: N8n;

beforeEach(async () => {
	[simulator, files] = await Promise.all([
		startSimulator({ apps: [OTHER_APP] }),
		startFileServer(),
	]);
	n8n = n8nWith({ allowPrivateAddresses: true });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all([simulator.close(), files.close()]);
});

const n8nWith = (more: Record<string, unknown>) => {
	const { corpId, secret } = simulator.corp;
	return createN8n({ baseUrl: simulator.url, corpId, corpSecret: secret, ...more } as never);
};
const { attempt, run, refusal } = operationsIn(() => n8n);

const fromWeb = (fileUrl: string) => ({ source: 'url', fileUrl });
const image = (fileUrl: string) => ({ type: 'image', ...fromWeb(fileUrl) });
const template = (...attachment: INodeParameters[]) => ({
	text: '欢迎',
	attachment: { attachment: attachment[0]! },
});
const welcome = (...attachment: INodeParameters[]) => ({
	welcomeCode: simulator.scanQrCode({ userId: 'zhangsan', delivered: false }).welcomeCode!,
	attachments: { attachment },
});
const product = (...addresses: string[]) => ({
	productDescription: '春茶礼盒',
	price: '199.90',
	pictures: { picture: addresses.map(fromWeb) },
});
const uploads = () => simulator.requests(/^media\/upload/);
/** What was uploaded, the last one first. */
const uploaded = () => [...simulator.state.media.values()].reverse().map(({ file }) => file!);

describe('a picture goes the whole way', () => {
	const url = (path = '/tea.png') => files.url(path);
	it.each<[string, () => INodeParameters]>([
		['welcomeMessage.send', () => welcome(image(url()))],
		['groupWelcome.create', () => template(image(url()))],
		[
			'groupWelcome.create',
			() =>
				template({
					type: 'miniprogram',
					programTitle: '星河商城',
					appId: 'wx8bd80126147df384',
					page: 'pages/index',
					...fromWeb(url()),
				}),
		],
		[
			'massMessage.create',
			() => ({
				recipients: 'listed',
				externalUserIds: CUSTOMER,
				userId: picked('zhangsan'),
				attachments: { attachment: [image(url())] },
			}),
		],
		[
			'contactWay.create',
			() => ({
				userIds: ['zhangsan'],
				additionalFields: {
					isTemp: true,
					conclusion: { conclusion: image(url()) },
				},
			}),
		],
		[
			'moment.create',
			() => ({
				text: '新品',
				momentAttachments: {
					attachment: [
						{ type: 'link', linkTitle: '新品', linkUrl: 'https://example.com', ...fromWeb(url()) },
					],
				},
			}),
		],
		['product.create', () => product(url())],
		[
			'customer.updateRemark',
			() => ({
				userId: picked('zhangsan'),
				externalUserId: CUSTOMER,
				updateFields: { remarkPictureUrl: url() },
			}),
		],
	])('%s', async (operation, parameters) => {
		await run(operation, parameters());
		expect(uploads()).toHaveLength(1);
		expect(uploaded()[0]).toMatchObject({ name: 'tea.png', type: 'image/png' });
		expect(uploaded()[0]!.data.equals(PNG)).toBe(true);
	});
});

it.each([
	['its address', '/%E6%8A%A5%E4%BB%B7.pdf', '报价.pdf'],
	['its server', '/download', '合同.pdf'],
	['nobody', '/no-name', 'file.bin'],
	['the address that it moved to', '/moved?to=tea', 'tea.png'],
])('a file is named by %s', async (_whom, path, name) => {
	await run('groupWelcome.create', template({ type: 'file', ...fromWeb(files.url(path)) }));
	expect(uploaded()[0]!.name).toBe(name);
});

it('what several entries and items share is fetched and uploaded once', async () => {
	const tea = files.url('/tea.png');
	const items = Array.from({ length: 5 }, () => ({ tea }));
	await run('product.create', product(tea, '={{ $json.tea }}'), { items });
	expect(files.requests).toHaveLength(1);
	expect(uploads()).toHaveLength(1);
});

it('but for each app, as a media ID is of its corp', async () => {
	n8n = n8nWith({ allowPrivateAddresses: true, corpSecret: '={{ $json.secret }}' });
	const items = [simulator.corp.secret, OTHER_APP.secret].map((secret) => ({ secret }));
	await run('groupWelcome.create', template(image(files.url('/tea.png'))), { items });
	expect(files.requests).toHaveLength(2);
	expect(uploads()).toHaveLength(2);
});

it('its server learns nothing of WeCom, and an error nothing of the address but its host', async () => {
	const address = files.url('/none.png?sign=s3cret').replace('//', '//user:p4ss@');
	const { error, run: whole } = await attempt(
		'groupWelcome.create',
		template(image('={{ $json.address }}')),
		{ items: [{ address }] },
	);
	expect(error!.message).toBe(
		`"Attachment": "File URL": ${files.host} answered with HTTP status 404. Check the address`,
	);
	const { headers, url } = files.requests[0]!;
	expect(url).toBe('/none.png?sign=s3cret');
	expect(headers.authorization).toBe(`Basic ${Buffer.from('user:p4ss').toString('base64')}`);
	expect(JSON.stringify(headers)).not.toContain('token');
	const told = JSON.stringify(whole.data.resultData.runData.WeCom!.map((task) => task.error));
	expect(told).not.toMatch(/p4ss|s3cret/);
});

describe('what can’t be had is refused before WeCom is asked', () => {
	const MB = 1024 * 1024;
	it.each([
		['/none.png', 'answered with HTTP status 404. Check the address'],
		['/page.png', 'answered with a web page instead of a file. Use the address of the file itself'],
		['/round', 'redirects more than 5 times'],
		['/mail', 'redirects to what is no web address'],
		['/broken.png', 'could not be read: the connection broke'],
	])('%s: %s', async (path, problem) => {
		const message = await refusal(
			'product.create',
			product(files.url('/tea.png'), files.url(path)),
		);
		expect(message).toBe(`"Pictures" 2: "File URL": ${files.host} ${problem}`);
		expect(simulator.journal).toEqual([]);
	});

	it('a picture that is none', async () => {
		expect(await refusal('product.create', product(files.url('/gif.png')))).toBe(
			'"Pictures" 1: "File URL": the file is not a JPG or PNG picture, which is what WeCom takes here. Convert it, or choose another type',
		);
	});

	it('a file that is too large, of which no more is read', async () => {
		expect(await refusal('product.create', product(files.url('/endless.png')))).toBe(
			'"Pictures" 1: "File URL": the file has more than 10 MB, the most that WeCom takes. Make it smaller',
		);
		const { socket } = files.requests[0]!;
		if (!socket.destroyed) await new Promise((closed) => socket.once('close', closed));
		expect(socket.bytesWritten).toBeLessThan(30 * MB);
		expect(simulator.journal).toEqual([]);
	});

	it('a server that is not there', async () => {
		await files.close();
		expect(await refusal('product.create', product(files.url('/tea.png')))).toBe(
			`"Pictures" 1: "File URL": ${files.host} could not be read: the connection was refused`,
		);
		files = await startFileServer();
	});

	it.each([
		['', 'is empty. Fill it in'],
		['tea.png', 'must be a web address that starts with http:// or https://'],
		['file:///etc/passwd', 'must be a web address that starts with http:// or https://'],
	])('the address "%s"', async (address, problem) => {
		expect(await refusal('product.create', product(address))).toBe(
			`"Pictures" 1: "File URL" ${problem}`,
		);
	});
});

it.each(['/stuck.png', '/endless.png'])('a server that never ends: %s', async (path) => {
	const { helpers } = n8n.editor();
	const bounds = { most: Infinity, milliseconds: 300, allowPrivate: true };
	const reading = readWeb({ helpers } as never, files.url(path), bounds, () => {});
	await expect(reading).rejects.toThrow(`${files.host} did not send the file within 0.3 seconds`);
	const { socket } = files.requests[0]!;
	if (!socket.destroyed) await new Promise((closed) => socket.once('close', closed));
});

describe('private addresses are not read', () => {
	beforeEach(() => {
		n8n = n8nOf(simulator);
	});

	const isPrivate = (host: string) =>
		`"Pictures" 1: "File URL": ${host} is, or leads to, an address of a private network, which could give away what is inside. If that is meant, turn on "Allow Private Addresses" in the credential`;

	it.each([
		['127.0.0.1', '127.0.0.1'],
		['localhost', 'localhost'],
		['2130706433', '127.0.0.1'],
		['0177.0.0.1', '127.0.0.1'],
		['[::1]', '[::1]'],
		['[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
		['10.1.2.3', '10.1.2.3'],
		['169.254.169.254', '169.254.169.254'],
	])('%s', async (host, shown) => {
		const address = `http://${host}:${files.port}/tea.png`;
		expect(await refusal('product.create', product(address))).toBe(
			isPrivate(`${shown}:${files.port}`),
		);
		expect(files.requests).toEqual([]);
		expect(simulator.journal).toEqual([]);
	});

	const NAME = 'files.example.com';
	/** What n8n is told of a name when it looks, and what the connection is told. */
	function resolve(looked: string, connected: string) {
		jest
			.spyOn(dns.promises, 'lookup')
			.mockImplementation((async () => [{ address: looked, family: 4 }]) as never);
		jest
			.spyOn(dns, 'lookup')
			.mockImplementation(((
				_host: string,
				{ all }: dns.LookupOptions,
				tell: (...answer: unknown[]) => void,
			) =>
				all ? tell(null, [{ address: connected, family: 4 }]) : tell(null, connected, 4)) as never);
	}
	const byName = () => `http://${NAME}:${files.port}/tea.png`;

	it('a name that leads to one', async () => {
		resolve('127.0.0.1', '127.0.0.1');
		expect(await refusal('product.create', product(byName()))).toBe(
			isPrivate(`${NAME}:${files.port}`),
		);
		expect(files.requests).toEqual([]);
	});

	it('whatever the credential says, where n8n’s administrator does not want it', async () => {
		const config = Container.get(SsrfProtectionConfig);
		config.enabled = true;
		try {
			n8n = n8nWith({ allowPrivateAddresses: true });
			expect(await refusal('product.create', product(files.url('/tea.png')))).toBe(
				`"Pictures" 1: "File URL": ${files.host} could not be read: this n8n lets no node reach private addresses. Its administrator can allow this one`,
			);
		} finally {
			config.enabled = false;
		}
	});
});

describe('the MD5 of an upload by URL', () => {
	const parameters = (path: string) => ({
		mediaType: 'file',
		fileUrl: files.url(path),
		fileName: '报价.pdf',
		waitForResult: false,
	});
	const md5 = (data: string) => createHash('md5').update(data).digest('hex');
	const sent = () =>
		simulator.requests('media/upload_by_url').map(({ body }) => (body as { md5: string }).md5);

	it('is computed where it is not given, once an execution', async () => {
		const path = '/%E6%8A%A5%E4%BB%B7.pdf';
		hostFile(simulator, files.url(path), Buffer.from('%PDF-1.7 报价'));
		const items = [{}, {}, {}];
		const whole = { ...parameters(path), waitForResult: true };
		expect(await run('media.uploadByUrl', whole, { items })).toMatchObject(
			items.map(() => ({ done: true })),
		);
		expect(sent()).toEqual(items.map(() => md5('%PDF-1.7 报价')));
		expect(files.requests).toHaveLength(1);
	});

	it('that is given is taken as it is', async () => {
		await run('media.uploadByUrl', { ...parameters('/download'), md5: md5('other') });
		expect(sent()).toEqual([md5('other')]);
		expect(files.requests).toEqual([]);
	});

	it('of what can’t be had is an error of the field', async () => {
		expect(await refusal('media.uploadByUrl', parameters('/none.pdf'))).toBe(
			`"File URL": ${files.host} answered with HTTP status 404. Check the address`,
		);
		n8n = n8nOf(simulator);
		expect(await refusal('media.uploadByUrl', parameters('/download'))).toMatch(
			/is, or leads to, an address of a private network/,
		);
		expect(simulator.journal).toEqual([]);
	});
});
