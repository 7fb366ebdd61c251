import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { searchContactWays } from '../../../nodes/WeComCustomerContact/methods/contactWays';
import {
	getFollowUsers,
	searchFollowUsers,
} from '../../../nodes/WeComCustomerContact/methods/followUsers';
import { withToken } from '../withToken';

/** The editor's side of a picker, before a WeCom that answers so. */
const editor = (answer: (options: IHttpRequestOptions) => IDataObject) =>
	({
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getCredentials: async () => withToken({ baseUrl: 'http://wecom', corpId: 'ww' }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => ({
				statusCode: 200,
				body: answer(options),
			}),
		},
	}) as unknown as ILoadOptionsFunctions;

const members = editor(() => ({ errcode: 0, follow_user: ['wangwu', 'lisi', 'Zhangsan'] }));

it('members are found by a part of their ID', async () => {
	const { results } = await searchFollowUsers.call(members, 'ZHANG');
	expect(results).toEqual([{ name: 'Zhangsan', value: 'Zhangsan' }]);
	expect(await getFollowUsers.call(members)).toHaveLength(3);
});

it('contact ways show their remark and state, page by page', async () => {
	const ways = editor(({ url, body }) =>
		url.endsWith('/list_contact_way')
			? { errcode: 0, contact_way: [{ config_id: 'c1' }, { config_id: 'c2' }], next_cursor: 'more' }
			: {
					errcode: 0,
					contact_way: String(body).includes('c1') ? { remark: '门店', state: 's-1' } : {},
				},
	);
	expect(await searchContactWays.call(ways)).toEqual({
		results: [
			{ name: '门店 · s-1 · c1', value: 'c1' },
			{ name: 'c2', value: 'c2' },
		],
		paginationToken: 'more',
	});
	expect((await searchContactWays.call(ways, '门店')).results).toHaveLength(1);
});

it.each([
	[60020, 'not allow to access from your ip, from ip: 203.0.113.7', /203\.0\.113\.7/],
	[48002, 'api forbidden', /may not call this API/],
	[60011, 'no privilege', /no right to this member/],
])('say why when WeCom refuses: %i', async (errcode, errmsg, message) => {
	const refused = editor(() => ({ errcode, errmsg }));
	await expect(searchFollowUsers.call(refused)).rejects.toThrow(message);
	await expect(getFollowUsers.call(refused)).rejects.toThrow(message);
	await expect(searchContactWays.call(refused)).rejects.toThrow(message);
});
