import { mappedIds } from '../../simulator';
import { confirmMassMessage, massMessages } from '../../simulator/massMessages';
import { resign } from '../../simulator/transfers';
import type { FollowTag } from '../../simulator/wire';
import { itemsOf, withCredential } from '../driver';
import { credentialData, CREDENTIAL_TYPE, PACKAGE } from '../wecom';
import { filledIn, readExample, runExample } from './examples-setup';
import { SET_UP_MS, startBoth, type Both } from './setup';

const DELEGATED = {
	name: 'delegated',
	agentId: 1000004,
	secret: 'delegated-secret',
	customerContact: true,
	kind: 'delegated' as const,
};
const SYNC = 'externalcontact/batch/get_by_user';
const TRANSFER = 'externalcontact/resigned/transfer_customer';
const REGULARS = 'etSimulatedAAAARegulars';

describe('the examples that read, convert and make things', () => {
	let both: Both;

	beforeAll(async () => {
		both = await startBoth({ simulated: { apps: [DELEGATED], empty: true } });
	}, SET_UP_MS);
	afterEach(() => both?.simulator.faults.reset());
	afterAll(() => both?.stop());

	describe('nightly-sync', () => {
		/** What a data table of the only project of this n8n holds. */
		const rowsOf = async (name: string) => {
			const { rest } = both.n8n;
			const { id: project } = await rest<{ id: string }>('GET', '/rest/projects/personal');
			const tables = `/rest/projects/${project}/data-tables`;
			const { data } = await rest<{ data: Array<{ id: string; name: string }> }>('GET', tables);
			const { id } = data.find((table) => table.name === name)!;
			return await rest<{ count: number; data: Array<Record<string, unknown>> }>(
				'GET',
				`${tables}/${id}/rows?take=250`,
			);
		};
		const stopsAfter = (calls: number) =>
			both.simulator.waitFor(() => both.simulator.requests(SYNC).length >= calls, 60_000);

		it('writes every customer to the table, also when the first night breaks off', async () => {
			const { simulator } = both;
			// A hundred members and ten more: four pages and one, read in four rounds.
			simulator.addManyCustomers({ members: 110, relationsPerMember: 4 });
			const example = filledIn(readExample('nightly-sync'), {
				'Read Customers': {
					output: 'relation',
					options: {
						maxRelations: 100,
						resumeFrom: "={{ $json.resume_from ?? '' }}",
					},
				},
			});
			const { settings } = example;
			const { run } = await runExample(
				both,
				{ ...example, settings: { ...settings, saveDataSuccessExecution: 'all' } },
				'Every Night',
				120,
			);

			simulator.resetJournal();
			const broken = stopsAfter(3).then(() => simulator.faults.untrustedIp('192.0.2.1'));
			const first = await run();
			await broken;
			expect(first.status).toBe('error');
			const saved = (await rowsOf('WeCom customers')).count;
			expect(saved).toBeGreaterThan(0);
			expect(saved).toBeLessThan(440);

			simulator.faults.reset();
			simulator.resetJournal();
			const second = await run();
			expect(second.resultData.error).toBeUndefined();
			const { count, data } = await rowsOf('WeCom customers');
			expect(count).toBe(440);
			expect(data[0]).toMatchObject({ state: expect.stringMatching(/^channel-/) as string });
			// It went on instead of beginning anew, and is done.
			expect(simulator.requests(SYNC).length).toBeLessThan(5);
			expect(second.resultData.runData['Read Customers']!.length).toBeGreaterThan(1);
			expect((await rowsOf('WeCom sync progress')).data).toMatchObject([
				{ job: 'customers', resume_from: '' },
			]);
		});
	});

	it('qr-codes-for-everyone makes one code per member, and none the second time', async () => {
		const { simulator } = both;
		simulator.addMember({ userid: 'zhangsan' });
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
		simulator.addMember({ userid: 'zhangsan' });
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

	/** New customers of a member; tagged, if a tag is given. */
	const follow = (userId: string, count: number, tags: FollowTag[] = []) =>
		Array.from({ length: count }, () => {
			const { external_userid: externalUserId } = both.simulator.addCustomer();
			both.simulator.addRelation({ userId, externalUserId }, { tags });
			return externalUserId;
		});
	const picked = (value: string) => ({ __rl: true, mode: 'id', value });

	it('transfer-resigned-members-customers hands over everybody, and says whom it could not', async () => {
		const { simulator } = both;
		for (const userid of ['left-1', 'left-2', 'stays']) simulator.addMember({ userid });
		// More than WeCom takes at once, and one whom both members had.
		follow('left-1', 120);
		const [shared] = follow('left-2', 1);
		simulator.addRelation({ userId: 'left-1', externalUserId: shared! });
		for (const userid of ['left-1', 'left-2']) resign(simulator, userid);

		const example = filledIn(readExample('transfer-resigned-members-customers'), {
			'Hand Over the Customers': { takeoverUserId: picked('stays') },
		});
		const { run } = await runExample(both, example, 'When Executed by Hand');
		const first = await run();
		expect(first.resultData.error).toBeUndefined();
		expect(itemsOf(first, 'Will Move')).toHaveLength(121);
		expect(itemsOf(first, 'Not Handed Over').map(({ json }) => json)).toEqual([
			{
				handover_userid: 'left-2',
				external_userid: shared,
				reason: expect.stringMatching(/transfer/i) as string,
			},
		]);
		const handedOver = (
			simulator.requests(TRANSFER) as Array<{ body: { external_userid: [] } }>
		).map(({ body }) => body.external_userid.length);
		expect(handedOver).toEqual([100, 21, 1]);

		// Those who wait for their move are not offered again; a member whom WeCom refuses is named.
		simulator.addMember({ userid: 'left-3' });
		follow('left-3', 1);
		resign(simulator, 'left-3');
		simulator.faults.failNext(TRANSFER, { errcode: 40098 });
		const second = await run();
		expect(second.resultData.error).toBeUndefined();
		expect(itemsOf(second, 'Will Move')).toEqual([]);
		expect(itemsOf(second, 'Not Handed Over').map(({ json }) => json)).toEqual([
			{ handover_userid: 'left-3', external_userid: 'all', reason: expect.any(String) as string },
		]);
	});

	it('mass-message-to-tagged-customers sends, waits and counts who got it', async () => {
		const { simulator } = both;
		for (const userid of ['sends', 'forgets']) simulator.addMember({ userid });
		const tag = { group_name: '客户等级', tag_name: '老客户', tag_id: REGULARS, type: 1 as const };
		simulator.state.tagIds.add(REGULARS);
		const [lost] = follow('sends', 3, [tag]);
		follow('forgets', 2, [tag]);
		follow('sends', 4);

		const example = filledIn(readExample('mass-message-to-tagged-customers'), {
			'Create the Mass Message': { tagFilter: { list: [{ tagIds: [REGULARS] }] } },
			'Wait a Day': { amount: 4, unit: 'seconds' },
		});
		const { run } = await runExample(both, example, 'When Executed by Hand');
		const running = run();
		const { state } = simulator;
		const message = await simulator.waitFor(() => [...massMessages(state).values()][0], 20_000);
		expect(message.tasks.map(({ userId, rows }) => [userId, rows.length])).toEqual([
			['sends', 3],
			['forgets', 2],
		]);
		await simulator.deleteByCustomer({ userId: 'sends', externalUserId: lost! });
		confirmMassMessage(state, { msgid: message.msgid, userId: 'sends' });

		const done = await running;
		expect(done.resultData.error).toBeUndefined();
		expect(itemsOf(done, 'Who Got It?')).toHaveLength(3);
		expect(itemsOf(done, 'How Many').map(({ json }) => json)).toEqual([
			{ send_status_label: 'not a customer any more', count_external_userid: 1 },
			{ send_status_label: 'sent', count_external_userid: 2 },
		]);
	});
});
