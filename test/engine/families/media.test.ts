import { createHash } from 'node:crypto';
import type { IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';
import {
	checkFile,
	fileUse,
	type FileKind,
	type Purpose,
} from '../../../nodes/WeComCustomerContact/resources/shared/files';
import { fileNameOf } from '../../../nodes/WeComCustomerContact/engine/uploads';
import { startSimulator, type Simulator } from '../../simulator';
import { hostFile } from '../../simulator/endpoints/mediaByUrl';
import { startApps } from '../fixtures/apps';
import type { NodeRunOptions } from '../harness';
import { n8nOf, operationsIn, type N8n } from '../setup';

// Files: what may go up, how it gets there, and how it comes back.

const MB = 1024 * 1024;
const URL = 'https://cdn.example.com/video.mp4?sign=abc';
const DAY = 24 * 60 * 60 * 1000;
const BAD_ID = 'A media ID is not valid (WeCom error 40007)';

/** A file of so many bytes that begins as its kind does. */
const START: Record<FileKind, string> = {
	image: '\x89PNG\r\n\x1a\n',
	voice: '#!AMR\n',
	video: '\0\0\0\x18ftypmp42',
	file: '%PDF-1.7',
};
const fileOf = (kind: FileKind, size = 100) =>
	Buffer.concat([Buffer.from(START[kind], 'latin1'), Buffer.alloc(size, kind)]).subarray(0, size);

const asInput = (data: Buffer, fileName = '报价单 2026.pdf', mimeType = 'application/pdf') =>
	({ data: { data: data.toString('base64'), fileName, mimeType } }) satisfies IBinaryKeyData;

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { attempt, refusal } = operationsIn(() => n8n, 'media');

/** Items with their files. */
async function run(...asked: Parameters<typeof attempt>) {
	const { items, error } = await attempt(...asked);
	expect(error?.message).toBeUndefined();
	return items;
}

const uploads = () => simulator.requests(/^media\/upload/);

describe('a file is checked before it goes up', () => {
	const check = (kind: FileKind, purpose: Purpose, data: Buffer) => () =>
		checkFile(data, kind, purpose, '"File"');

	it.each<[FileKind, Purpose, number]>([
		['image', 'message', 10],
		['voice', 'message', 2],
		['video', 'message', 10],
		['file', 'message', 20],
		['image', 'moment', 10],
		['video', 'moment', 10],
		['file', 'product', 10],
		['image', 'permanentImage', 2],
	])('%s for %s: at most %i MB', (kind, purpose, most) => {
		expect(check(kind, purpose, fileOf(kind, most * MB))).not.toThrow();
		expect(check(kind, purpose, fileOf(kind, most * MB + 1))).toThrow(
			`"File": the file has ${most}.1 MB, but WeCom takes ${most} MB at most. Make it smaller`,
		);
	});

	it('at least 6 bytes', () => {
		expect(check('file', 'message', Buffer.alloc(6))).not.toThrow();
		expect(check('file', 'message', Buffer.alloc(5))).toThrow(
			'"File": the file has 5 bytes, but WeCom takes none below 6. Check the step that created it',
		);
		expect(check('image', 'message', Buffer.alloc(0))).toThrow(/has 0 bytes/);
	});

	it.each<[FileKind, string]>([
		['image', 'a JPG or PNG picture'],
		['voice', 'an AMR recording'],
		['video', 'an MP4 video'],
	])('%s: %s', (kind, accepted) => {
		expect(check(kind, 'message', fileOf(kind))).not.toThrow();
		expect(check(kind, 'message', Buffer.from('GIF89a, and more'))).toThrow(
			`"File": the file is not ${accepted}, which is what WeCom takes here. Convert it, or choose another type`,
		);
	});

	it('a JPG is a picture, anything is a file', () => {
		const jpg = Buffer.from('\xff\xd8\xff\xe0 and more', 'latin1');
		expect(check('image', 'message', jpg)).not.toThrow();
		expect(check('file', 'message', jpg)).not.toThrow();
	});

	it('it gets a name with an extension when it has none', () => {
		expect(fileNameOf(' 报价单.pdf ', fileUse('file', 'message'))).toBe('报价单.pdf');
		expect(fileNameOf('  ', fileUse('voice', 'message'))).toBe('file.amr');
		expect(fileNameOf(undefined, fileUse('video', 'message'))).toBe('file.mp4');
	});
});

it.each<FileKind>(['image', 'voice', 'video', 'file'])(
	'%s: goes up and comes back the same',
	async (kind) => {
		const data = fileOf(kind, 5000);
		const [up] = await run('upload', { mediaType: kind }, { files: asInput(data, '新品 "A".dat') });
		expect(up!.json).toMatchObject({ media_type: kind, media_id: expect.any(String) as string });
		const expiry =
			Date.parse(String(up!.json.expires_at)) - Date.parse(String(up!.json.created_at));
		expect(expiry).toBe(3 * DAY);
		const [down] = await run('download', { mediaId: up!.json.media_id as string });
		expect(down!.json).toMatchObject({ file_name: '新品 _A_.dat', size: 5000 });
		expect(Buffer.from(down!.binary!.data!.data, 'base64').equals(data)).toBe(true);
	},
);

it('a picture for good has an address that messages take', async () => {
	const [up] = await run('uploadImage', {}, { files: asInput(fileOf('image')) });
	const url = String(up!.json.url);
	expect(url).toMatch(/^https:\/\/wework\.qpic\.cn\//);
	expect(up!.json).not.toHaveProperty('expires_at');
});

it.each([
	['moments', 1, 'moment'],
	['products', 2, 'product'],
])('an attachment for %s', async (_what, attachmentType, purpose) => {
	const parameters = { attachmentType, mediaType: 'image' };
	const [up] = await run('uploadAttachment', parameters, { files: asInput(fileOf('image')) });
	expect(up!.json.expires_at).toEqual(expect.any(String));
	expect(simulator.state.media.get(String(up!.json.media_id))).toMatchObject({
		type: 'image',
		purpose,
	});
});

describe('an upload', () => {
	const input = { files: asInput(fileOf('file')) };

	it('is sent again, whole, when WeCom is busy', async () => {
		simulator.faults.failNext('media/upload', { errcode: -1, times: 2 });
		const [up] = await run('upload', {}, input);
		expect(uploads()).toHaveLength(3);
		const media = simulator.state.media.get(String(up!.json.media_id));
		expect(media?.file?.data.equals(fileOf('file'))).toBe(true);
	});

	it('is sent again, whole, with a new token', async () => {
		await run('upload', {}, input);
		simulator.faults.revokeTokens();
		const [up] = await run('upload', {}, input);
		expect(uploads().map(({ errcode }) => errcode)).toEqual([0, 40014, 0]);
		const media = simulator.state.media.get(String(up!.json.media_id));
		expect(media?.file?.data.equals(fileOf('file'))).toBe(true);
	});

	it('is sent again when the answer is lost, since twice does no harm', async () => {
		simulator.faults.dropConnection('media/upload', { when: 'after' });
		await run('upload', {}, input);
		expect(uploads()).toHaveLength(2);
	});

	it('of several items goes several at once and stays in order', async () => {
		simulator.faults.slow('media/upload', 20);
		const items = Array.from({ length: 6 }, (_, n) => ({ n }));
		const made = await run('upload', {}, { ...input, items });
		expect(made.map(({ pairedItem }) => pairedItem)).toEqual(items.map(({ n }) => ({ item: n })));
		expect(new Set(made.map(({ json }) => json.media_id)).size).toBe(6);
	});

	it('that fails says why, without secrets', async () => {
		simulator.faults.failNext('media/upload', { errcode: 45001 });
		const { error, run: stored } = await attempt('upload', {}, input);
		expect(error!.message).toBe('The file is too large (WeCom error 45001)');
		const shown = JSON.stringify([error, error!.message, error!.stack, stored.data.resultData]);
		for (const { value } of simulator.state.tokens) expect(shown).not.toContain(value);
		expect(shown).not.toContain(simulator.corp.secret);
	});
});

it.each<[string, INodeParameters, Partial<NodeRunOptions>, string]>([
	[
		'no file at all',
		{},
		{},
		'"Input Data Field Name": the input item has no files. Put a step before that reads or downloads the file',
	],
	[
		'no file in that field',
		{ binaryPropertyName: 'picture' },
		{ files: { ...asInput(fileOf('file')), other: asInput(fileOf('file')).data } },
		'"Input Data Field Name": the input item has no file called "picture". It has data, other',
	],
	[
		'another format',
		{ mediaType: 'video' },
		{ files: asInput(fileOf('image')) },
		'"Input Data Field Name": the file is not an MP4 video, which is what WeCom takes here. Convert it, or choose another type',
	],
	[
		'a file that is too large',
		{ mediaType: 'voice' },
		{ files: asInput(fileOf('voice', 3 * MB)) },
		'"Input Data Field Name": the file has 3 MB, but WeCom takes 2 MB at most. Make it smaller',
	],
	[
		'a type that does not exist',
		{ mediaType: '={{ "gif" }}' },
		{ files: asInput(fileOf('file')) },
		'"Media Type" must be one of file (File), image (Image), video (Video), voice (Voice), but is "gif"',
	],
])('refuses %s before asking', async (_what, parameters, options, message) => {
	expect(await refusal('upload', parameters, options)).toBe(message);
	expect(uploads()).toEqual([]);
});

it.each<[string, INodeParameters, string]>([
	[
		'voice',
		{ mediaType: '={{ "voice" }}' },
		'"Media Type" must be one of file (File), image (Image), video (Video), but is "voice"',
	],
	[
		'a use that does not exist',
		{ attachmentType: '={{ 3 }}' },
		'"Use For" must be one of 1 (Moments), 2 (Products), but is 3',
	],
])('refuses %s as an attachment', async (_what, parameters, message) => {
	const input = { files: asInput(fileOf('file')) };
	expect(await refusal('uploadAttachment', parameters, input)).toBe(message);
	expect(uploads()).toEqual([]);
});

describe('files of a welcome message', () => {
	const attachment = [{ type: 'file', source: 'binary', binaryPropertyName: 'data' }];
	const welcome = async (onError?: NodeRunOptions['onError']) =>
		await attempt(
			'welcomeMessage.send',
			{ welcomeCode: '={{ $json.code }}', attachments: { attachment } },
			{
				items: [{ code: 'CODE_1' }, { code: 'CODE_2' }],
				files: asInput(fileOf('file')),
				onError,
			},
		);
	const codes = (...names: string[]) => {
		for (const code of names) {
			simulator.state.welcomeCodes.set(code, {
				code,
				userId: 'zhangsan',
				externalUserId: 'wmSimulatedAAAALiuFang',
				createdAt: Date.now(),
				used: false,
			});
		}
	};

	it('that several items share goes up once', async () => {
		codes('CODE_1', 'CODE_2');
		const { error } = await welcome();
		expect(error?.message).toBeUndefined();
		expect(uploads()).toHaveLength(1);
		expect(simulator.welcomeMessages).toHaveLength(2);
	});

	it('goes up again for the next item when it failed for the one before', async () => {
		codes('CODE_1', 'CODE_2');
		simulator.faults.failNext('media/upload', { errcode: 45001 });
		const { items } = await welcome('continueRegularOutput');
		expect(items.map(({ json }) => json)).toMatchObject([
			{ error: 'The file is too large (WeCom error 45001)' },
			{ sent: true },
		]);
		expect(uploads()).toHaveLength(2);
	});
});

describe('a download', () => {
	const keep = (data: Buffer, more = {}) =>
		simulator.state.media.set('MEDIA', {
			mediaId: 'MEDIA',
			type: 'file',
			createdAt: Date.now(),
			file: { name: '大文件.zip', type: 'application/octet-stream', data },
			...more,
		});
	const bytes = (size: number) =>
		Buffer.from(Array.from({ length: 256 }, (_, index) => index))
			.toString('latin1')
			.repeat(Math.ceil(size / 256));

	it.each([
		['20 MB at once', 20 * MB, 1],
		['a little more in parts', 20 * MB + 3, 4],
		['25 MB in parts', 25 * MB, 4],
	])('%s', async (_what, size, calls) => {
		const data = Buffer.from(bytes(size), 'latin1').subarray(0, size);
		keep(data);
		const [item] = await run('download', { mediaId: 'MEDIA', binaryPropertyName: 'zip' });
		expect(item!.json).toEqual({
			media_id: 'MEDIA',
			file_name: '大文件.zip',
			mime_type: 'application/zip',
			size,
		});
		expect(Buffer.from(item!.binary!.zip!.data, 'base64').equals(data)).toBe(true);
		expect(simulator.requests('media/get')).toHaveLength(calls);
	});

	it('of a media ID that does not exist or is over 3 days old', async () => {
		keep(fileOf('file'), { createdAt: Date.now() - 3 * DAY });
		expect(await refusal('download', { mediaId: 'MEDIA' })).toBe(BAD_ID);
		expect(await refusal('download', { mediaId: 'NONE' })).toBe(BAD_ID);
	});

	it('that breaks off is no file', async () => {
		const { stub, selfBuilt } = await startApps();
		const request = {
			method: 'GET',
			path: '/cgi-bin/media/get',
			query: { media_id: 'MEDIA' },
		};
		const part = (from: number, to: number) => ({
			request: { ...request, range: `bytes=${from}-${to}` },
			status: 206,
			file: 'QUJD',
			headers: { 'content-range': `bytes ${from}-${from + 2}/${10 * MB + 9}` },
		});
		stub.expect([
			{ request, response: { errcode: 830002, errmsg: 'too large' } },
			part(0, 10 * MB - 1),
			part(10 * MB, 20 * MB - 1),
		]);
		const { error } = await selfBuilt.run({
			parameters: { resource: 'media', operation: 'download', mediaId: 'MEDIA' },
		});
		await stub.close();
		expect(error!.message).toMatch(/^WeCom sent 6 bytes of a file of 10485769/);
	});
});

describe('an upload by URL', () => {
	const video = fileOf('video', 3000);
	const md5 = (data: Buffer) => createHash('md5').update(data).digest('hex');
	const parameters = {
		mediaType: 'video',
		fileUrl: URL,
		fileName: '产品介绍.mp4',
		md5: md5(video),
	};

	it('waits until WeCom has the file', async () => {
		hostFile(simulator, URL, video);
		const [{ json }] = (await run('uploadByUrl', parameters)) as [{ json: IDataObject }];
		expect(json).toMatchObject({ done: true, media_id: expect.any(String) as string });
		expect(Date.parse(String(json.expires_at))).toBeGreaterThan(Date.now());
		const [down] = await run('download', { mediaId: json.media_id as string });
		expect(down!.json).toMatchObject({ file_name: '产品介绍.mp4', size: 3000 });
	});

	it('can be asked about later', async () => {
		hostFile(simulator, URL, video);
		const [job] = await run('uploadByUrl', { ...parameters, waitForResult: false });
		const { jobid } = job!.json;
		expect(job!.json).toEqual({ jobid: expect.any(String) as string, started: true });
		const ask = async () =>
			(await run('getUploadByUrlResult', {}, { items: [job!.json] }))[0]!.json;
		expect(await ask()).toEqual({
			jobid,
			upload_job_status: 1,
			upload_job_status_label: 'running',
			done: false,
		});
		expect(await ask()).toMatchObject({ jobid, upload_job_status: 2, done: true });
	});

	it.each<[string, Partial<typeof parameters>, RegExp]>([
		['is not there', { fileUrl: 'https://cdn.example.com/none.mp4' }, /40094/],
		['is another one', { md5: md5(fileOf('file')) }, /40058/],
		[
			'is no video',
			{ fileUrl: 'https://cdn.example.com/a.pdf', md5: md5(fileOf('file')) },
			/40004/,
		],
	])('fails when the file %s', async (_what, changes, code) => {
		hostFile(simulator, URL, video);
		hostFile(simulator, 'https://cdn.example.com/a.pdf', fileOf('file'));
		const { error } = await attempt('uploadByUrl', { ...parameters, ...changes });
		expect(error!.message).toMatch(code);
		expect(error!.context).toMatchObject({ errcode: Number(code.source) });
	});

	it('of several items: one that fails does not spoil the others', async () => {
		hostFile(simulator, URL, video);
		const { items } = await attempt(
			'uploadByUrl',
			{ ...parameters, fileUrl: '={{ $json.url }}' },
			{
				items: [{ url: 'https://cdn.example.com/none.mp4' }, { url: URL }],
				onError: 'continueRegularOutput',
			},
		);
		expect(items.map(({ json }) => json)).toMatchObject([
			{ details: { errcode: 40094 } },
			{ done: true },
		]);
	});

	it('that takes too long says how to go on', async () => {
		hostFile(simulator, URL, video, true);
		const { error } = await attempt('uploadByUrl', { ...parameters, options: { maxWait: 1 } });
		expect(error!.message).toMatch(/^WeCom is still fetching the file \(job jobid_/);
		expect(error!.description).toMatch(/Get Upload by URL Result/);
	});

	it.each<[string, INodeParameters, string]>([
		[
			'an address that is none',
			{ fileUrl: 'cdn.example.com/video.mp4' },
			'"File URL" must be a web address that starts with http:// or https://',
		],
		[
			'an address over 1,024 characters',
			{ fileUrl: `https://cdn.example.com/${'x'.repeat(1010)}` },
			'"File URL" is 1,034 characters long, but WeCom allows 1,024',
		],
		[
			'a name over 128 characters',
			{ fileName: '名'.repeat(129) },
			'"File Name" is 129 characters long, but WeCom allows 128',
		],
		[
			'a checksum that is none',
			{ md5: 'abc' },
			'"MD5" must be the MD5 of the file: 32 digits and letters from a to f',
		],
		[
			'a picture',
			{ mediaType: '={{ "image" }}' },
			'"Media Type" must be one of file (File), video (Video), but is "image"',
		],
		[
			'no time to wait',
			{ options: { maxWait: 0 } },
			'"Max Wait (Seconds)" must be between 1 and 3,600',
		],
	])('refuses %s before asking', async (_what, changes, message) => {
		expect(await refusal('uploadByUrl', { ...parameters, ...changes })).toBe(message);
		expect(uploads()).toEqual([]);
	});

	it('has no result after an hour', async () => {
		expect(await refusal('getUploadByUrlResult', { jobId: 'jobid_gone' })).toBe(
			'The record was not found (WeCom error 60136)',
		);
	});
});
