import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { mappedIds, startSimulator, type Simulator } from '../../simulator';
import { DELEGATED_APP, n8nOf, operationsIn, picked, type N8n } from '../setup';

// Corp tags and tags of rule groups as users meet them: made, given to customers, changed, taken off, deleted.

const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const LIU = 'wmSimulatedAAAALiuFang';
const SUN = 'wmSimulatedAAAASunLi';
const ZHAO = 'woSimulatedAAAAZhaoJingLi';
const OF_THE_CONSOLE = 'etSimulatedAAAAImportant';
const MARK = 'externalcontact/mark_tag';

let simulator: Simulator;
let n8n: N8n;
let otherN8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator({ apps: [DELEGATED_APP] });
	n8n = n8nOf(simulator);
	otherN8n = n8nOf(simulator, DELEGATED_APP.secret);
});
afterEach(async () => await simulator.close());

const { run, refusal } = operationsIn(() => n8n);
const other = operationsIn(() => otherN8n);

const pair = (userId: string, externalUserId: string) => ({
	userId: picked(userId),
	externalUserId,
});
const named = (group: string, tagNames: string) => ({ tagGroup: picked(group, 'name'), tagNames });
const all = { returnAll: true };
const sent = (path: string) => simulator.requests(`externalcontact/${path}`).length;

/** The tags of a customer, with their names and without the member's own ones. */
async function tagsOf(userId: string, externalUserId: string) {
	const [customer] = await run('customer.get', {
		...pair(userId, externalUserId),
		simplify: false,
	});
	const follow = (customer!.follow_user as IDataObject[]).find(({ userid }) => userid === userId);
	return (follow!.tags as IDataObject[]).filter(({ type }) => type !== 2);
}

async function idsOf(userId: string, externalUserId: string) {
	const relations = await run('customer.getManyByMembers', { userIds: [userId], ...all });
	return relations.find(({ external_userid: id }) => id === externalUserId)!.tag_ids;
}

describe('corp tags', () => {
	it('live from their creation to their end, and customers show what became of them', async () => {
		const [spring, autumn] = await run('tag.create', {
			...named('兴趣', '春茶，秋茶'),
			additionalFields: { groupOrder: 9, tagOrder: 5 },
		});
		expect([spring, autumn]).toMatchObject([
			{ tag_name: '春茶', order: 5, group_name: '兴趣', created: true },
			{ tag_name: '秋茶', order: 4, group_id: spring!.group_id, created: true },
		]);
		expect(await run('tag.getAll', all)).toMatchObject([
			{ tag_id: spring!.tag_id, tag_name: '春茶', group_name: '兴趣' },
			{ tag_id: autumn!.tag_id, tag_name: '秋茶', group_name: '兴趣' },
			{ tag_id: OF_THE_CONSOLE, tag_name: '重要', group_name: '客户等级' },
		]);

		await run('tag.addToCustomer', {
			...pair('zhangsan', LIU),
			tagIds: [spring!.tag_id as string],
		});
		const shown = { group_name: '兴趣', tag_name: '春茶', tag_id: spring!.tag_id, type: 1 };
		expect(await tagsOf('zhangsan', LIU)).toEqual([shown]);
		expect(await idsOf('zhangsan', LIU)).toEqual([spring!.tag_id]);

		const change = async (id: unknown, updateFields: INodeParameters) =>
			await run('tag.update', { tagOrGroupId: picked(id), updateFields });
		expect(await change(spring!.tag_id, { name: '明前茶' })).toEqual([
			{ id: spring!.tag_id, updated_fields: ['name'], updated: true },
		]);
		await change(spring!.group_id, { name: '喜好', order: 0 });
		expect(await tagsOf('zhangsan', LIU)).toEqual([
			{ ...shown, group_name: '喜好', tag_name: '明前茶' },
		]);

		await run('tag.addToCustomer', {
			...pair('zhangsan', LIU),
			tagIds: `={{ "${String(autumn!.tag_id)}" }}`,
			options: { removeTagIds: [spring!.tag_id as string] },
		});
		expect(await idsOf('zhangsan', LIU)).toEqual([autumn!.tag_id]);
		await run('tag.removeFromCustomer', {
			...pair('zhangsan', LIU),
			tagIds: [autumn!.tag_id as string],
		});
		expect(await idsOf('zhangsan', LIU)).toEqual([]);

		await run('tag.addToCustomer', {
			...pair('zhangsan', LIU),
			tagIds: [autumn!.tag_id as string],
		});
		await run('tag.delete', { tagIds: [autumn!.tag_id as string] });
		expect(await idsOf('zhangsan', LIU)).toEqual([]);
		await run('tag.delete', { tagIds: [spring!.tag_id as string] });
		const groups = await run('tag.getAll', { ...all, tagOutput: 'groups' });
		expect(groups.map(({ group_name }) => group_name)).toEqual(['客户等级']);
		const byId = { ...all, filters: { tagIds: [autumn!.tag_id as string] } };
		expect(await run('tag.getAll', byId)).toMatchObject([{ tag_name: '秋茶', deleted: true }]);
	});

	it('are the ones that the conversion of IDs knows', async () => {
		const [made] = await run('tag.create', named('兴趣', '春茶'));
		const convert = async () =>
			await other.run('providerIdConversion.externalTagId', { tagIds: made!.tag_id as string });
		expect(await convert()).toEqual([
			{
				external_tagid: made!.tag_id,
				open_external_tagid: mappedIds.openTagId(String(made!.tag_id)),
			},
		]);
		await run('tag.delete', { tagGroupIds: [made!.group_id as string] });
		expect(await convert()).toMatchObject([{ external_tagid: made!.tag_id, failed: true }]);
	});

	it('come out with their IDs even if they were there already, also those of the console', async () => {
		const again = await run('tag.create', named('客户等级', '重要, 普通'));
		expect(again).toMatchObject([
			{ tag_id: OF_THE_CONSOLE, tag_name: '重要', created: false },
			{ tag_name: '普通', created: true },
		]);
		const group = picked(again[0]!.group_id);
		expect(await run('tag.create', { tagGroup: group, tagNames: '普通' })).toMatchObject([
			{ tag_id: again[1]!.tag_id, created: false },
		]);
		expect(await run('tag.getAll', all)).toHaveLength(2);
	});

	it('can only be changed and deleted by the app that made them', async () => {
		const [made] = await run('tag.create', named('兴趣', '春茶'));
		const NO_RIGHT = 'The app has no right to this member, department or tag (WeCom error 60011)';
		const update = (id: unknown) => ({ tagOrGroupId: picked(id), updateFields: { name: '新' } });
		expect(await refusal('tag.update', update(OF_THE_CONSOLE))).toBe(NO_RIGHT);
		expect(await other.refusal('tag.update', update(made!.group_id))).toBe(NO_RIGHT);
		expect(await other.refusal('tag.delete', { tagIds: [made!.tag_id as string] })).toBe(NO_RIGHT);
		await run('tag.addToCustomer', { ...pair('zhangsan', SUN), tagIds: [OF_THE_CONSOLE] });
		expect(await idsOf('zhangsan', SUN)).toEqual([OF_THE_CONSOLE]);
	});

	it('have names that no other tag of the group has', async () => {
		const [spring] = await run('tag.create', named('兴趣', '春茶, 秋茶'));
		expect(
			await refusal('tag.update', {
				tagOrGroupId: picked(spring!.tag_id),
				updateFields: { name: '秋茶' },
			}),
		).toBe('A tag with this name exists already (WeCom error 40071)');
	});

	it('are 10,000 at most', async () => {
		const many = `={{ Array.from({ length: 10000 }, (_, n) => "标签" + n) }}`;
		expect(await refusal('tag.create', named('太多', many))).toBe(
			'The corp has as many tags as allowed (WeCom error 40126)',
		);
	});

	it.each([
		['that was deleted', 'zhangsan', LIU, 'etUnknown', 'A tag ID is not valid (WeCom error 40068)'],
		[
			'for a customer of someone else',
			'lisi',
			LIU,
			OF_THE_CONSOLE,
			'This member and this customer are not connected (WeCom error 84061)',
		],
	])('a tag %s is refused', async (_what, userId, customer, id, message) => {
		const parameters = { ...pair(userId, customer), tagIds: [id] };
		expect(await refusal('tag.addToCustomer', parameters)).toBe(message);
	});

	it.each([45033, 45035])('a customer who is being changed is tried again: %i', async (errcode) => {
		simulator.faults.failNext(MARK, { errcode, times: 2 });
		await run('tag.addToCustomer', { ...pair('zhangsan', LIU), tagIds: [OF_THE_CONSOLE] });
		expect(await idsOf('zhangsan', LIU)).toEqual([OF_THE_CONSOLE]);
		expect(sent('mark_tag')).toBe(3);
	});
});

describe('tags by name', () => {
	const byName = {
		userId: picked('zhangsan'),
		externalUserId: '={{ $json.customer }}',
		tagGroupName: '来源',
		tagNames: '={{ $json.tags }}',
	};

	it('what is missing is made once for all items', async () => {
		const items = [
			{ customer: CHEN, tags: '展会，老客户 介绍' },
			{ customer: LIU, tags: ['展会'] },
			{ customer: SUN, tags: '展会, 官网' },
		];
		const results = await run('tag.addToCustomerByName', byName, { items });
		expect(results).toMatchObject([
			{ added_tag_names: ['展会', '老客户 介绍'], created_tag_names: ['展会', '老客户 介绍'] },
			{ added_tag_names: ['展会'], created_tag_names: [] },
			{ added_tag_names: ['展会', '官网'], created_tag_names: ['官网'] },
		]);
		expect([sent('get_corp_tag_list'), sent('add_corp_tag'), sent('mark_tag')]).toEqual([1, 2, 3]);
		expect(await tagsOf('zhangsan', SUN)).toMatchObject([
			{ group_name: '来源', tag_name: '展会' },
			{ group_name: '来源', tag_name: '官网' },
		]);
		expect(await run('tag.getAll', { ...all, tagOutput: 'groups' })).toHaveLength(2);
	});

	it('what is there is only given to the customer', async () => {
		const [result] = await run('tag.addToCustomerByName', {
			...pair('zhangsan', LIU),
			tagGroupName: '客户等级',
			tagNames: '重要',
		});
		expect(result).toMatchObject({
			external_userid: LIU,
			userid: 'zhangsan',
			added_tag_ids: [OF_THE_CONSOLE],
			added_tag_names: ['重要'],
			created_tag_names: [],
			tagged: true,
		});
		expect(sent('add_corp_tag')).toBe(0);
	});

	it('after a refusal the next item reads the tags anew', async () => {
		simulator.faults.failNext(MARK, { errcode: 40068 });
		const items = [
			{ customer: CHEN, tags: '展会' },
			{ customer: LIU, tags: '展会' },
		];
		const [failed, done] = await run('tag.addToCustomerByName', byName, {
			items,
			onError: 'continueRegularOutput',
		});
		expect(failed).toMatchObject({ error: 'A tag ID is not valid (WeCom error 40068)' });
		expect(done).toMatchObject({ external_userid: LIU, added_tag_names: ['展会'] });
		expect([sent('get_corp_tag_list'), sent('add_corp_tag')]).toEqual([2, 1]);
	});

	it('WeCom may refuse a name that is taken instead of passing over it', async () => {
		simulator.faults.failNext('externalcontact/add_corp_tag', { errcode: 40071 });
		expect(await run('tag.create', named('客户等级', '重要, 普通'))).toMatchObject([
			{ tag_id: OF_THE_CONSOLE, created: false },
			{ tag_name: '普通', created: true },
		]);
	});
});

describe('tags of rule groups', () => {
	const ruleGroupId = picked(1);

	it('live from their creation to their end, for the members of the rule group', async () => {
		const [made, known] = await run('ruleGroupTag.create', {
			ruleGroupId,
			...named('华东区', '大客户, 老客户'),
		});
		expect([made, known]).toMatchObject([
			{ tag_name: '大客户', strategy_id: 1, created: true },
			{ tag_id: 'stSimulatedAAAAOld', created: false },
		]);
		await run('ruleGroupTag.update', {
			tagOrGroupId: picked(made!.tag_id),
			updateFields: { name: '超大客户' },
		});
		expect(await run('ruleGroupTag.getAll', { ...all, filters: { ruleGroupId } })).toMatchObject([
			{ tag_name: '老客户' },
			{ tag_name: '超大客户', group_name: '华东区' },
		]);

		const mark = (userId: string, customer: string) => ({
			...pair(userId, customer),
			tagIds: [made!.tag_id as string],
		});
		await run('tag.addToCustomer', mark('wangwu', ZHAO));
		expect(await tagsOf('wangwu', ZHAO)).toEqual([
			{ group_name: '华东区', tag_name: '超大客户', tag_id: made!.tag_id, type: 3 },
		]);
		expect(await refusal('tag.addToCustomer', mark('zhangsan', LIU))).toMatch(
			/beyond|scope|range/i,
		);

		const groups = { tagGroupIds: [made!.group_id as string] };
		expect(await run('ruleGroupTag.delete', groups)).toMatchObject([{ deleted: true }]);
		expect(await run('ruleGroupTag.getAll', all)).toEqual([]);
		expect(await tagsOf('wangwu', ZHAO)).toEqual([]);
		expect(await run('tag.getAll', all)).toHaveLength(1);
	});

	it('are seen by the app that made them only', async () => {
		expect(await other.run('ruleGroupTag.getAll', all)).toEqual([]);
		const parameters = { ruleGroupId, ...named('华东区', '大客户') };
		expect(await other.refusal('ruleGroupTag.create', parameters)).toBe(
			'The record was not found (WeCom error 60136)',
		);
	});
});

describe('what can not work is refused before any request', () => {
	const long = '标'.repeat(31);
	const TOO_LONG = `has "${long}", which is 31 characters long, but WeCom allows 30`;
	const cases: Array<[name: string, what: string, parameters: INodeParameters, message: string]> = [
		['tag.create', 'a long name', named('兴趣', `春茶，${long}`), `"Tag Names" ${TOO_LONG}`],
		[
			'tag.create',
			'a long name of a group',
			named(long, '春茶'),
			'"Tag Group" is 31 characters long, but WeCom allows 30',
		],
		[
			'tag.create',
			'an order for a group that is there',
			{ tagGroup: picked('etGROUP'), tagNames: '春茶', additionalFields: { groupOrder: 1 } },
			'"Group Order" is only for a new group. Remove it, give the "Tag Group" by name, or use Update',
		],
		[
			'tag.create',
			'a negative order',
			{ ...named('兴趣', '春茶'), additionalFields: { tagOrder: -1 } },
			'"Tag Order" must be between 0 and 4,294,967,295',
		],
		['tag.create', 'only separators', named('兴趣', ' ，\n;'), '"Tag Names" is empty. Fill it in'],
		[
			'tag.getAll',
			'two filters',
			{ filters: { tagIds: ['et1'], tagGroupIds: ['et2'] } },
			'Filter by "Tag Group Names or IDs" or by "Tag Names or IDs", not by both: WeCom would ignore the tags',
		],
		[
			'tag.update',
			'nothing to change',
			{ tagOrGroupId: picked('et1') },
			'There is nothing to change. Add a field under "Update Fields"',
		],
		[
			'tag.delete',
			'nothing to delete',
			{ tagIds: [], tagGroupIds: '={{ "" }}' },
			'There is nothing to delete. Choose tags, groups, or both',
		],
		[
			'tag.addToCustomer',
			'a tag on both sides',
			{ ...pair('zhangsan', LIU), tagIds: ['et1', 'et2'], options: { removeTagIds: ['et2'] } },
			'The tag et2 is to be added and removed at once. Take it out of one of the two lists',
		],
		[
			'tag.addToCustomerByName',
			'a long name',
			{ ...pair('zhangsan', LIU), tagGroupName: '来源', tagNames: long },
			`"Tag Names" ${TOO_LONG}`,
		],
		[
			'ruleGroupTag.create',
			'a rule group that is no number',
			{ ruleGroupId: picked('华东'), ...named('华东区', '大客户') },
			'"Rule Group" must be a whole number, but is "华东"',
		],
	];

	it.each(cases)('%s: %s', async (name, _what, parameters, message) => {
		expect(await refusal(name, parameters)).toBe(message);
		expect(simulator.journal).toEqual([]);
	});
});
