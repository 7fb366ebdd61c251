import { inflateSync } from 'node:zlib';
import { startSimulator, type Simulator } from '../../simulator';
import { createClock, post, type Answer } from './client';

const day = 24 * 3600;
const clock = createClock();
let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: clock.now });
});
afterEach(() => sim.close());

type Body = Record<string, unknown>;
const call = (name: string, body: Body) => post(sim, `externalcontact/${name}_contact_way`, body);
const single = { type: 1, scene: 2, user: ['zhangsan'] };
const several = { type: 2, scene: 2, user: ['zhangsan', 'lisi'] };
const button = { type: 1, scene: 1, user: ['zhangsan'] };
const temp = { ...single, is_temp: true };
const add = async (body: Body = single) => String((await call('add', body)).config_id);
const read = async (config_id: string) =>
	(await call('get', { config_id })).contact_way as Body & { qr_code: string };

describe('add and get', () => {
	test('what was not told has its default', async () => {
		const answer = await call('add', single);
		const config_id = String(answer.config_id);
		expect(answer).toMatchObject({ errcode: 0, qr_code: `${sim.url}/qr/${config_id}.png` });
		expect(await read(config_id)).toEqual({
			...single,
			config_id,
			qr_code: answer.qr_code,
			remark: '',
			skip_verify: true,
			state: '',
			party: [],
			is_temp: false,
			mark_source: true,
		});
	});

	test('a button has a style and no QR code', async () => {
		const answer = await call('add', { ...button, style: 3 });
		expect(answer).not.toHaveProperty('qr_code');
		const way = await read(String(answer.config_id));
		expect(way).toMatchObject({ style: 3 });
		expect(way).not.toHaveProperty('qr_code');
	});

	test('a temporary one has life times; is_exclusive is not shown', async () => {
		const way = await read(await add({ ...temp, is_exclusive: true }));
		expect(way).toMatchObject({ is_temp: true, expires_in: 7 * day, chat_expires_in: day });
		expect(way).not.toHaveProperty('is_exclusive');
	});

	test('the QR code is a PNG', async () => {
		const { qr_code } = await read(await add());
		const response = await fetch(qr_code);
		expect(response.headers.get('content-type')).toBe('image/png');
		const png = Buffer.from(await response.arrayBuffer());
		expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
		expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([200, 200]);
		const start = png.indexOf('IDAT') + 4;
		const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
		expect(rows).toHaveLength(200 * 201);
		const again = await fetch(qr_code);
		expect(Buffer.from(await again.arrayBuffer())).toEqual(png);
		expect((await fetch(`${sim.url}/qr/unknown.png`)).status).toBe(404);
	});
});

describe('limits', () => {
	const many = (count: number) => ({
		...several,
		user: sim.addManyCustomers({ members: count, relationsPerMember: 0 }),
	});

	test.each<[string, Body, number]>([
		['no type', { scene: 2, user: ['zhangsan'] }, 41037],
		['no scene', { type: 1, user: ['zhangsan'] }, 41038],
		['type 3', { ...single, type: 3 }, 41039],
		['scene 3', { ...single, scene: 3 }, 41040],
		['type as text', { ...single, type: '1' }, 41039],
		['style 3 for one', { ...button, style: 3 }, 0],
		['style 4 for one', { ...button, style: 4 }, 41042],
		['style 3 for several', { ...button, type: 2, style: 3 }, 41042],
		['style 2 for several', { ...button, type: 2, style: 2 }, 0],
		['style 0', { ...button, style: 0 }, 41042],
		['style with a QR code', { ...single, style: 1 }, 41042],
		['two users for one', { ...single, user: ['zhangsan', 'lisi'] }, 41041],
		['no user for one', { ...single, user: [] }, 40058],
		['a department for one', { ...single, party: [2] }, 40058],
		['a department for several', { type: 2, scene: 2, party: [2] }, 0],
		['nobody for several', { type: 2, scene: 2 }, 40058],
		['an unknown department', { type: 2, scene: 2, party: [99] }, 60003],
		['a department of nobody', { type: 2, scene: 2, party: [4] }, 84074],
		['an unknown member', { ...single, user: ['nobody'] }, 60111],
		['a member out of scope', { ...single, user: ['outsider'] }, 60021],
		['a member without the function', { ...single, user: ['cleaner'] }, 84074],
		['an impossible userid', { ...single, user: ['张三'] }, 40003],
		['30 characters', { ...single, remark: '备'.repeat(30), state: '渠'.repeat(30) }, 0],
		['31 characters of remark', { ...single, remark: '备'.repeat(31) }, 40058],
		['31 characters of state', { ...single, state: '渠'.repeat(31) }, 40058],
		['temporary for several', { ...several, is_temp: true }, 40058],
		['14 days', { ...temp, expires_in: 14 * day, chat_expires_in: 14 * day }, 0],
		['more than 14 days', { ...temp, expires_in: 14 * day + 1 }, 40058],
		['a chat of more than 14 days', { ...temp, chat_expires_in: 14 * day + 1 }, 40058],
		['no time at all', { ...temp, expires_in: 0 }, 40058],
		['a unionid', { ...temp, unionid: 'oz1' }, 0],
		['expires_in, not temporary', { ...single, expires_in: day }, 40058],
		['unionid, not temporary', { ...single, unionid: 'oz1' }, 40058],
		['conclusions, not temporary', { ...single, conclusions: { text: { content: 'x' } } }, 40058],
		['an unknown field', { ...single, users: ['lisi'] }, 40058],
	])('%s', async (_, body, errcode) => {
		expect(await call('add', body)).toMatchObject({ errcode });
	});

	test('100 people, departments expanded', async () => {
		expect((await call('add', many(100))).errcode).toBe(0);
		expect((await call('add', many(101))).errcode).toBe(41041);
		const body = many(98);
		// Department 2 and the one below it: zhangsan, lisi, wangwu.
		expect((await call('add', { ...body, party: [2] })).errcode).toBe(41041);
		expect((await call('add', { ...body, party: [3] })).errcode).toBe(0);
	});

	test('members must be activated and verified', async () => {
		sim.addMember({ userid: 'zhangsan', activated: false });
		expect((await call('add', single)).errcode).toBe(41054);
		sim.addMember({ userid: 'zhangsan', verified: false });
		expect((await call('add', single)).errcode).toBe(40098);
	});

	test('what the corp must have', async () => {
		sim.corp.hasDeveloperAccount = false;
		expect((await call('add', { ...temp, unionid: 'oz1' })).errcode).toBe(41057);
		sim.corp.isMedical = false;
		expect((await call('add', temp)).errcode).toBe(41200);
	});

	test('how many there may be', async () => {
		Object.assign(sim.settings, { contactWayLimit: 1, tempContactWaysPerDay: 1 });
		const config_id = await add();
		await add(temp);
		expect((await call('add', single)).errcode).toBe(41045);
		expect((await call('add', temp)).errcode).toBe(41045);
		await call('del', { config_id });
		clock.pass(day);
		expect((await call('add', single)).errcode).toBe(0);
		expect((await call('add', temp)).errcode).toBe(0);
	});
});

describe('conclusions', () => {
	const link = { title: '标题', url: 'https://www.example.com' };
	const image = { media_id: 'simulated-image' };
	const miniprogram = {
		title: '商城',
		pic_media_id: 'simulated-image',
		appid: 'wx8bd80126147df384',
		page: '/index',
	};

	test('a picture comes back as a URL, and is the only attachment', async () => {
		const text = { content: '再见' };
		const way = await read(await add({ ...temp, conclusions: { text, link, image } }));
		const pic_url = `${sim.url}/media/simulated-image.png`;
		expect(way.conclusions).toEqual({ text, image: { pic_url } });
		expect((await fetch(pic_url)).headers.get('content-type')).toBe('image/png');
	});

	test('a link goes before a mini-program', async () => {
		const way = await read(await add({ ...temp, conclusions: { miniprogram, link } }));
		expect(way.conclusions).toEqual({ link });
	});

	test.each<[string, Body, number]>([
		['nothing', {}, 40058],
		['an empty text', { text: { content: '' } }, 40058],
		['4000 bytes', { text: { content: `${'再'.repeat(1333)}x` } }, 0],
		['4001 bytes', { text: { content: `${'再'.repeat(1333)}xy` } }, 40058],
		['an unknown image', { image: { media_id: 'x' } }, 40007],
		['an image by URL', { image: { pic_url: 'https://wework.qpic.cn/a/0' } }, 40058],
		['a link without URL', { link: { title: 'x' } }, 40058],
		['a title of 129 bytes', { link: { ...link, title: '标'.repeat(43) } }, 40058],
		['a desc of 513 bytes', { link: { ...link, desc: '述'.repeat(171) } }, 40058],
		['a mini-program', { miniprogram }, 0],
		['a title of 66 bytes', { miniprogram: { ...miniprogram, title: '商'.repeat(22) } }, 40058],
		['not linked', { miniprogram: { ...miniprogram, appid: 'wx0' } }, 90206],
		['a file', { file: { media_id: 'simulated-file' } }, 40058],
	])('%s', async (_, conclusions, errcode) => {
		expect(await call('add', { ...temp, conclusions })).toMatchObject({ errcode });
	});
});

describe('update and delete', () => {
	test('only what is given changes, people are replaced', async () => {
		const config_id = await add({ ...several, remark: '旧', state: 'a' });
		const changes = { user: ['wangwu'], party: [3], remark: '新' };
		expect(await call('update', { config_id, ...changes })).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await read(config_id)).toMatchObject({ ...changes, state: 'a', type: 2 });
	});

	test.each<[string, Body, Body, number]>([
		['the type', single, { type: 2 }, 40058],
		['the scene', single, { scene: 1 }, 40058],
		['is_temp', single, { is_temp: true }, 40058],
		['a second user', single, { user: ['zhangsan', 'lisi'] }, 41041],
		['nobody left', several, { user: [] }, 40058],
		['a style for a QR code', single, { style: 1 }, 41042],
		['expires_in, not temporary', single, { expires_in: 60 }, 40058],
		['expires_in, temporary', temp, { expires_in: 60 }, 0],
		['31 characters', single, { remark: '备'.repeat(31) }, 40058],
	])('%s', async (_, body, changes, errcode) => {
		const config_id = await add(body);
		const before = await read(config_id);
		expect(await call('update', { config_id, ...changes })).toMatchObject({ errcode });
		if (errcode !== 0) expect(await read(config_id)).toEqual(before);
	});

	test('not a temporary one that has expired or is used up', async () => {
		const expired = await add({ ...temp, expires_in: 60 });
		clock.pass(60);
		expect((await call('update', { config_id: expired, remark: 'x' })).errcode).toBe(41044);
		expect(await read(expired)).toMatchObject({ config_id: expired });
		const used = await add(temp);
		sim.scanQrCode({ configId: used });
		expect((await call('update', { config_id: used, remark: 'x' })).errcode).toBe(41044);
	});

	test('a deleted one is gone', async () => {
		const config_id = await add();
		const { qr_code } = await read(config_id);
		expect(await call('del', { config_id })).toEqual({ errcode: 0, errmsg: 'ok' });
		for (const name of ['get', 'update', 'del'])
			expect((await call(name, { config_id })).errcode).toBe(41044);
		expect((await fetch(qr_code)).status).toBe(404);
		expect(() => sim.scanQrCode({ configId: config_id })).toThrow('does not work');
	});

	test.each(['get', 'update', 'del'])('%s without an id', async (name) => {
		expect((await call(name, { config_id: '' })).errcode).toBe(41043);
	});
});

describe('list', () => {
	const idsOf = (answer: Answer) =>
		(answer.contact_way as { config_id: string }[]).map(({ config_id }) => config_id);
	const now = () => clock.now() / 1000;

	test('those of the last 90 days, without temporary ones', async () => {
		const old = await add();
		clock.pass(90 * day + 1);
		const recent = await add();
		await add(temp);
		expect(await call('list', {})).toMatchObject({ next_cursor: '' });
		expect(idsOf(await call('list', {}))).toEqual([recent]);
		expect(idsOf(await call('list', { start_time: 0 }))).toEqual([old, recent]);
		expect(idsOf(await call('list', { start_time: 0, end_time: now() - 1 }))).toEqual([old]);
	});

	test('none made before 2021-07-10', async () => {
		const early = createClock(Date.parse('2021-07-10T00:00:00+08:00') - 1000);
		const other = await startSimulator({ now: early.now });
		const path = 'externalcontact/add_contact_way';
		await post(other, path, single);
		early.pass(1);
		const { config_id } = await post(other, path, single);
		const listed = await post(other, 'externalcontact/list_contact_way', { start_time: 0 });
		expect(idsOf(listed)).toEqual([config_id]);
		await other.close();
	});

	test('100 a page unless told', async () => {
		for (let n = 0; n < 101; n++) await add();
		const first = await call('list', {});
		expect(idsOf(first)).toHaveLength(100);
		const cursor = first.next_cursor;
		expect(idsOf(await call('list', { cursor }))).toHaveLength(1);
		expect((await call('list', { cursor, start_time: 0 })).errcode).toBe(50100);
		expect(idsOf(await call('list', { limit: 1000 }))).toHaveLength(101);
	});

	test.each<[Body, number]>([
		[{ limit: 1001 }, 40058],
		[{ limit: 0 }, 40058],
		[{ cursor: 'made-up' }, 50100],
		[{ start_time: 2, end_time: 1 }, 40058],
		[{ start_time: '0' }, 40058],
	])('%j → %i', async (body, errcode) => {
		expect((await call('list', body)).errcode).toBe(errcode);
	});
});

describe('scanning', () => {
	test('state from the contact way; with skip_verify the member has yet to confirm', async () => {
		const configId = await add({ ...several, state: '门店A' });
		const { externalUserId } = sim.scanQrCode({ configId, userId: 'lisi' });
		const relation = sim.state.relations.at(-1);
		expect(relation).toMatchObject({
			userId: 'lisi',
			externalUserId,
			status: 'half',
			follow: { state: '门店A' },
		});
		expect(sim.deliveries.at(-1)?.event).toContain('add_half_external_contact');
		sim.confirmHalf({ userId: 'lisi', externalUserId });
		expect(relation?.status).toBe('full');
		expect(() => sim.scanQrCode({ configId, userId: 'wangwu' })).toThrow('wangwu is not in');
	});

	test('without skip_verify the member has accepted', async () => {
		const configId = await add({ ...single, skip_verify: false });
		sim.scanQrCode({ configId });
		expect(sim.state.relations.at(-1)).toMatchObject({ userId: 'zhangsan', status: 'full' });
		expect(sim.deliveries.at(-1)?.event).toBe('change_external_contact add_external_contact');
	});

	test('a temporary one works once, for its unionid', async () => {
		const configId = await add({ ...temp, unionid: 'oz1' });
		const { externalUserId } = sim.scanQrCode({ configId });
		expect(sim.state.customers.get(externalUserId)).toMatchObject({ unionid: 'oz1' });
		expect(() => sim.scanQrCode({ configId })).toThrow('does not work');
	});
});

describe('close_temp_chat', () => {
	const close = (body: Body) => post(sim, 'externalcontact/close_temp_chat', body);
	const begin = async () => {
		const conclusions = { text: { content: '再见' } };
		const configId = await add({ ...temp, chat_expires_in: 3600, conclusions });
		const { externalUserId } = sim.scanQrCode({ configId });
		return { userid: 'zhangsan', external_userid: externalUserId };
	};

	test('once; the customer gets the conclusions', async () => {
		const pair = await begin();
		expect(await close(pair)).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(sim.state.closingMessages).toMatchObject([
			{ userId: 'zhangsan', conclusions: { text: { content: '再见' } } },
		]);
		expect((await close(pair)).errcode).toBe(84061);
	});

	test('not after its time', async () => {
		const pair = await begin();
		clock.pass(3600);
		expect((await close(pair)).errcode).toBe(84061);
	});

	test.each([
		['', 'wmSimulatedAAAAChenXiaoMing', 41009],
		['zhangsan', '', 41035],
		['nobody', 'wmSimulatedAAAAChenXiaoMing', 60111],
		['zhangsan', 'wmUnknown', 40096],
		['zhangsan', 'wmSimulatedAAAAChenXiaoMing', 84061],
	])('%j and %j → %i', async (userid, external_userid, errcode) => {
		expect((await close({ userid, external_userid })).errcode).toBe(errcode);
	});
});
