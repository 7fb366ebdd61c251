import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { searchProducts } from '../../../nodes/WeComCustomerContact/methods/products';
import { tagListSearch, tagLoadOptions } from '../../../nodes/WeComCustomerContact/methods/tags';
import { WeComCustomerContact } from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { withToken } from '../withToken';

/** The editor's side of a picker, before a WeCom that answers so. */
const editor = (answer: (path: string, body: IDataObject) => IDataObject) =>
	({
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getCredentials: async () => withToken({ baseUrl: 'http://wecom', corpId: 'ww' }),
		helpers: {
			httpRequestWithAuthentication: async (_: string, { url, body }: IHttpRequestOptions) => ({
				statusCode: 200,
				body: { errcode: 0, ...answer(url, JSON.parse(String(body)) as IDataObject) },
			}),
		},
	}) as unknown as ILoadOptionsFunctions;

const LIBRARIES: Record<string, IDataObject[]> = {
	'/cgi-bin/externalcontact/get_corp_tag_list': [
		{
			group_id: 'etG1',
			group_name: '客户等级',
			deleted: false,
			tag: [
				{ id: 'et1', name: 'VIP', deleted: false },
				{ id: 'et2', name: '旧', deleted: true },
			],
		},
		{ group_id: 'etG2', group_name: '没了', deleted: true, tag: [{ id: 'et3', name: '旧' }] },
	],
	'/cgi-bin/externalcontact/get_strategy_tag_list': [
		{ group_id: 'stG1', group_name: '华东区', tag: [{ id: 'st1', name: '老客户' }] },
	],
};
const tags = editor((path) => ({ tag_group: LIBRARIES[path] }));

it('tags come with their group before them, without deleted ones', async () => {
	expect(await tagLoadOptions.getTags!.call(tags)).toEqual([
		{ name: '客户等级 / VIP', value: 'et1' },
	]);
	expect(await tagLoadOptions.getTagGroups!.call(tags)).toEqual([
		{ name: '客户等级', value: 'etG1' },
	]);
	expect(await tagLoadOptions.getRuleGroupTags!.call(tags)).toEqual([
		{ name: '华东区 / 老客户', value: 'st1' },
	]);
	expect(await tagLoadOptions.getRuleGroupTagGroups!.call(tags)).toEqual([
		{ name: '华东区', value: 'stG1' },
	]);
});

it('tags and groups are found by a part of their names', async () => {
	expect(await tagListSearch.searchTagsAndGroups!.call(tags)).toEqual({
		results: [
			{ name: '客户等级', value: 'etG1' },
			{ name: '客户等级 / VIP', value: 'et1' },
		],
	});
	expect((await tagListSearch.searchTagsAndGroups!.call(tags, 'vip')).results).toHaveLength(1);
	expect((await tagListSearch.searchTagGroups!.call(tags, '等级')).results).toHaveLength(1);
	expect((await tagListSearch.searchTagGroups!.call(tags, '华东')).results).toEqual([]);
	const either = await tagListSearch.searchRuleGroupTagsAndGroups!.call(tags);
	expect(either.results).toHaveLength(2);
	expect((await tagListSearch.searchRuleGroupTagGroups!.call(tags)).results).toHaveLength(1);
});

it('products are found by their descriptions, page by page', async () => {
	const album = editor((_path, { cursor }) =>
		cursor === undefined
			? { product_list: [{ product_id: 'p1', description: '春茶' }], next_cursor: 'more' }
			: { product_list: [{ product_id: 'p2', description: '秋茶' }], next_cursor: '' },
	);
	expect(await searchProducts.call(album)).toEqual({
		results: [{ name: '春茶', value: 'p1' }],
		paginationToken: 'more',
	});
	expect(await searchProducts.call(album, '秋')).toEqual({ results: [], paginationToken: 'more' });
	expect(await searchProducts.call(album, '秋', 'more')).toEqual({
		results: [{ name: '秋茶', value: 'p2' }],
	});
});

it('say why when WeCom refuses', async () => {
	const refused = editor(() => ({ errcode: 48002, errmsg: 'api forbidden' }));
	await expect(tagLoadOptions.getTags!.call(refused)).rejects.toThrow(/may not call this API/);
	await expect(searchProducts.call(refused)).rejects.toThrow(/may not call this API/);
});

it('are known to the node by the names that the fields call them', () => {
	const { listSearch, loadOptions } = new WeComCustomerContact().methods;
	expect(Object.keys(listSearch)).toEqual(
		expect.arrayContaining(['searchProducts', ...Object.keys(tagListSearch)]),
	);
	expect(Object.keys(loadOptions)).toEqual(expect.arrayContaining(Object.keys(tagLoadOptions)));
});
