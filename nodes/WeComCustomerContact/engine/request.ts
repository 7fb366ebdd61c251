import { InputProblem } from './problems';
import type { BuiltRequest, Field, Operation } from './types';
import { asObject, chosenValue, isBlank, put } from './values';

/**
 * Builds the query and body of an operation from its parameters: converts, checks the limits, puts each
 * value in its place. Throws InputProblem naming the field; sends nothing.
 */
export function buildRequest(
	operation: Pick<Operation, 'method' | 'fields'>,
	parameter: (name: string) => unknown,
	timeZone?: string,
): BuiltRequest {
	const request: BuiltRequest = { query: {}, body: {} };
	for (const field of operation.fields) {
		const value = valueOf(field, parameter, timeZone);
		if (field.to === undefined || isBlank(value)) continue;
		const place = field.in ?? (operation.method === 'GET' ? 'query' : 'body');
		put(request[place], field.to, value);
	}
	return request;
}

function valueOf(field: Field, parameter: (name: string) => unknown, timeZone?: string): unknown {
	const { name, displayName, required } = field.property;
	const label = `"${displayName}"`;
	const given =
		field.group === undefined
			? parameter(name)
			: chosenValue(asObject(parameter(field.group))[name]);
	const value = isBlank(given) || !field.as ? given : field.as(given, label, timeZone);
	if (isBlank(value)) {
		if (required) throw new InputProblem(`${label} is empty. Fill it in`);
		return undefined;
	}
	for (const check of field.checks ?? []) {
		const problem = check(value);
		if (problem !== undefined) throw new InputProblem(`${label} ${problem}`);
	}
	return value;
}
