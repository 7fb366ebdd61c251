import type { IDataObject } from 'n8n-workflow';
import { givesOne } from './commonFields';
import { isFailedPart } from './failedPart';
import { isRaw } from './simplify';
import type { Given, Operation } from './types';

// What steps behind each other need of each other: each finds it in the item that comes in, by the same name.

/** What reads a key of the item that comes in. */
export const expressionOf = (key: string) => `={{ $json.${key} }}`;

/**
 * The answer for one input item with what it hands on of that item; its own fields stay as they are. What is about
 * several things, or failed, hands on nothing, and WeCom's untouched answer only what the user asked for.
 *
 * @param given what the user gave for the item: a customer given by hand counts more than that of the item
 * @param input the item that came in
 * @param keys what steps behind each other need of each other
 */
export function withInput(
	operation: Operation,
	given: Pick<Given, 'values'>,
	input: IDataObject,
	answer: IDataObject,
	keys: readonly string[],
): IDataObject {
	if (!givesOne(operation) || isFailedPart(answer)) return answer;
	const { values } = given;
	const isWhole = values.includeInputFields === true;
	if (isRaw(operation, given) && !isWhole) return answer;
	const handedOn = { ...input, ...keysGiven(operation, given, keys) };
	const names = isWhole ? Object.keys(handedOn) : keys;
	const added = names.filter((name) => answer[name] === undefined && handedOn[name] !== undefined);
	return { ...answer, ...Object.fromEntries(added.map((name) => [name, handedOn[name]])) };
}

/** The keys that the operation was given a value for, from wherever it came. */
const keysGiven = (
	{ fields }: Operation,
	{ values }: Pick<Given, 'values'>,
	keys: readonly string[],
): IDataObject =>
	Object.fromEntries(
		fields.flatMap(({ chained, property: { name } }) =>
			chained && keys.includes(chained.key) && typeof values[name] === 'string'
				? [[chained.key, values[name]]]
				: [],
		),
	);
