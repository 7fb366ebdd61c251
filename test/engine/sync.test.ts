import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import type { NodeRun } from './harness';
import { n8nOf } from './setup';

const MEMBERS = 300;
const RELATIONS = 100_000;
/** The default of the option. */
const CALLS_AT_ONCE = 5;

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({ empty: true });
	// 300 × 333, and a customer whom 100 of the members share.
	const members = simulator.addManyCustomers({ members: MEMBERS, relationsPerMember: 333 });
	const { external_userid: externalUserId } = simulator.addCustomer({ name: '大家的客户' });
	for (const userId of members.slice(0, 100)) simulator.addRelation({ userId, externalUserId });
});
afterAll(async () => await simulator.close());
beforeEach(() => {
	simulator.faults.reset();
	simulator.resetJournal();
});

const n8n = (corpSecret?: string) => n8nOf(simulator, corpSecret);

const sync = (options: INodeParameters = {}, more: INodeParameters = {}): INodeParameters => ({
	resource: 'customer',
	operation: 'syncAll',
	output: 'relation',
	userIds: [],
	options,
	...more,
});

/** A run whose hundredth page or so is refused for good. */
async function failHalfway(
	more: INodeParameters = {},
	onError?: 'continueRegularOutput' | 'continueErrorOutput',
) {
	const path = 'externalcontact/batch/get_by_user';
	const failing = n8n().run({ parameters: sync({}, more), onError });
	while (simulator.requests(path).length < 100) {
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
	simulator.faults.failNext(path, { errcode: 48002 });
	return await failing;
}

/** What comes out of the second output. */
const progressOf = ({ outputs }: NodeRun) => {
	expect(outputs[1]).toHaveLength(1);
	return outputs[1]![0]!.json as { done: boolean; relations: number; resume_from?: string };
};
const relationsOf = ({ items }: NodeRun) =>
	items
		.filter(({ json }) => json.external_userid)
		.map(({ json }) => `${String(json.external_userid)} ${String(json.userid)}`);

/** The same from items that have all members of a customer. */
const followersOf = ({ items }: NodeRun) =>
	items
		.filter(({ json }) => json.external_userid)
		.flatMap(({ json }) =>
			[json.userid, ...(json.other_userids as string[])].map(
				(userid) => `${String(json.external_userid)} ${String(userid)}`,
			),
		);

const allRelations = () =>
	simulator.state.relations.map(({ externalUserId, userId }) => `${externalUserId} ${userId}`);

/** Sorted comparison without printing a hundred thousand lines when it fails. */
function expectSame(found: string[], wanted: string[]) {
	expect(found.length).toBe(wanted.length);
	const sorted = [...found].sort();
	expect([...wanted].sort().findIndex((entry, index) => entry !== sorted[index])).toBe(-1);
}

it('finds the corp it expects', () => {
	expect(simulator.state.members.size).toBe(MEMBERS);
	expect(simulator.state.relations.length).toBe(RELATIONS);
});

describe('Sync All of 300 members and 100,000 relations', () => {
	it('gives every relation exactly once in one run', async () => {
		const run = await n8n().run({ parameters: sync() });
		expect(run.error).toBeUndefined();
		expect(progressOf(run)).toEqual({ done: true, relations: RELATIONS, members_left: 0 });
		expectSame(relationsOf(run), allRelations());
		// 100 relations a page, and no page more than the chunks need.
		expect(simulator.requests('externalcontact/batch/get_by_user').length).toBeLessThanOrEqual(
			1010,
		);
	}, 120_000);

	it('goes on with the other chunks while a page of one takes long', async () => {
		const path = 'externalcontact/batch/get_by_user';
		simulator.faults.hang(path);
		const running = n8n().run({ parameters: sync() });
		// In rounds, each of the others could send one page at most.
		while (simulator.requests(path).length < 3 * CALLS_AT_ONCE) {
			await new Promise((resolve) => setTimeout(resolve, 2));
		}
		simulator.faults.reset();
		const run = await running;
		expect(run.error).toBeUndefined();
		expectSame(relationsOf(run), allRelations());
	}, 180_000);

	it('asks for no more pages than the maximum has room for, and gives all that it asked for', async () => {
		const run = await n8n().run({ parameters: sync({ maxRelations: 750 }) });
		expect(progressOf(run).relations).toBe(800);
		expect(relationsOf(run).length).toBe(800);
		expect(simulator.requests('externalcontact/batch/get_by_user').length).toBe(8);
	}, 180_000);

	it('loses and repeats nothing when a page of full tags fails', async () => {
		const members = [...simulator.state.members.values()].slice(0, 5).map(({ userid }) => userid);
		const more = { userIds: members };
		const own = n8n();
		const failing = own.run({
			parameters: sync({ fullTags: true }, more),
			onError: 'continueRegularOutput',
		});
		while (simulator.requests('externalcontact/get').length < 700) {
			await new Promise((resolve) => setTimeout(resolve, 2));
		}
		simulator.faults.failNext('externalcontact/get', { errcode: 48002 });
		const first = await failing;
		expect(first.items.at(-1)!.json.error).toMatch(/48002/);
		const { resume_from, relations } = progressOf(first);
		expect(relations).toBe(relationsOf(first).length);
		expect(relations).toBeGreaterThan(0);
		const rest = await own.run({ parameters: sync({ resumeFrom: resume_from! }) });
		expect(progressOf(rest).done).toBe(true);
		const wanted = new Set(members);
		expectSame(
			[...relationsOf(first), ...relationsOf(rest)],
			simulator.state.relations
				.filter(({ userId }) => wanted.has(userId))
				.map(({ externalUserId, userId }) => `${externalUserId} ${userId}`),
		);
	}, 180_000);

	it('is the same when runs with a maximum are killed on the way and resumed', async () => {
		const found: string[] = [];
		let resumeFrom = '';
		let killed = 0;
		for (let round = 1; ; round++) {
			const options = { maxRelations: 15_000, resumeFrom };
			if (round % 3 === 2) {
				// This run dies in the middle: what it read is lost with it, and its start is tried again.
				simulator.faults.failNext('externalcontact/batch/get_by_user', {
					errcode: 48002,
					times: 1,
				});
				const dead = await n8n().run({ parameters: sync(options) });
				expect(dead.error!.message).toMatch(/48002/);
				killed += 1;
			}
			const run = await n8n().run({ parameters: sync(options) });
			expect(run.error).toBeUndefined();
			found.push(...relationsOf(run));
			const progress = progressOf(run);
			expect(progress.relations).toBeLessThan(15_000 + 100);
			if (progress.done) break;
			resumeFrom = progress.resume_from!;
		}
		expect(killed).toBeGreaterThan(1);
		expectSame(found, allRelations());
	}, 120_000);

	it.each([
		['relation', relationsOf],
		['customer', followersOf],
	])(
		'keeps what it read when it fails (one item per %s), and where to go on',
		async (output, read) => {
			const first = await failHalfway({ output }, 'continueRegularOutput');
			const progress = progressOf(first);
			expect(progress.done).toBe(false);
			const { error, details } = first.items.at(-1)!.json;
			expect(error).toMatch(/48002/);
			// The last item has it as well, though it is the error.
			expect(details).toMatchObject({ errcode: 48002, resume_from: progress.resume_from });
			const rest = await n8n().run({
				parameters: sync({ resumeFrom: progress.resume_from! }, { output }),
			});
			expectSame([...read(first), ...read(rest)], allRelations());
		},
		120_000,
	);

	it('has the place to resume from in Progress and in the error when errors have an output of their own', async () => {
		const first = await failHalfway({ output: 'customer' }, 'continueErrorOutput');
		const { resume_from } = progressOf(first);
		expect(first.outputs).toHaveLength(3);
		expect(first.outputs[2]!.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				error: expect.stringMatching(/48002/) as string,
				details: expect.objectContaining({ resume_from }) as IDataObject,
			}),
		]);
		const rest = await n8n().run({
			parameters: sync({ resumeFrom: resume_from! }, { output: 'customer' }),
		});
		expectSame([...followersOf(first), ...followersOf(rest)], allRelations());
	}, 120_000);

	it('has the place to resume from in the error when nothing else is left', async () => {
		const { error, items } = await failHalfway();
		expect(items).toEqual([]);
		expect(error!.message.length).toBeLessThan(150);
		const [, read, left] = /had read (\d+) relations, and (\d+) members were left/.exec(
			error!.description!,
		)!;
		expect(Number(read)).toBeGreaterThan(0);
		expect(Number(left)).toBeGreaterThan(0);
		expect(error!.description).toMatch(/What was read is not in the output/);
		const resumeFrom = String(error!.context!.resume_from);
		expect(error!.description).toMatch(new RegExp(`\\nresume_from: ${resumeFrom}$`));
		const rest = await n8n().run({ parameters: sync({ resumeFrom }) });
		expect(progressOf(rest).done).toBe(true);
		expect(relationsOf(rest)).toHaveLength(RELATIONS - Number(read));
	}, 120_000);

	it('reports members that fail and reads the others', async () => {
		const members = [...simulator.state.members.values()];
		members[7]!.licensed = false;
		members[9]!.inScope = false;
		const secret = 'secret-of-a-delegated-app';
		// Only provider apps need licenses.
		simulator.corp.apps.push({
			name: 'delegated',
			agentId: 7,
			secret,
			customerContact: true,
			kind: 'delegated',
		});
		const run = await n8n(secret).run({
			parameters: sync(
				{},
				{ userIds: [...members.slice(0, 30).map(({ userid }) => userid), 'nobody'] },
			),
		});
		members[7]!.licensed = true;
		members[9]!.inScope = true;
		expect(run.error).toBeUndefined();
		const failed = run.items.filter(({ json }) => json.failed).map(({ json }) => json.userid);
		expect(failed.sort()).toEqual(['nobody', members[7]!.userid, members[9]!.userid].sort());
		const wanted = new Set(members.slice(0, 30).map(({ userid }) => userid));
		wanted.delete(members[7]!.userid);
		wanted.delete(members[9]!.userid);
		expectSame(
			relationsOf(run),
			simulator.state.relations
				.filter(({ userId }) => wanted.has(userId))
				.map(({ externalUserId, userId }) => `${externalUserId} ${userId}`),
		);
	}, 180_000);

	it('merges per customer, with the tags by name when asked', async () => {
		const members = [...simulator.state.members.values()].slice(0, 3);
		const shared = simulator.state.relations.find(({ userId }) => userId === members[2]!.userid)!;
		simulator.addRelation(
			{ userId: members[1]!.userid, externalUserId: shared.externalUserId },
			{ tags: [{ group_name: '等级', tag_name: '自建', type: 2 }] },
		);
		const run = await n8n().run({
			parameters: sync(
				{ fullTags: true },
				{ output: 'customer', userIds: members.map(({ userid }) => userid) },
			),
		});
		simulator.state.relations.pop();
		expect(run.error).toBeUndefined();
		const merged = run.items.find(({ json }) => json.external_userid === shared.externalUserId)!;
		expect([merged.json.userid, ...(merged.json.other_userids as string[])].sort()).toEqual(
			[members[1]!.userid, members[2]!.userid].sort(),
		);
		expect(merged.json).toMatchObject({
			userid: members[1]!.userid,
			tag_names: ['自建'],
			grouped_tags: ['等级 / 自建'],
		});
		const ids = run.items.map(({ json }) => json.external_userid).filter(Boolean);
		expect(new Set(ids).size).toBe(ids.length);
	}, 180_000);

	it('refuses a place to resume from that is none', async () => {
		const { error } = await n8n().run({ parameters: sync({ resumeFrom: 'hello' }) });
		expect(error!.message).toMatch(/"Resume From" is not from Sync All/);
		expect(simulator.journal).toEqual([]);
	});
});
