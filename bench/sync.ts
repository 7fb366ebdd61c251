import './typescriptFirst';
import { request } from 'undici';
import { createN8n } from '../test/engine/harness';
import { figure, heading, median, ratio, timed } from './print';
import { startBenchSimulator, type BenchSimulator } from './simulator';

// Sync All of 100,000 relations against the loop that a user would build: one page after another.

const MEMBERS = 300;
const PER_MEMBER = 333;
const RELATIONS = MEMBERS * PER_MEMBER;
const LATENCY = 30;
const WIDTH = 5;
/** The middle one counts: a run takes seconds only, and another process may be busy just then. */
const RUNS = 3;

interface Answer {
	access_token: string;
	follow_user: string[];
	external_contact_list: unknown[];
	next_cursor?: string;
}

/** The user's loop at its best: no n8n around it, only the calls. */
async function pageByPage({ url, corpId, corpSecret }: BenchSimulator): Promise<number> {
	const json = async (path: string, body?: object) =>
		(await (
			await request(`${url}/cgi-bin/${path}`, {
				method: body ? 'POST' : 'GET',
				body: body && JSON.stringify(body),
			})
		).body.json()) as Answer;

	const token = (await json(`gettoken?corpid=${corpId}&corpsecret=${corpSecret}`)).access_token;
	const users = (await json(`externalcontact/get_follow_user_list?access_token=${token}`))
		.follow_user;
	let found = 0;
	for (let at = 0; at < users.length; at += 100) {
		for (let cursor = ''; ;) {
			const page = await json(`externalcontact/batch/get_by_user?access_token=${token}`, {
				userid_list: users.slice(at, at + 100),
				limit: 100,
				...(cursor ? { cursor } : {}),
			});
			found += page.external_contact_list.length;
			cursor = page.next_cursor ?? '';
			if (!cursor) break;
		}
	}
	return found;
}

void (async () => {
	heading(
		`Sync All of ${RELATIONS.toLocaleString('en-US')} relations, ${LATENCY} ms latency, ${WIDTH} calls at once`,
	);
	const simulator = await startBenchSimulator({
		members: MEMBERS,
		relationsPerMember: PER_MEMBER,
		latencyMs: LATENCY,
	});
	const n8n = createN8n({
		corpId: simulator.corpId,
		corpSecret: simulator.corpSecret,
		baseUrl: simulator.url,
	});
	let items = 0;
	const sync = async () =>
		await timed(async () => {
			const run = await n8n.run({
				parameters: {
					resource: 'customer',
					operation: 'syncAll',
					output: 'relation',
					options: {},
				},
			});
			if (run.error) throw run.error;
			items = run.items.length;
		});
	const memoryBefore = process.memoryUsage().rss;
	const runs = [await sync()];
	const memory = process.memoryUsage().rss - memoryBefore;
	while (runs.length < RUNS) runs.push(await sync());
	const ours = median(runs);
	let found = 0;
	const loop = await timed(async () => {
		found = await pageByPage(simulator);
	});
	await simulator.stop();
	if (items !== RELATIONS || found !== RELATIONS) {
		throw new Error(`Read ${items} and ${found} relations instead of ${RELATIONS}`);
	}
	const limit = (Math.ceil(RELATIONS / 100) / WIDTH) * LATENCY;
	figure('page by page', loop / 1000, 's');
	figure('Sync All in n8n-core', ours / 1000, 's');
	figure('limit: pages ÷ calls at once × latency', limit / 1000, 's');
	figure('memory per relation, output items included', memory / RELATIONS, 'bytes');
	ratio('times as fast as page by page', loop / ours, 'at least 4', loop / ours >= 4);
	ratio('of the limit', ours / limit, 'at most 1.3', ours / limit <= 1.3);
})();
