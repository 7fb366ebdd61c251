import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { encrypt, sign, startSimulator } from '../test/simulator';
import type { Simulator } from '../test/simulator/types';
import {
	ensureInstalled,
	isFinished,
	packPackage,
	startN8n,
	type N8n,
	type Workflow,
} from '../test/n8n/driver';
import { callbackUrl, createWeComCredential, publish, TRIGGER_TYPE } from '../test/n8n/wecom';
import { figure, heading, percentile, ratio } from './print';

// How soon a real n8n answers a callback, against n8n's own Webhook node with "Respond Immediately",
// which gets the same bytes but checks, decrypts and parses nothing.

const CALLS = 500;
const AT_ONCE = [1, 20];
const WARM_UP = 40;
const LATEST = 3.5;

const DONE = {
	name: 'Done',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [200, 0] as [number, number],
	parameters: {},
};

const startedBy = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): Workflow => ({
	name,
	nodes: [{ name, type, typeVersion, position: [0, 0], parameters }, DONE],
	connections: { [name]: { main: [[{ node: DONE.name, type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
});

const TRIGGER = startedBy('WeCom', TRIGGER_TYPE, 1.1, { events: ['customerAdded'] });
const WEBHOOK = startedBy('Webhook', 'n8n-nodes-base.webhook', 2, {
	httpMethod: 'POST',
	path: 'plain',
	responseMode: 'onReceived',
	options: {},
});

let customers = 0;

/** One new customer's callback. */
const newCallback = ({ corp }: Simulator) => {
	const timestamp = String(Math.floor(Date.now() / 1000));
	const nonce = String(++customers);
	const xml = `<xml><ToUserName>${corp.corpId}</ToUserName><FromUserName>sys</FromUserName><CreateTime>${timestamp}</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><UserID>zhangsan</UserID><ExternalUserID>wm${nonce}</ExternalUserID><State>store</State></xml>`;
	const encrypted = encrypt(corp.encodingAesKey, xml, corp.corpId);
	const query = new URLSearchParams({
		msg_signature: sign(corp.callbackToken, timestamp, nonce, encrypted),
		timestamp,
		nonce,
	});
	return { query: query.toString(), body: `<xml><Encrypt>${encrypted}</Encrypt></xml>` };
};

const agent = new Agent();

/** Milliseconds until the answer. */
const call = async (url: string, { query, body }: ReturnType<typeof newCallback>) => {
	const started = performance.now();
	const response = await request(`${url}?${query}`, {
		method: 'POST',
		headers: { 'content-type': 'text/xml' },
		body,
		dispatcher: agent,
	});
	await response.body.dump();
	if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
	return performance.now() - started;
};

/** Calls of each URL: in turn when one goes at a time, so that both meet the same machine; else in a block. */
const measure = async (
	urls: string[],
	atOnce: number,
	calls: number,
	simulator: Simulator,
	idle: () => Promise<void>,
) => {
	const times: number[][] = urls.map(() => []);
	const seconds: number[] = urls.map(() => 0);
	const block = async (target: number, count: number) => {
		const started = performance.now();
		let left = count;
		const caller = async () => {
			while (left-- > 0) times[target]!.push(await call(urls[target]!, newCallback(simulator)));
		};
		await Promise.all(Array.from({ length: atOnce }, caller));
		seconds[target]! += (performance.now() - started) / 1000;
	};
	if (atOnce === 1) {
		for (let done = 0; done < calls; done++)
			for (const target of urls.keys()) await block(target, 1);
	} else {
		for (const target of urls.keys()) {
			await block(target, calls);
			await idle();
		}
	}
	await idle();
	return urls.map((_, target) => ({
		p50: percentile(times[target]!, 0.5),
		p99: percentile(times[target]!, 0.99),
		longest: Math.max(...times[target]!),
		perSecond: calls / seconds[target]!,
	}));
};

type Measured = Awaited<ReturnType<typeof measure>>[number];

const show = (name: string, { p50, p99, longest, perSecond }: Measured) => {
	figure(`${name}: p50`, p50, 'ms');
	figure(`${name}: p99`, p99, 'ms');
	figure(`${name}: longest`, longest, 'ms');
	figure(`${name}: answers per second`, perSecond, '/s');
};

const waitUntilIdle = async (n8n: N8n) => {
	const started = Date.now();
	for (;;) {
		const busy = (await n8n.executions({ status: ['new', 'running'] })).filter(
			(execution) => !isFinished(execution),
		);
		if (busy.length === 0) return;
		if (Date.now() - started > 300_000) throw new Error(`${busy.length} executions do not end`);
		await sleep(500);
	}
};

const bench = async (engine: string, env: Record<string, string>) => {
	const tarball = await packPackage();
	const simulator = await startSimulator();
	const n8n = await startN8n({ tarballs: [tarball], env });
	try {
		const credential = await createWeComCredential(n8n, simulator);
		const trigger = await publish(n8n, simulator, credential, TRIGGER);
		await n8n.activate(await n8n.createWorkflow(WEBHOOK));
		const urls = [callbackUrl(n8n, trigger), `${n8n.baseUrl}/webhook/plain`];
		const idle = () => waitUntilIdle(n8n);
		await measure(urls, 1, WARM_UP, simulator, idle);
		await measure(urls, 5, WARM_UP, simulator, idle);
		for (const atOnce of AT_ONCE) {
			heading(`Trigger in n8n, ${engine} expression engine, ${CALLS} callbacks, ${atOnce} at once`);
			const [ours, theirs] = await measure(urls, atOnce, CALLS, simulator, idle);
			show('this trigger', ours!);
			show("n8n's Webhook node", theirs!);
			const median = ours!.p50 / theirs!.p50;
			ratio("of the Webhook node's p50", median, 'at most 1.1', median <= 1.1);
			const latest = ours!.longest / 1000 / LATEST;
			if (atOnce > 1) ratio(`of ${LATEST} s, longest answer`, latest, 'at most 1', latest <= 1);
		}
	} finally {
		await n8n.stop();
		await simulator.close();
	}
};

void (async () => {
	await ensureInstalled(console.log);
	await bench('default', {});
	await bench('legacy', { N8N_EXPRESSION_ENGINE: 'legacy' });
	await agent.close();
})();
