import type { INodeParameters } from 'n8n-workflow';
import { createOwnChanges } from '../../../nodes/WeComCustomerContact/transport/ownChanges';
import { receive } from '../../../nodes/WeComCustomerContact/trigger/receive';
import { createN8n } from '../../engine/harness';
import { startSimulator, type Simulator } from '../../simulator';
import { addedCustomer, answerOfN8n, callOf, CREDENTIAL } from './fakes';

const PAIR = { userid: 'zhangsan', external_userid: 'wmSimulatedAAAAChenXiaoMing' };
const MINUTE = 60_000;

const realNow = Date.now;
let ahead = 0;
let simulator: Simulator;

beforeAll(async () => {
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
	simulator = await startSimulator();
});
afterAll(async () => {
	jest.restoreAllMocks();
	await simulator.close();
});
// What was written before is forgotten by then.
beforeEach(() => {
	ahead += 10 * MINUTE;
	simulator.faults.reset();
});

const run = async (parameters: INodeParameters) => {
	const { corp, url: baseUrl } = simulator;
	const n8n = createN8n({ baseUrl, corpId: corp.corpId, corpSecret: corp.secret });
	return await n8n.run({
		parameters: { userId: PAIR.userid, externalUserId: PAIR.external_userid, ...parameters },
	});
};
const remark = { resource: 'customer', operation: 'updateRemark', remark: '陈先生' };

let edits = 0;

/** Whether the workflow starts when WeCom says that a member edited a customer. */
const starts = async (
	{ userid, external_userid } = PAIR,
	{ isOn = true, changeType = 'edit_external_contact' } = {},
) => {
	const { corpId } = simulator.corp;
	const { context, response } = callOf({
		message: addedCustomer({
			ToUserName: corpId,
			CreateTime: String(1_700_000_000 + (edits += 1)),
			ChangeType: changeType,
			UserID: userid,
			ExternalUserID: external_userid,
		}),
		credential: { ...CREDENTIAL, corpId },
		receiveId: corpId,
		parameters: {
			events: ['customerEdited', 'customerAdded'],
			options: { replayWindow: 0, ...(isOn && { ignoreOwnChanges: true }) },
		},
	});
	const result = await receive(context);
	answerOfN8n(response, result);
	expect(response).toMatchObject({ statusCode: 200 });
	return result.workflowData !== undefined;
};

describe('Ignore Own Changes', () => {
	it.each([
		['a remark', remark],
		['a tag', { resource: 'tag', operation: 'addToCustomer' }],
		[
			'a tag by name',
			{
				resource: 'tag',
				operation: 'addToCustomerByName',
				tagGroupName: '客户等级',
				tagNames: '重要客户',
			},
		],
	])(
		'drops what WeCom says of %s that this process wrote, for two minutes',
		async (_what, given) => {
			const tagId = [...simulator.state.tagIds][0] ?? '';
			const tags = given.operation === 'addToCustomer' ? { tagIds: [tagId] } : {};
			expect((await run({ ...given, ...tags } as INodeParameters)).error).toBeUndefined();
			expect(await starts()).toBe(false);
			expect(await starts()).toBe(false);
			expect(await starts(PAIR, { isOn: false })).toBe(true);
			ahead += 2 * MINUTE;
			expect(await starts()).toBe(true);
		},
	);

	it('lets through what others edit, and other events of the same customer', async () => {
		await run(remark);
		expect(await starts({ ...PAIR, userid: 'lisi' })).toBe(true);
		expect(await starts({ ...PAIR, external_userid: 'wmAnother' })).toBe(true);
		expect(await starts(PAIR, { changeType: 'add_external_contact' })).toBe(true);
	});

	it('lets through what a member edits after a write that WeCom refused, or after reading', async () => {
		simulator.faults.failNext('externalcontact/remark', { errcode: 48002, times: 9 });
		expect((await run(remark)).error).toBeDefined();
		await run({ resource: 'customer', operation: 'get' });
		expect(await starts()).toBe(true);
	});

	it('drops it after a write of which the answer was lost', async () => {
		simulator.faults.dropConnection('externalcontact/remark', { when: 'after', times: 1 });
		await run(remark);
		expect(await starts()).toBe(false);
	});
});

test('the memory of own changes is bounded, and a refused write leaves the one before it', () => {
	const changes = createOwnChanges(() => 0);
	changes.note(['a']);
	changes.note(['a'])();
	expect(changes.has(['a'])).toBe(true);
	changes.note(['b'])();
	expect(changes.has(['b'])).toBe(false);
	for (let count = 0; count < 10_000; count += 1) changes.note([String(count)]);
	expect(changes.has(['a'])).toBe(false);
	expect(changes.has(['9999'])).toBe(true);
});
