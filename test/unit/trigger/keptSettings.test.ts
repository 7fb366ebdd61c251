import { receive } from '../../../nodes/WeComCustomerContact/trigger/receive';
import { addedCustomer, answerOfN8n, callOf, CREDENTIAL } from './fakes';

/** A call of a trigger whose credential n8n knows by an id, and how often it was read. */
function call(id: string, customer: string, more: Parameters<typeof callOf>[0] | object = {}) {
	const made = callOf({ message: addedCustomer({ ExternalUserID: customer }), ...more });
	const { getNode, getCredentials } = made.context;
	const reads: string[] = [];
	Object.assign(made.context, {
		getNode: () => ({ ...getNode(), credentials: { weComCustomerContactApi: { id, name: '' } } }),
		getCredentials: async (type: string) => {
			reads.push(type);
			return await getCredentials.call(made.context, type);
		},
	});
	return { ...made, reads };
}

async function answered({ context, response }: ReturnType<typeof call>) {
	answerOfN8n(response, await receive(context));
	return response.statusCode;
}

describe('the settings of a trigger', () => {
	it('are read once for the calls of a moment', async () => {
		const calls = ['wm1', 'wm2', 'wm3'].map((customer) => call('many', customer));
		for (const each of calls) expect(await answered(each)).toBe(200);
		expect(calls.map(({ reads }) => reads.length)).toEqual([1, 0, 0]);
	});

	it('are read anew before a call is rejected, so that a change counts at once', async () => {
		const old = { ...CREDENTIAL, callbackToken: 'theTokenBefore' };
		expect(await answered(call('changed', 'wm4', { credential: old }))).toBe(401);
		const now = call('changed', 'wm5');
		expect(await answered(now)).toBe(200);
		expect(now.reads).toHaveLength(1);
	});

	it('are read anew after ten seconds', async () => {
		jest.useFakeTimers();
		expect(await answered(call('later', 'wm6'))).toBe(200);
		jest.setSystemTime(Date.now() + 10_001);
		const later = call('later', 'wm7');
		expect(await answered(later)).toBe(200);
		expect(later.reads).toHaveLength(1);
		jest.useRealTimers();
	});

	it.each([
		['a bad query', { query: { nonce: undefined } }, 400],
		['a body that is no envelope', { body: Buffer.from(`{"${'\\"'.repeat(60_000)}`) }, 400],
		['a body too large', { body: Buffer.alloc(1024 * 1024 + 1, '"') }, 413],
	])('are not read for %s, which no settings could save', async (_, junk, status) => {
		const first = call('junk', 'wm10', junk);
		expect(await answered(first)).toBe(status);
		expect(first.reads).toHaveLength(0);
		await answered(call('junk', 'wm11'));
		const later = call('junk', 'wm12', junk);
		expect(await answered(later)).toBe(status);
		expect(later.reads).toHaveLength(0);
	});

	it('are not read again for what they opened but nobody can read', async () => {
		await answered(call('unreadable', 'wm13'));
		const unreadable = call('unreadable', 'wm14', { message: 'hello' });
		expect(await answered(unreadable)).toBe(400);
		expect(unreadable.reads).toHaveLength(0);
	});

	it('do not let a forged call in', async () => {
		expect(await answered(call('forged', 'wm8'))).toBe(200);
		const forged = call('forged', 'wm9', { query: { msg_signature: '0'.repeat(40) } });
		expect(await answered(forged)).toBe(401);
	});
});
