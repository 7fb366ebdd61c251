import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../../nodes/WeComCustomerContact/engine/types';
import { itemsOf } from '../../schemas';
import { WORDS } from './words';

/** What is today in samples: they would differ every day. */
const TODAY = Date.UTC(2026, 0, 15);
const LONGEST_TEXT = 120;
const MOST_ENTRIES = 3;

/** What is long is cut: a sample shows what there is, not all of it. */
function short(value: unknown): unknown {
	if (typeof value === 'string') {
		return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
	}
	if (Array.isArray(value)) {
		const kept = value.slice(0, MOST_ENTRIES).map(short);
		return value.length > MOST_ENTRIES ? [...kept, '…'] : kept;
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, short(inner)]));
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;

/** JSON with a list of plain values on one line. */
const json = (item: IDataObject) =>
	JSON.stringify(
		item,
		(_, value: unknown) =>
			Array.isArray(value) && value.every(isPlain) ? `\0${JSON.stringify(value)}` : value,
		2,
	).replace(/"\\u0000((?:[^"\\]|\\.)*)"/g, (_, list: string) =>
		(JSON.parse(`"${list}"`) as string).replaceAll(',"', ', "'),
	);

/** The first item of each output, as the tests have it from what WeCom's page says it answers. */
export function samples(resource: string, { value, outputs = [''] }: Operation): string[] {
	return outputs.flatMap((output, place) => {
		const [item] = itemsOf(`${resource}.${value}`, place, TODAY);
		if (!item) return [];
		return [
			output === '' ? WORDS.sample : WORDS.sampleOf(output),
			['```json', json(short(item) as IDataObject), '```'].join('\n'),
		];
	});
}
