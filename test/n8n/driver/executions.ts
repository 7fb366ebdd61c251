import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8N_FOLDER } from './paths';
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
const HIGHEST_ID = String(2 ** 31 - 1);

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

	/** All executions that fit, the newest first. */
	const executions = async (filter: Filter = {}) => {
		const found: ExecutionSummary[] = [];
		for (;;) {
			const query = new URLSearchParams({
				filter: JSON.stringify(filter),
				// Both ends: only a range comes in the order of ids, and pages in any other order skip and repeat some.
				firstId: '0',
				lastId: found.at(-1)?.id ?? HIGHEST_ID,
				limit: String(PAGE),
			});
			const { results } = await rest<{ results: ExecutionSummary[] }>(
				'GET',
				`/rest/executions?${query}`,
			);
			found.push(...results);
			if (results.length < PAGE) return found;
		}
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

	const poll = async <T>(what: string, seconds: number, look: () => Promise<T | undefined>) => {
		const deadline = Date.now() + seconds * 1000;
		for (;;) {
			const found = await look();
			if (found !== undefined) return found;
			if (Date.now() > deadline) throw new Error(`No ${what} within ${seconds} s`);
			await sleep(100);
		}
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
