import { setTimeout as sleep } from 'node:timers/promises';
import { encrypt, sign } from '../../simulator';
import type { Simulator } from '../../simulator/types';
import { itemsOf, type N8n, type StoredWorkflow } from '../driver';
import { TRIGGER_TYPE } from '../wecom';
import { inLine } from './setup';

export const TRIGGER = 'WeCom';

interface Step {
	name: string;
	type: string;
	typeVersion?: number;
	parameters: Record<string, unknown>;
}

const DONE = { name: 'Done', type: 'n8n-nodes-base.noOp', parameters: {} };

/** A workflow that takes added customers. */
export const triggered = (
	name: string,
	parameters: Record<string, unknown> = {},
	next: Step = DONE,
) =>
	inLine(name, [
		{ name: TRIGGER, type: TRIGGER_TYPE, parameters: { events: ['customerAdded'], ...parameters } },
		next,
	]);

/** The event of a customer whom a member added; the same however often it is sent. */
export const added = (externalUserId: string) => ({
	Event: 'change_external_contact',
	ChangeType: 'add_external_contact',
	UserID: 'zhangsan',
	ExternalUserID: externalUserId,
	CreateTime: Math.floor(Date.now() / 1000),
});

export interface Try {
	status: number | undefined;
	body: string;
	ms: number;
}

interface SendOptions {
	/** Hangs up the first try after so long. */
	dropAfter?: number;
	tries?: number;
	forged?: boolean;
}

/** WeCom's five seconds. */
const TIMEOUT = 5000;
/** Longer with each try, or callers that gather while n8n starts would keep it from ever catching up. */
const pauseAfter = (tries: number) => Math.min(tries, 10) * 1000;

/** Delivers the event of an added customer as WeCom does, and times each try to the millisecond. */
export const deliver = async (
	{ corp }: Simulator,
	url: string,
	event: ReturnType<typeof added>,
	{ dropAfter, tries = 3, forged = false }: SendOptions = {},
) => {
	const fields = { ToUserName: corp.corpId, FromUserName: 'sys', MsgType: 'event', ...event };
	const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
	const encrypted = encrypt(corp.encodingAesKey, `<xml>${elements.join('')}</xml>`, corp.corpId);
	const timestamp = String(Math.floor(Date.now() / 1000));
	const nonce = String(Math.random()).slice(2);
	const token = forged ? 'Forged' : corp.callbackToken;
	const signature = sign(token, timestamp, nonce, encrypted);
	const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce });

	const done: Try[] = [];
	while (done.length < tries) {
		if (done.length > 0) await sleep(pauseAfter(done.length));
		const caller = new AbortController();
		const hangUp = setTimeout(
			() => caller.abort(),
			done.length === 0 && dropAfter !== undefined ? dropAfter : TIMEOUT,
		);
		const started = performance.now();
		const answer = await fetch(`${url}?${query}`, {
			method: 'POST',
			headers: { 'content-type': 'text/xml' },
			body: `<xml><Encrypt>${encrypted}</Encrypt></xml>`,
			signal: caller.signal,
		}).then(
			async (response) => ({ status: response.status, body: await response.text() }),
			() => ({ status: undefined, body: '' }),
		);
		clearTimeout(hangUp);
		done.push({ ...answer, ms: Math.round(performance.now() - started) });
		if (answer.status === 200) break;
	}
	return done;
};

export const isAcknowledged = (tries: Try[]) => tries.at(-1)?.status === 200;

/** Does something for each of the inputs, this many at a time, and answers the results in order. */
export const inParallel = async <In, Out>(
	inputs: readonly In[],
	atATime: number,
	work: (input: In, index: number) => Promise<Out>,
) => {
	const results: Out[] = [];
	const queue = inputs.entries();
	const worker = async () => {
		for (const [index, input] of queue) results[index] = await work(input, index);
	};
	await Promise.all(Array.from({ length: atATime }, worker));
	return results;
};

/** The customers of a workflow's executions, one entry for each execution, as n8n has stored them. */
export const customersOf = async (n8n: N8n, workflow: StoredWorkflow) => {
	const executions = await n8n.executions({ workflowId: workflow.id });
	return await inParallel(executions, 8, async ({ id }) => {
		const execution = await n8n.execution(id);
		const item = itemsOf(execution, TRIGGER)[0];
		// Nothing ran of an execution that a crash met in the queue: its event is still in the stored input.
		return String(
			item?.json.external_userid ?? /"wm[\w-]+"/.exec(execution.stored)?.[0].slice(1, -1),
		);
	});
};

/** Which names come more or less often than they should, each once. */
export const differences = (expected: readonly string[], actual: readonly string[]) => {
	const counts = new Map<string, number>();
	for (const name of actual) counts.set(name, (counts.get(name) ?? 0) + 1);
	return {
		lost: expected.filter((name) => !counts.has(name)),
		doubled: [...counts].filter(([, count]) => count > 1).map(([name]) => name),
		strange: [...counts.keys()].filter((name) => !expected.includes(name)),
	};
};

export const NONE = { lost: [], doubled: [], strange: [] };

/** For the figures that a test prints. */
export const percentile = (values: readonly number[], share: number) =>
	[...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;

/** Prints figures beside the test's result. */
export const report = (lines: string[]) =>
	void process.stderr.write(`${lines.map((line) => `      ${line}`).join('\n')}\n`);
