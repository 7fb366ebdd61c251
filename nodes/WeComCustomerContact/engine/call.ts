import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { weComRequest } from '../transport/request';
import { readCallsAtOnce } from './callsAtOnce';
import { toInteger } from './convert';
import { readPages } from './paging';
import { InputProblem } from './problems';
import { buildRequest } from './request';
import type { Call, Operation, Paging } from './types';
import { chosenValue } from './values';
import type { WeComRequest } from '../transport/types';

/** Reads, converts and checks an item's parameters. Throws InputProblem before anything is sent. */
export function prepareCall(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
): Call {
	const parameter = (name: string, fallback?: unknown): unknown =>
		chosenValue(context.getNodeParameter(name, itemIndex, fallback ?? ''));
	const request = buildRequest(operation, parameter, context.getTimezone());

	const width = readCallsAtOnce(context, itemIndex);
	const { method, endpoint, access, doc, token, urgent } = operation;
	const tolerated = operation.tolerates ?? {};
	const send = async (overrides: Partial<WeComRequest> = {}) => {
		const tolerates = Object.keys(tolerated).map(Number);
		const whole = {
			width,
			method,
			endpoint,
			access,
			doc,
			token,
			urgent,
			tolerates,
			...request,
			...overrides,
		};
		const answer = await weComRequest(context, whole, itemIndex);
		const meaning = tolerated[Number(answer.errcode)];
		return meaning ? meaning(whole.body) : answer;
	};

	return {
		context,
		itemIndex,
		operation,
		request,
		width,
		limit: wantedRecords(operation, parameter),
		parameter,
		send,
		pages: (paging: Paging, overrides: Partial<WeComRequest> = {}, records = Infinity) => {
			const method = overrides.method ?? operation.method;
			const place = method === 'GET' ? 'query' : 'body';
			const base = (overrides[place] ?? request[place]) as IDataObject;
			return readPages(
				async (fields) => await send({ ...overrides, [place]: { ...base, ...fields } }),
				paging,
				records,
			);
		},
		problem: (message, description) =>
			new NodeOperationError(context.getNode(), message, { itemIndex, description }),
	};
}

export const offersLimit = (operation: Operation) =>
	operation.paging !== undefined || operation.limitable === true;

function wantedRecords(operation: Operation, parameter: Call['parameter']): number {
	if (!offersLimit(operation) || parameter('returnAll') === true) return Infinity;
	const limit = toInteger(parameter('limit', 50), '"Limit"');
	if (limit < 1) throw new InputProblem('"Limit" must be at least 1');
	return limit;
}
