import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import { prepareCall, readGiven } from './call';
import { withInput } from './chain';
import { withDeed } from './deed';
import { isFailedPart } from './failedPart';
import { addHints } from './hints';
import { readCallsAtOnce } from './callsAtOnce';
import { outputs } from './outputs';
import { AnswerProblem, HalfwayProblem, InputProblem } from './problems';
import { sideBySide } from './sideBySide';
import type { Call, Operation, Output, Resource } from './types';
import { withUploads } from './uploads';
import { say } from '../texts/say';

/**
 * Runs the chosen operation for every input item and pairs each result with its item. The only loop over
 * items. Reads go several at once with their order kept, writes one after another.
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
	const limits = new Set<number>();
	const results = await sideBySide(
		[...items.keys()],
		operation.access === 'read' ? readCallsAtOnce(context, 0) : 1,
		async (itemIndex) => {
			const { results, limit } = await runItem(context, operation, itemIndex, {
				input: items[itemIndex]!.json,
				keys,
			});
			if (results.length >= limit) limits.add(limit);
			return results;
		},
	);
	const all = results.flat();
	addHints(context, { limits, failed: all.filter(({ item }) => isFailedPart(item.json)).length });
	return byOutput(all, operation);
}

/** An item as the operation gives it, paired. */
interface Result {
	item: INodeExecutionData;
	output: number;
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

async function runItem(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
	{ input, keys }: { input: IDataObject; keys: readonly string[] },
): Promise<{ results: Result[]; limit: number }> {
	const results: Result[] = [];
	// One object for all, as n8n's own nodes have it.
	const pairedItem = { item: itemIndex };
	try {
		const given = readGiven(context, operation, itemIndex);
		const problem = operation.check?.(given);
		if (problem !== undefined) throw new InputProblem(problem);
		const request = await withUploads(prepareCall(context, operation, itemIndex, given).call);
		const { call, isUncertain } = prepareCall(context, operation, itemIndex, { ...given, request });
		for await (const batch of batchesOf(operation, call)) {
			for (const { json, output = 0, ...rest } of batch) {
				const done = withDeed(operation, given, json);
				const told = isUncertain() ? { ...done, uncertain: true } : done;
				const whole = withInput(operation, given, input, told, keys);
				results.push({ item: { ...rest, json: whole, pairedItem }, output });
			}
		}
		return { results, limit: given.limit };
	} catch (thrown) {
		const error = toNodeError(context, thrown, itemIndex);
		const resume = thrown instanceof HalfwayProblem ? thrown.resume : {};
		// What was read before the failure is kept.
		if (context.continueOnFail()) {
			const failed = { item: errorItem(error, resume, itemIndex), output: 0 };
			return { results: [...results, failed], limit: Infinity };
		}
		tellHowToResume(error, resume);
		if (error instanceof NodeApiError)
			throw new NodeApiError(context.getNode(), error as unknown as JsonObject);
		throw new NodeOperationError(context.getNode(), error, { itemIndex });
	}
}

const batchesOf = (operation: Operation, call: Call): AsyncIterable<Output[]> =>
	operation.run ? operation.run(call) : outputs(call, operation);

function toNodeError(
	context: IExecuteFunctions,
	thrown: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) return thrown;
	if (thrown instanceof HalfwayProblem) {
		const reason = toNodeError(context, thrown.reason, itemIndex);
		reason.description = [reason.description, thrown.message].filter(Boolean).join('. ');
		return reason;
	}
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	if (error instanceof InputProblem || error instanceof AnswerProblem) {
		return new NodeOperationError(context.getNode(), error.message, { itemIndex });
	}
	return new NodeOperationError(context.getNode(), error, { itemIndex });
}

/** A failed step has no items: its error is all that is left of it. */
function tellHowToResume(error: NodeApiError | NodeOperationError, resume: IDataObject): void {
	const lines = Object.entries(resume).map(([name, value]) => `${name}: ${String(value)}`);
	if (lines.length === 0) return;
	Object.assign(error.context, resume);
	error.description = [
		say`${String(error.description)}. What was read is not in the output, as n8n drops the items of a failed step unless its On Error setting is to continue: to have all, run it again as it was`,
		...lines,
	].join('\n');
}

/**
 * The item that stands for a failed input item when the workflow goes on. n8n sends it to the error output
 * only when it has no fields but `error`, `message` and `details`.
 */
function errorItem(
	error: NodeApiError | NodeOperationError,
	resume: IDataObject,
	itemIndex: number,
): INodeExecutionData {
	const { errcode, errmsg, documentation, uncertain } = error.context;
	const details: IDataObject = {};
	if (error.description) details.description = error.description;
	if (errcode !== undefined) Object.assign(details, { errcode, errmsg });
	if (documentation !== undefined) details.documentation = documentation;
	if (uncertain !== undefined) details.uncertain = uncertain;
	Object.assign(details, resume);
	return { json: { error: error.message, details }, pairedItem: { item: itemIndex } };
}
