import { setTimeout as sleep } from 'node:timers/promises';
import { findRelation } from '../../simulator/relations';
import type { CustomerRead, Delivery, Pair, Simulator } from '../../simulator/types';
import { isFinished, type ExecutionSummary, type StoredWorkflow, type Workflow } from '../driver';
import type { executionCalls } from '../driver/executions';
import type { Rest } from '../driver/rest';
import type { workflowCalls } from '../driver/workflows';
import { readExample } from './examples-setup';
import { report } from './trigger-setup';

// A stream of new customers as WeCom shows them, through the example that misses nobody.

export const CUSTOMERS = 400;
/** Milliseconds from one customer to the next: all come within about a minute. */
const APART = 150;
/** A customer who shows late does so when this many more have come. */
const LATE_BY = 60;
/** A member confirms when this many more have come: the welcome code of the first event is dead by then. */
const CONFIRMED_BY = 150;
/** Of ten customers, who is shown late, and by which reads. */
const UNSEEN_BY: Record<number, readonly CustomerRead[]> = {
	3: ['list', 'batch', 'get'],
	9: ['batch', 'get'],
};
/** How often WeCom tries: some events are given up soon, others are tried until they meet an n8n that is starting. */
const ATTEMPTS = [3, 8];
const TABLE = 'WeCom new customers';

/** An n8n in one process, or several. */
export type AnyN8n = ReturnType<typeof workflowCalls> &
	ReturnType<typeof executionCalls> & { rest: Rest };

export const readNothingMissed = (): Workflow => readExample('nothing-missed');

/** Makes the example's table, as its note says. */
export const makeTable = async (n8n: AnyN8n, workflow: StoredWorkflow) => {
	const made = await n8n.waitForExecution(await n8n.runManually(workflow, 'Create the Table'));
	if (made.status !== 'success') throw new Error(made.resultData.error?.message ?? made.status);
};

/**
 * Customers come: most as they should; some are shown late, by some reads or all; some add without verification, and
 * the member confirms later.
 *
 * @param at what happens besides when so many have come
 */
export const stream = async (simulator: Simulator, at: Record<number, () => void>) => {
	const pairs: Pair[] = [];
	const deliveries: Array<Promise<Delivery>> = [];
	const later: Array<() => void> = [];
	for (let index = 0; index < CUSTOMERS; index++) {
		at[index]?.();
		simulator.settings.callbackAttempts = ATTEMPTS[index % 2]!;
		later[index]?.();
		const who = { userId: index % 2 ? 'zhangsan' : 'lisi', state: `store-${index % 3}` };
		const isHalf = index % 10 === 6 && index + CONFIRMED_BY < CUSTOMERS;
		const scan = isHalf ? simulator.addHalf(who) : simulator.scanQrCode(who);
		const pair = { userId: who.userId, externalUserId: scan.externalUserId };
		const relation = findRelation(simulator.state, pair)!;
		pairs.push(pair);
		deliveries.push(scan.delivery);
		if (isHalf) {
			later[index + CONFIRMED_BY] = () => {
				deliveries.push(simulator.confirmHalf(pair).delivery);
			};
		}
		const unseenBy = UNSEEN_BY[index % 10];
		if (unseenBy) {
			relation.unseenBy = unseenBy;
			later[index + LATE_BY] = () => {
				delete relation.unseenBy;
			};
		}
		await sleep(APART);
	}
	for (const show of later.slice(CUSTOMERS)) show?.();
	return { pairs, deliveries: await Promise.all(deliveries) };
};

/** What became of each customer. */
export const outcome = async (simulator: Simulator, { rest }: AnyN8n, pairs: readonly Pair[]) => {
	const { id: project } = await rest<{ id: string }>('GET', '/rest/projects/personal');
	const tables = `/rest/projects/${project}/data-tables`;
	const { data } = await rest<{ data: Array<{ id: string; name: string }> }>('GET', tables);
	const table = data.find(({ name }) => name === TABLE)!;
	const rows: string[] = [];
	for (let page: unknown[] = [{}]; page.length > 0;) {
		const answer = await rest<{ data: Array<{ external_userid: string }> }>(
			'GET',
			`${tables}/${table.id}/rows?take=250&skip=${rows.length}`,
		);
		page = answer.data;
		rows.push(...answer.data.map(({ external_userid }) => external_userid));
	}
	const saved = new Set(rows);
	const lost = pairs.filter((pair) => {
		const { tags, description } = findRelation(simulator.state, pair)!.follow;
		const isTagged = tags.some(({ group_name }) => group_name === '渠道');
		return !(isTagged && description !== '' && saved.has(pair.externalUserId));
	});
	const tagged = simulator
		.requests('externalcontact/mark_tag')
		.map(({ body }) => (body as { external_userid: string }).external_userid);
	const times = (all: readonly string[]) =>
		pairs.map(({ externalUserId }) => all.filter((id) => id === externalUserId).length);
	const welcomed = times(simulator.welcomeMessages.map(({ externalUserId }) => externalUserId));
	return {
		lost,
		doubled: times(tagged).filter((count) => count > 1).length,
		welcomed: welcomed.filter((count) => count > 0).length,
		welcomedTwice: welcomed.filter((count) => count > 1).length,
	};
};

/** Waits until the workflow's executions look as they should. */
export const until = async (
	n8n: AnyN8n,
	{ id: workflowId }: StoredWorkflow,
	fits: (executions: ExecutionSummary[]) => boolean,
	seconds = 90,
) => {
	const deadline = Date.now() + seconds * 1000;
	while (!fits(await n8n.executions({ workflowId }))) {
		if (Date.now() > deadline) throw new Error(`Not within ${seconds} s: ${fits.toString()}`);
		await sleep(200);
	}
};

/** The polling trigger's executions that are under way. */
export const polledOnes = (executions: ExecutionSummary[]) =>
	executions
		.filter((execution) => execution.mode === 'trigger' && !isFinished(execution))
		.map(({ id }) => id);

export const areAllFinished = (executions: ExecutionSummary[]) => executions.every(isFinished);

/** n8n's server says this with a 200 before it knows any workflow; WeCom takes it for an answer. */
const isUnheard = ({ attempts }: Delivery) =>
	attempts.at(-1)?.body?.includes('n8n is starting up') === true;

/** Prints the figures, and answers how many events n8n never heard of. */
export const reportStream = (
	deliveries: readonly Delivery[],
	{ lost, doubled, welcomed, welcomedTwice }: Awaited<ReturnType<typeof outcome>>,
) => {
	const unheard = deliveries.filter(isUnheard).length;
	const givenUp = deliveries.filter(({ acknowledged }) => !acknowledged).length;
	report([
		`${deliveries.length} events of ${CUSTOMERS} customers: ${unheard} answered by an n8n that was starting up, ${givenUp} given up by WeCom`,
		`customers lost ${lost.length}, done twice or more ${doubled}, welcomed ${welcomed}, twice ${welcomedTwice}`,
	]);
	return unheard + givenUp;
};
