import { setTimeout as sleep } from 'node:timers/promises';
import { ensureInstalled } from '../test/n8n/driver';
import type { Workflow } from '../test/n8n/driver';
import type { Environment } from '../test/n8n/driver/environment';
import type { Simulator } from '../test/simulator/types';
import { cpuOfChildren } from './burst/cpu';
import { example, ownNodes, threeSteps, twoSteps, withDetails } from './burst/flows';
import { scans, type Burst } from './burst/scans';
import { largest } from './burst/search';
import { startSetup, type Setup } from './burst/setups';
import { figure, heading, ratio } from './print';

// How many customers who come within ten seconds a real n8n welcomes in time, with settings that an admin can make. All
// settings, or those whose name has all of the words given: `npx tsx bench/burst.ts legacy queue`.

const SECONDS = 10;
const MOST = 1600;
const AT_ONCE = 50;
const LATEST_MS = 2_000;
const WARM_UP = 20;

interface Setting {
	name: string;
	env: Environment;
	queue?: boolean;
	/** Where the search begins. */
	from: number;
}

const LEGACY = { N8N_EXPRESSION_ENGINE: 'legacy' };
const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

const SETTINGS: Setting[] = [
	{ name: 'default', env: {}, from: 100 },
	{ name: 'lazy', env: LAZY, from: 100 },
	{ name: 'legacy', env: LEGACY, from: 200 },
	{ name: 'default, queue mode', env: {}, queue: true, from: 100 },
	{ name: 'lazy, queue mode', env: LAZY, queue: true, from: 100 },
	{ name: 'legacy, queue mode', env: LEGACY, queue: true, from: 200 },
];

const tokenOf = async ({ url, corp }: Simulator) => {
	const query = new URLSearchParams({ corpid: corp.corpId, corpsecret: corp.secret });
	const answer = await fetch(`${url}/cgi-bin/gettoken?${query}`);
	return ((await answer.json()) as { access_token: string }).access_token;
};

interface Tried extends Burst {
	/** Milliseconds of CPU time for each customer, of n8n with its database. */
	cpu: number;
}

const tryOut = async ({ simulator, idle }: Setup, customers: number, seconds: number) => {
	const before = cpuOfChildren();
	const burst = await scans(simulator, customers, seconds);
	await idle();
	const tried: Tried = { ...burst, cpu: (cpuOfChildren() - before) / burst.came };
	const { missed, p50, p99, slowest, answerP99, again, cpu } = tried;
	const rounded = [p50, p99, slowest, answerP99, cpu].map(Math.round).join(' / ');
	console.log(
		`    ${customers} in ${seconds} s: ${missed} missed; p50 / p99 / slowest / answer p99 / CPU ${rounded} ms; ${again} sent again`,
	);
	return tried;
};

const publish = async (setup: Setup, workflow: Workflow) => {
	await setup.publish(workflow);
	await tryOut(setup, WARM_UP, 4);
};

/** The largest number welcomed, and how those fare who come at the same moment. */
const measure = async (setup: Setup, name: string, workflow: Workflow, from: number) => {
	console.log(`  ${name}`);
	await publish(setup, workflow);
	const once = await tryOut(setup, AT_ONCE, 0);
	const most = await largest(
		async (customers) => (await tryOut(setup, customers, SECONDS)).missed === 0,
		from,
		MOST,
	);
	figure(`${name}: customers within ${SECONDS} s, all welcomed`, most, '');
	figure(`${name}: ${AT_ONCE} at once, p50 until the message`, once.p50, 'ms');
	figure(`${name}: ${AT_ONCE} at once, p99 until the message`, once.p99, 'ms');
	figure(`${name}: ${AT_ONCE} at once, p99 of the answers`, once.answerP99, 'ms');
	ratio(`of ${LATEST_MS / 1000} s`, once.p99 / LATEST_MS, 'at most 1', once.p99 <= LATEST_MS);
};

/** What n8n itself takes: customers one after another, with this package and with n8n's own nodes alone. */
const compare = async (setup: Setup) => {
	const cpuOf = async (workflow: Workflow) => {
		await publish(setup, workflow);
		return await tryOut(setup, 40, 12);
	};
	const ours = await cpuOf(threeSteps());
	const short = await cpuOf(twoSteps());
	const theirs = await cpuOf(ownNodes(setup.simulator, await tokenOf(setup.simulator)));
	figure('CPU time per customer: trigger, Get Customer, Welcome Message', ours.cpu, 'ms');
	figure('CPU time per customer: trigger with details, Welcome Message', short.cpu, 'ms');
	figure("CPU time per customer: n8n's Webhook, Code, two HTTP Requests", theirs.cpu, 'ms');
	const share = ours.cpu / theirs.cpu;
	ratio("of n8n's own nodes", share, 'at most 1', share <= 1);
};

const bench = async ({ name, env, queue = false, from }: Setting) => {
	heading(`Customers that come in a burst: ${name}`);
	const setup = await startSetup({
		queue,
		// The flow of n8n's own nodes decrypts in a Code step.
		env: { ...env, NODE_FUNCTION_ALLOW_BUILTIN: 'crypto' },
	});
	try {
		if (!queue) await compare(setup);
		await measure(setup, 'welcome flow', example(), from);
		await measure(setup, 'welcome flow, Include Customer Details', withDetails(example()), from);
		await measure(setup, 'trigger with details, Welcome Message', twoSteps(), from * 2);
	} finally {
		await setup.stop();
		await sleep(1000);
	}
};

void (async () => {
	await ensureInstalled(console.log);
	const words = process.argv.slice(2);
	for (const setting of SETTINGS) {
		if (words.every((word) => setting.name.includes(word))) await bench(setting);
	}
})();
