import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { weComRequest } from '../transport/request';
import { DEFAULT_WIDTH } from '../transport/limiter';
import { commonFields } from './commonFields';
import { readPages } from './paging';
import { readValues, type ReadParameter } from './parameters';
import { buildRequest } from './request';
import type { Call, Operation, Paging } from './types';
import type { WeComRequest } from '../transport/types';

/** Reads, converts and checks an item's parameters. Throws InputProblem before anything is sent. */
export function prepareCall(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
): Call {
	// Hidden fields are not there at all, which n8n takes for an error unless something stands in for them.
	const read: ReadParameter = (name, form) =>
		context.getNodeParameter(name, itemIndex, '', { rawExpressions: form === 'raw' });
	const fields = [...operation.fields, ...commonFields(operation)];
	const values = readValues(fields, operation, read, context.getTimezone());
	const request = buildRequest(operation, values);
	const width = Number(values.callsAtOnce ?? DEFAULT_WIDTH);
	const { method, endpoint, access, look, doneAlready, doc, token, urgent } = operation;
	const tolerated = operation.tolerates ?? {};
	const send = async (overrides: Partial<WeComRequest> = {}) => {
		const tolerates = Object.keys(tolerated).map(Number);
		const whole = {
			width,
			method,
			endpoint,
			access,
			look,
			doneAlready,
			doc,
			token,
			urgent,
			tolerates,
			...request,
			...overrides,
		};
		const answer = await weComRequest(context, whole, itemIndex);
		call.uncertain ||= answer.uncertain === true;
		const meaning = tolerated[Number(answer.errcode)];
		return meaning ? meaning(whole.body) : answer;
	};

	const call: Call = {
		context,
		itemIndex,
		operation,
		request,
		uncertain: false,
		width,
		limit: values.returnAll === true ? Infinity : Number(values.limit ?? Infinity),
		values,
		send,
		pages: (paging: Paging, overrides: Partial<WeComRequest> = {}, records = Infinity) => {
			const method = overrides.method ?? operation.method;
			const place = method === 'GET' ? 'query' : 'body';
			const base = overrides[place] ?? request[place];
			return readPages(
				async (fields) => await send({ ...overrides, [place]: { ...base, ...fields } }),
				paging,
				records,
			);
		},
		problem: (message, description) =>
			new NodeOperationError(context.getNode(), message, { itemIndex, description }),
	};
	return call;
}
