import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { n8nOf, operationsIn, type N8n } from '../setup';

// Customer: Count says what one would count in the items of Sync All, whatever the relations are.

const MEMBERS = ['zhangsan', 'lisi', 'wangwu', 'newcomer'];
const STATES = [undefined, '', 'store-1', 'store-2', '门店 A', 'a,b'];
const WAYS = [0, 1, 2, 16, 202, 999];
const DIMENSIONS = ['date', 'userid', 'state', 'add_way'];
/** Around midnight of Shanghai, where the workflow is, on a few days. */
const MIDNIGHT = Date.parse('2026-03-01T00:00:00+08:00') / 1000;

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { run, attempt, refusal } = operationsIn(() => n8n, 'customer');

/** Numbers that look random and are the same in every run. */
function randomOf(seed: number) {
	let state = seed;
	return <T>(list: readonly T[]): T => {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		return list[Math.floor((state / 2 ** 31) * list.length)]!;
	};
}

/** Customers of some members, added in some way on some day. */
function addRelations(seed: number, count: number) {
	const one = randomOf(seed);
	const customers = Array.from({ length: count / 2 }, (_, index) => `wmRandom${index}`);
	for (const id of customers) simulator.addCustomer({ external_userid: id, name: '客户' });
	const known = new Set<string>();
	for (let index = 0; index < count; index++) {
		const pair = { userId: one(MEMBERS), externalUserId: one(customers) };
		if (known.has(JSON.stringify(pair))) continue;
		known.add(JSON.stringify(pair));
		const state = one(STATES);
		const createtime = MIDNIGHT + one([0, 1, 2, 9]) * 24 * 3600 + one([-1, 0, 1, 3600, 86_399]);
		simulator.addRelation(pair, {
			createtime,
			add_way: one(WAYS),
			...(state === undefined ? {} : { state }),
		});
	}
}

type Filter = (row: IDataObject) => boolean;

const valueOf = (row: IDataObject, name: string) =>
	name === 'date'
		? String(row.created_at).slice(0, 10)
		: (row[name] ?? (name === 'state' ? '' : 0));
const distinct = (rows: IDataObject[]) => new Set(rows.map((row) => row.external_userid)).size;

/** What Count has to say of the items of Sync All. */
function expected(rows: IDataObject[], dimensions: string[], filter: Filter) {
	const wanted = rows.filter(filter);
	const groups = new Map<string, IDataObject[]>();
	for (const row of wanted) {
		const key = JSON.stringify(dimensions.map((name) => valueOf(row, name)));
		groups.set(key, [...(groups.get(key) ?? []), row]);
	}
	const totals = { total_relations: wanted.length, total_customers: distinct(wanted) };
	if (dimensions.length === 0) return [{ relations: wanted.length, customers: distinct(wanted) }];
	return [...groups.values()].map((some) => ({
		...Object.fromEntries(dimensions.map((name) => [name, valueOf(some[0]!, name)])),
		...(dimensions.includes('add_way') && some[0]!.add_way_label !== undefined
			? { add_way_label: some[0]!.add_way_label }
			: {}),
		relations: some.length,
		customers: distinct(some),
		...totals,
	}));
}

const subsets = DIMENSIONS.reduce<string[][]>(
	(all, name) => [...all, ...all.map((some) => [...some, name])],
	[[]],
);

const FILTERS: Array<[what: string, filters: INodeParameters, filter: Filter]> = [
	['all', {}, () => true],
	[
		'those of some days',
		{ addedSince: '2026-03-01', addedUntil: '2026-03-02T15:00:00' },
		(row) => ['2026-03-01', '2026-03-02'].includes(String(valueOf(row, 'date'))),
	],
	[
		'those of some channels and members',
		{ excludeStates: 'store-2，门店 A', excludeUserIds: ['lisi'] },
		(row) => !['store-2', '门店 A'].includes(String(row.state)) && row.userid !== 'lisi',
	],
	['those of one channel', { includeStates: 'store-1' }, (row) => row.state === 'store-1'],
];

/** In no order: how items are sorted is another matter. */
const unordered = (items: IDataObject[]) =>
	items.map((item) => JSON.stringify(Object.entries(item).sort())).sort();

it.each(FILTERS)(
	'agrees with Sync All: %s',
	async (_what, filters, filter) => {
		for (const seed of [1, 2, 3]) {
			addRelations(seed, 300);
			const rows = await run('syncAll', {});
			for (const countBy of subsets) {
				const options = { includeMemberNames: false };
				const items = await run('count', { countBy, filters, options });
				expect(unordered(items)).toEqual(unordered(expected(rows, countBy, filter)));
			}
		}
	},
	60_000,
);

it('comes by day, and then the most first', async () => {
	addRelations(7, 300);
	const items = await run('count', { countBy: ['date', 'state'] });
	const order = items.map(({ date, relations }) => [String(date), Number(relations)] as const);
	expect(order.length).toBeGreaterThan(5);
	expect(order).toEqual(
		[...order].sort(([a, many], [b, others]) => (a === b ? others - many : a < b ? -1 : 1)),
	);
	const states = (await run('count', { countBy: ['state'] })).map(({ relations }) => relations);
	expect(states).toEqual([...states].sort((a, b) => Number(b) - Number(a)));
});

it('a customer of two members is one customer with two relations', async () => {
	simulator.state.relations.length = 0;
	simulator.addCustomer({ external_userid: 'wmShared', name: '客户' });
	for (const userId of ['zhangsan', 'lisi']) {
		simulator.addRelation({ userId, externalUserId: 'wmShared' }, { state: 'store-1' });
	}
	expect(await run('count')).toEqual([{ relations: 2, customers: 1 }]);
	expect(await run('count', { countBy: ['userid'] })).toMatchObject([
		{ userid: 'lisi', member_name: '李四', relations: 1, total_relations: 2, total_customers: 1 },
		{ userid: 'zhangsan', member_name: '张三', relations: 1, customers: 1 },
	]);
});

it('more combinations than 10,000 are counted together', async () => {
	simulator.state.relations.length = 0;
	for (let index = 0; index < 10_003; index++) {
		const externalUserId = `wmMany${index}`;
		simulator.addCustomer({ external_userid: externalUserId, name: '客户' });
		simulator.addRelation({ userId: 'zhangsan', externalUserId }, { state: `s${index}` });
	}
	const items = await run('count', { countBy: ['state'] });
	expect(items).toHaveLength(10_001);
	expect(items.at(-1)).toEqual({
		is_rest: true,
		relations: 3,
		customers: 3,
		total_relations: 10_003,
		total_customers: 10_003,
	});
}, 60_000);

it('with nobody to count says so in one item, or gives none', async () => {
	simulator.state.relations.length = 0;
	expect(await run('count')).toEqual([{ relations: 0, customers: 0 }]);
	expect(await run('count', { countBy: ['state'] })).toEqual([]);
});

it('names members who cannot be read, and counts the others', async () => {
	const items = await run('count', { userIds: ['zhangsan', 'outsider'] });
	expect(items).toMatchObject([
		{ userid: 'outsider', failed: true },
		{ relations: 3, customers: 3 },
	]);
});

it('does not read members who are left out', async () => {
	await run('count', { filters: { excludeUserIds: ['zhangsan', 'lisi'] } });
	const asked = simulator
		.requests('externalcontact/batch/get_by_user')
		.flatMap(({ body }) => (body as IDataObject).userid_list as string[]);
	expect(asked).toContain('wangwu');
	expect(asked).not.toContain('zhangsan');
});

it('refuses days in the wrong order before any request', async () => {
	const filters = { addedSince: '2026-03-02', addedUntil: '2026-03-01' };
	expect(await refusal('count', { filters })).toBe('"Added Until" is before "Added Since"');
	expect(simulator.journal).toEqual([]);
});

it('gives no numbers when a page cannot be read: they would be too low', async () => {
	simulator.faults.failNext('externalcontact/batch/get_by_user', { errcode: 48002 });
	const { items, error } = await attempt('count', { countBy: ['userid'] });
	expect(items).toEqual([]);
	expect(error!.message).toMatch(/48002/);
});
