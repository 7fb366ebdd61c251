import { mappedIds } from '../../simulator';
import { confirmMassMessage, massMessages } from '../../simulator/massMessages';
import { endTransfer, resign } from '../../simulator/transfers';
import { tagGroups } from '../../simulator/tags';
import type { FollowTag } from '../../simulator/wire';
import type { World } from '../../simulator/world';
import { itemsOf, withCredential } from '../driver';
import { credentialData, CREDENTIAL_TYPE, PACKAGE } from '../wecom';
import { dataTable, filledIn, readExample, runExample } from './examples-setup';
import { SET_UP_MS, startBoth, type Both } from './setup';

const DELEGATED = {
	name: 'delegated',
	agentId: 1000004,
	secret: 'delegated-secret',
	customerContact: true,
	kind: 'delegated' as const,
};
const TRANSFER = 'externalcontact/resigned/transfer_customer';

interface Handover {
	takeover_userid: string;
	external_userid: string[];
}

const REGULARS = 'etSimulatedAAAARegulars';

describe('the examples that read, convert and make things', () => {
	let both: Both;

	beforeAll(async () => {
		both = await startBoth({ simulated: { apps: [DELEGATED], empty: true } });
	}, SET_UP_MS);
	afterEach(() => both?.simulator.faults.reset());
	afterAll(() => both?.stop());

	it('qr-codes-for-everyone makes one code per member, and none the second time', async () => {
		const { simulator } = both;
		for (const userid of ['zhangsan', 'lisi', 'wangwu']) simulator.addMember({ userid });
		const members = [...simulator.state.members.keys()];
		const trigger = 'When Executed by Hand';
		const { run } = await runExample(both, readExample('qr-codes-for-everyone'), trigger, 90);

		const first = await run();
		expect(first.resultData.error).toBeUndefined();
		const made = itemsOf(first, 'Create a QR Code');
		expect(made).toHaveLength(members.length);
		expect(made[0]).toMatchObject({ binary: { data: { mimeType: 'image/png' } } });
		const given = [...simulator.state.contactWays.values()].map((way) => way.given);
		expect(given.map(({ user }) => user?.[0]).sort()).toEqual(members.sort());
		expect(given.every(({ user, state }) => state === `qr-${user?.[0]}`)).toBe(true);

		simulator.addMember({ userid: 'starts-today' });
		const second = await run();
		expect(itemsOf(second, 'Create a QR Code')).toHaveLength(1);
		expect(simulator.state.contactWays.size).toBe(members.length + 1);
	});

	it('mini-program-user-to-customer answers who a user is', async () => {
		const { simulator, n8n } = both;
		const wecom = await n8n.createCredential(CREDENTIAL_TYPE, 'Delegated', {
			...credentialData(simulator),
			corpSecret: DELEGATED.secret,
		});
		const header = { name: 'X-Key', value: 'for-this-test' };
		const key = await n8n.createCredential('httpHeaderAuth', 'Mini program', header);
		const example = readExample('mini-program-user-to-customer');
		const stored = await n8n.createWorkflow(
			withCredential(withCredential(example, PACKAGE, wecom), 'n8n-nodes-base.webhook', key),
		);
		await n8n.activate(stored);

		const { unionid, external_userid: externalUserId } = simulator.addCustomer({ name: '李子涵' });
		simulator.addRelation({ userId: 'zhangsan', externalUserId });
		const ask = async (unionId: string, headers: Record<string, string>) =>
			await fetch(`${n8n.baseUrl}/webhook/mini-program-user`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify({ unionid: unionId, openid: mappedIds.openId(unionId) }),
			});
		const allowed = { [header.name]: header.value };

		expect((await ask(unionid!, {})).status).toBe(403);
		expect(await (await ask(unionid!, allowed)).json()).toEqual({
			is_customer: true,
			external_userid: externalUserId,
			name: '李子涵',
			members: 'zhangsan',
		});
		const stranger = 'ozNobodysCustomer';
		expect(await (await ask(stranger, allowed)).json()).toEqual({
			is_customer: false,
			pending_id: mappedIds.pendingId(stranger),
		});
	});

	const world = () => ({ ...both.simulator, now: Date.now }) as unknown as World;

	/** New customers of a member; tagged, if a tag is given. */
	const follow = (userId: string, count: number, tags: FollowTag[] = []) =>
		Array.from({ length: count }, () => {
			const { external_userid: externalUserId } = both.simulator.addCustomer();
			both.simulator.addRelation({ userId, externalUserId }, { tags });
			return externalUserId;
		});

	it('transfer-resigned-members-customers shares out everybody, and says who has not moved and why', async () => {
		const { simulator } = both;
		for (const userid of ['left-1', 'left-2', 'stays-1', 'stays-2', 'heir']) {
			simulator.addMember({ userid });
		}
		follow('left-1', 20);
		const [shared] = follow('left-2', 1);
		simulator.addRelation({ userId: 'left-1', externalUserId: shared! });
		for (const userid of ['left-1', 'left-2']) resign(simulator, userid);

		const example = filledIn(readExample('transfer-resigned-members-customers'), {
			'Wait a Day': { amount: 4, unit: 'seconds' },
		});
		const { run } = await runExample(both, example, 'When Executed by Hand');
		// The first run makes the table; nobody takes over yet.
		const empty = await run();
		expect(empty.resultData.error).toBeUndefined();
		expect(itemsOf(empty, 'Nobody Takes Over')).toHaveLength(2);
		expect(simulator.requests(TRANSFER)).toEqual([]);

		const table = await dataTable(both, 'WeCom takeover');
		await table.add(
			{ takeover_userid: 'stays-1' },
			{ takeover_userid: 'stays-2' },
			{ resigned_userid: 'left-2', takeover_userid: 'heir' },
		);
		const running = run();
		await simulator.waitFor(() => simulator.requests(TRANSFER).length >= 3, 30_000);
		const given = (simulator.requests(TRANSFER) as Array<{ body: Handover }>).map(
			({ body }) => body,
		);
		expect(given.map((one) => [one.takeover_userid, one.external_userid.length])).toEqual([
			['stays-1', 11],
			['stays-2', 10],
			['heir', 1],
		]);
		const [[refuses, slow, ...moves], others] = given.map((one) => one.external_userid) as [
			string[],
			string[],
		];
		const end = (userId: string, customers: string[], outcome: 'done' | 'refused') => {
			for (const externalUserId of customers) {
				endTransfer(simulator, { userId, externalUserId }, outcome);
			}
		};
		end('stays-1', moves, 'done');
		end('stays-1', [refuses!], 'refused');
		end('stays-2', others, 'done');

		const done = await running;
		expect(done.resultData.error).toBeUndefined();
		expect(itemsOf(done, 'Not Handed Over').map(({ json }) => json)).toEqual([
			{
				handover_userid: 'left-2',
				takeover_userid: 'heir',
				external_userid: shared,
				reason: expect.stringMatching(/transfer/i) as string,
			},
		]);
		const waiting = itemsOf(done, 'Not Moved').map(({ json }) => [
			json.external_userid,
			json.transfer_status,
		]);
		expect(waiting.sort()).toEqual(
			[
				[refuses, 3],
				[slow, 2],
			].sort(),
		);

		// Who waits for the move is not offered again, unlike who refused; a member whom WeCom refuses is named.
		simulator.resetJournal();
		simulator.faults.failNext(TRANSFER, { errcode: 40098 });
		const second = await run();
		expect(second.resultData.error).toBeUndefined();
		const again = (simulator.requests(TRANSFER) as Array<{ body: Handover }>).flatMap(
			({ body }) => body.external_userid,
		);
		expect(again.sort()).toEqual([refuses, shared].sort());
		expect(itemsOf(second, 'On Their Way')).toHaveLength(1);
		expect(itemsOf(second, 'Not Handed Over').map(({ json }) => json)).toEqual([
			expect.objectContaining({ external_userid: 'all', reason: expect.any(String) as string }),
		]);
	});

	it('mass-message-to-tagged-customers sends each customer one message, and says who got it and who did not', async () => {
		const { simulator } = both;
		for (const userid of ['sends', 'forgets']) simulator.addMember({ userid });
		const tagged = (tag_name: string, tag_id: string): FollowTag => ({
			group_name: '客户等级',
			tag_name,
			tag_id,
			type: 1,
		});
		const { tags } = tagGroups(world()).find(({ name }) => name === '客户等级')!;
		tags.push({ ...tags[0]!, id: REGULARS, name: '老客户' });
		simulator.state.tagIds.add(REGULARS);
		const regular = tagged('老客户', REGULARS);
		const [lost, shared] = follow('sends', 3, [regular]);
		const [important] = follow('sends', 1, [regular, tagged('重要', tags[0]!.id)]);
		follow('forgets', 2, [regular]);
		simulator.addRelation({ userId: 'forgets', externalUserId: shared! }, { tags: [regular] });
		follow('sends', 4);

		const example = filledIn(readExample('mass-message-to-tagged-customers'), {
			'Wait a Day': { amount: 4, unit: 'seconds' },
		});
		const { run } = await runExample(both, example, 'When Executed by Hand');
		const running = run();
		const { state } = simulator;
		await simulator.waitFor(() => massMessages(state).size >= 3, 20_000);
		const messages = [...massMessages(state).values()];
		const { name } = state.customers.get(important!)!;
		const text = '您好！老客户专享的活动开始了，回复“1”即可了解。';
		const made = messages.flatMap((message) =>
			message.tasks.map(({ userId, rows }) => [userId, rows.length, message.text]),
		);
		expect(made).toEqual(
			expect.arrayContaining([
				['sends', 1, `${name}，${text}`],
				['forgets', expect.any(Number), text],
				['sends', expect.any(Number), text],
			]),
		);
		const everybody = messages.flatMap(({ tasks }) => tasks.flatMap(({ rows }) => rows));
		expect(everybody).toHaveLength(6);
		expect(new Set(everybody.map(({ to }) => to)).size).toBe(6);

		const gotIt = everybody.length - 1;
		await simulator.deleteByCustomer({ userId: 'sends', externalUserId: lost! });
		const late = messages.flatMap(({ msgid, tasks }) =>
			tasks.flatMap(({ userId, rows }) => {
				if (userId === 'sends') confirmMassMessage(state, { msgid, userId });
				return userId === 'sends' ? [] : rows;
			}),
		);

		const done = await running;
		expect(done.resultData.error).toBeUndefined();
		expect(itemsOf(done, 'How Many').map(({ json }) => json)).toEqual(
			expect.arrayContaining([
				{ send_status_label: 'sent', count_external_userid: gotIt - late.length },
				{ send_status_label: 'not a customer any more', count_external_userid: 1 },
			]),
		);
		const not = itemsOf(done, 'Did Not Get It').map(({ json }) => json.external_userid);
		expect(not).toEqual([lost]);
		const idle = itemsOf(done, 'Has Not Confirmed').map(({ json }) => json.userid);
		expect(idle).toEqual(['forgets']);
		expect(itemsOf(done, 'Not Reached')).toEqual([]);
	});
});
