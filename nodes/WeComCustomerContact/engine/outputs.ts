import type { IDataObject } from 'n8n-workflow';
import type { Call, Output } from './types';
import { asObject, pick } from './values';

/** The way most operations get their items: one call or a list of pages, one item per record. */
export async function* outputs(call: Call): AsyncGenerator<Output[]> {
	const { operation } = call;
	if (operation.paging) {
		for await (const { records } of call.pages(operation.paging, {}, call.limit)) {
			yield records.map((record) => toOutput(record, call));
		}
		return;
	}
	const answer = await call.send();
	const result = operation.output === undefined ? answer : pick(answer, operation.output);
	const records = Array.isArray(result) ? result : [result];
	const limit = operation.limitable ? call.limit : Infinity;
	yield records.slice(0, limit).map((record) => toOutput(record, call));
}

/** Gives a record the shape the user chose. */
export function toOutput(record: unknown, call: Call): Output {
	const { shape, simplify } = call.operation;
	const json: IDataObject = shape ? shape(record, call) : asObject(record);
	return { json: simplify && call.parameter('simplify') === true ? simplify(json) : json };
}
