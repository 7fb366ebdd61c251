import type { IExecuteFunctions } from 'n8n-workflow';
import { waited } from '../../../nodes/WeComCustomerContact/transport/cancel';
import { weComRequest } from '../../../nodes/WeComCustomerContact/transport/request';
import { withToken } from '../withToken';
import { watchedSignal } from './watchedSignal';

it('a canceled execution stops waiting and sends nothing more', async () => {
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

it('waits leave no listener on the signal, and many at once have one', async () => {
	const { signal, most, left } = watchedSignal();
	const context = { getExecutionCancelSignal: () => signal } as unknown as IExecuteFunctions;
	const waits = await Promise.all(Array.from({ length: 50 }, () => waited(context, 5)));
	expect(waits).toEqual(Array.from({ length: 50 }, () => true));
	expect({ most: most(), left: left() }).toEqual({ most: 1, left: 0 });
});
