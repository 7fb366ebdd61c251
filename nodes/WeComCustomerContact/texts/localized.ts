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

/** Where a text stands: which Chinese it has there, and what is inside. */
export interface Place {
	find(english: string): string | undefined;
	inside(name: string): Place;
	/** What was localized here already: fields stand in many operations. */
	copies: WeakMap<object, unknown>;
}

type Part = Readonly<Record<string, unknown>>;

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

/** A copy of a description in which people read other texts; one for the same description at the same place. */
export function withTexts<T>(value: T, place: Place): T {
	if (!isPart(value)) return value;
	const known = place.copies.get(value);
	if (known !== undefined) return known as T;
	const copy = Array.isArray(value)
		? value.map((entry: unknown) => withTexts(entry, placeOf(entry, place)))
		: copyOf(value, place);
	place.copies.set(value, copy);
	return copy as T;
}

function copyOf(part: Part, place: Place): Part {
	const copy: Record<string, unknown> = { ...part };
	for (const key in copy) {
		const value = copy[key];
		if (HOLDS.has(key)) copy[key] = withTexts(value, place);
		else if (typeof value === 'string' && (READ.has(key) || (key === 'name' && isOption(part)))) {
			copy[key] = place.find(value) ?? value;
		}
	}
	return copy;
}

/** An option's name is what people read; a parameter's name is what workflows store. */
const isOption = (part: Part) => 'value' in part && !('type' in part);

/** Where an entry of a list stands: by the value of a resource, an operation or an option, or the name of a field. */
function placeOf(entry: unknown, place: Place): Place {
	if (!isPart(entry)) return place;
	const { value, name } = isPart(entry.property) ? entry.property : entry;
	return place.inside(String(isOption(entry) ? value : name));
}

/** Finds a text in a branch, then in those around it. */
export function placeIn(texts: Texts, around?: Place): Place {
	const branches = new Map<string, Place>();
	const find = (english: string) => {
		const text = texts[english];
		return typeof text === 'string' ? text : around?.find(english);
	};
	/** What has no branch of its own: neither has anything inside. */
	const leaf: Place = { find, inside: () => leaf, copies: new WeakMap() };
	const inside = (name: string) => {
		const branch = texts[name];
		if (typeof branch !== 'object') return leaf;
		const known = branches.get(name) ?? placeIn(branch, place);
		branches.set(name, known);
		return known;
	};
	const place: Place = { find, inside, copies: new WeakMap() };
	return place;
}

const ROOT = TEXTS && placeIn(TEXTS.descriptions);

/**
 * A description in the language of the server. Its Chinese texts stand in `zh-CN/`, in the branch of its path or in one
 * around it; an English word can have another one in each branch. The same description gets the same copy.
 */
export const localized = <T>(description: T, ...path: string[]): T =>
	ROOT
		? withTexts(
				description,
				path.reduce((place, name) => place.inside(name), ROOT),
			)
		: description;
