import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, unsorted, type Simulator } from '../../simulator';
import { n8nOf, operationsIn, picked, type N8n } from '../setup';

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { run, refusal } = operationsIn(() => n8n, 'interceptRule');

const RULE = {
	ruleName: '禁止返现',
	words: '返现，转账',
	userIds: ['zhangsan'],
	departmentIds: '2',
};

async function create(changes: INodeParameters = {}) {
	const [made] = await run('create', { ...RULE, ...changes });
	return { ruleId: picked(made!.rule_id) };
}

it('is made, read, changed and deleted', async () => {
	const rule = await create({ additionalFields: { semantics: [1] } });
	expect(await run('get', rule)).toEqual([
		{
			rule_id: rule.ruleId.value,
			rule_name: '禁止返现',
			word_list: ['返现', '转账'],
			semantics_list: [1],
			semantics_list_label: ['phone number'],
			intercept_type: 1,
			intercept_type_label: 'warn and block',
			userids: ['zhangsan'],
			department_ids: [2],
		},
	]);

	const changes = {
		words: '加我 私人微信\n返利',
		interceptType: 2,
		semantics: [2, 3],
		addUserIds: ['lisi', 'wangwu'],
		removeUserIds: ['zhangsan'],
		removeDepartmentIds: '2',
	};
	await run('update', { ...rule, updateFields: changes });
	const changed = {
		rule_name: '禁止返现',
		word_list: ['加我 私人微信', '返利'],
		semantics_list: [2, 3],
		intercept_type: 2,
		userids: ['lisi', 'wangwu'],
		department_ids: [],
	};
	expect(await run('get', rule)).toMatchObject([changed]);

	await run('update', { ...rule, updateFields: { ruleName: '不谈钱' } });
	expect(await run('get', rule)).toMatchObject([{ ...changed, rule_name: '不谈钱' }]);

	expect(await run('delete', rule)).toEqual([{ rule_id: rule.ruleId.value, deleted: true }]);
	expect(await run('getAll', { returnAll: true })).toEqual([]);
	expect(await refusal('get', rule)).toMatch(/^WeCom refused the intercept rule/);
});

it('is listed by name or with details', async () => {
	for (const ruleName of ['一', '二', '三']) await create({ ruleName });
	const names = async (parameters: INodeParameters) =>
		(await run('getAll', parameters)).map(({ rule_name }) => rule_name);
	expect(await names({ returnAll: true })).toEqual(unsorted(['一', '二', '三']));
	expect(await names({ returnAll: false, limit: 2 })).toHaveLength(2);
	expect(await run('getAll', { includeDetails: true, limit: 1 })).toMatchObject([
		{ rule_name: '一', create_time: expect.any(Number) as number, word_list: ['返现', '转账'] },
	]);
});

it.each<[what: string, changes: INodeParameters, errcode: RegExp]>([
	['a member who does not exist', { userIds: ['nobody'] }, /60111/],
	['a member outside the visible scope', { userIds: ['outsider'] }, /60021/],
	['a department that does not exist', { departmentIds: '99' }, /60003/],
])('%s is refused', async (_what, changes, errcode) => {
	expect(await refusal('create', { ...RULE, ...changes })).toMatch(errcode);
	const rule = await create();
	const { userIds, departmentIds } = changes;
	const updateFields = userIds ? { addUserIds: userIds } : { addDepartmentIds: departmentIds };
	expect(await refusal('update', { ...rule, updateFields })).toMatch(errcode);
});

it('a corp has at most 100 rules', async () => {
	for (let number = 1; number <= 100; number++) await create({ ruleName: `规则${number}` });
	expect(await refusal('create', RULE)).toMatch(/^WeCom refused the intercept rule/);
}, 60_000);

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);

const REFUSED: Array<[what: string, operation: string, changes: INodeParameters, message: string]> =
	[
		[
			'a name of 21 characters',
			'create',
			{ ruleName: '名'.repeat(21) },
			'"Rule Name" is 21 characters long, but WeCom allows 20',
		],
		[
			'301 words',
			'create',
			{ words: numbered(301).join('\n') },
			'"Words" has 301 entries, but WeCom allows 300',
		],
		[
			'a word of 33 characters',
			'create',
			{ words: `返现,${'长'.repeat(33)}` },
			`"Words" has "${'长'.repeat(33)}", which is 33 characters long, but WeCom allows 32`,
		],
		['no words', 'create', { words: ' ，\n' }, '"Words" is empty. Fill it in'],
		[
			'nobody',
			'create',
			{ userIds: [], departmentIds: '' },
			'The rule is for nobody. Choose members or departments',
		],
		[
			'1,001 members',
			'create',
			{ userIds: numbered(1001) },
			'"Member Names or IDs" has 1,001 entries, but WeCom allows 1,000',
		],
		[
			'something else to find',
			'create',
			{ additionalFields: { semantics: '={{ [1, 4] }}' } },
			'"Also Match" must be one of 2 (Email Address), 1 (Phone Number), 3 (Red Packet), but is 4',
		],
		[
			'nothing to change',
			'update',
			{ updateFields: {} },
			'There is nothing to change. Add a field under "Update Fields"',
		],
		[
			'words that came out empty',
			'update',
			{ updateFields: { words: '', semantics: [] } },
			'"Words" is empty, and WeCom cannot clear it this way. Fill it in, or remove the field',
		],
		[
			'1,001 departments more',
			'update',
			{ updateFields: { addDepartmentIds: numbered(1001).join() } },
			'"Add Department Names or IDs" has 1,001 entries, but WeCom allows 1,000',
		],
	];

it.each(REFUSED)('refuses %s before any request', async (_what, operation, changes, message) => {
	const ruleId = picked('rule1');
	expect(await refusal(operation, { ruleId, ...RULE, ...changes })).toBe(message);
	expect(simulator.journal).toEqual([]);
});
