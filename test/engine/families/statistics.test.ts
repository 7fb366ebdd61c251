import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { n8nOf, operationsIn, type N8n } from '../setup';

// Reports of members and groups. The simulator makes up numbers that stay the same.

const HOUR = 60 * 60 * 1000;
const realNow = Date.now;
const sinceNoonInChina = (realNow() - 4 * HOUR) % (24 * HOUR);
// Around noon in China, so that no day ends during a test.
jest.spyOn(Date, 'now').mockImplementation(() => realNow() - sinceNoonInChina);

let simulator: Simulator;
let n8n: N8n;

beforeAll(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
beforeEach(() => simulator.resetJournal());
afterAll(async () => await simulator.close());

const { attempt, run } = operationsIn(() => n8n, 'statistics');

const daysAgo = (days: number) => `={{ $today.minus({ days: ${days} }) }}`;
const date = (days: number) => {
	const china = Date.now() + (8 - days * 24) * HOUR;
	return new Date(china).toISOString().slice(0, 10);
};
/** The dates from so many days ago to so many. */
const dates = (first: number, last: number) =>
	Array.from({ length: first - last + 1 }, (_, index) => date(first - index));
const range = (first: number, last: number) => ({
	startTime: daysAgo(first),
	endTime: daysAgo(last),
});
const total = (rows: IDataObject[], name: string) =>
	rows.reduce((sum, row) => sum + Number(row[name]), 0);

describe('of members', () => {
	it('each has rows of their own', async () => {
		const userIds = ['zhangsan', 'lisi'];
		const rows = await run('getMembers', { startTime: daysAgo(3), userIds });
		expect(rows.map(({ userid, date: day }) => [userid, day])).toEqual(
			userIds.flatMap((userid) => dates(3, 1).map((day) => [userid, day])),
		);
		expect(rows[0]).toMatchObject({
			chat_cnt: expect.any(Number),
			stat_time: expect.any(Number),
		});
	});

	it('together they are what they are one by one', async () => {
		const parameters = { ...range(9, 1), userIds: ['zhangsan', 'lisi'] };
		const single = await run('getMembers', parameters);
		const together = await run('getMembers', { ...parameters, combine: true });
		expect(together).toHaveLength(9);
		for (const name of ['chat_cnt', 'message_cnt', 'new_contact_cnt', 'negative_feedback_cnt']) {
			expect([name, total(together, name)]).toEqual([name, total(single, name)]);
		}
	});

	it('a department is the sum of its members', async () => {
		const rows = await run('getMembers', { ...range(5, 1), departmentIds: '2' });
		expect(rows).toHaveLength(5);
		expect(rows.every(({ department_id }) => department_id === 2)).toBe(true);
		const userIds = ['zhangsan', 'lisi', 'wangwu'];
		const members = await run('getMembers', { ...range(5, 1), userIds });
		expect(total(rows, 'message_cnt')).toBe(total(members, 'message_cnt'));
	});

	it.each([
		[180, 1],
		[45, 15],
		[31, 1],
		[30, 1],
		[0, 0],
	])('from %i to %i days ago each day comes once', async (first, last) => {
		const rows = await run('getMembers', { ...range(first, last), userIds: ['zhangsan'] });
		expect(rows.map(({ date: day }) => day)).toEqual(dates(first, last));
	});

	it('who cannot be counted is named, the others are counted', async () => {
		const userIds = ['nobody', 'outsider', 'cleaner', 'lisi'];
		const rows = await run('getMembers', { startTime: daysAgo(1), userIds, departmentIds: '99' });
		expect(rows).toMatchObject([
			{ userid: 'nobody', failed: true, errcode: 60111, reason: expect.any(String) },
			{ userid: 'outsider', failed: true, errcode: 60021 },
			{ userid: 'cleaner', failed: true, errcode: 84074 },
			{ userid: 'lisi', date: date(1) },
			{ department_id: 99, failed: true, errcode: 60123 },
		]);
	});

	it('any other refusal is an error', async () => {
		simulator.faults.failNext('externalcontact/get_user_behavior_data', { errcode: 48002 });
		const { error } = await attempt('getMembers', { ...range(2, 1), userIds: ['zhangsan'] });
		expect(error!.message).toMatch(/may not call this API/);
	});
});

describe('of group chats', () => {
	const owners = ['zhangsan', 'lisi', 'wangwu'];

	beforeAll(() => {
		const createTime = 1_760_000_000;
		for (const [index, owner] of owners.entries()) {
			for (let n = 0; n <= index; n++) simulator.addGroupChat({ owner, createTime });
		}
	});

	it('by owner, as sorted as wished', async () => {
		const ownersBy = async (options: INodeParameters) => {
			const parameters = { ...range(7, 1), returnAll: true, options };
			const rows = await run('getGroupChatsByOwner', parameters);
			return rows.map(({ owner, chat_total }) => [owner, chat_total]);
		};
		// zhangsan has the group of the seed, too.
		const sorted = [
			['zhangsan', 2],
			['lisi', 2],
			['wangwu', 3],
		];
		expect(await ownersBy({ orderBy: 2, orderAscending: true })).toEqual(sorted);
		expect((await ownersBy({ orderBy: 2 }))[0]).toEqual(['wangwu', 3]);
		expect(await ownersBy({})).toHaveLength(3);
	});

	it('by owner, the best of more owners than WeCom takes at once', async () => {
		const userIds = Array.from({ length: 130 }, (_, index) => `seller${index}`);
		for (const userid of userIds) {
			simulator.addMember({ userid });
			simulator.addGroupChat({ owner: userid, createTime: 1_760_000_000 });
		}
		const filters = { userIds: [...userIds, 'wangwu'] };
		const parameters = { startTime: daysAgo(1), limit: 2, filters, options: { orderBy: 2 } };
		const rows = await run('getGroupChatsByOwner', parameters);
		expect(rows).toMatchObject([{ owner: 'wangwu', chat_total: 3 }, { chat_total: 1 }]);
		const all = { ...parameters, returnAll: true };
		expect(await run('getGroupChatsByOwner', all)).toHaveLength(131);
	});

	it.each([
		[180, 1],
		[31, 1],
		[30, 1],
		[1, 1],
	])('from %i to %i days ago each day comes once', async (first, last) => {
		const filters = { userIds: ['zhangsan', 'lisi'] };
		const rows = await run('getGroupChatsByDay', { ...range(first, last), filters });
		expect(rows.map(({ date: day }) => day)).toEqual(dates(first, last));
		expect(rows[0]).toMatchObject({ chat_total: 4, msg_total: expect.any(Number) });
	});

	it('by day and by owner the messages are the same', async () => {
		const filters = { userIds: owners };
		const byDay = await run('getGroupChatsByDay', { ...range(31, 1), filters });
		const parameters = { ...range(31, 1), filters, returnAll: true };
		const byOwner = await run('getGroupChatsByOwner', parameters);
		expect(total(byDay, 'msg_total')).toBe(total(byOwner, 'msg_total'));
	});
});

describe('is refused before anything is sent', () => {
	const many = Array.from({ length: 101 }, (_, index) => `m${index}`);
	const old = (label: string) =>
		`"${label}" is ${date(181)}, but WeCom keeps such data for 180 days. Use ${date(180)} or later`;
	const early = (label: string, asked: number, newest: number) =>
		`"${label}" is ${date(asked)}, but WeCom has no data of that day yet. Use ${date(newest)} or earlier`;
	const groups = ['getGroupChatsByDay', 'getGroupChatsByOwner'];
	const each = (parameters: INodeParameters, message: string, what: string) =>
		['getMembers', ...groups].map((name): Case => [
			name,
			what,
			{ userIds: ['zhangsan'], ...parameters },
			message,
		]);

	type Case = [operation: string, what: string, parameters: INodeParameters, message: string];
	const cases: Case[] = [
		...each({ startTime: daysAgo(181) }, old('Start Date'), 'a day too long ago'),
		...each(range(200, 181), old('Start Date').replaceAll(date(181), date(200)), 'days long ago'),
		...each(
			range(2, 3),
			'"End Date" is before "Start Date". Change one of them',
			'an end before the start',
		),
		...each(
			{ startTime: '昨天' },
			'"Start Date" must be a date such as 2026-01-31 08:00 or 2026-01-31T08:00:00+08:00, but is "昨天"',
			'a date that is none',
		),
		['getMembers', 'tomorrow', { ...range(1, -1), userIds: ['lisi'] }, early('End Date', -1, 0)],
		...groups.map((name): Case => [name, 'today', range(1, 0), early('End Date', 0, 1)]),
		[
			'getMembers',
			'nobody',
			{ startTime: daysAgo(1) },
			'There is nobody to count for. Choose members or departments',
		],
		[
			'getMembers',
			'more members than can be added up',
			{ startTime: daysAgo(1), userIds: many, combine: true },
			'WeCom adds up at most 100 members and 100 departments, but there are 101 and 0. Choose fewer, or turn off "Combine"',
		],
		[
			'getMembers',
			'a department that is no number',
			{ startTime: daysAgo(1), departmentIds: '销售部' },
			'"Department Names or IDs" must be a whole number, but is "销售部"',
		],
		[
			'getGroupChatsByDay',
			'more than 100 owners',
			{ startTime: daysAgo(1), filters: { userIds: many } },
			'"Owner Names or IDs" has 101 entries, but WeCom allows 100',
		],
		[
			'getGroupChatsByOwner',
			'more than 30 days',
			range(32, 1),
			'"Start Date" and "End Date" are 31 days apart, but one report by owner covers 30 days at most, and several can\'t be added up. Choose a shorter time, or use Get Group Chat Statistics by Day',
		],
	];

	it.each(cases)('%s: %s', async (operation, _what, parameters, message) => {
		const { error } = await attempt(operation, parameters);
		expect(error?.message).toBe(message);
		expect(simulator.requests(/externalcontact/)).toEqual([]);
	});
});
