import type { IDataObject } from 'n8n-workflow';
import type { Call, Given, Operation, Output, Simplify } from './types';

/** What flattens the items of an operation: its own way, or that of the operation that reads details or the result of a job. */
export function simplifierOf(operation: Operation): Simplify | undefined {
	const { simplify } = operation;
	if (simplify || operation.run || operation.together) return simplify;
	return (operation.details?.of ?? operation.job?.result)?.simplify;
}

/** Whether the user wants the items of an operation as WeCom has them. */
export const isRaw = (operation: Operation, { values }: Pick<Given, 'values'>): boolean =>
	simplifierOf(operation) !== undefined && values.simplify !== true;

/** A record as the user wants it: flat, or as WeCom has it. */
export const asWanted = (json: IDataObject, given: Given, simplify?: Simplify): IDataObject =>
	simplify && given.values.simplify === true ? simplify(json, given) : json;

/** The items of records as the user wants them. */
export async function simplified(
	call: Call,
	{ enrich, simplify }: Pick<Operation, 'enrich' | 'simplify'>,
	records: IDataObject[],
): Promise<Output[]> {
	const isWanted = simplify !== undefined && call.values.simplify === true;
	const known = isWanted && enrich ? await enrich(records, call) : records;
	return known.map((record) => ({ json: asWanted(record, call, simplify) }));
}

/** Items as they come out: with what else belongs to them, unless the user wants them as WeCom has them. */
export async function completed(
	operation: Operation,
	call: Call,
	items: Output[],
): Promise<Output[]> {
	if (!operation.complete || isRaw(operation, call)) return items;
	const whole = await operation.complete(
		items.map(({ json }) => json),
		call,
	);
	return items.map((item, index) => ({ ...item, json: whole[index]! }));
}
