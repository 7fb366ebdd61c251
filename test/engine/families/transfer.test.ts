import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, unsorted, type Simulator } from '../../simulator';
import { endTransfer, resign } from '../../simulator/transfers';
import { n8nOf, operationsIn, picked, type N8n } from '../setup';

const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const LIU = 'wmSimulatedAAAALiuFang';
const SUN = 'wmSimulatedAAAASunLi';
const CUSTOMERS = 'wrSimulatedAAAACustomers';
const FRIENDS = 'wrSimulatedAAAAFriends';
const DAY = 24 * 3600 * 1000;

let simulator: Simulator;
let n8n: N8n;
/** Days pass between two calls here, but none for the node, whose tokens must not die of it. */
const TOKENS_LIVE = { tokenLifeSeconds: 10 ** 9 };
let clock: number;
let onRequest: () => void;

beforeEach(async () => {
	clock = Date.now();
	onRequest = () => {};
	simulator = await startSimulator({
		now: () => clock,
		settings: TOKENS_LIVE,
		onRequest: () => onRequest(),
	});
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const between = (from: string, to: string) => ({
	handoverUserId: picked(from),
	takeoverUserId: picked(to),
});
const fromResigned = (from: string, to: string) => ({
	resignedUserId: from,
	takeoverUserId: picked(to),
});
const toWangwu = between('zhangsan', 'wangwu');

/** The items of customers whose transfer was started. */
const startedFor = (ids: string[], handover_userid = 'zhangsan') =>
	ids.map((external_userid) => ({
		handover_userid,
		takeover_userid: 'wangwu',
		external_userid,
		started: true,
	}));

const { attempt, run, refusal } = operationsIn(() => n8n, 'transfer');

const customersOf = async (userId: string) => {
	const customers = await run('customer.getAll', { userId: picked(userId), returnAll: true });
	return customers.map(({ external_userid }) => external_userid);
};

/** Many customers of zhangsan, more than WeCom takes at once. */
const manyCustomers = (count: number) =>
	Array.from({ length: count }, () => {
		const { external_userid: externalUserId } = simulator.addCustomer();
		simulator.addRelation({ userId: 'zhangsan', externalUserId });
		return externalUserId;
	});

describe('customers of a member in service', () => {
	const started = async () =>
		await run('transferCustomers', { ...toWangwu, externalUserIds: [LIU, SUN] });
	const results = async () => await run('getResult', { ...toWangwu, returnAll: true });

	it('move after 24 hours', async () => {
		expect(await started()).toEqual(startedFor([LIU, SUN]));
		expect(await results()).toMatchObject([
			{ external_userid: LIU, transfer_status: 2, transfer_status_label: 'waiting' },
			{ external_userid: SUN, transfer_status: 2, transfer_status_label: 'waiting' },
		]);
		expect(await customersOf('zhangsan')).toContain(LIU);
		clock += DAY;
		expect(await results()).toMatchObject([
			{
				external_userid: LIU,
				transfer_status: 1,
				transfer_status_label: 'done',
				takeover_time: Math.floor(clock / 1000),
			},
			{ external_userid: SUN, transfer_status: 1, transfer_status_label: 'done' },
		]);
		expect(await customersOf('zhangsan')).not.toContain(LIU);
		expect(await customersOf('wangwu')).toEqual(expect.arrayContaining([LIU, SUN]));
	});

	it('stay when they refuse or the new member can take no more', async () => {
		await started();
		endTransfer(simulator, { userId: 'wangwu', externalUserId: LIU }, 'refused');
		endTransfer(simulator, { userId: 'wangwu', externalUserId: SUN }, 'takeoverFull');
		expect(await results()).toMatchObject([
			{ external_userid: LIU, transfer_status_label: 'refused by the customer' },
			{ external_userid: SUN, transfer_status_label: 'takeover member has too many customers' },
		]);
		expect(await customersOf('zhangsan')).toEqual(expect.arrayContaining([LIU, SUN]));
	});

	it('each say why their transfer was not started', async () => {
		await run('transferCustomers', { ...toWangwu, externalUserIds: LIU });
		simulator.addRelation({ userId: 'lisi', externalUserId: SUN });
		expect(
			await run('transferCustomers', {
				...between('lisi', 'wangwu'),
				externalUserIds: `${CHEN}, wmUnknown, ${LIU}, woSimulatedAAAAZhaoJingLi`,
			}),
		).toEqual([
			...startedFor([CHEN], 'lisi'),
			{
				external_userid: 'wmUnknown',
				failed: true,
				errcode: 40096,
				reason: expect.stringMatching(/^The customer ID is not valid for this app\. /) as string,
			},
			{
				external_userid: LIU,
				failed: true,
				errcode: 40129,
				reason: 'The customer is being transferred. Wait until the transfer has ended',
			},
			{
				external_userid: 'woSimulatedAAAAZhaoJingLi',
				failed: true,
				errcode: 40131,
				reason: 'The member does not follow this customer. Check the member who hands over',
			},
		]);
	});

	it('move at most twice in 90 days', async () => {
		const moved = async (from: string, to: string) => {
			const [item] = await run('transferCustomers', {
				...between(from, to),
				externalUserIds: LIU,
			});
			clock += DAY;
			return item;
		};
		expect(await moved('zhangsan', 'wangwu')).toMatchObject({ started: true });
		expect(await moved('wangwu', 'lisi')).toMatchObject({ started: true });
		expect(await moved('lisi', 'zhangsan')).toMatchObject({ failed: true, errcode: 40128 });
		clock += 90 * DAY;
		expect(await moved('lisi', 'zhangsan')).toMatchObject({ started: true });
	});

	it('go out in calls of 100', async () => {
		const ids = manyCustomers(250);
		const items = await run('transferCustomers', { ...toWangwu, externalUserIds: ids });
		expect(items).toEqual(startedFor(ids));
		expect(await run('getResult', { ...toWangwu, returnAll: true })).toHaveLength(250);
	});

	it.each([undefined, 'continueRegularOutput'] as const)(
		'all have an item when the second of four calls fails (on error: %s)',
		async (onError) => {
			const path = 'externalcontact/transfer_customer';
			const ids = manyCustomers(301);
			onRequest = () => {
				if (simulator.requests(path).length === 1)
					simulator.faults.failNext(path, { errcode: 40143 });
			};
			const { items, error } = await attempt(
				'transferCustomers',
				{ ...toWangwu, externalUserIds: ids },
				{ onError },
			);
			expect(error).toBeUndefined();
			const blocked = expect.stringMatching(/^The member who takes over is blocked/) as string;
			const notSent = 'Not sent, because the call before it failed';
			expect(items.map(({ json }) => json)).toEqual(
				ids.map((external_userid, index) => {
					if (index < 100) return startedFor([external_userid])[0];
					return index < 200
						? {
								external_userid,
								failed: true,
								reason: blocked,
								errcode: 40143,
								errmsg: expect.any(String) as string,
							}
						: { external_userid, failed: true, reason: notSent };
				}),
			);
			expect(simulator.requests(path)).toHaveLength(2);
			expect(await results()).toHaveLength(100);
		},
	);

	it('the first call fails: nothing was started, so it is an error', async () => {
		const ids = manyCustomers(101);
		simulator.faults.failNext('externalcontact/transfer_customer', { errcode: 40143 });
		expect(await refusal('transferCustomers', { ...toWangwu, externalUserIds: ids })).toMatch(
			/^The member who takes over is blocked/,
		);
		expect(await run('getResult', { ...toWangwu, returnAll: true })).toEqual([]);
	});

	it.each([
		['newcomer', { verified: false }, /^The member has not verified their real name/],
		['newcomer', { activated: false }, /^The member has not activated WeCom/],
		['cleaner', {}, /^The member or the app has no Customer Contact permission/],
		['outsider', {}, /^The member is outside the visible scope of the app/],
	])('are refused for %s with %j', async (userId, changes, message) => {
		Object.assign(simulator.state.members.get(userId)!, changes);
		expect(
			await refusal('transferCustomers', {
				...between('zhangsan', userId),
				externalUserIds: LIU,
			}),
		).toMatch(message);
	});
});

describe('customers of a resigned member', () => {
	const transfer = { ...fromResigned('zhangsan', 'lisi'), externalUserIds: `${LIU}\n${SUN}` };

	it('are found, handed over, and no longer wait', async () => {
		resign(simulator, 'zhangsan', clock - DAY);
		const waiting = await run('getUnassigned', { returnAll: true });
		const dimission_time = Math.floor((clock - DAY) / 1000);
		expect(waiting).toEqual(
			unsorted([CHEN, LIU, SUN]).map((external_userid) => ({
				handover_userid: 'zhangsan',
				external_userid,
				dimission_time,
				dimission_at: expect.any(String) as string,
			})),
		);
		expect(await run('getUnassigned', { returnAll: false, limit: 2 })).toEqual(waiting.slice(0, 2));
		expect(await run('transferCustomersOfResigned', transfer)).toMatchObject([
			{ external_userid: LIU, started: true },
			{ external_userid: SUN, started: true },
		]);
		expect(await run('getUnassigned', { returnAll: true })).toEqual(waiting.slice(0, 1));
		const results = async () =>
			await run('getResultOfResigned', { ...fromResigned('zhangsan', 'lisi'), returnAll: true });
		expect(await results()).toMatchObject([
			{ transfer_status_label: 'waiting' },
			{ transfer_status_label: 'waiting' },
		]);
		clock += DAY;
		expect(await results()).toMatchObject([
			{ transfer_status_label: 'done' },
			{ transfer_status_label: 'done' },
		]);
		expect(await customersOf('lisi')).toEqual(unsorted([CHEN, LIU, SUN]));
	});

	it('are listed over several pages', async () => {
		manyCustomers(1200);
		resign(simulator, 'zhangsan', clock - DAY);
		expect(await run('getUnassigned', { returnAll: true })).toHaveLength(1203);
	});

	it('are none when the member is still there', async () => {
		expect(await refusal('transferCustomersOfResigned', transfer)).toMatch(
			/^The member has not resigned/,
		);
	});

	it('can not be handed over as those of a member in service', async () => {
		resign(simulator, 'zhangsan', clock - DAY);
		expect(await refusal('transferCustomers', { ...toWangwu, externalUserIds: LIU })).toMatch(
			/^A member ID is not valid or does not exist/,
		);
	});
});

describe('group chats', () => {
	const chats = (ids: string) => ({
		chats: { chat: [{ chatId: picked(ids) }] },
		newOwnerId: picked('wangwu'),
	});
	const ownerOf = (chatId: string) => simulator.state.groupChats.get(chatId)!.owner;

	it('get a new owner, or say why not', async () => {
		const { chatId: own } = simulator.addGroupChat({ owner: 'wangwu' });
		const { chatId: hidden } = simulator.addGroupChat({ owner: 'outsider' });
		const ids = [CUSTOMERS, FRIENDS, own, hidden, 'wrUnknown'];
		expect(await run('transferChats', chats(ids.join('，')))).toMatchObject(
			[
				{ chat_id: CUSTOMERS, new_owner: 'wangwu', started: true },
				{ chat_id: FRIENDS, errcode: 90501, reason: /^The group is not a customer group/ },
				{ chat_id: own, errcode: 90504, reason: /^The group has this owner already/ },
				{ chat_id: hidden, errcode: 60021, reason: /outside the visible scope/ },
				{ chat_id: 'wrUnknown', errcode: 40050, reason: /^The group chat does not exist/ },
			].map(({ reason, ...item }) => ({
				...item,
				...(reason ? { failed: true, reason: expect.stringMatching(reason) as string } : {}),
			})),
		);
		expect(ownerOf(CUSTOMERS)).toBe('wangwu');
	});

	it('move at most 300 a day of one owner', async () => {
		const ids = Array.from({ length: 301 }, () => simulator.addGroupChat({ owner: 'lisi' }).chatId);
		const items = await run('transferChats', chats(ids.join(' ')));
		expect(items.filter(({ started }) => started)).toHaveLength(300);
		expect(items.at(-1)).toMatchObject({ chat_id: ids[300], failed: true, errcode: 45009 });
	});

	it('of a resigned member move by their own operation', async () => {
		expect(await run('transferChatsOfResigned', chats(CUSTOMERS))).toMatchObject([
			{ failed: true, errcode: 90500 },
		]);
		resign(simulator, 'zhangsan', clock - DAY);
		expect(await run('transferChats', chats(CUSTOMERS))).toMatchObject([
			{ failed: true, errcode: 90502 },
		]);
		expect(await run('transferChatsOfResigned', chats(CUSTOMERS))).toMatchObject([
			{ chat_id: CUSTOMERS, started: true },
		]);
		expect(ownerOf(CUSTOMERS)).toBe('wangwu');
	});
});

describe('is refused before any request', () => {
	const same = 'zhangsan hands over and takes over at the same time. Choose two different members';

	it.each<[operation: string, parameters: INodeParameters, message: string]>([
		['transferCustomers', { ...between('zhangsan', 'zhangsan'), externalUserIds: LIU }, same],
		['getResult', between('zhangsan', 'zhangsan'), same],
		[
			'transferCustomersOfResigned',
			{ ...fromResigned('zhangsan', 'zhangsan'), externalUserIds: LIU },
			same,
		],
		['getResultOfResigned', fromResigned('zhangsan', 'zhangsan'), same],
		[
			'transferCustomers',
			{
				...toWangwu,
				externalUserIds: LIU,
				additionalFields: { transferMessage: '您'.repeat(201) },
			},
			'"Message to Customers" is 201 characters long, but WeCom allows 200',
		],
	])('%s (%#)', async (operation, parameters, message) => {
		expect(await refusal(operation, parameters)).toBe(message);
		expect(simulator.journal).toEqual([]);
	});
});
