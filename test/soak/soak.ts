import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished, withCredential, type N8n, type StoredWorkflow } from '../n8n/driver';
import type { Environment } from '../n8n/driver/environment';
import { startBoth } from '../n8n/tests/setup';
import { PACKAGE, publish } from '../n8n/wecom';
import { checkRuns, checkWelcomes, type SentScan } from './check';
import { doHarm } from './faults';
import { randomFrom, type Random } from './random';
import { readsOf, START, syncOf, welcomeFlow } from './workflows';

const MEMBERS = 10;
const PER_MEMBER = 150;
const READ_AT_ONCE = 20;
const REPORTS = 10;
const SECONDS_TO_SETTLE = 120;

const MB = 1024 * 1024;

interface SoakOptions {
	minutes: number;
	seed: number;
	/** Settings of n8n. */
	env?: Environment;
	print: (line: string) => void;
}

/** The memory of n8n's process, from its own metrics, in MB. */
const memoryOf = async ({ baseUrl }: N8n) => {
	const metrics = await (await fetch(`${baseUrl}/metrics`)).text();
	const bytes = /^n8n_process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1];
	if (bytes === undefined) throw new Error('n8n reports no memory');
	return Math.round(Number(bytes) / MB);
};

/**
 * Mixed load on a real n8n while WeCom has many kinds of bad luck. Answers what went wrong in the books,
 * counts of what happened, and n8n's memory after the warm-up and at the end.
 */
export const soak = async ({ minutes, seed, env, print }: SoakOptions) => {
	print(`Soak of ${minutes} minutes, seed ${seed}`);
	const { n8n, simulator, credential, stop } = await startBoth({
		env: { ...env, N8N_METRICS: 'true' },
	});
	try {
		const agents = simulator.addManyCustomers({ members: MEMBERS, relationsPerMember: PER_MEMBER });
		const customers = simulator.state.relations
			.filter(({ userId }) => agents.includes(userId))
			.map(({ externalUserId }) => externalUserId);
		const readIds = customers.slice(0, READ_AT_ONCE);
		const welcome = await publish(n8n, simulator, credential, welcomeFlow);
		const create = (workflow: Parameters<typeof withCredential>[0]) =>
			n8n.createWorkflow(withCredential(workflow, PACKAGE, credential));
		const reads = await create(readsOf(readIds));
		const sync = await create(syncOf(agents));

		const end = Date.now() + minutes * 60_000;
		const scans: Array<Promise<SentScan>> = [];
		const harms: string[] = [];
		const memory: number[] = [];

		/** Does something again and again, each time after a pause of its own random kind. */
		const repeat = async (
			offset: number,
			[least, most]: [least: number, most: number],
			work: (random: Random) => unknown,
		) => {
			const random = randomFrom(seed + offset);
			for (;;) {
				await sleep(Math.min(random.between(least, most), Math.max(0, end - Date.now())));
				if (Date.now() >= end) return;
				await work(random);
			}
		};
		const scan = async (): Promise<SentScan> => {
			const { externalUserId, welcomeCode, delivery } = simulator.scanQrCode({
				userId: 'zhangsan',
			});
			return { externalUserId, welcomeCode, delivery: await delivery };
		};
		const run = async (workflow: StoredWorkflow) => {
			const id = await n8n.runManually(workflow, START);
			await n8n.waitForExecution(id, { seconds: SECONDS_TO_SETTLE });
		};
		const report = async () => {
			memory.push(await memoryOf(n8n));
			const left = Math.max(0, Math.round((end - Date.now()) / 1000));
			print(`  ${left} s left: ${scans.length} scans, ${harms.length} faults, ${memory.at(-1)} MB`);
		};
		const between = (minutes * 60_000) / REPORTS;

		await Promise.all([
			repeat(1, [200, 1800], ({ between: howMany }) => {
				for (let count = howMany(1, 3); count > 0; count--) scans.push(scan());
			}),
			repeat(2, [1000, 5000], () => run(reads)),
			repeat(3, [3000, 8000], () => run(sync)),
			repeat(4, [500, 2500], (random) => harms.push(doHarm(simulator, random))),
			repeat(5, [between, between], report),
		]);

		// When all is well again, everything works.
		simulator.faults.reset();
		scans.push(scan());
		await run(reads);
		await run(sync);
		const delivered = await Promise.all(scans);
		const settled = Date.now() + SECONDS_TO_SETTLE * 1000;
		while ((await n8n.executions()).some((execution) => !isFinished(execution))) {
			if (Date.now() > settled) throw new Error('n8n does not finish its executions');
			await sleep(500);
		}
		await report();

		const executionsOf = async ({ id: workflowId }: StoredWorkflow) => {
			const found = [];
			for (const { id } of await n8n.executions({ workflowId }))
				found.push(await n8n.execution(id));
			return found;
		};
		const findings = [
			checkWelcomes(simulator, delivered, await executionsOf(welcome)),
			checkRuns('reads', await executionsOf(reads), readIds),
			checkRuns('syncs', await executionsOf(sync), customers),
		];
		const counts: Record<string, number> = {
			...Object.assign({}, ...findings.map((finding) => finding.counts)),
			faults: harms.length,
			gettoken: simulator.requests('gettoken').length,
			calls: simulator.journal.length,
		};
		for (const [name, value] of Object.entries(counts)) print(`  ${name}: ${value}`);
		const problems = findings.flatMap((finding) => finding.problems);
		for (const problem of problems) print(`  PROBLEM ${problem}`);
		// The first tenth of the time counts as warming up.
		const [warm = 0] = memory;
		const last = memory.at(-1) ?? 0;
		print(`  memory of n8n: ${warm} MB after warm-up, ${last} MB at the end`);
		return { problems, counts, memory: { warm, last } };
	} finally {
		await stop();
	}
};
