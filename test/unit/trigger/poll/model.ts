import path from 'node:path';
import fc from 'fast-check';
import type * as Alone from '../../../../nodes/WeComCustomerContact/trigger/poll/alone';
import type * as Memory from '../../../../nodes/WeComCustomerContact/trigger/poll/memory';
import type * as StateModule from '../../../../nodes/WeComCustomerContact/trigger/poll/state';
import type { State } from '../../../../nodes/WeComCustomerContact/trigger/poll/state';
import type * as Step from '../../../../nodes/WeComCustomerContact/trigger/poll/step';
import type { Relation } from '../../../simulator/types';
import { runs, SEED } from '../../seed';
import { mutant } from '../../transport/mutant';
import { openWeCom } from './wecom';

// Polls of a simulated WeCom in every order of what can happen, as n8n runs them: side by side, with the state in a
// copy that is stored with what is emitted, and at a start. All takes less than the window of an hour.

const folder = path.join(__dirname, '../../../../nodes/WeComCustomerContact/trigger/poll');

/** The modules of a poll, fresh, with a mistake in one of them. */
export function polling(name = '', from = '', to = '') {
	const made: Record<string, unknown> = {};
	for (const each of ['state', 'memory', 'choose', 'round', 'step', 'alone']) {
		const mistake = each === name ? ([from, to] as const) : ([] as const);
		made[`./${each}`] = mutant(each, mistake[0], mistake[1], made, folder);
	}
	return made as unknown as {
		'./memory': typeof Memory;
		'./state': typeof StateModule;
		'./step': typeof Step;
		'./alone': typeof Alone;
	};
}

type Polling = ReturnType<typeof polling>;

export type Promised =
	| 'none is lost'
	| 'none comes twice'
	| 'no stock is emitted'
	| 'the oldest come first'
	| 'what fails changes nothing'
	| 'state stays small'
	| 'state moves with items only';

const START = Date.parse('2026-03-01T08:00:00Z');
const HOUR = 3600;
const MEMBERS = ['anna', 'bert', 'carl'];

/** As often as a poll begins anew what dies with its process. */
const MOST_DEATHS = 3;

class World {
	now = START;
	readonly wecom = openWeCom(() => this.now);
	readonly broken = new Set<Promised>();
	readonly emitted = new Map<string, number>();
	/** Relations that must come. */
	readonly due = new Set<Relation>();
	/** Relations that a poll after a restart need not find, as they are dated before the window. */
	readonly dueToMemory = new Set<Relation>();
	readonly stock = new Set<string>();
	/** Executions, each with those it was begun with. */
	underWay: StateModule.Begun[] = [];
	/** Those that came to their end with an execution. */
	readonly ended = new Set<string>();
	/** Those that may come again: they were in an execution that died, or were the last before a restart. */
	readonly mayComeAgain = new Set<string>();
	private last: string[] = [];
	private deaths = 0;
	/** What n8n's database has; what the poller works with. */
	stored: State | undefined;
	live: State | undefined;
	isStarting = true;
	/** Calls from now until one fails. */
	failIn = Infinity;
	/** Looks that a poll may still take. */
	looks = Infinity;
	private process: ReturnType<World['start']>;

	constructor(
		private readonly polling: Polling,
		/** Seconds between this machine's clock and WeCom's. */
		private readonly clockIsOff: number,
	) {
		this.process = this.start();
		this.wecom.hook.before = async () => {
			// As long as others need to come between.
			for (let wait = 0; wait < 3; wait++) await Promise.resolve();
			this.failIn -= 1;
			if (this.failIn === 0) throw new Error('WeCom is busy');
		};
		this.wecom.addMember({ userid: 'anna' });
		this.wecom.addMember({ userid: 'bert' });
		this.wecom.addMember({ userid: 'carl', inScope: false });
		this.addOld('anna');
		this.addOld('bert', 20);
		this.addOld('carl');
	}

	private start() {
		return {
			memory: this.polling['./memory'].createMemory(),
			alone: this.polling['./alone'].createAlone(),
		};
	}

	private keyOf({ userId, externalUserId, follow }: Relation) {
		return `${userId}/${externalUserId}/${follow.createtime}`;
	}

	/** A relation from before the first poll, or of a member who was never shown. */
	addOld(userId: string, secondsAgo = 50 * HOUR) {
		this.stock.add(this.keyOf(this.relate(userId, secondsAgo)));
	}

	private relate(userId: string, secondsAgo: number, more: Partial<Relation> = {}) {
		const externalUserId = this.wecom.addCustomer().external_userid;
		const createtime = Math.floor(this.now / 1000) - secondsAgo;
		return this.wecom.addRelation({ userId, externalUserId }, { createtime }, more);
	}

	add(userId: string, secondsAgo: number, more: Partial<Relation> = {}) {
		// Of a member outside the scope it isn't known whether it is old when the member comes in.
		if (!this.isInScope(userId) || this.live === undefined) return;
		const relation = this.relate(userId, secondsAgo, more);
		if (secondsAgo >= HOUR && !this.process.memory.members.has(userId)) return;
		this.due.add(relation);
		if (secondsAgo >= HOUR) this.dueToMemory.add(relation);
	}

	private isInScope(userId: string) {
		return this.wecom.world.state.members.get(userId)!.inScope;
	}

	knows({ userId, externalUserId }: Relation) {
		const known = this.process.memory.members.get(userId);
		return known?.times.get(externalUserId) !== undefined;
	}

	isGone({ userId, externalUserId }: Relation) {
		return this.process.memory.members.get(userId)?.gone.has(externalUserId) === true;
	}

	addAgain(gone: Relation) {
		const { userId, externalUserId } = gone;
		this.due.delete(gone);
		const createtime = Math.floor(this.now / 1000);
		this.due.add(this.wecom.addRelation({ userId, externalUserId }, { createtime }));
	}

	get relations() {
		return this.wecom.world.state.relations;
	}

	/** Executions come to their end, or die with a worker. */
	endExecutions(isDone: boolean) {
		if (!isDone && ++this.deaths > MOST_DEATHS - 1) return;
		const { ended } = this.polling['./memory'];
		for (const begun of this.underWay.splice(0)) {
			ended(this.process.memory, begun, isDone);
			for (const each of begun.relations) {
				(isDone ? this.ended : this.mayComeAgain).add(this.polling['./state'].keyOf(each));
			}
		}
	}

	restart() {
		if (++this.deaths > MOST_DEATHS - 1) return;
		for (const { relations } of this.underWay.splice(0)) {
			for (const each of relations) this.mayComeAgain.add(this.polling['./state'].keyOf(each));
		}
		for (const key of this.last) this.mayComeAgain.add(key);
		this.process = this.start();
		this.live = this.stored && structuredClone(this.stored);
		this.isStarting = true;
		for (const relation of this.dueToMemory) {
			if (!this.ended.has(this.keyOf(relation))) this.due.delete(relation);
		}
	}

	async poll() {
		const { memory, alone } = this.process;
		const before = JSON.stringify(this.live);
		const process = this.process;
		const isStart = this.isStarting;
		let looks = this.looks;
		const mayGoOn = () => looks-- > 0;
		const now = () => Math.floor(this.now / 1000) + this.clockIsOff;
		const conditions = { corp: 'corp', mayGoOn, now };
		const result = await alone('poll', async () => {
			try {
				return await this.polling['./step'].step(this.wecom.source, memory, this.live, conditions);
			} catch (error) {
				if (!(error instanceof Error && error.message === 'WeCom is busy')) throw error;
				if (JSON.stringify(this.live) !== before) this.broken.add('what fails changes nothing');
				return undefined;
			}
		});
		// The process that was to emit it is dead.
		if (!result || process !== this.process) return;
		const { emitted, begun, state } = result;
		// What nobody was shown before may be new.
		if (state && !this.live) {
			for (const relation of this.relations) {
				const isOld = relation.follow.createtime < START / 1000 - 24 * HOUR;
				if (!isOld && !this.knows(relation)) this.stock.delete(this.keyOf(relation));
			}
		}
		if (state && this.live && emitted.length === 0) this.broken.add('state moves with items only');
		if (state) this.live = structuredClone(state);
		if (emitted.length > 0 || isStart) this.stored = this.live && structuredClone(this.live);
		this.isStarting = false;
		if (JSON.stringify(this.live ?? '').length > 10_000) this.broken.add('state stays small');
		const relations = emitted.map(({ relation }) => relation);
		if (begun && relations.length > 0) {
			const keys = relations.map(this.polling['./state'].keyOf);
			this.last = this.underWay.length > 0 ? [...this.last, ...keys] : keys;
			this.underWay.push(begun);
		}
		let last = 0;
		for (const { relation } of emitted) {
			const key = `${relation.userid}/${relation.external_userid}/${relation.createtime}`;
			const times = (this.emitted.get(key) ?? 0) + 1;
			this.emitted.set(key, times);
			if (times > 1 && !this.mayComeAgain.delete(key)) this.broken.add('none comes twice');
			if (this.stock.has(key)) this.broken.add('no stock is emitted');
			if (relation.createtime < last) this.broken.add('the oldest come first');
			last = relation.createtime;
		}
	}

	/** Everybody is shown, nothing fails: whoever is due must have come. */
	async end() {
		this.failIn = Infinity;
		this.looks = Infinity;
		for (const relation of this.due) delete relation.unseenBy;
		for (const userId of MEMBERS) this.setScope(userId, true);
		for (const relation of this.due) {
			if (relation.status === 'half') relation.status = 'full';
		}
		for (let count = 0; count < 3; count++) {
			await this.poll();
			this.endExecutions(true);
		}
		for (const relation of this.due) {
			if (!this.ended.has(this.keyOf(relation))) this.broken.add('none is lost');
		}
	}

	setScope(userId: string, inScope: boolean) {
		this.wecom.world.state.members.get(userId)!.inScope = inScope;
	}
}

type Command = fc.AsyncCommand<object, World>;

const command = (label: string, run: (world: World) => Promise<void> | void): Command => ({
	check: () => true,
	toString: () => label,
	run: async (_model, world) => {
		await run(world);
	},
});

const member = fc.constantFrom(...MEMBERS);
const polls = fc.record({
	count: fc.constantFrom(1, 1, 1, 2),
	failIn: fc.constantFrom(0, 0, 1, 3, 5, 7),
});

const COMMANDS = [
	polls.map(({ count, failIn }) =>
		command(`${count} poll(s) at once, failing at call ${failIn}`, async (world) => {
			world.failIn = failIn || Infinity;
			await Promise.all(Array.from({ length: count }, async () => await world.poll()));
			world.failIn = Infinity;
		}),
	),
	fc.constantFrom(1, 2).map((looks) =>
		command(`a poll of ${looks} member(s)`, async (world) => {
			// The first one takes its time, or n8n keeps nothing of it.
			if (world.live) world.looks = looks;
			await world.poll();
			world.looks = Infinity;
		}),
	),
	fc
		.tuple(member, fc.constantFrom(0, 0, 0, 1, 30, 400))
		.map(([userId, ago]) =>
			command(`${userId} added ${ago} s ago`, (world) => world.add(userId, ago)),
		),
	fc
		.tuple(
			member,
			fc.constantFrom(0, 30, 5 * HOUR),
			fc.constantFrom<Partial<Relation>>(
				{ unseenBy: ['list', 'batch', 'get'] },
				{ unseenBy: ['batch', 'get'] },
				{ unseenBy: ['list'] },
				{ status: 'half' },
			),
		)
		.map(([userId, ago, more]) =>
			command(`${userId} added ${ago} s ago, ${JSON.stringify(more)}`, (world) =>
				world.add(userId, ago, more),
			),
		),
	fc.nat(20).map((n) =>
		command(`late one ${n} shows`, ({ due }) => {
			const late = [...due].filter(({ unseenBy, status }) => unseenBy || status === 'half');
			const relation = late[n % late.length];
			if (!relation) return;
			delete relation.unseenBy;
			relation.status = 'full';
		}),
	),
	fc.nat(20).map((n) =>
		command(`one flickers ${n}`, async (world) => {
			const relation = world.relations[n % world.relations.length]!;
			// To whom it was never shown, it is a new one that shows late, however old.
			if (relation.unseenBy || !world.knows(relation)) return;
			relation.unseenBy = ['list', 'batch', 'get'];
			await world.poll();
			delete relation.unseenBy;
		}),
	),
	fc.nat(20).map((n) =>
		command(`one is deleted and added again ${n}`, async (world) => {
			const relation = world.relations[n % world.relations.length]!;
			if (relation.status !== 'full' || !world.knows(relation)) return;
			relation.status = 'deletedByMember';
			world.now += 1000;
			await world.poll();
			if (world.isGone(relation)) world.addAgain(relation);
			// Nobody looked meanwhile.
			else relation.status = 'full';
		}),
	),
	fc.tuple(member, fc.boolean()).map(([userId, inScope]) =>
		command(`${userId} ${inScope ? 'in' : 'out of'} scope`, (world) => {
			// Whoever is added while out of scope may be old when back.
			world.setScope(userId, inScope);
		}),
	),
	fc.constantFrom(1, 20, 60).map((seconds) =>
		command(`${seconds} s`, (world) => {
			world.now += seconds * 1000;
		}),
	),
	fc.constant(command('restart', (world) => world.restart())),
	fc
		.constantFrom(true, true, false)
		.map((isDone) =>
			command(`executions ${isDone ? 'end' : 'die'}`, (world) => world.endExecutions(isDone)),
		),
];

/** Runs random histories; answers what was broken in the first that broke something. */
export async function brokenBy(made: Polling, most: number): Promise<Promised[]> {
	let broken: Promised[] = [];
	const history = fc.commands(COMMANDS, { maxCommands: 40, size: 'max' });
	const clock = fc.constantFrom(0, -2 * HOUR, 2 * HOUR);
	const property = fc.asyncProperty(history, clock, async (commands, clockIsOff) => {
		const world = new World(made, clockIsOff);
		await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
		await world.end();
		if (world.broken.size > 0) {
			broken = [...world.broken];
			throw new Error(broken.join());
		}
	});
	const { failed, errorInstance } = await fc.check(property, {
		numRuns: runs(most),
		seed: SEED,
		endOnFailure: true,
	});
	if (failed && broken.length === 0) throw errorInstance;
	return broken;
}
