import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredWorkflow } from '../n8n/driver';
import { isFinished } from '../n8n/driver';
import type { Environment } from '../n8n/driver/environment';
import { CAST } from './cast';
import { comes } from './cast/customers';
import { noteExpiries } from './cast/deaths';
import { repair } from './cast/editor';
import { noteDeaths } from './cast/power';
import { run } from './cast/runners';
import { checkDeliveries } from './check/deliveries';
import { checkEdits, editionsHeld } from './check/edits';
import { checkGettoken } from './check/gettoken';
import { checkRuns } from './check/runs';
import { metAnOutage } from './check/spans';
import { checkStrangers } from './check/strangers';
import { checkTenant } from './check/tenant';
import { checkTokens } from './check/tokens';
import { checkWelcomes } from './check/welcomes';
import { randomFrom } from './random';
import { setStage, type Stage } from './stage';
import { tableOf } from './table';

const REPORTS = 10;
const SECONDS_TO_SETTLE = 120;
/** A stranger's 160 KB once froze n8n for 5 s; what n8n does by itself on two busy cores stays far below this. */
const LONGEST_HEALTH_CHECK_MS = 2500;

/**
 * WeCom is asked twice in 30 seconds for a token that does not last. To tokens that live for 20 seconds this is longer
 * than to those of two hours, so a token that was taken back twice in a row is missing until then.
 */
const PATIENCE_MS = 31_000;

interface SoakOptions {
	minutes: number;
	seed: number;
	/** Settings of n8n. */
	env?: Environment;
	print: (line: string) => void;
}

const reportNowAndThen = (stage: Stage, minutes: number) => {
	const pause = (minutes * 60_000) / REPORTS;
	const { facts, end, print } = stage;
	return stage.repeat(randomFrom(0), [pause, pause], () => {
		const left = Math.max(0, Math.round((end - Date.now()) / 1000));
		print(`  ${left} s left: ${facts.scans.length} scans, ${facts.faults.length} faults`);
	});
};

const executionsOf = async ({ cluster, database }: Stage, workflow: StoredWorkflow) => {
	const found = [];
	for (const id of await database.executionIdsOf(workflow)) found.push(await cluster.execution(id));
	return found;
};

/** Waits until nothing runs but what a restart cut off for good. */
const settle = async (stage: Stage) => {
	const deadline = Date.now() + SECONDS_TO_SETTLE * 1000;
	for (;;) {
		const underWay = (await stage.cluster.executions()).filter(
			(execution) => !isFinished(execution),
		);
		if (underWay.length === 0) return;
		if (Date.now() > deadline) {
			if (underWay.every((execution) => metAnOutage(execution, stage.facts))) return;
			throw new Error('n8n does not finish its executions');
		}
		await sleep(500);
	}
};

/** When all is well again, everything works. */
const workAgain = async (stage: Stage) => {
	await repair(stage);
	stage.simulator.faults.reset();
	await sleep(PATIENCE_MS);
	// Now that nobody needs a token, n8n does not undo it.
	await repair(stage);
	const runs = [await run(stage, stage.workflows.reads), await run(stage, stage.workflows.sync)];
	await comes(stage);
	return runs
		.filter((execution) => execution?.status !== 'success')
		.map((execution) => {
			const reason = execution?.resultData.error?.message ?? 'without an end';
			return `in the end, when all is well again, a run still fails: ${reason}`;
		});
};

/**
 * A month in an hour: tokens live for 20 seconds instead of two hours while two n8n processes, their users, WeCom's
 * faults and strangers do what they do. Answers what went wrong in the books, and counts of what happened.
 */
export const soak = async ({ minutes, seed, env, print }: SoakOptions) => {
	print(`Soak of ${minutes} minutes, seed ${seed}`);
	const stage = await setStage({ minutes, env, print });
	try {
		const { simulator, workflows, readIds, customers } = stage;
		await Promise.all([
			...CAST.map((role, index) => role(stage, randomFrom(seed + index))),
			reportNowAndThen(stage, minutes),
		]);
		const stillBroken = await workAgain(stage);
		const scans = await Promise.all(stage.facts.scans);
		await settle(stage);
		noteExpiries(stage);
		noteDeaths(stage);

		const { journal, welcomeMessages } = simulator;
		const welcomes = await executionsOf(stage, workflows.welcome);
		const { saved } = stage.facts;
		const writes = (await stage.database.secretsOf(stage.credential)).map(({ at, secret }) => ({
			at,
			app: stage.apps.get(secret),
		}));
		const editions = editionsHeld({ saved, writes });
		const facts = { ...stage.facts, journal, welcomeMessages, scans, welcomes, writes, editions };
		const findings = [
			{ problems: [...stillBroken, ...stage.facts.failures], counts: {} },
			checkTokens(facts),
			checkGettoken(facts),
			checkEdits(facts),
			checkTenant(facts),
			checkDeliveries(facts),
			checkWelcomes(facts),
			checkRuns('reads', await executionsOf(stage, workflows.reads), readIds, facts),
			checkRuns('syncs', await executionsOf(stage, workflows.sync), customers, facts),
			checkStrangers(facts, LONGEST_HEALTH_CHECK_MS),
		];
		const counts: Record<string, number> = {
			...Object.assign({}, ...findings.map((finding) => finding.counts)),
			faults: facts.faults.length,
			restarts: facts.outages.length,
			'memory of main at most, MB': Math.max(...facts.memory.main),
			'memory of the worker at most, MB': Math.max(...facts.memory.worker),
		};
		for (const line of tableOf(counts)) print(line);
		const problems = findings.flatMap((finding) => finding.problems);
		for (const problem of problems) print(`  PROBLEM ${problem}`);
		return { problems, counts };
	} finally {
		await stage.stop();
	}
};
