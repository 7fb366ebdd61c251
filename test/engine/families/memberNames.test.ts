import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { createN8n } from '../harness';
import { DELEGATED_APP, n8nOf, operationsIn, picked, type N8n } from '../setup';

const granted = { ...DELEGATED_APP, name: 'granted', secret: 'granted', organizationNames: true };

let simulator: Simulator;
let n8n: N8n;

// Each has an address of its own, and what an app knows of members is kept by address.
beforeEach(async () => {
	simulator = await startSimulator({ apps: [DELEGATED_APP, granted] });
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { attempt, run } = operationsIn(() => n8n);

const asDelegated = (corpSecret: string) => {
	const { corp, url: baseUrl } = simulator;
	n8n = createN8n({ baseUrl, appType: 'delegated', corpId: corp.corpId, corpSecret });
};
const asThirdParty = () => {
	const { corp, url: baseUrl } = simulator;
	n8n = createN8n({ baseUrl, appType: 'thirdParty', authCorpId: corp.corpId, ...corp.suite });
};

const OF_BOTH: INodeParameters = { userIds: ['zhangsan', 'lisi'], returnAll: true };
const namesOf = async (name: string, parameters: INodeParameters) =>
	Object.fromEntries(
		(await run(name, parameters)).map(({ userid, member_name }) => [userid, member_name]),
	);
const hintsOf = async (name: string, parameters: INodeParameters) => {
	const { run: whole } = await attempt(name, parameters);
	return (whole.data.resultData.runData.WeCom?.[0]?.hints ?? []).map(({ message }) => message);
};
/** How many calls were made for names. */
const asked = () =>
	['user/get', 'user/simplelist', 'department/simplelist'].map(
		(path) => simulator.requests(path).length,
	);

it('stand beside the IDs of members, of one customer and of many', async () => {
	const [customer] = await run('customer.get', {
		externalUserId: 'wmSimulatedAAAAChenXiaoMing',
		userId: picked('zhangsan'),
	});
	expect(customer).toMatchObject({ userid: 'zhangsan', member_name: '张三', name: '陈小明' });
	expect(Object.keys(customer!).indexOf('member_name')).toBe(
		Object.keys(customer!).indexOf('userid') + 1,
	);
	expect(await namesOf('customer.getManyByMembers', OF_BOTH)).toEqual({
		zhangsan: '张三',
		lisi: '李四',
	});
	expect(await namesOf('followUser.getAll', { returnAll: true })).toMatchObject({
		zhangsan: '张三',
		wangwu: '王五',
	});
});

it('are asked for once in ten minutes, also of members who have none', async () => {
	simulator.faults.failNext('user/get', { errcode: 60111 });
	const first = await namesOf('customer.getManyByMembers', OF_BOTH);
	expect(Object.values(first).filter(Boolean)).toHaveLength(1);
	expect(asked()).toEqual([2, 0, 0]);
	expect(await namesOf('customer.getManyByMembers', OF_BOTH)).toEqual(first);
	expect(asked()).toEqual([2, 0, 0]);
});

it('are asked for once by items that run side by side', async () => {
	const items = Array.from({ length: 8 }, () => ({}));
	const of = { userId: picked('zhangsan'), includeDetails: true };
	await run('customer.getAll', of, { items });
	expect(asked()).toEqual([1, 0, 0]);
});

it('of many members are read by department, if that takes fewer calls', async () => {
	for (let number = 1; number <= 30; number++) {
		const userid = `adviser${number}`;
		simulator.addMember({ userid, name: `顾问${number}`, departments: [2] });
		simulator.addRelation({ userId: userid, externalUserId: 'wmSimulatedAAAALiuFang' });
	}
	const items = await run('customer.syncAll', {});
	expect(items.filter(({ member_name }) => !member_name)).toEqual([]);
	expect(items).toEqual(
		expect.arrayContaining([expect.objectContaining({ userid: 'adviser7', member_name: '顾问7' })]),
	);
	const [one, departments, list] = asked();
	expect([departments, list]).toEqual([4, 1]);
	expect(one).toBeLessThanOrEqual(10);
});

it('take 200 calls of an execution at most, and a hint says so', async () => {
	const most = 230;
	for (let number = 1; number <= most; number++) {
		simulator.addMember({ userid: `adviser${number}`, name: `顾问${number}` });
		simulator.addDepartment({ id: 100 + number, name: `部门${number}`, parentId: 1 });
	}
	const parameters = { returnAll: true };
	const hints = await hintsOf('followUser.getAll', parameters);
	expect(hints).toEqual([expect.stringContaining('at most 200 calls at a time')]);
	expect(asked().reduce((sum, count) => sum + count)).toBe(200);
	// The next execution goes on from there.
	const names = await namesOf('followUser.getAll', parameters);
	expect(Object.values(names).filter((name) => name === undefined)).toEqual([]);
});

it.each([48002, 48009, 60011])(
	'refused with %i are IDs and one hint, remembered',
	async (errcode) => {
		simulator.faults.failNext('user/get', { errcode, times: 100 });
		for (let round = 0; round < 2; round++) {
			expect(await hintsOf('customer.getManyByMembers', OF_BOTH)).toEqual([
				expect.stringMatching(`WeCom error ${errcode}.*可见范围`),
			]);
			expect(await namesOf('customer.getManyByMembers', OF_BOTH)).toEqual({});
			expect(asked()).toEqual([1, 0, 0]);
		}
	},
);

it('that WeCom takes long to tell hold nothing up: the item has none, and nobody asks again for a while', async () => {
	simulator.faults.hang('user/get', { times: 10 });
	const parameters = { externalUserId: 'wmSimulatedAAAAChenXiaoMing', userId: picked('zhangsan') };
	for (let round = 0; round < 2; round++) {
		const [item] = await run('customer.get', parameters);
		expect(item).toMatchObject({ userid: 'zhangsan', name: '陈小明' });
		expect(item).not.toHaveProperty('member_name');
		expect(asked()).toEqual([1, 0, 0]);
	}
	// A welcome code would be dead by then.
}, 20_000);

it('of a delegated app need a grant', async () => {
	asDelegated(granted.secret);
	expect(await namesOf('customer.getManyByMembers', OF_BOTH)).toMatchObject({ lisi: '李四' });
	asDelegated(DELEGATED_APP.secret);
	expect(await namesOf('customer.getManyByMembers', OF_BOTH)).toMatchObject({ lisi: undefined });
	expect(await hintsOf('customer.getManyByMembers', OF_BOTH)).toEqual([
		expect.stringContaining('组织架构信息'),
	]);
});

it.each<[string, INodeParameters]>([
	['are not wanted', { options: { includeMemberNames: false } }],
	['would be beside WeCom’s own records', { simplify: false }],
])('cost nothing when they %s', async (_when, parameters) => {
	for (const item of await run('customer.getManyByMembers', { ...OF_BOTH, ...parameters })) {
		expect(item).not.toHaveProperty('member_name');
	}
	expect(asked()).toEqual([0, 0, 0]);
});

it('are not for third-party apps, which are not asked for them', async () => {
	asThirdParty();
	const [item] = await run('customer.get', { externalUserId: 'wmSimulatedAAAAChenXiaoMing' });
	expect(item).not.toHaveProperty('member_name');
	expect(await hintsOf('customer.get', { externalUserId: 'wmSimulatedAAAAChenXiaoMing' })).toEqual(
		[],
	);
	expect(asked()).toEqual([0, 0, 0]);
});
