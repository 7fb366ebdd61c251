import type { IDataObject } from 'n8n-workflow';
import { givesOne } from './commonFields';
import { isFailedPart } from './failedPart';
import type { Given, Operation } from './types';

// What steps behind each other need of each other: each finds it in the item that comes in, by the same name.

/** What a step hands on from the item that came in: whom it is about, and what it can be answered with. */
const KEYS: readonly string[] = [
	'event_type',
	'userid',
	'external_userid',
	'state',
	'welcome_code',
	'welcome_code_expires_at',
	'chat_id',
];

/** What reads a key of the item that comes in. */
export const expressionOf = (key: string) => `={{ $json.${key} }}`;

/**
 * The answer for one input item with what it hands on of that item; its own fields stay as they are. What is about
 * several things, or failed, hands on nothing, and WeCom's untouched answer only what the user asked for.
 *
 * @param given what the user gave for the item: a customer given by hand counts more than that of the item
 * @param input the item that came in
 */
export function withInput(
	operation: Operation,
	given: Pick<Given, 'values'>,
	input: IDataObject,
	answer: IDataObject,
): IDataObject {
	if (!givesOne(operation) || isFailedPart(answer)) return answer;
	const { values } = given;
	const isWhole = values.includeInputFields === true;
	if (operation.simplify && values.simplify !== true && !isWhole) return answer;
	const handedOn = { ...input, ...keysGiven(operation, given) };
	const names = isWhole ? Object.keys(handedOn) : KEYS;
	const added = names.filter((name) => answer[name] === undefined && handedOn[name] !== undefined);
	return { ...answer, ...Object.fromEntries(added.map((name) => [name, handedOn[name]])) };
}

/** The keys that the operation was given a value for, from wherever it came. */
const keysGiven = ({ fields }: Operation, { values }: Pick<Given, 'values'>): IDataObject =>
	Object.fromEntries(
		fields.flatMap(({ chained, property: { name } }) =>
			chained && KEYS.includes(chained.key) && typeof values[name] === 'string'
				? [[chained.key, values[name]]]
				: [],
		),
	);
