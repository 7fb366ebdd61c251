import type { IExecuteFunctions } from 'n8n-workflow';
import { onCancel, waited } from '../../../nodes/WeComCustomerContact/transport/cancel';
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

it('a canceled execution waits no more, and an execution that nobody can cancel waits to the end', async () => {
	const of = (signal?: AbortSignal) =>
		(signal ? { getExecutionCancelSignal: () => signal } : {}) as unknown as IExecuteFunctions;
	expect(await waited(of(AbortSignal.abort()), 3_600_000)).toBe(false);
	expect(await waited(of(), 5)).toBe(true);
});

it('one who stops watching, even twice, takes the signal from nobody else', () => {
	const { signal, cancel, left } = watchedSignal();
	const told: string[] = [];
	const stop = onCancel(signal, () => told.push('one'));
	const stopOther = onCancel(signal, () => told.push('other'));
	stop();
	stop();
	expect(left()).toBe(1);
	cancel();
	expect(told).toEqual(['other']);
	stopOther();
	expect(left()).toBe(0);
});
