import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import {
	searchMomentRuleGroups,
	searchRuleGroups,
} from '../../../nodes/WeComCustomerContact/methods/ruleGroups';
import { withToken } from '../withToken';

/** The editor's side of a picker, before a WeCom that answers so; what it was asked stands in `asked`. */
function editor(answer: (path: string, body: IDataObject) => IDataObject) {
	const asked: Array<[path: string, body: IDataObject]> = [];
	const context = {
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getCredentials: async () => withToken({ baseUrl: 'http://wecom', corpId: 'ww' }),
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
