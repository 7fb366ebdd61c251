import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { moments as momentsOf, publish } from '../../simulator/moments';
import type { World } from '../../simulator/world';
import { n8nOf, operationsIn, picked, type N8n } from '../setup';

// A moment from its creation to what customers say about it, as a user goes through it.

const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const LIU = 'wmSimulatedAAAALiuFang';
const SUN = 'wmSimulatedAAAASunLi';
const TAG = 'etSimulatedAAAAImportant';
const OF_A_MEMBER = 'momSimulatedAAAATea';
const JPG = Buffer.from('\xff\xd8\xff 一张图片', 'latin1').toString('base64');

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { attempt, run, refusal } = operationsIn(() => n8n, 'moment');

const of = (moment: unknown, member?: string) => ({
	momentId: picked(moment),
	...(member ? { userId: picked(member) } : {}),
	returnAll: true,
});
const WAIT = { waitForResult: true };
const lastMonth = () => ({
	startTime: new Date(Date.now() - 28 * 24 * 3600 * 1000).toISOString(),
	returnAll: true,
});
const create = async (parameters: INodeParameters) => {
	const [made] = await run('create', { ...parameters, ...WAIT });
	return made!;
};

it('a moment goes to the members, who publish it to their customers', async () => {
	const made = await create({
		text: '秋季新品',
		userIds: ['zhangsan', 'lisi', 'nobody'],
		departmentIds: '99',
		tagIds: [TAG, 'etUnknown'],
	});
	expect(made).toEqual({
		created: true,
		jobid: expect.any(String) as string,
		moment_job_status: 3,
		moment_job_status_label: 'done',
		done: true,
		moment_id: expect.any(String) as string,
		invalid_userids: ['nobody'],
		invalid_department_ids: [99],
		invalid_tag_ids: ['etUnknown'],
	});
	const id = made.moment_id;
	const tasks = (published: number) => [
		{ userid: 'zhangsan', publish_status: published },
		{ userid: 'lisi', publish_status: 0 },
	];
	expect(await run('getTasks', of(id))).toMatchObject(tasks(0));
	expect(await run('getCustomers', of(id, 'zhangsan'))).toEqual([
		{ userid: 'zhangsan', external_userid: CHEN },
	]);
	expect(await refusal('getSendResults', of(id, 'zhangsan'))).toMatch(
		/has not published the moment yet/,
	);
	expect(publish(simulator.state, String(id), 'zhangsan')).toBe(true);
	expect(await run('getTasks', of(id))).toMatchObject(tasks(1));
	expect(await run('getSendResults', of(id, 'zhangsan'))).toEqual([
		{ userid: 'zhangsan', external_userid: CHEN },
	]);
	expect(await run('getComments', of(id, 'zhangsan'))).toEqual([]);
	expect(await run('cancel', of(id))).toEqual([{ moment_id: id, canceled: true }]);
	expect(publish(simulator.state, String(id), 'lisi')).toBe(false);
});

it('without waiting the job can be asked for later', async () => {
	const [job] = await run('create', { text: '秋季新品', waitForResult: false });
	expect(job).toEqual({ jobid: expect.any(String) as string, started: true });
	const jobId = String(job!.jobid);
	const ask = async () => (await run('getJobResult', { jobId }))[0]!;
	expect(await ask()).toEqual({
		jobid: jobId,
		moment_job_status: 1,
		moment_job_status_label: 'started',
		done: false,
	});
	expect(await ask()).toMatchObject({ done: false });
	expect(await ask()).toMatchObject({ done: true, moment_id: expect.any(String) as string });
});

it('a job that WeCom can not carry out is an error when waited for', async () => {
	const { error } = await attempt('create', { text: '秋季新品', userIds: ['nobody'], ...WAIT });
	expect(error!.message).toMatch(/None of the given members.*81013/);
});

it('when the result can not be read, the user learns that the moment is there', async () => {
	simulator.faults.failNext('externalcontact/get_moment_task_result', { errcode: 48002 });
	const { error } = await attempt('create', { text: '秋季新品', ...WAIT });
	const [jobid] = /(?<=as job )\S+(?=,)/.exec(error!.message) ?? [];
	expect(error!.message).toMatch(/its result could not be read: .*48002/);
	expect(error!.description).toMatch(/would publish it twice/);
	expect(await run('getJobResult', { jobId: String(jobid) })).toMatchObject([{ done: false }]);
});

it('images of the input are uploaded for moments', async () => {
	const picture = { data: JPG, mimeType: 'image/jpeg', fileName: '新品.jpg' };
	const image = { type: 'image', source: 'binary', binaryPropertyName: 'picture' };
	const [made] = await run(
		'create',
		{ momentAttachments: { attachment: [image, image] }, ...WAIT },
		{ files: { picture } },
	);
	const moments = await run('getAll', lastMonth());
	expect(moments.find(({ moment_id }) => moment_id === made!.moment_id)).toMatchObject({
		attachments: [expect.stringMatching(/^image \S+$/), expect.stringMatching(/^image \S+$/)],
	});
});

it('a link has a cover', async () => {
	const picture = { data: JPG, mimeType: 'image/jpeg', fileName: '新品.jpg' };
	const link = {
		type: 'link',
		source: 'binary',
		binaryPropertyName: 'picture',
		linkTitle: '新品',
		linkUrl: 'https://example.com/new',
	};
	await run(
		'create',
		{ momentAttachments: { attachment: [link] }, ...WAIT },
		{ files: { picture } },
	);
	expect((await run('getAll', lastMonth()))[0]).toMatchObject({
		attachments: ['link 新品 https://example.com/new'],
	});
});

it('a media ID from an upload for messages is refused', async () => {
	const attachment = [{ type: 'image', source: 'mediaId', mediaId: 'simulated-image' }];
	expect(await refusal('create', { momentAttachments: { attachment } })).toMatch(
		/WeCom error 40007/,
	);
});

describe('the list', () => {
	it('covers a time of any length and tells the corp from members', async () => {
		const { moment_id } = await create({ text: '秋季新品' });
		const years = { startTime: '2024-01-01', returnAll: true };
		const ids = async (filters: INodeParameters) =>
			(await run('getAll', { ...years, filters })).map((moment) => moment.moment_id);
		expect(await ids({})).toEqual([moment_id, OF_A_MEMBER]);
		expect(await ids({ filterType: 0 })).toEqual([moment_id]);
		expect(await ids({ filterType: 1 })).toEqual([OF_A_MEMBER]);
		expect(await ids({ creator: 'zhangsan' })).toEqual([OF_A_MEMBER]);
		expect(await ids({ creator: 'lisi' })).toEqual([]);
		expect(await run('getAll', { ...years, returnAll: false, limit: 1 })).toMatchObject([
			{ moment_id },
		]);
	});

	it('is newest first by the defaults of the editor: nothing new is left out', async () => {
		await run('getAll', {});
		const { moments: all } = momentsOf({ state: simulator.state } as World);
		const now = Math.floor(Date.now() / 1000);
		const [example] = all.values();
		// Three a day for four weeks, in no order.
		const times = Array.from(
			{ length: 84 },
			(_, index) => now - 60 - ((index * 37) % 84) * 8 * 3600,
		);
		all.clear();
		for (const createTime of times) {
			all.set(`mom${createTime}`, { ...example!, momentId: `mom${createTime}`, createTime });
		}
		const newest = [...times].sort((a, b) => b - a);
		const listed = async (parameters: INodeParameters) =>
			(await run('getAll', parameters)).map(({ create_time }) => create_time);
		expect(await listed({})).toEqual(newest.slice(0, 50));
		expect(await listed({ returnAll: true })).toEqual(newest);
	});

	it('has what was made in the very second of its start or end', async () => {
		const [moment] = await run('getAll', lastMonth());
		const second = String(moment!.create_time);
		const only = { startTime: second, endTime: second, returnAll: true };
		expect(await run('getAll', only)).toEqual([moment]);
	});
});

it('comments and likes come one by one', async () => {
	expect(await run('getComments', of(OF_A_MEMBER, 'zhangsan'))).toMatchObject([
		{ kind: 'comment', external_userid: CHEN, create_time: expect.any(Number) as number },
		{ kind: 'comment', userid: 'zhangsan', create_time: expect.any(Number) as number },
		{ kind: 'like', external_userid: LIU, create_time: expect.any(Number) as number },
	]);
	expect(await run('getSendResults', of(OF_A_MEMBER, 'zhangsan'))).toHaveLength(3);
	expect(await run('getCustomers', of(OF_A_MEMBER, 'zhangsan'))).toContainEqual({
		userid: 'zhangsan',
		external_userid: SUN,
	});
});

it.each<[operation: string, parameters: INodeParameters, message: RegExp]>([
	['getTasks', of(OF_A_MEMBER), /of the wrong kind.*41067/],
	['cancel', of(OF_A_MEMBER), /of the wrong kind.*41067/],
	['getTasks', of('momUnknown'), /moment ID is not valid.*41060/],
	['getComments', of(OF_A_MEMBER, 'lisi'), /was not created by this member.*41061/],
	['getJobResult', { jobId: 'unknown' }, /record was not found.*60136/],
])('%s: %j says what is wrong', async (operation, parameters, message) => {
	expect(await refusal(operation, parameters)).toMatch(message);
});

const images = (count: number) =>
	Array.from({ length: count }, () => ({ type: 'image', source: 'mediaId', mediaId: 'm' }));
const attached = (attachment: INodeParameters[]) => ({ momentAttachments: { attachment } });
const MIX = 'A moment has up to 9 images, or 1 video, or 1 link. Remove the other attachments';

it.each<[what: string, operation: string, parameters: INodeParameters, message: string]>([
	[
		'nothing to say',
		'create',
		{},
		'A moment needs a text, an attachment, or both. Fill in "Text" or add an attachment',
	],
	[
		'a text of 2,001 characters',
		'create',
		{ text: '新'.repeat(2001) },
		'"Text" is 2,001 characters long, but WeCom allows 2,000',
	],
	[
		'ten images',
		'create',
		attached(images(10)),
		'"Moment Attachments" has 10 entries, but WeCom allows 9',
	],
	[
		'an image beside a video',
		'create',
		attached([...images(1), { type: 'video', source: 'mediaId', mediaId: 'v' }]),
		MIX,
	],
	[
		'two videos',
		'create',
		attached([1, 2].map(() => ({ type: 'video', source: 'mediaId', mediaId: 'v' }))),
		MIX,
	],
	[
		'a link without an address',
		'create',
		attached([{ type: 'link', source: 'mediaId', mediaId: 'c', linkUrl: '' }]),
		'"Moment Attachments" 1 (link): "Link URL" is empty. Fill it in',
	],
	[
		'a link title of 65 characters',
		'create',
		attached([
			{
				type: 'link',
				source: 'mediaId',
				mediaId: 'c',
				linkUrl: 'https://example.com',
				linkTitle: '题'.repeat(65),
			},
		]),
		'"Moment Attachments" 1 (link): "Link Title" is 65 characters long, but WeCom allows 64',
	],
	[
		'an image without a media ID',
		'create',
		attached([{ type: 'image', source: 'mediaId', mediaId: '' }]),
		'"Moment Attachments" 1 (image): "Media ID" is empty. Fill it in',
	],
	[
		'a wait of no time',
		'create',
		{ text: '新品', options: { maxWait: 0 } },
		'"Max Wait (Seconds)" must be between 1 and 3,600',
	],
	[
		'a range that ends before it starts',
		'getAll',
		{ startTime: '2026-02-01', endTime: '2026-01-01' },
		'"End Time" is before "Start Time"',
	],
	[
		'a file that is not there',
		'create',
		attached([{ type: 'image', source: 'binary', binaryPropertyName: 'data' }]),
		'"Moment Attachments" 1: the input item has no files. Put a step before that reads or downloads the file',
	],
])('%s is refused before any request', async (_what, operation, parameters, message) => {
	expect(await refusal(operation, parameters)).toBe(message);
	expect(simulator.requests(/externalcontact/)).toEqual([]);
});
