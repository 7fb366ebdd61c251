import './typescriptFirst';
import 'reflect-metadata';
import { createN8n } from '../test/engine/harness';
import { startSimulator } from '../test/simulator';
import { createPoller } from '../test/unit/trigger/poll/poller';
import { figure, heading, ratio, timed } from './print';

// A poll over 100,000 relations of 200 members, with 0, 100 and 10,000 new ones, against what a user would do instead:
// Schedule, Customer: Sync All, and compare with what was there before.

const MEMBERS = 200;
const PER_MEMBER = 500;
const LATENCY = 30;

void (async () => {
	heading(
		`New Customer Trigger over ${(MEMBERS * PER_MEMBER).toLocaleString('en-US')} relations of ${MEMBERS} members, ${LATENCY} ms latency, 5 calls at once`,
	);
	const simulator = await startSimulator({ empty: true });
	const members = simulator.addManyCustomers({ members: MEMBERS, relationsPerMember: PER_MEMBER });
	const monthAgo = Math.floor(Date.now() / 1000) - 30 * 24 * 3600;
	for (const { follow } of simulator.state.relations) follow.createtime = monthAgo;
	simulator.faults.latencyMs = LATENCY;
	const trigger = createPoller(simulator);
	const { corpId, secret: corpSecret } = simulator.corp;
	const n8n = createN8n({ corpId, corpSecret, baseUrl: simulator.url });

	let known = new Set<string>();
	const syncAll = async () => {
		const run = await n8n.run({
			parameters: { resource: 'customer', operation: 'syncAll', output: 'relation', options: {} },
		});
		if (run.error) throw run.error;
		const keys = run.items.map(({ json }) =>
			[json.userid, json.external_userid, json.create_time].join('/'),
		);
		const added = keys.filter((key) => !known.has(key)).length;
		known = new Set(keys);
		return added;
	};
	const measured = async (job: () => Promise<number>) => {
		simulator.resetJournal();
		let emitted = 0;
		const seconds =
			(await timed(async () => {
				emitted = await job();
			})) / 1000;
		return { emitted, seconds, calls: simulator.journal.length };
	};
	const poll = async () => (await trigger.poll())?.length ?? 0;

	const memory = process.memoryUsage().heapUsed;
	const stock = await measured(poll);
	figure('first poll: calls', stock.calls, '');
	figure('first poll', stock.seconds, 's');
	global.gc?.();
	figure('memory after it', (process.memoryUsage().heapUsed - memory) / 2 ** 20, 'MB');
	await syncAll();

	let next = 0;
	for (const count of [0, 100, 10_000]) {
		const now = Math.floor(Date.now() / 1000);
		for (let n = 0; n < count; n++) {
			const { external_userid: externalUserId } = simulator.addCustomer();
			const userId = members[next++ % MEMBERS]!;
			simulator.addRelation({ userId, externalUserId }, { createtime: now + Math.floor(n / 10) });
		}
		const ours = await measured(poll);
		const theirs = await measured(syncAll);
		if (ours.emitted !== Math.min(count, 500) || theirs.emitted !== count) {
			throw new Error(`Found ${ours.emitted} and ${theirs.emitted} of ${count}`);
		}
		const name = `${count.toLocaleString('en-US')} new`;
		figure(`${name}: calls`, ours.calls, `beside ${theirs.calls}`);
		figure(`${name}: a poll of ${ours.emitted} items`, ours.seconds, 's');
		figure(`${name}: Sync All and compare`, theirs.seconds, 's');
		figure(`${name}: state`, trigger.stored().length, 'bytes');
		const calls = ours.calls / theirs.calls;
		const time = ours.seconds / theirs.seconds;
		const most = count === 10_000 ? 2 : 0.5;
		ratio(`${name}: calls, beside Sync All`, calls, `at most ${most}`, calls <= most);
		ratio(`${name}: time, beside Sync All`, time, `at most ${most}`, time <= most);
	}
	await simulator.close();
})();
