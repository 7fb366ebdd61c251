import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { appMessages } from '../../simulator/appMessages';
import { findRelation } from '../../simulator/relations';
import type { Pair, Simulator } from '../../simulator/types';
import { PACKAGE_FOLDER, withCredential, type Workflow } from '../driver';
import { PACKAGE, publish } from '../wecom';
import type { Both } from './setup';

export const readExample = (name: string) =>
	JSON.parse(
		readFileSync(path.join(PACKAGE_FOLDER, 'examples', `${name}.json`), 'utf8'),
	) as Workflow;

/** The workflow as its user fills it in: some parameters of some steps, by the steps' names. */
export const filledIn = (
	workflow: Workflow,
	parameters: Record<string, Record<string, unknown>>,
): Workflow => {
	const names = workflow.nodes.map(({ name }) => name);
	const unknown = Object.keys(parameters).filter((name) => !names.includes(name));
	if (unknown.length > 0) throw new Error(`${workflow.name} has no step ${unknown.join(', ')}`);
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...parameters[node.name] },
		})),
	};
};

/** The workflow with other values in the fields of a step of n8n's *Edit Fields*. */
export const withFields = (
	workflow: Workflow,
	step: string,
	values: Record<string, unknown>,
): Workflow => {
	const { parameters } = workflow.nodes.find(({ name }) => name === step)!;
	const { assignments } = parameters.assignments as { assignments: Array<{ name: string }> };
	const fields = assignments.map((field) =>
		field.name in values ? { ...field, value: values[field.name] } : field,
	);
	return filledIn(workflow, { [step]: { assignments: { assignments: fields } } });
};

/** What the members got from apps of the corp, oldest first: who, and the text. */
export const told = ({ state }: Simulator) =>
	appMessages(state).messages.map(({ to, content }) => ({
		to: to.join(),
		text: String(content.content ?? content.description),
	}));

/** What the member sees of the customer. */
export const followOf = ({ state }: Simulator, pair: Pair) => findRelation(state, pair)!.follow;

/** Publishes an example that starts with the trigger; answers what its executions are found by. */
export const publishExample = async ({ n8n, simulator, credential }: Both, workflow: Workflow) => {
	const stored = await publish(n8n, simulator, credential, workflow);
	const { id } = stored;
	return {
		stored,
		/** The execution that is finished as the `count`th. */
		execution: async (count = 1) => {
			const [newest] = await n8n.waitForExecutions({ workflowId: id }, { count });
			return newest!;
		},
	};
};

/** Runs an example from one of its steps, as the editor does. */
export const runExample = async (
	{ n8n, credential }: Both,
	workflow: Workflow,
	trigger: string,
	seconds = 60,
) => {
	const stored = await n8n.createWorkflow(withCredential(workflow, PACKAGE, credential));
	const run = async () =>
		await n8n.waitForExecution(await n8n.runManually(stored, trigger), { seconds });
	return { stored, run };
};

type Row = Record<string, unknown>;

/** A data table of the only project of this n8n. */
export const dataTable = async ({ n8n: { rest } }: Both, name: string) => {
	const { id: project } = await rest<{ id: string }>('GET', '/rest/projects/personal');
	const tables = `/rest/projects/${project}/data-tables`;
	const { data } = await rest<{ data: Array<{ id: string; name: string }> }>('GET', tables);
	const found = data.find((table) => table.name === name);
	if (!found) throw new Error(`There is no data table "${name}"`);
	const table = `${tables}/${found.id}`;
	return {
		/** The first 250, which is all that n8n gives at once. */
		rows: async () =>
			(await rest<{ data: Row[] }>('GET', `${table}/rows?take=250&sortBy=id:asc`)).data,
		add: async (...rows: Row[]) => await rest('POST', `${table}/insert`, { data: rows }),
		/** Changes the row with this ID. */
		change: async (id: unknown, data: Row) => {
			const filters = [{ columnName: 'id', condition: 'eq', value: id }];
			await rest('PATCH', `${table}/rows`, { filter: { type: 'and', filters }, data });
		},
	};
};

const bodyOf = async (request: IncomingMessage) => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
};

/** A server on this machine that answers each posted JSON with what `answer` makes of it. */
export const startReceiver = async (answer: (body: unknown) => unknown) => {
	const bodies: unknown[] = [];
	const server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			bodies.push(body);
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(answer(body)));
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const close = async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	};
	return { url: `http://127.0.0.1:${port}`, bodies, close };
};

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
