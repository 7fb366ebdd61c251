import type { IDataObject } from 'n8n-workflow';

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/**
 * The fields of a record that fit a table's row: plain values and lists of those, in WeCom's order. What WeCom adds one
 * day comes through; objects are left to the caller.
 *
 * @param names what fields are called where WeCom's name means another thing elsewhere
 * @param row what they are added to: to merge two rows afterwards would take ten times as long
 */
export function flat(
	record: IDataObject,
	names: Readonly<Record<string, string>> = {},
	row: IDataObject = {},
): IDataObject {
	for (const name in record) {
		const value = record[name];
		const fits = Array.isArray(value) ? value.every(isPlain) : isPlain(value);
		if (fits) row[names[name] ?? name] = value;
	}
	return row;
}
