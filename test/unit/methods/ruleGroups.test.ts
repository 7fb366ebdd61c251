import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { searchMoments } from '../../../nodes/WeComCustomerContact/methods/moments';
import {
	searchMomentRuleGroups,
	searchRuleGroups,
} from '../../../nodes/WeComCustomerContact/methods/ruleGroups';

/** The editor's side of a picker, before a WeCom that answers so; what it was asked stands in `asked`. */
function editor(answer: (path: string, body: IDataObject) => IDataObject) {
	const asked: Array<[path: string, body: IDataObject]> = [];
	const context = {
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getCredentials: async () => ({ baseUrl: 'http://wecom', corpId: 'ww', accessToken: 'T' }),
		getTimezone: () => 'Asia/Shanghai',
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				const path = options.url.replace('/cgi-bin/externalcontact/', '');
				const body = JSON.parse(String(options.body)) as IDataObject;
				asked.push([path, body]);
				return { statusCode: 200, body: { errcode: 0, ...answer(path, body) } };
			},
		},
	};
	return { asked, context: context as unknown as ILoadOptionsFunctions };
}

describe.each([
	['customer_strategy', searchRuleGroups],
	['moment_strategy', searchMomentRuleGroups],
])('%s', (name, search) => {
	const names = ['华东区', '华南区'];
	const wecom = () =>
		editor((path, { strategy_id, cursor }) =>
			path === `${name}/list`
				? cursor
					? { strategy: [] }
					: { strategy: [{ strategy_id: 1 }, { strategy_id: 2 }], next_cursor: 'more' }
				: { strategy: { strategy_name: names[Number(strategy_id) - 1] } },
		);

	it('shows the names, page by page', async () => {
		expect(await search.call(wecom().context)).toEqual({
			results: [
				{ name: '华东区 · 1', value: 1 },
				{ name: '华南区 · 2', value: 2 },
			],
			paginationToken: 'more',
		});
		const { context, asked } = wecom();
		expect(await search.call(context, '', 'more')).toEqual({ results: [] });
		expect(asked).toEqual([[`${name}/list`, { limit: 20, cursor: 'more' }]]);
	});

	it('finds by a part of the name', async () => {
		const { results } = await search.call(wecom().context, '华南');
		expect(results).toEqual([{ name: '华南区 · 2', value: 2 }]);
	});
});

describe('moments', () => {
	const parts = { create_time: 1760000000 };
	const moment_list = [
		{ moment_id: 'mom1', ...parts, text: { content: '秋季\n新品' } },
		{ moment_id: 'mom2', ...parts, text: { content: '' }, image: [{ media_id: 'm' }] },
		{ moment_id: 'mom3', ...parts, link: { title: '看这里', url: 'https://example.com' } },
	];
	const wecom = () => editor(() => ({ moment_list, next_cursor: 'more' }));

	it('show their day and how they begin', async () => {
		expect(await searchMoments.call(wecom().context)).toEqual({
			results: [
				{ name: '2025-10-09 · 秋季 新品', value: 'mom1' },
				{ name: '2025-10-09 · image', value: 'mom2' },
				{ name: '2025-10-09 · 看这里', value: 'mom3' },
			],
			paginationToken: 'more',
		});
		expect((await searchMoments.call(wecom().context, '新品')).results).toHaveLength(1);
	});

	it('are those of 30 days, the most WeCom gives', async () => {
		const { asked, context } = wecom();
		await searchMoments.call(context, '', 'more');
		const [, { start_time, end_time, cursor }] = asked[0]!;
		expect(Number(end_time) - Number(start_time)).toBe(30 * 24 * 3600);
		expect(Number(end_time) * 1000).toBeGreaterThanOrEqual(Date.now());
		expect(cursor).toBe('more');
	});
});
