import type { IDataObject } from 'n8n-workflow';

/** Empty rows by their columns. Records of one list have a few kinds of columns; more than this are no longer kept. */
const EMPTY = new Map<string, IDataObject>();
const MOST_KINDS = 500;

/**
 * A record of these columns. JavaScript keeps an object that grows beyond a dozen fields as a hash table, which takes twice
 * the memory and several times as long; a copy of an empty row with the fields in place stays small and fast, and records
 * come by the hundred thousand. Of a column that is there twice, the last value counts.
 */
export function rowOf(names: readonly string[], values: readonly unknown[]): IDataObject {
	const row = { ...emptyRow(names) };
	for (let column = 0; column < names.length; column++) {
		row[names[column]!] = values[column] as IDataObject[string];
	}
	return row;
}

function emptyRow(names: readonly string[]): IDataObject {
	const key = names.join('\0');
	const known = EMPTY.get(key);
	if (known) return known;
	// What is read from JSON is small and fast, however many fields it has.
	const empty = JSON.parse(
		`{${names.map((name) => `${JSON.stringify(name)}:null`).join()}}`,
	) as IDataObject;
	if (EMPTY.size < MOST_KINDS) EMPTY.set(key, empty);
	return empty;
}
