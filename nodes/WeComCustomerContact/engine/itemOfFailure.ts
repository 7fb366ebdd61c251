import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import { AnswerProblem, HalfwayProblem, InputProblem } from './problems';
import { say } from '../texts/say';

/** What comes of an input item that failed: an item that says so when the workflow goes on, otherwise the error is thrown. */
export function itemOfFailure(
	context: IExecuteFunctions,
	thrown: unknown,
	itemIndex: number,
): INodeExecutionData {
	const error = toNodeError(context, thrown, itemIndex);
	const resume = thrown instanceof HalfwayProblem ? thrown.resume : {};
	if (context.continueOnFail()) return errorItem(error, resume, itemIndex);
	tellHowToResume(error, resume);
	if (error instanceof NodeApiError)
		throw new NodeApiError(context.getNode(), error as unknown as JsonObject);
	throw new NodeOperationError(context.getNode(), error, { itemIndex });
}

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
