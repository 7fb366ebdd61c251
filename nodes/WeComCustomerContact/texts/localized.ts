import { TEXTS, type Texts } from './texts';

/** What people read in a description of n8n, a field, an operation or an error. */
const READ = new Set([
	'displayName',
	'description',
	'placeholder',
	'hint',
	'action',
	'subtitle',
	'multipleValueButtonText',
	'documentationUrl',
	'eventTriggerDescription',
	'header',
	'active',
	'inactive',
	'activationHint',
	'message',
	'fix',
]);

/** What holds more of it. Values, conditions, outputs and a node's default name are the same on all servers. */
const HOLDS = new Set([
	'operations',
	'fields',
	'property',
	'properties',
	'options',
	'values',
	'modes',
	'typeOptions',
	'triggerPanel',
	'executionsHelp',
]);

/** Answers the text for an English one that stands at this path, or nothing. */
export type Find = (english: string, path: readonly string[]) => string | undefined;

type Part = Readonly<Record<string, unknown>>;

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

/** A copy of a description in which people read other texts. */
export function withTexts<T>(value: T, find: Find, path: readonly string[]): T {
	if (Array.isArray(value)) {
		return value.map((entry: unknown) => withTexts(entry, find, [...path, ...nameOf(entry)])) as T;
	}
	if (!isPart(value)) return value;
	const copy: Record<string, unknown> = { ...value };
	for (const [key, part] of Object.entries(value)) {
		if (HOLDS.has(key)) copy[key] = withTexts(part, find, path);
		else if (typeof part === 'string' && (READ.has(key) || (key === 'name' && isOption(value)))) {
			copy[key] = find(part, path) ?? part;
		}
	}
	return copy as T;
}

/** An option's name is what people read; a parameter's name is what workflows store. */
const isOption = (part: Part) => 'value' in part && !('type' in part);

/** What an entry of a list adds to the path: the value of a resource, an operation or an option, the name of a field. */
function nameOf(entry: unknown): string[] {
	if (!isPart(entry)) return [];
	const { value, name } = isPart(entry.property) ? entry.property : entry;
	return [String(isOption(entry) ? value : name)];
}

/** Looks for a text in the branch of a path, then in those around it. */
export function findIn(texts: Texts, english: string, path: readonly string[]): string | undefined {
	let found = texts[english];
	let branch: Texts | string | undefined = texts;
	for (const name of path) {
		branch = branch[name];
		if (typeof branch !== 'object') break;
		const inside: Texts | string | undefined = branch[english];
		if (typeof inside === 'string') found = inside;
	}
	return typeof found === 'string' ? found : undefined;
}

const finderIn =
	(texts: Texts): Find =>
	(english, path) =>
		findIn(texts, english, path);

/**
 * A description in the language of the server. Its Chinese texts stand in `zh-CN/`, in the branch of its path or in one
 * around it; an English word can have another one in each branch.
 */
export const localized = <T>(description: T, ...path: string[]): T =>
	TEXTS ? withTexts(description, finderIn(TEXTS.descriptions), path) : description;
