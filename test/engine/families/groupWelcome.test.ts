import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { n8nOf, operationsIn, OTHER_APP, picked, type N8n } from '../setup';

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator({ apps: [OTHER_APP] });
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { attempt, ...operations } = operationsIn(() => n8n, 'groupWelcome');

async function run(...asked: Parameters<typeof attempt>) {
	const items = await operations.run(...asked);
	expect(items).toHaveLength(1);
	return items[0]!;
}

const one = (attachment: INodeParameters) => ({ attachment: { attachment } });
const link = one({ type: 'link', linkTitle: '新人指南', linkUrl: 'https://example.com/guide' });
const miniProgram = (source: INodeParameters) =>
	one({
		type: 'miniprogram',
		programTitle: '星河商城',
		appId: 'wx8bd80126147df384',
		page: 'pages/index',
		...source,
	});
const picture = {
	fileName: '欢迎.png',
	mimeType: 'image/png',
	data: Buffer.from('\x89PNG\r\n\x1a\n a picture', 'latin1').toString('base64'),
};
const withPicture = { files: { data: picture } };

it('is made, read, changed and deleted', async () => {
	const text = '你好 %NICKNAME%，欢迎！';
	const { template_id } = await run('create', { text, ...link });
	const own = { templateId: String(template_id) };
	expect(await run('get', own)).toEqual({
		template_id,
		text,
		attachments: ['link 新人指南 https://example.com/guide'],
	});
	expect(
		await run(
			'update',
			{ ...own, text: '欢迎', ...one({ type: 'image', source: 'binary' }) },
			withPicture,
		),
	).toEqual({ template_id, updated_fields: ['text', 'image'], updated: true });
	expect(await run('get', own)).toEqual({
		template_id,
		text: '欢迎',
		attachments: [expect.stringMatching(/^image http/)],
	});
	expect(await run('delete', own)).toEqual({ template_id, deleted: true });
	const { error } = await attempt('get', own);
	expect(error!.message).toMatch(/^WeCom refused a value of this operation \(WeCom error 40058\)/);
});

it.each<[kind: string, attachment: INodeParameters]>([
	['image', one({ type: 'image', source: 'mediaId', mediaId: 'simulated-image' })],
	['image', one({ type: 'image', source: 'binary' })],
	[
		'image',
		one({ type: 'image', source: 'permanentPicture', pictureUrl: 'https://wework.qpic.cn/a/0' }),
	],
	['miniprogram', miniProgram({ source: 'binary' })],
	['miniprogram', miniProgram({ source: 'mediaId', coverMediaId: 'simulated-image' })],
	['file', one({ type: 'file', source: 'binary' })],
	['video', one({ type: 'video', source: 'mediaId', mediaId: 'simulated-video' })],
])('takes as its only content: %s (%#)', async (kind, attachment) => {
	const { template_id } = await run('create', attachment, withPicture);
	expect(await run('get', { templateId: String(template_id) })).toEqual({
		template_id,
		attachments: [expect.stringMatching(new RegExp(`^${kind} .`))],
	});
});

it('is changed and deleted by the app that made it only', async () => {
	const { template_id } = await run('create', { text: '欢迎' });
	const own = { templateId: String(template_id) };
	const otherN8n = n8nOf(simulator, OTHER_APP.secret);
	const other = operationsIn(() => otherN8n, 'groupWelcome');
	for (const [operation, more] of [
		['update', { text: '换一个' }],
		['delete', {}],
	] as const) {
		const { error } = await other.attempt(operation, { ...own, ...more });
		expect(error!.context).toMatchObject({ errcode: 41058 });
	}
	expect(await run('get', own)).toMatchObject({ text: '欢迎' });
});

it('says so when the corp has 100', async () => {
	const items = Array.from({ length: 101 }, () => ({}));
	const more = { items, onError: 'continueRegularOutput' } as const;
	const { items: made } = await attempt('create', { text: '欢迎' }, more);
	expect(made.filter(({ json }) => json.template_id)).toHaveLength(100);
	expect(made.at(-1)!.json.error).toMatch(/^There are as many group welcome messages as allowed/);
});

it('takes the agent ID of the app', async () => {
	const withAgent = (agentId: number) => ({
		text: '欢迎',
		additionalFields: { agentId: picked(String(agentId)) },
	});
	await run('create', withAgent(simulator.corp.agentId));
	const { error } = await attempt('create', withAgent(OTHER_APP.agentId));
	expect(error!.context).toMatchObject({ errcode: 40056 });
});

it('explains a media ID that is no longer valid', async () => {
	const { error } = await attempt(
		'create',
		one({ type: 'image', source: 'mediaId', mediaId: 'of-last-week' }),
	);
	expect(error!.message).toMatch(/^A media ID is not valid/);
});

describe('is refused before any request', () => {
	const template = { templateId: 'msgMuban1' };

	it.each<[operation: string, parameters: INodeParameters, message: string]>([
		[
			'create',
			{ text: '' },
			'A group welcome message needs a text, an attachment, or both. Fill in "Text" or add an attachment',
		],
		[
			'create',
			{ text: '欢'.repeat(1001) },
			'"Text" is 3,003 bytes long, but WeCom allows 3,000 (a Chinese character counts as 3). Shorten it by 3 bytes',
		],
		[
			'create',
			one({ type: 'link', linkTitle: '新人指南', linkUrl: '' }),
			'"Attachment" (link): "Link URL" is empty. Fill it in',
		],
		[
			'create',
			one({ type: 'file', source: 'binary', binaryPropertyName: 'menu' }),
			'"Attachment": the input item has no files. Put a step before that reads or downloads the file',
		],
		[
			'create',
			{ text: '欢迎', additionalFields: { agentId: picked('0') } },
			'"App" must be at least 1',
		],
		['update', template, 'There is nothing to change. Fill in "Text" or add an attachment'],
		[
			'update',
			{ ...template, ...one({ type: 'image', source: 'mediaId', mediaId: ' ' }) },
			'"Attachment" (image) has no picture. Fill in what its "File Source" asks for',
		],
	])('%s (%#)', async (operation, parameters, message) => {
		const { error } = await attempt(operation, parameters);
		expect(error!.message).toBe(message);
		expect(simulator.journal).toEqual([]);
	});
});
