import type { BuiltRequest, Operation, Values } from './types';
import { put } from './values';

/** Puts each value in its place in the query and body of an operation. */
export function buildRequest(
	{ method, fields }: Pick<Operation, 'method' | 'fields'>,
	values: Values,
): BuiltRequest {
	const request: BuiltRequest = { query: {}, body: {} };
	for (const { to, in: place = method === 'GET' ? 'query' : 'body', property } of fields) {
		if (to === undefined || !Object.hasOwn(values, property.name)) continue;
		put(request[place], to, values[property.name]);
	}
	return request;
}
