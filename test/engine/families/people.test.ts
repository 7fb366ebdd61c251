import { startSimulator, type Simulator } from '../../simulator';
import { createN8n } from '../harness';
import { DELEGATED_APP, n8nOf, OTHER_APP, operationsIn, picked, type N8n } from '../setup';

const granted = { ...DELEGATED_APP, name: 'granted', secret: 'granted', organizationNames: true };
const old = { ...OTHER_APP, name: 'old', secret: 'old', seesMobiles: true };

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator({ apps: [DELEGATED_APP, granted, old] });
	n8n = n8nOf(simulator, old.secret);
});
afterEach(async () => await simulator.close());

const { attempt, run, refusal } = operationsIn(() => n8n);

const asThirdParty = () => {
	const { corp, url: baseUrl } = simulator;
	n8n = createN8n({ baseUrl, appType: 'thirdParty', authCorpId: corp.corpId, ...corp.suite });
};
const asDelegated = (secret: string) => {
	const { corp, url: baseUrl } = simulator;
	n8n = createN8n({ baseUrl, appType: 'delegated', corpId: corp.corpId, corpSecret: secret });
};
const zhangsan = { userId: picked('zhangsan') };
const hintsOf = async (name: string, parameters = {}) => {
	const { run: whole } = await attempt(name, parameters);
	const [task] = Object.values(whole.data.resultData.runData).flat().slice(-1);
	return (task?.hints ?? []).map(({ message }) => message);
};

describe('a member', () => {
	it('comes with all that WeCom shows an old app', async () => {
		expect(await run('member.get', zhangsan)).toEqual([
			expect.objectContaining({
				userid: 'zhangsan',
				name: '张三',
				department_ids: [2],
				mobile: '13900000001',
				email: 'san@example.org',
				gender: 1,
				gender_label: 'male',
				position: '销售经理',
				status_label: 'active',
				withheld: [],
			}),
		]);
		expect(await hintsOf('member.get', zhangsan)).toEqual([]);
	});

	it('says what WeCom keeps from a newer app, and why', async () => {
		n8n = n8nOf(simulator);
		const [member] = await run('member.get', zhangsan);
		expect(member).toMatchObject({ name: '张三', position: '销售经理' });
		expect(member!.withheld).toEqual([
			...['mobile', 'email', 'biz_mail', 'avatar', 'qr_code', 'address', 'gender'],
		]);
		for (const name of member!.withheld as string[]) expect(member).not.toHaveProperty(name);
		expect(await hintsOf('member.get', zhangsan)).toEqual([
			expect.stringContaining('since 20 June 2022'),
		]);
	});

	it('of an app of a provider has a name only if an administrator granted it', async () => {
		asDelegated(granted.secret);
		expect(await run('member.get', zhangsan)).toMatchObject([{ name: '张三' }]);
		for (const change of [() => asDelegated(DELEGATED_APP.secret), asThirdParty]) {
			change();
			const [member] = await run('member.get', zhangsan);
			expect(member).not.toHaveProperty('name');
			expect(member!.withheld).toEqual(expect.arrayContaining(['name', 'mobile', 'position']));
			expect(await hintsOf('member.get', zhangsan)).toEqual([
				expect.stringContaining('组织架构信息'),
			]);
		}
	});

	it('outside the scope of the app is not shown', async () => {
		expect(await refusal('member.get', { userId: picked('outsider') })).toContain('60111');
	});
});

describe('members of departments', () => {
	const idsOf = async (parameters = {}) =>
		(await run('member.getAll', parameters)).map(({ userid }) => userid);

	beforeEach(() => {
		simulator.addMember({ userid: 'both', departments: [2, 3] });
		simulator.addDepartment({ id: 9, name: '看不见', parentId: 2, inScope: false });
	});

	it('are those of all below, each once', async () => {
		expect((await idsOf({ departmentId: picked(2) })).sort()).toEqual(
			['both', 'lisi', 'wangwu', 'zhangsan'].sort(),
		);
		expect((await idsOf({ departmentId: picked(3) })).sort()).toEqual(['both', 'wangwu']);
		expect((await idsOf({ returnAll: true })).sort()).toEqual(
			['both', 'cleaner', 'lisi', 'wangwu', 'zhangsan'].sort(),
		);
	});

	it('are as many as asked for', async () => {
		expect(new Set(await idsOf({ limit: 3 })).size).toBe(3);
	});

	it('come to a third-party app by ID', async () => {
		asThirdParty();
		const [member] = await run('member.getAll', { departmentId: picked(3) });
		expect(member).toMatchObject({ department_ids: expect.any(Array) as unknown });
		expect(member!.open_userid).toBe(member!.userid);
		expect(member!.withheld).toContain('name');
	});

	it('of a department that the app may not see are refused', async () => {
		expect(await refusal('member.getAll', { departmentId: picked(9) })).toContain('60011');
	});
});

describe('who has a phone number or an address', () => {
	const asked = (path: string) =>
		simulator.journal.filter((entry) => entry.path.endsWith(path)).length;
	const mobiles = (count: number) =>
		Array.from({ length: count }, (_, n) => ({ mobile: String(13700000000 + n) }));
	const byItem = { mobile: '={{ $json.mobile }}' };

	it('is found', async () => {
		expect(await run('member.findByMobile', { mobile: '13900000001' })).toEqual([
			{ mobile: '13900000001', found: true, userid: 'zhangsan' },
		]);
		expect(await run('member.findByEmail', { email: 'zhangsan@xinghe.example' })).toEqual([
			{ email: 'zhangsan@xinghe.example', found: true, userid: 'zhangsan' },
		]);
		const personal = { email: 'san@example.org', options: { emailType: 2 } };
		expect(await run('member.findByEmail', personal)).toMatchObject([{ found: true }]);
	});

	it('is nobody, and is not asked for again', async () => {
		const nobody = { mobile: '13700000000', found: false };
		for (const _ of [1, 2]) {
			expect(await run('member.findByMobile', { mobile: '13700000000' })).toEqual([nobody]);
		}
		expect(asked('user/getuserid')).toBe(1);
	});

	it('is not looked for after 20 misses, so WeCom never blocks the app', async () => {
		const items = [...mobiles(45), { mobile: '13900000001' }];
		const { items: out } = await attempt('member.findByMobile', byItem, {
			items,
			onError: 'continueRegularOutput',
		});
		expect(out.filter(({ json }) => json.found === false)).toHaveLength(20);
		expect(out.at(-1)!.json.error).toContain('Not looked up');
		expect(asked('user/getuserid')).toBe(20);
		expect(await refusal('member.findByMobile', { mobile: '13711111111' })).toContain(
			'20 others were not found',
		);
		expect(await run('member.findByEmail', { email: 'zhangsan@xinghe.example' })).toMatchObject([
			{ found: true },
		]);
	});

	it('is looked for as long as an option says', async () => {
		const out = await run(
			'member.findByMobile',
			{ ...byItem, options: { maxMisses: 40 } },
			{ items: [...mobiles(30), { mobile: '13900000001' }] },
		);
		expect(out.at(-1)).toMatchObject({ found: true, userid: 'zhangsan' });
	});
});

describe('departments', () => {
	it('come with names, leaders and those below', async () => {
		const all = await run('department.getAll', { returnAll: true });
		expect(all).toHaveLength(4);
		const [sales] = await run('department.get', { departmentId: picked(2) });
		expect(sales).toMatchObject({
			department_id: 2,
			name: '销售部',
			parentid: 1,
			department_leader: ['zhangsan'],
			withheld: [],
		});
		const below = await run('department.getAll', { departmentId: picked(2) });
		expect(below.map((one) => one.department_id).sort()).toEqual([2, 3]);
	});

	it('come to apps of providers without names unless those are granted', async () => {
		asThirdParty();
		const [one] = await run('department.getAll', { departmentId: picked(3) });
		expect(one).toMatchObject({ department_id: 3, withheld: ['name', 'department_leader'] });
		expect(one).not.toHaveProperty('name');
		asDelegated(DELEGATED_APP.secret);
		expect(await run('department.get', { departmentId: picked(3) })).toEqual([
			expect.not.objectContaining({ name: '3' }),
		]);
		asDelegated(granted.secret);
		expect(await run('department.get', { departmentId: picked(3) })).toMatchObject([
			{ name: '华东销售' },
		]);
	});
});

describe('tags of members', () => {
	it('come with who has them', async () => {
		expect(await run('memberTag.getAll', { returnAll: true })).toEqual([
			{ member_tag_id: 1, tag_name: '金牌顾问' },
			{ member_tag_id: 2, tag_name: '新人' },
		]);
		const tag = { member_tag_id: 1, tag_name: '金牌顾问' };
		expect(await run('memberTag.getMembers', { memberTagId: picked(1) })).toEqual([
			{ userid: 'zhangsan', name: '张三', ...tag, withheld: [] },
			{ userid: 'lisi', name: '李四', ...tag, withheld: [] },
			{ department_id: 3, ...tag },
		]);
		expect(await refusal('memberTag.getMembers', { memberTagId: picked(7) })).toContain('40068');
	});

	it('are without names for an app that may not know them', async () => {
		asDelegated(DELEGATED_APP.secret);
		const [member] = await run('memberTag.getMembers', { memberTagId: picked(1) });
		expect(member).toMatchObject({ userid: 'zhangsan', withheld: ['name'] });
		expect(member).not.toHaveProperty('name');
	});
});
