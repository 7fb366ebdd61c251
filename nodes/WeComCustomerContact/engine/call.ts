import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { DEFAULT_WIDTH } from '../transport/limiter';
import { weComRequest } from '../transport/request';
import { commonFields } from './commonFields';
import { readPages } from './paging';
import { readValues, type ReadParameter } from './parameters';
import { buildRequest } from './request';
import type { Call, Given, Operation, Paging, Part } from './types';

/** Reads, converts and checks an item's parameters. Throws InputProblem before anything is sent. */
export function readGiven(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
): Given {
	// Hidden fields are not there at all, which n8n takes for an error unless something stands in for them.
	const read: ReadParameter = (name, form) =>
		context.getNodeParameter(name, itemIndex, '', { rawExpressions: form === 'raw' });
	const fields = [...operation.fields, ...commonFields(operation)];
	const timeZone = context.getTimezone();
	const values = readValues(fields, operation, read, timeZone);
	const request = buildRequest(operation, values);
	return {
		values,
		asked: request,
		request,
		limit: values.returnAll === true ? Infinity : Number(values.limit ?? Infinity),
		timeZone,
	};
}

/**
 * What an operation can use, and whether its items are uncertain: WeCom may have done at an earlier try what it
 * refused to do again.
 */
export function prepareCall(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
	given: Given,
): { call: Call; isUncertain: () => boolean } {
	const width = Number(given.values.callsAtOnce ?? DEFAULT_WIDTH);
	let uncertain = false;

	const sendAs = async (sender: Operation, part: Part): Promise<IDataObject> => {
		const { method, endpoint, access, look, fixes, doneAlready, doc, token, urgent } = sender;
		const meanings = sender.tolerates ?? {};
		const request = {
			width,
			method,
			endpoint,
			access,
			look,
			fixes,
			doneAlready,
			doc,
			token,
			urgent,
			tolerates: Object.keys(meanings).map(Number),
			...part,
			echo: sender.echoes && sender.ids?.map((name) => String(part.body?.[name] ?? '')),
		};
		const answer = await weComRequest(context, request, itemIndex);
		uncertain ||= answer.uncertain === true;
		const meaning = meanings[Number(answer.errcode)];
		return meaning ? meaning(request.body ?? {}) : answer;
	};
	const pagesAs = (sender: Operation, paging: Paging, part: Part, records = Infinity) => {
		const place = sender.method === 'GET' ? 'query' : 'body';
		return readPages(
			async (fields) => await sendAs(sender, { ...part, [place]: { ...part[place], ...fields } }),
			paging,
			records,
		);
	};

	const call: Call = {
		...given,
		context,
		itemIndex,
		operation,
		width,
		send: async (part) => await sendAs(operation, { ...given.request, ...part }),
		invoke: async (other, part) => await sendAs(other, part),
		pages: (paging, part, records) =>
			pagesAs(operation, paging, { ...given.request, ...part }, records),
		pagesOf: (other, part, records) => pagesAs(other, other.paging!, part, records),
		problem: (message, description) =>
			new NodeOperationError(context.getNode(), message, { itemIndex, description }),
	};
	return { call, isUncertain: () => uncertain };
}
