import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { prepareCall, readGiven } from './call';
import { withInput } from './chain';
import { withDeed } from './deed';
import { itemOfFailure } from './itemOfFailure';
import { InputProblem } from './problems';
import type { Call, Given, Operation, Output } from './types';
import { withUploads } from './uploads';

/** An input item, and what is to be done with it. */
export interface Entry {
	context: IExecuteFunctions;
	operation: Operation;
	itemIndex: number;
	input: IDataObject;
	/** Fields that an answer hands on from the input item. */
	keys: readonly string[];
}

/** An item as the operation gives it, paired. */
export interface Result {
	item: INodeExecutionData;
	/** Index of the node's output it goes to. */
	output: number;
}

/** What can be sent for an entry, and how what comes of it becomes the node's. */
interface Ready {
	call: Call;
	toResult: (output: Output) => Result;
}

/** Reads and checks what the user gave for an entry. Throws InputProblem before anything is sent. */
export function readEntry({ context, operation, itemIndex }: Entry): Given {
	const given = readGiven(context, operation, itemIndex);
	const problem = operation.check?.(given);
	if (problem !== undefined) throw new InputProblem(problem);
	return given;
}

/** Uploads the files that an entry's request needs. */
export async function readyEntry(entry: Entry, given: Given): Promise<Ready> {
	const { context, operation, itemIndex, input, keys } = entry;
	const request = await withUploads(prepareCall(context, operation, itemIndex, given).call);
	const { call, isUncertain } = prepareCall(context, operation, itemIndex, { ...given, request });
	// One object for all, as n8n's own nodes have it.
	const pairedItem = { item: itemIndex };
	const toResult = ({ json, output = 0, ...rest }: Output): Result => {
		const done = withDeed(operation, given, json);
		const told = isUncertain() ? { ...done, uncertain: true } : done;
		const whole = withInput(operation, given, input, told, keys);
		return { item: { ...rest, json: whole, pairedItem }, output };
	};
	return { call, toResult };
}

/** What comes of an entry that failed, when the workflow goes on; otherwise the error is thrown. */
export const failedEntry = ({ context, itemIndex }: Entry, thrown: unknown): Result => ({
	item: itemOfFailure(context, thrown, itemIndex),
	output: 0,
});
