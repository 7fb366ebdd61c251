import { startSimulator, type Simulator } from '../../simulator';
import { get, post } from './client';

const chen = { userid: 'zhangsan', external_userid: 'wmSimulatedAAAAChenXiaoMing' };
const zhao = { userid: 'wangwu', external_userid: 'woSimulatedAAAAZhaoJingLi' };

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(() => sim.close());

const remark = (body: Record<string, unknown>) =>
	post(sim, 'externalcontact/remark', { ...chen, ...body });
const noted = async () => {
	const { external_userid } = chen;
	const answer = await get(sim, 'externalcontact/get', { external_userid });
	return (answer.follow_user as Record<string, unknown>[])[0];
};

test('only what is given changes', async () => {
	const before = await noted();
	expect(await remark({ remark: '小明' })).toEqual({ errcode: 0, errmsg: 'ok' });
	expect(await noted()).toEqual({ ...before, remark: '小明' });
	await remark({ description: '新描述', remark_company: '新公司', remark: '' });
	expect(await noted()).toEqual({
		...before,
		remark: '',
		description: '新描述',
		remark_corp_name: '新公司',
	});
});

test('mobiles are replaced, cleared by an empty text, unchanged by an empty list', async () => {
	await remark({ remark_mobiles: ['13900000000'] });
	expect(await noted()).toMatchObject({ remark_mobiles: ['13900000000'] });
	await remark({ remark: 'x', remark_mobiles: [] });
	expect(await noted()).toMatchObject({ remark: 'x', remark_mobiles: ['13900000000'] });
	await remark({ remark_mobiles: [''] });
	expect(await noted()).toMatchObject({ remark_mobiles: [] });
});

test('a picture is kept with the relation', async () => {
	await remark({ remark_pic_mediaid: 'simulated-image' });
	expect(sim.state.relations[0]?.remarkPicture).toBe('simulated-image');
});

test('sends no event', async () => {
	await remark({ remark: '小明' });
	expect(sim.deliveries).toHaveLength(0);
});

test.each<[string, Record<string, unknown>, number]>([
	['nothing', {}, 40058],
	['empty texts and no mobiles', { remark: '', description: '', remark_mobiles: [] }, 40058],
	['20 characters', { remark: '备'.repeat(20), remark_company: '☕'.repeat(20) }, 0],
	['21 characters of remark', { remark: '备'.repeat(21) }, 40058],
	['150 characters', { description: '述'.repeat(150) }, 0],
	['151 characters', { description: '述'.repeat(151) }, 40058],
	['21 characters of company', { remark_company: '司'.repeat(21) }, 40058],
	['a company of a WeCom user', { ...zhao, remark_company: '星河' }, 40058],
	['a remark of a WeCom user', { ...zhao, remark: '赵总' }, 0],
	['mobiles as a text', { remark_mobiles: '13900000000' }, 40058],
	['mobiles with an empty one', { remark_mobiles: ['13900000000', ''] }, 40058],
	['an unknown picture', { remark_pic_mediaid: 'x' }, 40007],
	['a video as picture', { remark_pic_mediaid: 'simulated-video' }, 40007],
	['no member', { userid: '', remark: 'x' }, 41009],
	['no customer', { external_userid: '', remark: 'x' }, 41035],
	['an unknown member', { userid: 'nobody', remark: 'x' }, 60111],
	['an unknown customer', { external_userid: 'wmUnknown', remark: 'x' }, 40096],
	["another member's customer", { userid: 'newcomer', remark: 'x' }, 84061],
	['a null', { remark: null }, 40058],
	['a tag', { remark: 'x', tags: [] }, 40058],
])('%s', async (_, body, errcode) => {
	expect(await remark(body)).toMatchObject({ errcode });
});
