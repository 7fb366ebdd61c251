import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { n8nOf, operationsIn, picked, type N8n } from '../setup';

// Who can be added by a contact way, one more or less, as a duty roster asks for it every day.

const UPDATE = 'externalcontact/update_contact_way';

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { attempt, run, refusal } = operationsIn(() => n8n, 'contactWay');

const many = { type: 2, userIds: ['zhangsan', 'lisi'], departmentIds: '3' };

/** Creates a contact way; answers what can be done to it. */
async function made(parameters: INodeParameters) {
	const [way] = await run('create', parameters);
	const configId = picked(way!.config_id);
	simulator.resetJournal();
	const changed = (membersMode: string, people: INodeParameters) => ({
		configId,
		membersMode,
		...people,
	});
	return {
		shown: async () => (await run('get', { configId, simplify: false }))[0]!,
		change: async (mode: string, people: INodeParameters) =>
			(await run('changeMembers', changed(mode, people)))[0]!,
		refusedChange: async (mode: string, people: INodeParameters) =>
			await refusal('changeMembers', changed(mode, people)),
		failure: async (mode: string, people: INodeParameters) =>
			(await attempt('changeMembers', changed(mode, people))).error!,
	};
}

const sent = () => simulator.requests(UPDATE).map(({ body }) => body);

it('adds, removes and replaces, and keeps all else', async () => {
	const way = await made({ ...many, remark: '门店一', state: 'store-1' });
	const { user: _, party: __, ...rest } = await way.shown();

	expect(
		await way.change('add', { userIds: ['wangwu', 'lisi'], departmentIds: '2' }),
	).toMatchObject({
		changed: true,
		added_userids: ['wangwu'],
		removed_userids: [],
		userids: ['zhangsan', 'lisi', 'wangwu'],
		added_department_ids: [2],
		department_ids: [3, 2],
	});
	expect(
		await way.change('remove', { userIds: ['zhangsan'], departmentIds: '2, 4' }),
	).toMatchObject({
		added_userids: [],
		removed_userids: ['zhangsan'],
		removed_department_ids: [2],
	});
	expect(await way.change('replace', { userIds: ['newcomer'] })).toMatchObject({
		added_userids: ['newcomer'],
		removed_userids: ['lisi', 'wangwu'],
		department_ids: [3],
	});
	expect(await way.shown()).toEqual({ ...rest, user: ['newcomer'], party: [3] });
});

it('removes the last member where departments are left', async () => {
	const way = await made(many);
	await way.change('remove', { userIds: ['zhangsan', 'lisi'] });
	expect(await way.shown()).toMatchObject({ user: [], party: [3] });
});

it.each<[string, INodeParameters]>([
	['add', { userIds: ['lisi'], departmentIds: '3' }],
	['remove', { userIds: ['wangwu'], departmentIds: '2' }],
	['replace', { userIds: ['lisi', 'zhangsan'], departmentIds: '3' }],
])('sends nothing when they are the same already: %s', async (mode, people) => {
	const way = await made(many);
	expect(await way.change(mode, people)).toMatchObject({
		changed: false,
		added_userids: [],
		removed_userids: [],
	});
	expect(sent()).toEqual([]);
});

it('changes the member of a temporary chat', async () => {
	const conclusion = { conclusion: { text: '再见' } };
	const way = await made({
		userIds: ['zhangsan'],
		additionalFields: { isTemp: true, expiresIn: 3600, conclusion },
	});
	const before = await way.shown();
	await way.change('replace', { userIds: ['lisi'] });
	expect(await way.shown()).toEqual({ ...before, user: ['lisi'] });
});

const NOBODY =
	'Nobody would be left whom customers can add, which WeCom does not allow. Add somebody else first, or delete the contact way';
const crowd = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => `member${from + index}`);

it.each<[string, INodeParameters, string, INodeParameters, string]>([
	['the last member', { userIds: ['zhangsan'] }, 'remove', { userIds: ['zhangsan'] }, NOBODY],
	[
		'the last members and departments',
		many,
		'remove',
		{ userIds: ['zhangsan', 'lisi'], departmentIds: '3' },
		NOBODY,
	],
	[
		'a second member where there can be one',
		{ userIds: ['zhangsan'] },
		'add',
		{ userIds: ['lisi'] },
		'This contact way is for a single member, at present zhangsan, and would have 2. Set "Change" to Replace, or create a contact way for multiple members',
	],
	[
		'a department where there can be one member',
		{ userIds: ['zhangsan'] },
		'add',
		{ departmentIds: '2' },
		'This contact way is for a single member and cannot have departments. Empty "Department Names or IDs", or create a contact way for multiple members',
	],
	[
		'more members than WeCom allows',
		many,
		'add',
		{ userIds: crowd(1, 99) },
		'The contact way would have 101 members, but WeCom allows 100',
	],
])('refuses before anything is written: %s', async (_what, parameters, mode, people, message) => {
	const way = await made(parameters);
	expect(await way.refusedChange(mode, people)).toBe(message);
	expect(sent()).toEqual([]);
});

it('refuses without asking WeCom when nobody is given', async () => {
	const way = await made(many);
	expect(await way.refusedChange('add', {})).toBe(
		'Nobody is chosen. Choose members or departments',
	);
	expect(simulator.requests(/contact_way/)).toEqual([]);
});

it('names the member whom the app may not use, in the words of WeCom', async () => {
	const way = await made(many);
	const { message, context } = await way.failure('add', { userIds: ['outsider'] });
	expect(message).toMatch(/60021/);
	expect(context!.errmsg).toMatch(/outsider/);
	expect(await way.refusedChange('add', { userIds: ['cleaner'] })).toMatch(/84074/);
	expect(await way.shown()).toMatchObject({ user: ['zhangsan', 'lisi'] });
});

it('takes what WeCom leaves out for unknown, not for empty', async () => {
	const way = await made(many);
	simulator.faults.jsonStatusNext('externalcontact/get_contact_way', 200, {
		errcode: 0,
		errmsg: 'ok',
		contact_way: { type: 2, user: ['zhangsan'] },
	});
	expect((await way.failure('add', { departmentIds: '2' })).message).toMatch(
		/^WeCom did not give the present party, so nothing was changed/,
	);
	expect(sent()).toEqual([]);
});

it('says so when the contact way is gone', async () => {
	const { message } = (
		await attempt('changeMembers', { configId: picked('gone'), userIds: ['lisi'] })
	).error!;
	expect(message).toMatch(/^The config ID is not valid/);
});
