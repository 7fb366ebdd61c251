import { FIELD_MEANINGS, OTHER_SPELLINGS } from './fieldMeanings';
import type { Sighting } from './sightings';

/** The JSON type of a value in words; nothing for `null`, and for an empty list no more than that it is one. */
export function typeOf(value: unknown): string | undefined {
	if (value === null || value === undefined) return undefined;
	if (Array.isArray(value)) {
		const kinds = [...new Set(value.map(typeOf))].sort().map((kind) => `${kind}s`);
		return kinds.length === 0 ? 'list' : `list of ${kinds.join(' and ')}`;
	}
	if (typeof value === 'boolean') return 'true or false';
	return typeof value === 'string' ? 'text' : typeof value;
}

/** The types that a field was seen with, most often one. */
export function typesOf(fields: readonly Sighting[]): string[] {
	const types = new Set(
		fields.map(({ value }) => typeOf(value)).filter((type) => type !== undefined),
	);
	if ([...types].some((type) => type.startsWith('list of '))) types.delete('list');
	return [...types].sort();
}

/** The sightings of each name, in the order of the alphabet. */
export function byName(fields: readonly Sighting[]): Array<[string, Sighting[]]> {
	const names = new Map<string, Sighting[]>();
	for (const field of fields) {
		const same = names.get(field.name);
		if (same) same.push(field);
		else names.set(field.name, [field]);
	}
	return [...names].sort(([a], [b]) => (a < b ? -1 : 1));
}

const isTime = (value: unknown) =>
	[value].flat().every((time) => typeof time === 'string' && !Number.isNaN(Date.parse(time)));

function problemsOf(name: string, fields: Sighting[], isExplained: boolean): string[] {
	const places = [
		...new Set(fields.map(({ resource, source }) => [resource, source].filter(Boolean).join(': '))),
	];
	const where = `(${places.join(', ')})`;
	const types = typesOf(fields);
	const problems: string[] = [];
	if (!isExplained) problems.push(`${name} has no meaning in fieldMeanings.ts ${where}`);
	if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))
		problems.push(`${name} is not in snake_case ${where}`);
	const proper = OTHER_SPELLINGS[name];
	if (proper) problems.push(`${name} is called ${proper} everywhere else ${where}`);
	if (types.length > 1) problems.push(`${name} is ${types.join(' and ')} ${where}`);
	if (name.endsWith('_at') && !fields.every(({ value }) => isTime(value))) {
		problems.push(`${name} is no ISO time ${where}`);
	}
	if (name.endsWith('_time') && types.some((type) => type !== 'number')) {
		problems.push(`${name} is no number ${where}`);
	}
	return problems;
}

/** What is wrong with the vocabulary: one name for one thing, with one type and one meaning. */
export function problemsIn(
	fields: readonly Sighting[],
	meanings: Readonly<Record<string, string>> = FIELD_MEANINGS,
): string[] {
	const names = byName(fields);
	const seen = new Set(names.map(([name]) => name));
	const unused = Object.keys(meanings).filter((name) => !seen.has(name));
	return [
		...names.flatMap(([name, same]) => problemsOf(name, same, Object.hasOwn(meanings, name))),
		...unused.map((name) => `${name} has a meaning in fieldMeanings.ts, but no item has it`),
	];
}
