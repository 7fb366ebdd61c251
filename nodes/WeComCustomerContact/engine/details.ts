import { refusedPart } from './failedPart';
import { untilFailure } from './sideBySide';
import { asWanted } from './simplify';
import type { Call, Details, Output, Simplify } from './types';
import { asObject, pick } from './values';

/**
 * Reads the details of a list's records, several at a time, in their order. One that is gone meanwhile, or that WeCom
 * does not show, is an item that says so and breaks nothing.
 */
export async function* detailsOf(
	call: Call,
	details: Details,
	records: unknown[],
	simplify?: Simplify,
): AsyncGenerator<Output[]> {
	const batches = untilFailure(
		records,
		call.width,
		async (record) => await detailsOfOne(call, details, record, simplify),
	);
	for await (const some of batches) yield some.flat();
}

async function detailsOfOne(
	call: Call,
	details: Details,
	record: unknown,
	simplify?: Simplify,
): Promise<Output[]> {
	const { of, id, gone, reason } = details;
	const part = details.part(record, call);
	const answer = await call.invoke(of, { ...part, tolerates: gone });
	if (answer.errcode !== undefined) {
		return [{ json: refusedPart(id(record), answer, reason) }];
	}
	const given: Call = { ...call, request: { query: part.query ?? {}, body: part.body ?? {} } };
	const found = of.records === undefined ? answer : pick(answer, of.records);
	const items = of.items
		? await of.items(answer, given)
		: [{ json: of.shape ? of.shape(found, given) : asObject(found) }];
	return items.map(({ json, ...rest }) => ({
		...rest,
		json: asWanted({ ...asObject(record), ...json }, given, simplify),
	}));
}
