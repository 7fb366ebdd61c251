import { DEADLINE } from '../../../nodes/WeComCustomerContact/trigger/acknowledge';
import { receive } from '../../../nodes/WeComCustomerContact/trigger/receive';
import { addedCustomer, answerOfN8n, callOf, CREDENTIAL, xml } from './fakes';

const SUITE = 'ww4asffe99e54c0f4c';
const ANSWERED = { noWebhookResponse: true };

const suiteEvent = (fields: Record<string, string> = {}) =>
	xml({
		SuiteId: SUITE,
		AuthCorpId: CREDENTIAL.corpId,
		InfoType: 'change_external_contact',
		TimeStamp: '1700000000',
		ChangeType: 'add_external_contact',
		UserID: 'zhangsan',
		...fields,
	});

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a URL check', () => {
	it('is answered with the text', async () => {
		const { context, response } = callOf({ message: '1234', webhookName: 'setup' });
		expect(await receive(context)).toEqual(ANSWERED);
		expect(response).toMatchObject({ statusCode: 200, body: '1234' });
		expect(response.headers['Content-Type']).toBe('text/plain');
	});

	it.each([
		['a missing parameter', { query: { nonce: undefined } }, /parameter nonce is missing/],
		['a wrong token', { credential: { ...CREDENTIAL, callbackToken: 'other' } }, /Token/],
		[
			'a wrong key',
			{ credential: { ...CREDENTIAL, encodingAesKey: 'a'.repeat(43) } },
			/EncodingAESKey/,
		],
		['a wrong corp', { receiveId: 'wwOther' }, /wwOther.*wx5823bf96d3bd56c7/],
		['a token that is not set', { credential: { ...CREDENTIAL, callbackToken: '' } }, /no Token/],
		['a corp that is not set', { credential: { ...CREDENTIAL, corpId: '' } }, /no corp ID/],
	])('that fails for %s is refused with 4xx, and the log says why', async (_, call, why) => {
		const { context, response, warnings } = callOf({
			message: '1234',
			webhookName: 'setup',
			...call,
		});
		expect(await receive(context)).toEqual(ANSWERED);
		expect(response.statusCode).toBeGreaterThanOrEqual(400);
		expect(response.statusCode).toBeLessThan(500);
		expect(warnings).toEqual([expect.stringMatching(/^WeCom URL check rejected: /)]);
		expect(warnings[0]).toMatch(why);
		for (const secret of [CREDENTIAL.callbackToken, CREDENTIAL.encodingAesKey, '1234'])
			expect(warnings[0]).not.toContain(secret);
	});
});

it('is refused rather than thrown at n8n when the credential is gone, and the log says so', async () => {
	const { context, response, warnings } = callOf({ message: addedCustomer() });
	context.getCredentials = async () => {
		throw new Error('Credential does not exist');
	};
	expect(await receive(context)).toEqual(ANSWERED);
	expect(response.statusCode).toBe(503);
	expect(warnings).toEqual([expect.stringContaining('credential of the trigger cannot be read')]);
});

describe('an event', () => {
	it('starts the workflow and leaves the answer to n8n', async () => {
		const { context, response } = callOf({ message: addedCustomer({ ExternalUserID: 'wmA' }) });
		const result = await receive(context);
		expect(result).toMatchObject({
			webhookResponse: '',
			workflowData: [[{ json: { event_type: 'customerAdded', external_userid: 'wmA' } }]],
		});
		expect(response.headersSent).toBe(false);
		answerOfN8n(response, result);
		await jest.advanceTimersByTimeAsync(DEADLINE);
		expect(response).toMatchObject({ statusCode: 200, body: '' });
		expect(response.headers['Content-Type']).toBe('text/plain');
	});

	it('is answered at the deadline when n8n takes longer, whose own answer then does no harm', async () => {
		const { context, response, warnings } = callOf({ message: addedCustomer() });
		const result = await receive(context);
		expect(result.workflowData).toBeDefined();
		await jest.advanceTimersByTimeAsync(DEADLINE - 1);
		expect(response.headersSent).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		expect(response).toMatchObject({ statusCode: 200, body: '' });
		expect(warnings).toEqual([expect.stringContaining('longer than 3 seconds')]);
		answerOfN8n(response, { ...result, webhookResponse: 'again' });
		expect(response.body).toBe('');
	});

	it('is not answered at the deadline when the caller is gone: only n8n’s answer counts then', async () => {
		const { context, response } = callOf({ message: addedCustomer() });
		await receive(context);
		response.close();
		await jest.advanceTimersByTimeAsync(DEADLINE);
		expect(response.headersSent).toBe(false);
	});

	it('is answered first if the user wants it so', async () => {
		const parameters = { options: { acknowledge: 'immediately', includeCustomer: true } };
		const request = jest.fn(async () => {
			expect(call.response).toMatchObject({ statusCode: 200, body: '' });
			throw new Error('ECONNREFUSED');
		});
		const call = callOf({ message: addedCustomer(), parameters, request });
		const received = receive(call.context);
		await jest.advanceTimersByTimeAsync(DEADLINE);
		expect(request).toHaveBeenCalled();
		expect(await received).toMatchObject({
			noWebhookResponse: true,
			workflowData: [[{ json: { event_type: 'customerAdded' } }]],
		});
	});

	it('that is not selected or filtered out is acknowledged and starts nothing', async () => {
		const { context, response } = callOf({
			message: addedCustomer({ State: 'shop' }),
			parameters: { filters: { state: 'store' } },
		});
		expect(await receive(context)).toEqual(ANSWERED);
		expect(response).toMatchObject({ statusCode: 200, body: '' });
	});

	it.each(['zhangsan, lisi', ['lisi', 'zhangsan']])(
		'passes a filter of members given as %j',
		async (members) => {
			const { context } = callOf({
				message: addedCustomer(),
				parameters: { filters: { members } },
			});
			expect((await receive(context)).workflowData).toBeDefined();
		},
	);

	it('goes to the output of its group', async () => {
		const parameters = { options: { separateOutputs: 'group' } };
		const { context } = callOf({ message: addedCustomer(), parameters });
		const { workflowData } = await receive(context);
		expect(workflowData?.map((items) => items?.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
	});
});

describe('a body whose type n8n does not know', () => {
	it('is read', async () => {
		const { context, response } = callOf({ message: addedCustomer(), isRead: false });
		const { workflowData } = await receive(context);
		answerOfN8n(response, { workflowData });
		expect(workflowData?.[0]).toHaveLength(1);
	});

	it.each(['gone', 'tooLarge'] as const)('that is %s is refused', async (isRead) => {
		const { context, response, warnings } = callOf({ message: addedCustomer(), isRead });
		expect(await receive(context)).toEqual(ANSWERED);
		expect(response.statusCode).toBe(400);
		expect(warnings[0]).toMatch(/^WeCom callback rejected: The request has no body/);
	});
});

describe('a suite', () => {
	const credential = { ...CREDENTIAL, appType: 'thirdParty', suiteId: SUITE, corpId: '' };

	it.each([SUITE, CREDENTIAL.corpId])('gets the word success for a callback to %s', async (id) => {
		const { context, response } = callOf({
			message: suiteEvent({ ExternalUserID: `wmFor${id}` }),
			credential: { ...credential, authCorpId: CREDENTIAL.corpId },
			receiveId: id,
		});
		const result = await receive(context);
		expect(result.webhookResponse).toBe('success');
		answerOfN8n(response, result);
		expect(response.body).toBe('success');
	});

	it.each(['whenStored', 'immediately'])('gets it at the deadline or at once: %s', async (mode) => {
		const { context, response } = callOf({
			message: suiteEvent({ ExternalUserID: `wmSuite${mode}` }),
			parameters: { options: { acknowledge: mode } },
		});
		await receive(context);
		await jest.advanceTimersByTimeAsync(DEADLINE);
		expect(response).toMatchObject({ statusCode: 200, body: 'success' });
	});

	it('gets it for what starts nothing', async () => {
		const message = suiteEvent({ InfoType: 'suite_ticket', SuiteTicket: 't' });
		const { context, response } = callOf({ message });
		expect(await receive(context)).toEqual(ANSWERED);
		expect(response.body).toBe('success');
	});

	describe('with a ticket', () => {
		const suite = { ...credential, suiteId: SUITE, appType: 'thirdParty' };
		const TICKET = 'ticket-that-nobody-may-see';
		const ticketOf = (more: Parameters<typeof callOf>[0] | object = {}) =>
			callOf({
				message: xml({
					SuiteId: SUITE,
					InfoType: 'suite_ticket',
					TimeStamp: '1700000000',
					SuiteTicket: TICKET,
				}),
				parameters: { events: ['suiteTicketReceived'] },
				credential: suite,
				receiveId: SUITE,
				...more,
			});

		it('is to come again when n8n cannot store it, and the log does not tell it', async () => {
			const request = async () => {
				throw new Error('database is locked');
			};
			const { context, response, warnings } = ticketOf({ request });
			expect(await receive(context)).toEqual(ANSWERED);
			expect(response.statusCode).toBe(503);
			expect(warnings.join()).toMatch(/ticket could not be stored: database is locked/);
			expect(warnings.join()).not.toContain(TICKET);
		});

		it.each([
			['of another suite', { ...suite, suiteId: 'ww-another', authCorpId: SUITE }],
			['of an app that is no suite', { ...CREDENTIAL, corpId: SUITE }],
			['of an app that is no suite any more', { ...CREDENTIAL, corpId: SUITE, suiteId: SUITE }],
			['that is stored already', { ...suite, suiteTicket: `${TICKET}@1700000000` }],
			['that is older than the stored one', { ...suite, suiteTicket: 'newer@1700000001' }],
		])('%s: stores nothing, and starts the workflow without it', async (_what, given) => {
			// Any request would fail.
			const { context, warnings } = ticketOf({ credential: given, nodeId: _what });
			const { workflowData } = await receive(context);
			expect(workflowData![0]![0]!.json).toMatchObject({ event_type: 'suiteTicketReceived' });
			expect(JSON.stringify(workflowData)).not.toContain(TICKET);
			expect(warnings).toEqual([]);
		});
	});

	it('is refused when the message is for somebody else', async () => {
		const { context, response } = callOf({
			message: suiteEvent(),
			credential,
			receiveId: 'wwOther',
		});
		await receive(context);
		expect(response.statusCode).toBe(401);
	});
});

describe('a repetition', () => {
	const started = ({ workflowData }: { workflowData?: unknown }) => workflowData !== undefined;

	it('of an acknowledged event is acknowledged and starts nothing', async () => {
		const message = addedCustomer();
		const first = callOf({ message });
		answerOfN8n(first.response, await receive(first.context));
		const repeat = callOf({ message });
		expect(await receive(repeat.context)).toEqual(ANSWERED);
		expect(repeat.response).toMatchObject({ statusCode: 200, body: '' });
	});

	it('of a pending event waits, and starts nothing when n8n has stored that one', async () => {
		const message = addedCustomer();
		const first = callOf({ message });
		const result = await receive(first.context);
		const repeat = callOf({ message });
		const waiting = receive(repeat.context);
		await jest.advanceTimersByTimeAsync(DEADLINE - 1);
		expect(repeat.response.headersSent).toBe(false);
		answerOfN8n(first.response, result);
		expect(await waiting).toEqual(ANSWERED);
		expect(repeat.response.statusCode).toBe(200);
	});

	it('starts the workflow when n8n could not store the first', async () => {
		const message = addedCustomer();
		const first = callOf({ message });
		const result = await receive(first.context);
		const waiting = receive(callOf({ message }).context);
		answerOfN8n(first.response, result, false);
		expect(started(await waiting)).toBe(true);
	});

	it.each([true, false])(
		'of one whose caller hung up starts nothing if n8n stored that one (%s)',
		async (stored) => {
			const message = addedCustomer();
			const first = callOf({ message });
			const result = await receive(first.context);
			first.response.close();
			const waiting = receive(callOf({ message }).context);
			await jest.advanceTimersByTimeAsync(500);
			answerOfN8n(first.response, result, stored);
			await jest.advanceTimersByTimeAsync(500);
			expect(started(await waiting)).toBe(!stored);
		},
	);

	it('of one whose caller had hung up before it was read starts nothing', async () => {
		const message = addedCustomer();
		const first = callOf({ message });
		first.response.close();
		answerOfN8n(first.response, await receive(first.context));
		const repeat = callOf({ message });
		const waiting = receive(repeat.context);
		await jest.advanceTimersByTimeAsync(DEADLINE);
		expect(started(await waiting)).toBe(false);
		expect(repeat.response.statusCode).toBe(200);
	});

	it('is sent for again at its own deadline, as n8n may yet fail to store the first', async () => {
		const message = addedCustomer();
		const first = callOf({ message });
		const result = await receive(first.context);
		first.response.close();
		const repeat = callOf({ message });
		const waiting = receive(repeat.context);
		await jest.advanceTimersByTimeAsync(DEADLINE);
		expect(await waiting).toEqual(ANSWERED);
		expect(repeat.response.statusCode).toBe(503);
		answerOfN8n(first.response, result, false);
		await jest.advanceTimersByTimeAsync(100);
		expect(started(await receive(callOf({ message }).context))).toBe(true);
	});

	it('starts the workflow after a minute in which n8n did not answer one whose caller hung up', async () => {
		const message = addedCustomer();
		const first = callOf({ message });
		await receive(first.context);
		first.response.close();
		await jest.advanceTimersByTimeAsync(61_000);
		expect(started(await receive(callOf({ message }).context))).toBe(true);
	});

	it('starts the workflow again while the user tries it out', async () => {
		const message = addedCustomer();
		for (let time = 0; time < 3; time++) {
			const { context, response } = callOf({ message, mode: 'manual' });
			const result = await receive(context);
			expect(started(result)).toBe(true);
			answerOfN8n(response, result);
		}
		expect(started(await receive(callOf({ message }).context))).toBe(true);
	});

	it('is none for another trigger', async () => {
		const message = addedCustomer();
		for (const nodeId of ['one', 'two']) {
			const { context, response } = callOf({ message, nodeId });
			const result = await receive(context);
			expect(started(result)).toBe(true);
			answerOfN8n(response, result);
		}
	});

	it('is none of another customer in the same second', async () => {
		for (const ExternalUserID of ['wmTwin1', 'wmTwin2']) {
			const { context, response } = callOf({ message: addedCustomer({ ExternalUserID }) });
			const result = await receive(context);
			expect(started(result)).toBe(true);
			answerOfN8n(response, result);
		}
	});
});

describe('the replay window', () => {
	const call = (minutes: number, options = {}) =>
		callOf({
			message: addedCustomer(),
			timestamp: Math.floor(Date.now() / 1000) - minutes * 60,
			parameters: { options },
		});

	it.each([
		[59, {}, true],
		[61, {}, false],
		[61, { replayWindow: 62 }, true],
		[3, { replayWindow: 2 }, false],
		[100_000, { replayWindow: 0 }, true],
	])('%d minutes ago, with %j: %s', async (minutes, options, accepted) => {
		const { context, response, warnings } = call(minutes, options);
		const { workflowData } = await receive(context);
		expect(workflowData !== undefined).toBe(accepted);
		expect(response.statusCode).toBe(accepted ? 200 : 401);
		expect(warnings).toEqual(accepted ? [] : [expect.stringContaining('replay window')]);
	});

	it.each([
		[59, {}, 200],
		[61, {}, 401],
		[100_000, { replayWindow: 0 }, 200],
	])('holds for URL checks too: %d minutes ago, with %j: %d', async (minutes, options, status) => {
		const { context, response } = callOf({
			message: '1616140317555161061',
			webhookName: 'setup',
			timestamp: Math.floor(Date.now() / 1000) - minutes * 60,
			parameters: { options },
		});
		expect(await receive(context)).toEqual(ANSWERED);
		expect(response.statusCode).toBe(status);
		if (status !== 200) expect(response.body).not.toContain('1616140317555161061');
	});

	it('is not the only thing between a recorded event and who asks for it as a URL check', async () => {
		const { context, response } = callOf({ message: addedCustomer(), webhookName: 'setup' });
		expect(await receive(context)).toEqual(ANSWERED);
		expect(response.statusCode).toBe(400);
		expect(response.body).not.toContain('zhangsan');
	});
});
