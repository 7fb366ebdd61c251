import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { searchInterceptRules } from '../../../nodes/WeComCustomerContact/methods/interceptRules';
import { withToken } from '../withToken';

const rules = [
	{ rule_id: 'r1', rule_name: '禁止返现', create_time: 1 },
	{ rule_id: 'r2', rule_name: 'No Red Packets', create_time: 2 },
];

const editor = {
	getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
	getCredentials: async () => withToken({ baseUrl: 'http://wecom', corpId: 'ww' }),
	helpers: {
		httpRequestWithAuthentication: async () => ({
			statusCode: 200,
			body: { errcode: 0, rule_list: rules },
		}),
	},
} as unknown as ILoadOptionsFunctions;

it('rules are shown by name and found by a part of it', async () => {
	expect((await searchInterceptRules.call(editor)).results).toEqual([
		{ name: '禁止返现', value: 'r1' },
		{ name: 'No Red Packets', value: 'r2' },
	]);
	expect((await searchInterceptRules.call(editor, 'red')).results).toEqual([
		{ name: 'No Red Packets', value: 'r2' },
	]);
});
