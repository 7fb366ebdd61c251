import { delivered } from '../../../../nodes/WeComCustomerContact/trigger/delivered';
import { DELEGATED_APP } from '../../../engine/setup';
import { startSimulator, type Simulator } from '../../../simulator';
import { createPoller } from './poller';

let sim: Simulator;
beforeEach(async () => {
	// Each a corp of its own: limits and budgets are those of a corp.
	sim = await startSimulator({
		corp: { corpId: `ww${Math.random().toString(36).slice(2, 14)}` },
		apps: [DELEGATED_APP],
	});
});
afterEach(async () => await sim.close());

const scan = (userId = 'zhangsan', state?: string) =>
	sim.scanQrCode({ userId, state, delivered: false }).externalUserId;
const relationOf = (id: string) =>
	sim.state.relations.find(({ externalUserId }) => externalUserId === id)!;
/** Everything but tokens. */
const calls = () =>
	sim.journal.map(({ path }) => path).filter((path) => path.startsWith('externalcontact/'));

it('takes stock, then emits each new customer once, across restarts', async () => {
	const trigger = createPoller(sim);
	expect(await trigger.poll()).toBeNull();
	const first = scan();
	expect(await trigger.ids()).toEqual([first]);
	expect(await trigger.poll()).toBeNull();
	trigger.restart();
	expect(await trigger.poll()).toBeNull();
	const missed = [scan(), scan('lisi'), scan('newcomer')];
	trigger.restart();
	expect((await trigger.ids()).sort()).toEqual(missed.sort());
	trigger.restart();
	trigger.restart();
	expect(await trigger.poll()).toBeNull();
});

it('finds who was added while n8n was down, though nothing was emitted before', async () => {
	const trigger = createPoller(sim);
	await trigger.poll();
	await trigger.poll();
	const missed = scan('newcomer');
	trigger.restart();
	expect(await trigger.ids()).toEqual([missed]);
});

it('is on after a start of n8n while WeCom cannot be reached, and says so from the next poll on', async () => {
	const trigger = createPoller(sim);
	await trigger.poll();
	const missed = scan();
	trigger.restart();
	sim.faults.untrustedIp('192.0.2.1');
	expect(await trigger.poll('trigger', 'init')).toBeNull();
	await expect(trigger.poll('trigger', 'init')).rejects.toThrow();
	sim.faults.reset();
	const [found] = (await trigger.poll('trigger', 'init'))!;
	expect(found).toMatchObject({ external_userid: missed });
});

it('gives the item of the callback trigger, with details, as a poll', async () => {
	const trigger = createPoller(sim);
	await trigger.poll();
	const id = scan('zhangsan', 'store');
	const { createtime } = relationOf(id).follow;
	const [item] = (await trigger.poll())!;
	expect(item).toMatchObject({
		event_type: 'customerAdded',
		event: 'change_external_contact',
		change_type: 'add_external_contact',
		source: 'poll',
		corpid: sim.corp.corpId,
		userid: 'zhangsan',
		external_userid: id,
		state: 'store',
		create_time: createtime,
		created_at: new Date(createtime * 1000).toISOString(),
		event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
		relation_key: `zhangsan/${id}/${createtime}`,
		customer: { external_userid: id, userid: 'zhangsan', follows: true, tag_names: [] },
		raw: { external_contact: { external_userid: id }, follow_user: [{ userid: 'zhangsan' }] },
	});
	expect(item).not.toHaveProperty('welcome_code');
});

it('costs a call for each member, and one for a new customer', async () => {
	const trigger = createPoller(sim);
	await trigger.poll();
	sim.resetJournal();
	await trigger.poll();
	const list = 'externalcontact/list';
	const quiet = ['externalcontact/get_follow_user_list', list, list, list, list];
	expect(calls().sort()).toEqual(quiet.sort());
	sim.resetJournal();
	scan();
	await trigger.poll();
	expect(calls().filter((path) => !quiet.includes(path))).toEqual(['externalcontact/get']);
});

it('reads the pages of a member with many new customers, and emits 500 at a time, the oldest first', async () => {
	const trigger = createPoller(sim);
	await trigger.poll();
	const now = Math.floor(Date.now() / 1000);
	for (let n = 0; n < 1200; n++) {
		const { external_userid: externalUserId } = sim.addCustomer({ external_userid: `wmNew${n}` });
		sim.addRelation({ userId: 'newcomer', externalUserId }, { createtime: now - 1200 + n });
	}
	const names = (from: number, to: number) =>
		Array.from({ length: to - from }, (_, n) => `wmNew${from + n}`);
	sim.resetJournal();
	expect(await trigger.ids()).toEqual(names(0, 500));
	expect(sim.requests('externalcontact/batch/get_by_user')).toHaveLength(12);
	expect(await trigger.ids()).toEqual(names(500, 1000));
	// The rest is found again by the state.
	trigger.restart();
	expect(await trigger.ids()).toEqual(names(1000, 1200));
	expect(trigger.stored().length).toBeLessThan(10_000);
	trigger.restart();
	expect(await trigger.poll()).toBeNull();
}, 60_000);

describe('with the option Since', () => {
	it('begins with those added since then', async () => {
		const trigger = createPoller(sim, { options: { since: '2025-10-10 00:00' } });
		// 2025-10-13 and 14; the others are older, or of a member out of scope.
		expect(await trigger.ids()).toEqual([
			'wmSimulatedAAAAChenXiaoMing',
			'wmSimulatedAAAALiuFang',
			'woSimulatedAAAAZhaoJingLi',
			'wmSimulatedAAAASunLi',
		]);
		expect(await trigger.poll()).toBeNull();
		trigger.restart();
		expect(await trigger.poll()).toBeNull();
	});
});

describe('filters', () => {
	it('are those of the callback trigger', async () => {
		const trigger = createPoller(sim, {
			filters: { members: ['lisi', 'newcomer'], state: 'sto', stateMatch: 'prefix' },
		});
		await trigger.poll();
		scan('zhangsan', 'store');
		scan('lisi', 'ad');
		scan('lisi');
		const wanted = scan('newcomer', 'store');
		sim.resetJournal();
		expect(await trigger.ids()).toEqual([wanted]);
		expect(sim.requests('externalcontact/list').map(({ query }) => query.userid)).toEqual([
			'lisi',
			'newcomer',
		]);
	});

	it('skip members whom WeCom does not show', async () => {
		const trigger = createPoller(sim, { filters: { members: 'nobody, outsider, cleaner, lisi' } });
		await trigger.poll();
		const id = scan('lisi');
		expect(await trigger.ids()).toEqual([id]);
	});
});

describe('loses nobody and doubles nobody', () => {
	it('when the first customer of a member comes (84061 before)', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		const id = scan('newcomer');
		expect(await trigger.ids()).toEqual([id]);
	});

	it('when a member has no license, and gets one', async () => {
		sim.state.members.get('lisi')!.licensed = false;
		const trigger = createPoller(
			sim,
			{},
			{ appType: 'delegated', corpSecret: DELEGATED_APP.secret },
		);
		await trigger.poll();
		const id = scan('lisi');
		expect(await trigger.ids()).toEqual([]);
		sim.state.members.get('lisi')!.licensed = true;
		expect(await trigger.ids()).toEqual([id]);
	});

	it('when a member leaves the scope and comes back; old customers of one who is new stay out', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		sim.state.members.get('lisi')!.inScope = false;
		expect(await trigger.poll()).toBeNull();
		const id = scan('lisi');
		sim.state.members.get('lisi')!.inScope = true;
		sim.state.members.get('outsider')!.inScope = true;
		expect(await trigger.ids()).toEqual([id]);
		const ofNew = scan('outsider');
		expect(await trigger.ids()).toEqual([ofNew]);
	});

	it.each([[['list', 'batch', 'get'] as const], [['batch', 'get'] as const], [['list'] as const]])(
		'when a relation shows late by %j, whatever its time',
		async (unseenBy) => {
			const trigger = createPoller(sim);
			await trigger.poll();
			const { external_userid: externalUserId } = sim.addCustomer();
			const pair = { userId: 'zhangsan', externalUserId };
			const relation = sim.addRelation(pair, { createtime: 1_700_000_000 }, { unseenBy });
			expect(await trigger.poll()).toBeNull();
			const other = scan();
			expect(await trigger.ids()).toEqual([other]);
			delete relation.unseenBy;
			expect(await trigger.ids()).toEqual([externalUserId]);
			expect(await trigger.poll()).toBeNull();
		},
	);

	it('when a half one is confirmed later, or one is deleted and added again', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		const { externalUserId } = sim.addHalf({ userId: 'lisi', delivered: false });
		expect(await trigger.poll()).toBeNull();
		void sim.confirmHalf({ userId: 'lisi', externalUserId }).delivery;
		expect(await trigger.ids()).toEqual([externalUserId]);
		const relation = relationOf(externalUserId);
		relation.status = 'deletedByMember';
		expect(await trigger.poll()).toBeNull();
		Object.assign(relation, { status: 'full' });
		relation.follow.createtime += 60;
		expect(await trigger.ids()).toEqual([externalUserId]);
	});

	it('when some come in the second of those that were emitted', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		const [first, second] = [scan(), scan()];
		relationOf(second).follow.createtime = relationOf(first).follow.createtime;
		relationOf(second).unseenBy = ['list', 'batch', 'get'];
		expect(await trigger.ids()).toEqual([first]);
		delete relationOf(second).unseenBy;
		trigger.restart();
		expect(await trigger.ids()).toEqual([second]);
	});

	it.each(['list', 'get'])(
		'when WeCom has had too many calls of %s in the middle',
		async (path) => {
			const trigger = createPoller(sim);
			await trigger.poll();
			const ids = [scan(), scan('lisi'), scan('wangwu')];
			const state = trigger.stored();
			sim.faults.failNext(`externalcontact/${path}`, { errcode: 45009 });
			await expect(trigger.poll()).rejects.toThrow('45009');
			expect(trigger.stored()).toBe(state);
			// The API is left alone for a minute, by this process.
			trigger.restart();
			expect((await trigger.ids()).sort()).toEqual(ids.sort());
			expect(await trigger.poll()).toBeNull();
		},
	);

	it('when an error ends a poll half way: the next one goes on with who is left', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		const ids = [scan(), scan('lisi')];
		sim.faults.failNext('externalcontact/get', { errcode: 48002 });
		await expect(trigger.poll()).rejects.toThrow('48002');
		expect((await trigger.ids()).sort()).toEqual(ids.sort());
	});

	it('when polls run side by side, as one takes longer than the interval', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		const id = scan();
		sim.faults.slow('externalcontact/list', 100);
		const polls = [trigger.ids(), trigger.ids(), trigger.ids()];
		expect((await Promise.all(polls)).flat()).toEqual([id]);
		expect(await trigger.poll()).toBeNull();
	});

	it("when this machine's clock is wrong", async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		for (const shift of [-10, 10]) {
			const id = scan();
			relationOf(id).follow.createtime += shift * 3600;
			expect(await trigger.ids()).toEqual([id]);
			trigger.restart();
			expect(await trigger.poll()).toBeNull();
		}
	});

	it('when the secret is renewed', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		const id = scan();
		sim.corp.apps[0]!.secret = trigger.credential.corpSecret = 'another-secret';
		expect(await trigger.ids()).toEqual([id]);
		expect(await trigger.poll()).toBeNull();
	});
});

describe('whom the callback trigger has delivered', () => {
	const deliveredTo = (workflow: string, id: string) => {
		const { userId, follow } = relationOf(id);
		const context = {
			getWorkflow: () => ({ id: workflow }),
			getNode: () => ({ credentials: { weComCustomerContactApi: { id: '1' } } }),
		};
		delivered.add(context as never, `${userId}/${id}/${follow.createtime}`);
	};
	const run = (mode: string) => delivered.noteRun({ getMode: () => mode } as never);

	it('comes again in a process that runs no executions of callbacks, as in queue mode', async () => {
		run('manual');
		run('integrated');
		const trigger = createPoller(sim);
		await trigger.poll();
		const id = scan();
		deliveredTo(trigger.workflowId, id);
		expect(await trigger.ids()).toEqual([id]);
	});

	it('is left out in one that does, if it was the same workflow, until the process dies', async () => {
		run('webhook');
		const trigger = createPoller(sim);
		await trigger.poll();
		const [here, elsewhere, again] = [scan(), scan(), scan()];
		deliveredTo(trigger.workflowId, here);
		deliveredTo('another', elsewhere);
		deliveredTo(trigger.workflowId, again);
		relationOf(again).follow.createtime += 1;
		expect((await trigger.ids()).sort()).toEqual([elsewhere, again].sort());
		expect(await trigger.poll()).toBeNull();
		trigger.restart();
		expect(await trigger.ids()).toEqual([here]);
	});
});

describe('an execution that dies', () => {
	it('with n8n, leaves its customers to the next process, three times at most', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		const ids = [scan(), scan('lisi')].sort();
		expect((await trigger.ids()).sort()).toEqual(ids);
		for (let tries = 0; tries < 3; tries++) {
			trigger.restart(60);
			expect((await trigger.ids()).sort()).toEqual(ids);
			expect(await trigger.poll()).toBeNull();
		}
		trigger.restart(60);
		expect(await trigger.poll()).toBeNull();
	});

	it('with its worker, leaves them to the next poll, three times at most', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		trigger.executionsEnd({ status: 'error' });
		const id = scan();
		for (let tries = 0; tries < 3; tries++) expect(await trigger.ids()).toEqual([id]);
		expect(await trigger.poll()).toBeNull();
	});

	it('with n8n, says nothing about the customers of the app that is chosen next', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		const id = scan();
		expect(await trigger.ids()).toEqual([id]);
		for (let tries = 0; tries < 2; tries++) {
			trigger.restart(60);
			expect(await trigger.ids()).toEqual([id]);
		}
		Object.assign(trigger.credential, {
			appType: 'delegated',
			corpSecret: DELEGATED_APP.secret,
		});
		trigger.restart(60);
		expect(await trigger.poll()).toBeNull();
		trigger.executionsEnd({ status: 'error' });
		const next = scan('lisi');
		for (let tries = 0; tries < 3; tries++) expect(await trigger.ids()).toEqual([next]);
	});

	it('is none that came to its end, well or not, or was canceled', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		const ends = [
			{ status: 'success' },
			{ status: 'waiting' },
			{ status: 'canceled' },
			{ status: 'error', lastNodeExecuted: 'Tag' },
		];
		for (const end of ends) {
			trigger.executionsEnd(end);
			const id = scan();
			expect(await trigger.ids()).toEqual([id]);
			expect(await trigger.poll()).toBeNull();
		}
	});

	it('leaves its customers to the next process, though another one began meanwhile', async () => {
		const trigger = createPoller(sim);
		await trigger.poll();
		trigger.executionsEnd('underWay');
		const ids: string[] = [];
		for (const userId of ['zhangsan', 'lisi']) {
			const id = scan(userId);
			ids.push(id);
			expect(await trigger.ids()).toEqual([id]);
		}
		trigger.restart(60);
		expect((await trigger.ids()).sort()).toEqual(ids.sort());
	});
});

it('answers the items where the node cannot emit them itself, and takes them for done', async () => {
	const trigger = createPoller(sim);
	trigger.keepsEmitForItself();
	await trigger.poll();
	const id = scan();
	expect(await trigger.ids()).toEqual([id]);
	expect(await trigger.poll()).toBeNull();
	trigger.restart(60);
	expect(await trigger.poll()).toBeNull();
	const next = scan('lisi');
	expect(await trigger.ids()).toEqual([next]);
});

it('says that a customer cannot be read who was deleted meanwhile', async () => {
	const trigger = createPoller(sim);
	await trigger.poll();
	const id = scan();
	relationOf(id).unseenBy = ['get'];
	for (let n = 0; n < 101; n++) scan();
	for (const { externalUserId } of sim.state.relations.slice(-101)) {
		relationOf(externalUserId).unseenBy = ['get'];
	}
	const items = (await trigger.poll())!;
	expect(items).toHaveLength(102);
	expect(items[0]).toMatchObject({
		external_userid: id,
		customer_error: 'WeCom does not show this customer any more',
		relation_key: expect.stringContaining(id),
	});
});

describe('Fetch Test Event', () => {
	it('shows a customer and changes nothing', async () => {
		const trigger = createPoller(sim, { filters: { members: ['newcomer', 'lisi'] } });
		expect(await trigger.poll('manual')).toMatchObject([
			{ external_userid: 'wmSimulatedAAAAChenXiaoMing', userid: 'lisi', source: 'poll' },
		]);
		expect(trigger.stored()).toBe('{}');
		expect(await trigger.poll()).toBeNull();
		const id = scan('lisi');
		expect((await trigger.poll('manual'))![0]).toMatchObject({ source: 'poll' });
		expect(await trigger.ids()).toEqual([id]);
	});

	it('says so when there is none', async () => {
		const trigger = createPoller(sim, { filters: { members: ['newcomer'] } });
		await expect(trigger.poll('manual')).rejects.toThrow('There is no customer to show');
	});
});
