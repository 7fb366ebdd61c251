import { startSimulator, type Simulator } from '../../simulator';
import { createClock, post } from './client';

const clock = createClock();
let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: clock.now });
});
afterEach(() => sim.close());

const scan = () => sim.scanQrCode({ userId: 'zhangsan', state: '门店A' });
const send = (body: Record<string, unknown>) =>
	post(sim, 'externalcontact/send_welcome_msg', { welcome_code: scan().welcomeCode, ...body });
const image = { msgtype: 'image', image: { media_id: 'simulated-image' } };
const link = { title: '标题', url: 'https://www.example.com' };
const miniprogram = {
	title: '商城',
	pic_media_id: 'simulated-image',
	appid: 'wx8bd80126147df384',
	page: '/index',
};

test('accepted once', async () => {
	const { welcomeCode, externalUserId } = scan();
	const body = { welcome_code: welcomeCode, text: { content: '你好' }, attachments: [image] };
	clock.pass(20);
	expect(await post(sim, 'externalcontact/send_welcome_msg', body)).toEqual({
		errcode: 0,
		errmsg: 'ok',
	});
	expect((await post(sim, 'externalcontact/send_welcome_msg', body)).errcode).toBe(41050);
	expect(sim.welcomeMessages).toEqual([
		{
			welcomeCode,
			userId: 'zhangsan',
			externalUserId,
			text: '你好',
			attachments: [image],
			at: clock.now(),
			msAfterScan: 20_000,
		},
	]);
});

test('a code lives 20 seconds', async () => {
	const { welcomeCode } = scan();
	clock.pass(20.001);
	expect((await send({ welcome_code: welcomeCode, text: { content: 'x' } })).errcode).toBe(41050);
});

test('not once the two have begun to chat', async () => {
	const { welcomeCode, externalUserId } = scan();
	sim.startChat({ userId: 'zhangsan', externalUserId });
	expect((await send({ welcome_code: welcomeCode, text: { content: 'x' } })).errcode).toBe(41051);
});

test('a refusal does not use up the code', async () => {
	const { welcomeCode } = scan();
	const body = { welcome_code: welcomeCode, text: { content: 'x' } };
	sim.faults.failNext('externalcontact/send_welcome_msg', { errcode: 41096 });
	expect((await send(body)).errcode).toBe(41096);
	expect((await send({ ...body, text: { content: 'x'.repeat(4001) } })).errcode).toBe(40058);
	expect((await send(body)).errcode).toBe(0);
});

const text = { content: 'x' };
test.each<[string, Record<string, unknown>, number]>([
	['no code', { welcome_code: '', text }, 41049],
	['an unknown code', { welcome_code: 'made-up', text }, 41050],
	['nothing to send', {}, 40058],
	['an empty text', { text: { content: '' } }, 40058],
	['empty attachments', { attachments: [] }, 40058],
	['text of 4000 bytes', { text: { content: `${'你'.repeat(1333)}x` } }, 0],
	['text of 4001 bytes', { text: { content: `${'你'.repeat(1333)}xy` } }, 40058],
	['9 attachments', { attachments: Array(9).fill(image) }, 0],
	['10 attachments', { attachments: Array(10).fill(image) }, 41064],
	['an unknown kind', { attachments: [{ msgtype: 'voice', voice: {} }] }, 41065],
	['no kind', { attachments: [{ image: image.image }] }, 41065],
	['two kinds in one', { attachments: [{ ...image, link }] }, 40058],
	['image: nothing', { attachments: [{ msgtype: 'image', image: {} }] }, 40058],
	['image: unknown', { attachments: [{ msgtype: 'image', image: { media_id: 'x' } }] }, 40007],
	[
		'image: a video',
		{ attachments: [{ msgtype: 'image', image: { media_id: 'simulated-video' } }] },
		40007,
	],
	[
		'image: uploaded URL',
		{ attachments: [{ msgtype: 'image', image: { pic_url: 'https://wework.qpic.cn/wwpic/a/0' } }] },
		0,
	],
	[
		'image: foreign URL',
		{ attachments: [{ msgtype: 'image', image: { pic_url: 'https://example.com/a.png' } }] },
		40058,
	],
	['link', { attachments: [{ msgtype: 'link', link }] }, 0],
	['link: no URL', { attachments: [{ msgtype: 'link', link: { title: 'x' } }] }, 40058],
	[
		'link: title of 129 bytes',
		{ attachments: [{ msgtype: 'link', link: { ...link, title: '标'.repeat(43) } }] },
		40058,
	],
	[
		'link: desc of 513 bytes',
		{ attachments: [{ msgtype: 'link', link: { ...link, desc: '述'.repeat(171) } }] },
		40058,
	],
	['mini-program', { attachments: [{ msgtype: 'miniprogram', miniprogram }] }, 0],
	[
		'mini-program: title of 66 bytes',
		{
			attachments: [
				{ msgtype: 'miniprogram', miniprogram: { ...miniprogram, title: '商'.repeat(22) } },
			],
		},
		40058,
	],
	[
		'mini-program: not linked',
		{ attachments: [{ msgtype: 'miniprogram', miniprogram: { ...miniprogram, appid: 'wx0' } }] },
		90206,
	],
	['video', { attachments: [{ msgtype: 'video', video: { media_id: 'simulated-video' } }] }, 0],
	['file', { attachments: [{ msgtype: 'file', file: { media_id: 'simulated-file' } }] }, 0],
	['file: no media', { attachments: [{ msgtype: 'file', file: {} }] }, 40058],
])('%s', async (_, body, errcode) => {
	expect(await send(body)).toMatchObject({ errcode });
});

test('media lives 3 days', async () => {
	clock.pass(3 * 24 * 3600);
	expect((await send({ attachments: [image] })).errcode).toBe(40007);
});
