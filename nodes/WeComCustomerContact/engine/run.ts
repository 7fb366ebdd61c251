import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { failedEntry, readEntry, readyEntry, type Entry, type Result } from './entry';
import { isFailedPart } from './failedPart';
import { addHints } from './hints';
import { readCallsAtOnce } from './callsAtOnce';
import { outputs } from './outputs';
import { sideBySide } from './sideBySide';
import { completed } from './simplify';
import { runTogether } from './together';
import type { Call, Custom, Operation, Output, Resource, Tabular } from './types';
import { say } from '../texts/say';

/** An operation that handles one input item after another. */
type Single = Tabular | Custom;

/**
 * Runs the chosen operation for every input item, or for all of them together, and pairs each result with its item.
 * Reads go several at once with their order kept, writes one after another.
 *
 * @param keys fields that an answer hands on from its input item
 */
export async function run(
	context: IExecuteFunctions,
	resources: Resource[],
	keys: readonly string[],
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const operation = chosenOperation(context, resources);
	const entries = items.map(({ json: input }, itemIndex) => ({
		context,
		operation,
		itemIndex,
		input,
		keys,
	}));
	const limits = new Set<number>();
	const all = operation.together
		? await runTogether(entries, operation)
		: await runEach(context, entries, operation, limits);
	addHints(context, { limits, failed: all.filter(({ item }) => isFailedPart(item.json)).length });
	return byOutput(all, operation);
}

/** @param limits those that items reached are added */
async function runEach(
	context: IExecuteFunctions,
	entries: Entry[],
	operation: Single,
	limits: Set<number>,
): Promise<Result[]> {
	const width = operation.access === 'read' ? readCallsAtOnce(context, 0) : 1;
	const results = await sideBySide(entries, width, async (entry) => {
		const { results, limit } = await runEntry(entry, operation);
		if (results.length >= limit) limits.add(limit);
		return results;
	});
	return results.flat();
}

/** The items of each output of the node. */
const byOutput = (results: Result[], { outputs }: Operation): INodeExecutionData[][] =>
	Array.from({ length: outputs?.length ?? 1 }, (_, index) =>
		results.filter(({ output }) => output === index).map(({ item }) => item),
	);

function chosenOperation(context: IExecuteFunctions, resources: Resource[]): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = resources
		.find((entry) => entry.value === resource)
		?.operations.find((entry) => entry.value === value);
	if (operation) return operation;
	throw new NodeOperationError(
		context.getNode(),
		say`This version of the node has no operation "${String(value)}" for "${String(resource)}"`,
		{ description: say`Choose the resource and operation again, or update the package` },
	);
}

async function runEntry(
	entry: Entry,
	operation: Single,
): Promise<{ results: Result[]; limit: number }> {
	const results: Result[] = [];
	try {
		const given = readEntry(entry);
		const { call, toResult } = await readyEntry(entry, given);
		for await (const batch of batchesOf(operation, call)) {
			for (const output of await completed(operation, call, batch)) results.push(toResult(output));
		}
		return { results, limit: given.limit };
	} catch (thrown) {
		// What was read before the failure is kept.
		return { results: [...results, failedEntry(entry, thrown)], limit: Infinity };
	}
}

const batchesOf = (operation: Single, call: Call): AsyncIterable<Output[]> =>
	operation.run ? operation.run(call) : outputs(call, operation);
