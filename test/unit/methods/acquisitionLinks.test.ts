import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { searchAcquisitionLinks } from '../../../nodes/WeComCustomerContact/methods/acquisitionLinks';
import { withToken } from '../withToken';

/** The editor's side of a picker, before a WeCom that answers so; notes what is asked. */
function editor(answer: (path: string, body: IDataObject) => IDataObject) {
	const asked: IDataObject[] = [];
	const context = {
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getCredentials: async () => withToken({ baseUrl: 'http://wecom', corpId: 'ww' }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				const body = JSON.parse(String(options.body)) as IDataObject;
				asked.push(body);
				return { statusCode: 200, body: answer(options.url.split('/').pop()!, body) };
			},
		},
	} as unknown as ILoadOptionsFunctions;
	return { asked, context };
}

const NAMES: Record<string, string> = { ca1: '小红书', ca2: 'Shop A' };

const links = () =>
	editor((path, { link_id }) => {
		if (path === 'list_link') {
			return { errcode: 0, link_id_list: ['ca1', 'ca2', 'ca3'], next_cursor: 'more' };
		}
		const link_name = NAMES[String(link_id)];
		return link_name === undefined
			? { errcode: 60136, errmsg: 'record not found' }
			: { errcode: 0, link: { link_name } };
	});

it('links show their names, page by page; one deleted meanwhile its ID', async () => {
	const { asked, context } = links();
	expect(await searchAcquisitionLinks.call(context)).toEqual({
		results: [
			{ name: '小红书 · ca1', value: 'ca1' },
			{ name: 'Shop A · ca2', value: 'ca2' },
			{ name: 'ca3', value: 'ca3' },
		],
		paginationToken: 'more',
	});
	expect(asked).toEqual([
		{ limit: 20 },
		{ link_id: 'ca1' },
		{ link_id: 'ca2' },
		{ link_id: 'ca3' },
	]);
});

it('links are found by a part of their name, on the next page, too', async () => {
	const { asked, context } = links();
	const { results } = await searchAcquisitionLinks.call(context, 'shop', 'more');
	expect(results).toEqual([{ name: 'Shop A · ca2', value: 'ca2' }]);
	expect(asked[0]).toEqual({ limit: 20, cursor: 'more' });
});

it('the last page has no next one', async () => {
	const { context } = editor(() => ({ errcode: 0, link_id_list: [], next_cursor: '' }));
	expect(await searchAcquisitionLinks.call(context)).toEqual({ results: [] });
});

it('says why when WeCom refuses', async () => {
	const { context } = editor(() => ({ errcode: 48002, errmsg: 'api forbidden' }));
	await expect(searchAcquisitionLinks.call(context)).rejects.toThrow(/may not call this API/);
});
