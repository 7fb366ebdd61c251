import type { IDataObject } from 'n8n-workflow';
import { DEFAULT_WIDTH, inLane } from '../../../nodes/WeComCustomerContact/transport/limiter';
import { receive } from '../../../nodes/WeComCustomerContact/trigger/receive';
import { addedCustomer, callOf, CREDENTIAL, xml } from './fakes';

const parameters = {
	events: ['customerAdded', 'tagCreated'],
	options: { includeCustomer: true },
};
const RECORD = {
	external_contact: { external_userid: 'wmA', name: '陈小明' },
	follow_user: [
		{ userid: 'zhangsan', remark: 'Chen', createtime: 1767225600 },
		{ userid: 'lisi', remark: 'Xiao Chen', createtime: 1767225660 },
	],
};
const answer = (body: IDataObject) => async () => ({
	statusCode: 200,
	body: { errcode: 0, errmsg: 'ok', ...body },
});

const itemOf = async (call: ReturnType<typeof callOf>) => {
	const { workflowData } = await receive(call.context);
	return workflowData?.[0]?.[0]?.json;
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

describe('Include Customer Details', () => {
	it('puts the customer into the item as the Get Customer operation returns it', async () => {
		const request = jest.fn(answer(RECORD));
		const call = callOf({
			message: addedCustomer({ ExternalUserID: 'wmDetails' }),
			parameters,
			request,
		});
		expect(await itemOf(call)).toMatchObject({
			event_type: 'customerAdded',
			external_userid: 'wmDetails',
			customer: {
				name: '陈小明',
				userid: 'zhangsan',
				follows: true,
				remark: 'Chen',
				created_at: '2026-01-01T08:00:00+08:00',
				other_userids: ['lisi'],
			},
			relation_key: 'zhangsan/wmA/1767225600',
		});
		expect(request).toHaveBeenCalledTimes(1);
		expect(request).toHaveBeenCalledWith(
			expect.objectContaining({
				method: 'GET',
				url: '/cgi-bin/externalcontact/get',
				qs: expect.objectContaining({ external_userid: 'wmDetails' }),
			}),
		);
	});

	it("finds the event's member among more than WeCom gives at once", async () => {
		const pages = [
			{ ...RECORD, follow_user: [{ userid: 'lisi' }], next_cursor: 'NEXT' },
			{ ...RECORD, follow_user: [{ userid: 'zhangsan', remark: 'Chen' }] },
		];
		const request = jest.fn(async ({ qs }: IDataObject) => {
			return await answer(pages[(qs as IDataObject).cursor === 'NEXT' ? 1 : 0]!)();
		});
		expect(await itemOf(callOf({ message: addedCustomer(), parameters, request }))).toMatchObject({
			customer: { follows: true, remark: 'Chen', other_userids: ['lisi'] },
		});
	});

	it('says that the member no longer follows the customer', async () => {
		const request = answer({ ...RECORD, follow_user: [{ userid: 'lisi' }] });
		const item = await itemOf(callOf({ message: addedCustomer(), parameters, request }));
		expect(item?.customer).toMatchObject({ userid: 'zhangsan', follows: false });
		expect(item).not.toHaveProperty('relation_key');
	});

	it('reads nothing for an event without a customer', async () => {
		const message = xml({
			Event: 'change_external_tag',
			ChangeType: 'create',
			Id: 'tag',
			CreateTime: '1',
		});
		expect(await itemOf(callOf({ message, parameters }))).toMatchObject({
			event_type: 'tagCreated',
		});
	});

	it('says why when WeCom refuses, and keeps the event', async () => {
		const request = answer({ errcode: 84061, errmsg: 'not external contact' });
		const item = await itemOf(callOf({ message: addedCustomer(), parameters, request }));
		expect(item).toMatchObject({ event_type: 'customerAdded', userid: 'zhangsan' });
		expect(item?.customer_error).toContain('84061');
		expect(item).not.toHaveProperty('customer');
	});

	it('waits two seconds and no longer', async () => {
		const request = async () => await new Promise<never>(() => undefined);
		const item = itemOf(callOf({ message: addedCustomer(), parameters, request }));
		await jest.advanceTimersByTimeAsync(2000);
		expect(await item).toMatchObject({
			event_type: 'customerAdded',
			customer_error: 'WeCom did not answer within 2 seconds',
		});
	});

	it('does not wait for other calls of the corp, as a welcome message waits for it', async () => {
		let end = () => {};
		const ended = new Promise<void>((resolve) => (end = resolve));
		const lane = `http://wecom ${CREDENTIAL.corpId}`;
		const others = Array.from(
			{ length: DEFAULT_WIDTH },
			async () => await inLane(lane, { group: 'a sync', width: DEFAULT_WIDTH }, () => ended),
		);
		const item = itemOf(callOf({ message: addedCustomer(), parameters, request: answer(RECORD) }));
		await jest.advanceTimersByTimeAsync(2000);
		expect(await item).toMatchObject({ customer: { name: '陈小明' } });
		end();
		await Promise.all(others);
	});

	it('then asks no more: a busy WeCom is not tried again for an event that has gone on', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0.9);
		const request = jest.fn(answer({ errcode: -1, errmsg: 'system busy' }));
		const item = itemOf(callOf({ message: addedCustomer(), parameters, request }));
		await jest.advanceTimersByTimeAsync(2000);
		expect((await item)?.customer_error).toBeDefined();
		const { length } = request.mock.calls;
		expect(length).toBeGreaterThan(1);
		await jest.advanceTimersByTimeAsync(30_000);
		expect(request).toHaveBeenCalledTimes(length);
	});

	it('reads nothing unless asked to', async () => {
		const item = await itemOf(
			callOf({ message: addedCustomer(), parameters: { events: ['customerAdded'] } }),
		);
		expect(item).not.toHaveProperty('customer_error');
	});
});
