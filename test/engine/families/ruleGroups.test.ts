import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { n8nOf, operationsIn, OTHER_APP, picked, type N8n } from '../setup';

// Rule groups of customers and of moments, from their creation to their end.

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator({ apps: [OTHER_APP] });
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { run, refusal } = operationsIn(() => n8n);

const EAST = { ruleGroupName: '华东区', adminUserIds: ['lisi'], departmentIds: '2' };

describe.each([
	['ruleGroup', 'ruleGroupId', 'share_customer', 'send_group_msg'],
	['momentRuleGroup', 'momentRuleGroupId', 'send_moment', 'view_moment_list'],
])('%s', (resource, idName, privilege, otherPrivilege) => {
	const one = (id: unknown) => ({ [idName]: picked(id) });
	const create = async (parameters: INodeParameters = {}) => {
		const [made] = await run(`${resource}.create`, { ...EAST, ...parameters });
		return made!.strategy_id;
	};
	const get = async (id: unknown) => {
		const [group] = await run(`${resource}.get`, { ...one(id), simplify: false });
		return group!;
	};
	const update = async (id: unknown, updateFields: INodeParameters) =>
		await run(`${resource}.update`, { ...one(id), updateFields });
	const ids = async () =>
		(await run(`${resource}.getAll`, { returnAll: true })).map(({ strategy_id }) => strategy_id);

	it('is created, changed and deleted', async () => {
		const id = await create({ userIds: ['wangwu'] });
		expect(await get(id)).toMatchObject({
			parent_id: 0,
			strategy_name: '华东区',
			admin_list: ['lisi'],
			privilege: { [privilege]: true, [otherPrivilege]: true },
		});
		expect(await update(id, { ruleGroupName: '华东大区' })).toEqual([
			{ strategy_id: id, updated_fields: ['strategy_name'], updated: true },
		]);
		expect(await get(id)).toMatchObject({ strategy_name: '华东大区', admin_list: ['lisi'] });
		expect(await ids()).toContain(id);
		expect(await run(`${resource}.delete`, one(id))).toEqual([{ strategy_id: id, deleted: true }]);
		expect(await ids()).not.toContain(id);
		expect(await refusal(`${resource}.get`, one(id))).toMatch(/record was not found/);
	});

	it('keeps the privileges and admins that nobody touched', async () => {
		const id = await create({ privileges: [otherPrivilege] });
		expect(await get(id)).toMatchObject({
			privilege: { [privilege]: false, [otherPrivilege]: true },
		});
		await update(id, { allowPrivileges: [privilege], forbidPrivileges: [otherPrivilege] });
		expect(await get(id)).toMatchObject({
			privilege: { [privilege]: true, [otherPrivilege]: false },
		});
		await update(id, { forbidPrivileges: [privilege] });
		expect(await get(id)).toMatchObject({
			privilege: { [privilege]: false, [otherPrivilege]: false },
		});
		await update(id, { addAdminUserIds: ['zhangsan', 'wangwu'] });
		expect(await get(id)).toMatchObject({
			admin_list: ['lisi', 'zhangsan', 'wangwu'],
			privilege: { [privilege]: false, [otherPrivilege]: false },
		});
		await update(id, { removeAdminUserIds: ['lisi', 'wangwu'] });
		expect(await get(id)).toMatchObject({ admin_list: ['zhangsan'] });
		await update(id, { adminUserIds: ['lisi'], addAdminUserIds: ['wangwu'] });
		expect(await get(id)).toMatchObject({ admin_list: ['lisi', 'wangwu'] });
	});

	it.each<[string, unknown]>([
		['nothing is chosen', []],
		['an expression gives nothing', '={{ $json.missing }}'],
	])('allows nothing when %s, not all as WeCom would', async (_when, privileges) => {
		const id = await create({ privileges } as INodeParameters);
		const [{ privileges: allowed } = {}] = await run(`${resource}.get`, one(id));
		expect(allowed).not.toContain(privilege);
		expect(allowed).not.toContain(otherPrivilege);
	});

	it('changes its range by what comes and goes', async () => {
		const id = await create();
		const range = async () => await run(`${resource}.getRange`, { ...one(id), returnAll: true });
		expect(await range()).toMatchObject([
			{ strategy_id: id, range_type_label: 'department', department_id: 2 },
		]);
		await update(id, { addUserIds: ['zhangsan'], addDepartmentIds: '3', removeDepartmentIds: '2' });
		expect(await range()).toMatchObject([
			{ range_type_label: 'member', userid: 'zhangsan' },
			{ range_type: 2, department_id: 3 },
		]);
		await update(id, { removeUserIds: ['zhangsan'] });
		expect(await range()).toMatchObject([{ department_id: 3 }]);
	});

	it('with details gives one item for each', async () => {
		const id = await create({ ruleGroupName: '华南区' });
		const groups = await run(`${resource}.getAll`, { returnAll: true, includeDetails: true });
		expect(groups.at(-1)).toMatchObject({
			strategy_id: id,
			strategy_name: '华南区',
			parent_strategy_id: 0,
			admin_userids: ['lisi'],
			privileges: expect.arrayContaining([privilege, otherPrivilege]) as string[],
		});
	});

	it('below another has its privileges and lies inside its range', async () => {
		const id = await create({ privileges: [otherPrivilege] });
		const parent = { parentRuleGroupId: picked(id) };
		const child = await create({ departmentIds: '3', additionalFields: parent });
		expect(await get(child)).toMatchObject({ parent_id: id, privilege: { [privilege]: false } });
		expect(
			await refusal(`${resource}.create`, {
				...EAST,
				departmentIds: '4',
				additionalFields: parent,
			}),
		).toMatch(/WeCom error 60030/);
		expect(
			await refusal(`${resource}.update`, {
				...one(child),
				updateFields: { allowPrivileges: [privilege] },
			}),
		).toBe(
			`The privileges of its parent, rule group ${String(id)}, apply to this rule group, so nothing was changed`,
		);
		await update(id, { allowPrivileges: [privilege] });
		expect(await get(child)).toMatchObject({ privilege: { [privilege]: true } });
	});

	it('of another app is not there', async () => {
		const id = await create();
		n8n = n8nOf(simulator, OTHER_APP.secret);
		expect(await ids()).toEqual([]);
		expect(await refusal(`${resource}.delete`, one(id))).toMatch(/record was not found/);
	});

	it('is left as it was when no admin would be left', async () => {
		const id = await create();
		simulator.resetJournal();
		expect(
			await refusal(`${resource}.update`, {
				...one(id),
				updateFields: { removeAdminUserIds: ['lisi'] },
			}),
		).toMatch(/No admin would be left/);
		expect(simulator.requests(/strategy\/edit$/)).toEqual([]);
	});

	it('is left as it was when it would have too many admins', async () => {
		const id = await create();
		const many = Array.from({ length: 20 }, (_, index) => `admin${index}`);
		expect(
			await refusal(`${resource}.update`, {
				...one(id),
				updateFields: { addAdminUserIds: many },
			}),
		).toBe('The rule group would have 21 admins, but WeCom allows 20, so nothing was changed');
	});

	it.each<[what: string, operation: string, parameters: INodeParameters, message: string]>([
		[
			'nobody in the range',
			'create',
			{ ...EAST, departmentIds: '' },
			'Nobody is in the range. Choose members or departments',
		],
		[
			'more members and departments than WeCom takes at once',
			'create',
			{ ...EAST, userIds: Array.from({ length: 100 }, (_, index) => `m${index}`) },
			'The range has 101 members and departments, but WeCom takes 100 in one call. Give the others to Update afterwards',
		],
		[
			'too many admins',
			'create',
			{ ...EAST, adminUserIds: Array.from({ length: 21 }, (_, index) => `m${index}`) },
			'"Admin Names or IDs" has 21 entries, but WeCom allows 20',
		],
		[
			'privileges beside a parent',
			'create',
			{
				...EAST,
				privileges: [privilege],
				additionalFields: { parentRuleGroupId: picked(1) },
			},
			'The privileges of the parent rule group apply. Choose all "Privileges", or remove "Parent Rule Group"',
		],
		[
			'a privilege that is allowed and forbidden',
			'update',
			{
				...one(1),
				updateFields: {
					allowPrivileges: [privilege],
					forbidPrivileges: [otherPrivilege, privilege],
				},
			},
			`${privilege} is to be allowed and forbidden at once. Take it out of one of the two lists`,
		],
		[
			'nothing to change',
			'update',
			{ ...one(1), updateFields: {} },
			'There is nothing to change. Add a field under "Update Fields"',
		],
		[
			'an ID that is no number',
			'get',
			one('华东区'),
			`"${resource === 'ruleGroup' ? 'Rule Group' : 'Moment Rule Group'}" must be a whole number, but is "华东区"`,
		],
	])('%s is refused before any request', async (_what, operation, parameters, message) => {
		simulator.resetJournal();
		expect(await refusal(`${resource}.${operation}`, parameters)).toBe(message);
		expect(simulator.requests(/externalcontact/)).toEqual([]);
	});
});

it('more rule groups than fit a page all come, and no more than wanted', async () => {
	for (const ruleGroupName of ['一', '二', '三']) {
		await run('momentRuleGroup.create', { ...EAST, ruleGroupName });
	}
	const all = await run('momentRuleGroup.getAll', { returnAll: true });
	expect(all).toHaveLength(3);
	expect(await run('momentRuleGroup.getAll', { limit: 2 })).toEqual(all.slice(0, 2));
});
