import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import {
	listSearch,
	loadOptions,
	OPTIONS,
	SEARCHES,
} from '../../../nodes/WeComCustomerContact/methods/pickers';
import { WeComCustomerContact } from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { WeComCustomerContactTrigger } from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';
import { createN8n } from '../../engine/harness';
import { DELEGATED_APP, n8nOf, type N8n } from '../../engine/setup';
import { startSimulator, type Simulator } from '../../simulator';
import { WRITES } from '../../engine/fixtures/writes';

const granted = { ...DELEGATED_APP, name: 'granted', secret: 'granted', organizationNames: true };

let simulator: Simulator;
let n8n: N8n;
const made: Record<string, IDataObject> = {};

const PRODUCT = {
	productDescription: '春茶礼盒',
	price: '199.90',
	pictures: { picture: [{ source: 'binary', binaryPropertyName: 'data' }] },
};

async function run(name: string, parameters: INodeParameters): Promise<IDataObject> {
	const [resource, operation] = name.split('.');
	const { items, error } = await n8n.run({
		parameters: { resource: resource!, operation: operation!, ...parameters },
		files: {
			data: {
				data: Buffer.from('89504e470d0a1a0a', 'hex').toString('base64'),
				mimeType: 'image/png',
				fileName: 'a.png',
			},
		},
	});
	expect(error?.message).toBeUndefined();
	return items[0]!.json;
}

beforeAll(async () => {
	simulator = await startSimulator({ apps: [DELEGATED_APP, granted] });
	n8n = n8nOf(simulator);
	const creations = Object.keys(WRITES).filter((name) => name.endsWith('.create'));
	for (const name of creations.sort((a, b) => (a < b ? 1 : -1))) {
		if (name === 'product.create') made[name] = await run(name, PRODUCT);
		else if (name === 'moment.create')
			made[name] = await run(name, { text: '你好', waitForResult: true });
		else made[name] = await run(name, await WRITES[name]!(run, simulator));
	}
});
afterAll(async () => await simulator.close());

const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
const idOf = (name: string, id: string) => made[`${name}.create`]![id];

/** What each picker shows of what was made above: its name, what a search finds it by, and its ID. */
const SHOWN: Record<string, () => [name: string, search: string, value: unknown]> = {
	searchAcquisitionLinks: () => {
		const id = idOf('acquisitionLink', 'link_id');
		return [`推广 · ${String(id)}`, '推广', id];
	},
	searchAgents: () => {
		const { agentId } = simulator.corp;
		return [expect.stringMatching(` · ${agentId}$`) as string, String(agentId), agentId];
	},
	searchContactWays: () => {
		const id = idOf('contactWay', 'config_id');
		return [String(id), String(id), id];
	},
	searchDepartments: () => ['星河医疗 / 销售部', '销售', 2],
	searchFollowUsers: () => ['张三 · zhangsan', '张', 'zhangsan'],
	searchGroupChats: () => ['星河客户群 · zhangsan', '星河', 'wrSimulatedAAAACustomers'],
	searchInterceptRules: () => ['禁止返现', '返现', idOf('interceptRule', 'rule_id')],
	searchMassMessages: () => {
		const id = idOf('massMessage', 'msgid');
		return [`${today()} · 你好 · ${String(id)}`, '你好', id];
	},
	searchMemberTags: () => ['金牌顾问 · 1', '金牌', 1],
	searchMomentRuleGroups: () => {
		const id = idOf('momentRuleGroup', 'strategy_id');
		return [`华东区 · ${String(id)}`, '华东', id];
	},
	searchMoments: () => [`${today()} · 你好`, '你好', idOf('moment', 'moment_id')],
	searchProducts: () => ['春茶礼盒', '春茶', idOf('product', 'product_id')],
	searchRuleGroups: () => {
		const id = idOf('ruleGroup', 'strategy_id');
		return [`华东区 · ${String(id)}`, '华东', id];
	},
	searchRuleGroupTagGroups: () => ['兴趣', '兴趣', idOf('ruleGroupTag', 'group_id')],
	searchRuleGroupTagsAndGroups: () => ['兴趣 / 春茶', '春茶', idOf('ruleGroupTag', 'tag_id')],
	searchTagGroups: () => ['兴趣', '兴趣', idOf('tag', 'group_id')],
	searchTagsAndGroups: () => ['兴趣 / 春茶', '春茶', idOf('tag', 'tag_id')],
	getDepartments: () => ['星河医疗 / 销售部 / 华东销售', '', 3],
	getFollowUsers: () => ['张三 · zhangsan', '', 'zhangsan'],
	getRuleGroupTagGroups: () => ['兴趣', '', idOf('ruleGroupTag', 'group_id')],
	getRuleGroupTags: () => ['兴趣 / 春茶', '', idOf('ruleGroupTag', 'tag_id')],
	getTagGroups: () => ['兴趣', '', idOf('tag', 'group_id')],
	getTags: () => ['兴趣 / 春茶', '', idOf('tag', 'tag_id')],
};

/** Lists of members and departments are kept for some minutes: makes it later than that. */
const laterThanKept = () => {
	const now = Date.now() + 5 * 60_000;
	jest.spyOn(Date, 'now').mockReturnValue(now);
};
afterEach(() => jest.restoreAllMocks());

it.each(Object.keys(SEARCHES))('%s shows, finds, and says why not', async (name) => {
	const [shown, words, value] = SHOWN[name]!();
	const search = async (filter?: string) => await listSearch[name]!.call(n8n.editor(), filter);
	const entry = { name: shown, value };
	expect((await search()).results).toContainEqual(entry);
	expect((await search(words)).results).toContainEqual(entry);
	expect((await search('nothing has this')).results).toEqual([]);
	laterThanKept();
	simulator.faults.untrustedIp('203.0.113.7');
	await expect(search()).rejects.toThrow(/203\.0\.113\.7/);
	simulator.faults.reset();
});

it.each(Object.keys(OPTIONS))('%s shows, and says why not', async (name) => {
	const [shown, , value] = SHOWN[name]!();
	const load = async () => await loadOptions[name]!.call(n8n.editor());
	expect(await load()).toContainEqual({ name: shown, value });
	laterThanKept();
	simulator.faults.untrustedIp('203.0.113.7');
	await expect(load()).rejects.toThrow(/203\.0\.113\.7/);
	simulator.faults.reset();
});

const withDetails = Object.entries(SEARCHES).flatMap(([name, { details }]) =>
	(details?.gone ?? []).map((errcode) => [name, errcode, details!.from.endpoint] as const),
);

it.each(withDetails)(
	'%s leaves out what was deleted meanwhile (%i)',
	async (name, errcode, path) => {
		const search = async () => (await listSearch[name]!.call(n8n.editor())).results;
		const before = await search();
		simulator.faults.failNext(path.replace('/cgi-bin/', ''), { errcode });
		expect(await search()).toHaveLength(before.length - 1);
	},
);

describe('departments', () => {
	// An address of its own for each test, as lists are kept by address.
	let simulator: Simulator;
	let n8n: N8n;
	beforeEach(async () => {
		simulator = await startSimulator({ apps: [DELEGATED_APP, granted] });
		n8n = n8nOf(simulator);
	});
	afterEach(async () => await simulator.close());

	it('are read once in some minutes', async () => {
		const first = await loadOptions.getDepartments!.call(n8n.editor());
		simulator.resetJournal();
		expect(await loadOptions.getDepartments!.call(n8n.editor())).toEqual(first);
		expect(simulator.journal).toEqual([]);
		laterThanKept();
		await loadOptions.getDepartments!.call(n8n.editor());
		expect(simulator.requests('department/list')).toHaveLength(1);
	});

	const load = async ({ secret }: { secret: string }) =>
		await loadOptions.getDepartments!.call(n8nOf(simulator, secret).editor());
	const IDS = [
		{ name: '1', value: 1 },
		{ name: '1 / 2', value: 2 },
		{ name: '1 / 2 / 3', value: 3 },
		{ name: '1 / 4', value: 4 },
	];

	it('have names for those who may see them: delegated apps by a grant of the admin', async () => {
		expect((await load(granted)).map(({ name }) => name)).toContain('星河医疗 / 销售部');
		expect(await load(DELEGATED_APP)).toEqual(IDS);
	});

	it('are IDs for a third-party app, which has no list of names', async () => {
		const { url: baseUrl, corp } = simulator;
		const thirdParty = createN8n({
			baseUrl,
			appType: 'thirdParty',
			authCorpId: corp.corpId,
			...corp.suite,
		});
		expect(await loadOptions.getDepartments!.call(thirdParty.editor())).toEqual(IDS);
	});

	it.each([48009, 60011])('are IDs where names are refused with %i', async (errcode) => {
		simulator.faults.failNext('department/list', { errcode });
		expect(await loadOptions.getDepartments!.call(n8n.editor())).toEqual(IDS);
	});

	it('outside the visible scope begin where it does', async () => {
		const root = simulator.state.departments.get(1)!;
		root.inScope = false;
		expect(await loadOptions.getDepartments!.call(n8n.editor())).toEqual([
			{ name: '后勤部', value: 4 },
			{ name: '销售部', value: 2 },
			{ name: '销售部 / 华东销售', value: 3 },
		]);
		root.inScope = true;
	});
});

describe('members', () => {
	// An address of its own: what an app knows of members is kept by address.
	let corp: Simulator;
	beforeEach(async () => {
		corp = await startSimulator({ apps: [DELEGATED_APP, granted] });
	});
	afterEach(async () => await corp.close());

	const NOTICE = {
		name: expect.stringMatching(/without names: .*组织架构信息/) as string,
		value: '',
	};
	const names = (members: Array<{ name: string }>) => members.map(({ name }) => name);
	const delegated = (corpSecret: string) =>
		createN8n({ baseUrl: corp.url, appType: 'delegated', corpId: corp.corp.corpId, corpSecret });
	const load = async (who: N8n) => await loadOptions.getFollowUsers!.call(who.editor());

	it('have names, and are read once in some minutes', async () => {
		const own = n8nOf(corp);
		const shown = await load(own);
		expect(names(shown)).toEqual(expect.arrayContaining(['李四 · lisi', '张三 · zhangsan']));
		corp.resetJournal();
		const { results } = await listSearch.searchFollowUsers!.call(own.editor(), '李');
		expect(results).toEqual([{ name: '李四 · lisi', value: 'lisi' }]);
		expect(corp.journal).toEqual([]);
		laterThanKept();
		await load(own);
		expect(corp.journal.map(({ path }) => path)).toEqual(['externalcontact/get_follow_user_list']);
	});

	it('have names in delegated apps by a grant of the admin; else IDs, and at the end why', async () => {
		expect(names(await load(delegated('granted')))).toContain('张三 · zhangsan');
		const ungranted = delegated(DELEGATED_APP.secret);
		const shown = await load(ungranted);
		expect(shown.at(-1)).toEqual(NOTICE);
		const ids = names(shown.slice(0, -1));
		expect(ids).toContain('zhangsan');
		expect(ids).toEqual([...ids].sort());
		const search = await listSearch.searchFollowUsers!.call(ungranted.editor(), 'nobody');
		expect(search.results).toEqual([NOTICE]);
	});

	it('are IDs for a third-party app, which gets no names at all', async () => {
		const { url: baseUrl, corp: own } = corp;
		const thirdParty = createN8n({
			baseUrl,
			appType: 'thirdParty',
			authCorpId: own.corpId,
			...own.suite,
		});
		const shown = await load(thirdParty);
		expect(shown.length).toBeGreaterThan(0);
		expect(shown.every(({ name, value }) => name === value)).toBe(true);
		expect(corp.requests('user/get')).toEqual([]);
	});
});

it('tags that were deleted are left out', async () => {
	const all = await loadOptions.getTags!.call(n8n.editor());
	await run('tag.delete', { tagIds: [String(idOf('tag', 'tag_id'))] });
	expect(await loadOptions.getTags!.call(n8n.editor())).toHaveLength(all.length - 1);
});

/** The methods that a field and those within it call. */
function methodsOf(property: INodeProperties): string[] {
	const inner = [
		...(property.modes ?? []),
		...((property.options ?? []) as Array<INodeProperties & { values?: INodeProperties[] }>),
	] as Array<INodeProperties & { values?: INodeProperties[] }>;
	const { loadOptionsMethod, searchListMethod } = (property.typeOptions ?? {}) as IDataObject;
	return [
		...[loadOptionsMethod, searchListMethod].filter((name) => name !== undefined).map(String),
		...inner.flatMap((part) => [...methodsOf(part), ...(part.values ?? []).flatMap(methodsOf)]),
	];
}

it('are known by the names that the fields call them, and all are used', () => {
	const called = [new WeComCustomerContact(), new WeComCustomerContactTrigger()].flatMap((node) =>
		node.description.properties.flatMap(methodsOf),
	);
	expect([...new Set(called)].sort()).toEqual(
		[...Object.keys(SEARCHES), ...Object.keys(OPTIONS)].sort(),
	);
});
