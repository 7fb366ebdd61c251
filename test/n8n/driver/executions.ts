import { createRequire } from 'node:module';
import path from 'node:path';
import { N8N_FOLDER } from './paths';
import { poll } from './poll';
import type { Rest } from './rest';

export interface Item {
	json: Record<string, unknown>;
	error?: unknown;
	pairedItem?: unknown;
}

export interface ExecutionError {
	message: string;
	description?: string | null;
	[field: string]: unknown;
}

export interface NodeRun {
	startTime: number;
	executionTime: number;
	executionStatus: string;
	data?: { main: Array<Item[] | null> };
	error?: ExecutionError;
}

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: string;
	mode: string;
	createdAt: string;
	/** Not of one that still waits for its turn. */
	startedAt?: string | null;
	stoppedAt?: string | null;
}

export interface Execution extends ExecutionSummary {
	resultData: {
		runData: Record<string, NodeRun[]>;
		lastNodeExecuted?: string;
		error?: ExecutionError;
	};
	/** Everything n8n stored of it, for searching. */
	stored: string;
}

interface Filter {
	workflowId?: string;
	status?: string[];
}

interface Wait {
	count?: number;
	seconds?: number;
}

/** As many as n8n gives at once. */
const PAGE = 100;

const UNFINISHED = new Set(['new', 'running', 'waiting', 'unknown']);

export const isFinished = ({ status }: ExecutionSummary) => !UNFINISHED.has(status);

/** The items a node put out on its first run. */
export const itemsOf = (execution: Execution, node: string, output = 0) =>
	execution.resultData.runData[node]?.[0]?.data?.main[output] ?? [];

/** What can be read of a running n8n's executions. */
export const executionCalls = (rest: Rest, n8nFolder = N8N_FOLDER) => {
	// n8n stores execution data in this format and brings its reader along.
	const { parse } = createRequire(path.join(n8nFolder, 'package.json'))('flatted') as {
		parse: (text: string) => unknown;
	};

	/** All executions that fit, the newest first; but those that crashed before they began only among the newest. */
	const executions = async (filter: Filter = {}) => {
		const found = new Map<string, ExecutionSummary>();
		for (let startedBefore: string | undefined; ;) {
			const query = new URLSearchParams({
				filter: JSON.stringify({ ...filter, startedBefore }),
				limit: String(PAGE),
			});
			const { results } = await rest<{ results: ExecutionSummary[] }>(
				'GET',
				`/rest/executions?${query}`,
			);
			const { size: before } = found;
			for (const result of results) found.set(result.id, result);
			const last = results.at(-1);
			// n8n's own pages go by id, in the order of time: they skip some.
			if (!last || results.length < PAGE || found.size === before) break;
			startedBefore = last.startedAt ?? last.createdAt;
		}
		return [...found.values()].sort((a, b) => Number(b.id) - Number(a.id));
	};

	const execution = async (id: string): Promise<Execution> => {
		const { data, ...summary } = await rest<ExecutionSummary & { data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		// Nothing is stored of an execution that has just begun.
		const stored = parse(data) as Pick<Execution, 'resultData'> | undefined;
		return { ...summary, resultData: stored?.resultData ?? { runData: {} }, stored: data };
	};

	/** The newest executions first, once `count` of them are finished. */
	const waitForExecutions = (filter: Filter, { count = 1, seconds = 30 }: Wait = {}) =>
		poll(`${count} finished execution(s)`, seconds, async () => {
			const finished = (await executions(filter)).filter(isFinished);
			return finished.length < count
				? undefined
				: await Promise.all(finished.map(({ id }) => execution(id)));
		});

	/** An execution, once it is finished. */
	const waitForExecution = (id: string, { seconds = 30 }: Wait = {}) =>
		poll(`finished execution ${id}`, seconds, async () => {
			const found = await execution(id);
			return isFinished(found) ? found : undefined;
		});

	return { executions, execution, waitForExecutions, waitForExecution };
};
