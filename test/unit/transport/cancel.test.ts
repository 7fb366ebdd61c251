import type { IExecuteFunctions } from 'n8n-workflow';
import { weComRequest } from '../../../nodes/WeComCustomerContact/transport/request';
import { withToken } from '../withToken';

it('a cancelled execution stops waiting and sends nothing more', async () => {
	const cancel = new AbortController();
	let sent = 0;
	const context = {
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getExecutionId: () => '1',
		getExecutionCancelSignal: () => cancel.signal,
		getCredentials: async () => withToken({ baseUrl: 'http://wecom', corpId: 'ww1' }),
		helpers: {
			httpRequestWithAuthentication: async () => {
				sent += 1;
				// The wait before the next try would be a second or so.
				setTimeout(() => cancel.abort(), 10);
				return { statusCode: 200, body: { errcode: 41063, errmsg: 'dispatching' } };
			},
		},
	} as unknown as IExecuteFunctions;
	const request = { method: 'GET', endpoint: '/cgi-bin/x', access: 'read' } as const;
	await expect(weComRequest(context, request)).rejects.toThrow(/still being prepared/);
	expect(sent).toBe(1);
});
