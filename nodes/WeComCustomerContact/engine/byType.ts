import type {
	IDataObject,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { kind, shown } from './convert';
import { InputProblem } from './problems';
import { asList, asObject, isBlank } from './values';
import { say } from '../texts/say';

// An expression can give anything for anything. What a field takes follows from the type of its property, here and
// nowhere else: the value in that type, or a problem that names the field.

/** A value that is not blank in the type of its property. Throws InputProblem; texts stay as they are. */
export function toType(property: INodeProperties, value: unknown, label: string): unknown {
	switch (property.type) {
		case 'boolean':
			return toBoolean(value, label);
		case 'number':
			return toNumber(value, label);
		case 'options':
			return toOption(property, value, label);
		case 'multiOptions':
			return toOptions(property, value, label);
		case 'fixedCollection':
			return toCollection(property, value, label);
		default:
			return value;
	}
}

const BOOLEANS = new Map([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

function toBoolean(value: unknown, label: string): boolean {
	const known = BOOLEANS.get(String(value).trim().toLowerCase());
	if (known !== undefined && typeof value !== 'object') return known;
	throw new InputProblem(say`${label} must be true or false, but is ${shown(value)}`);
}

function toNumber(value: unknown, label: string): number {
	const isText = typeof value === 'string' && value.trim() !== '';
	const number = isText ? Number(value) : value;
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	throw new InputProblem(say`${label} must be a number, but is ${shown(value)}`);
}

/** The choices that stand in the description; those that a picker loads are known to WeCom only. */
const choicesOf = ({ typeOptions, options }: INodeProperties): INodePropertyOptions[] =>
	typeOptions?.loadOptionsMethod ? [] : ((options ?? []) as INodePropertyOptions[]);

function toOption(property: INodeProperties, value: unknown, label: string): unknown {
	const choices = choicesOf(property);
	if (choices.length === 0) return value;
	const chosen = choices.find((choice) => String(choice.value) === String(value).trim());
	if (chosen && typeof value !== 'object') return chosen.value;
	const known = choices.map((choice) => say`${choice.value} (${choice.name})`).join(say`, `);
	throw new InputProblem(say`${label} must be one of ${known}, but is ${shown(value)}`);
}

function toOptions(property: INodeProperties, value: unknown, label: string): unknown {
	if (choicesOf(property).length === 0) return value;
	const entries = Array.isArray(value) ? value : String(value).split(/[\s,，、;；]+/u);
	const given = entries.filter((entry) => entry !== '');
	return [...new Set(given.map((entry) => toOption(property, entry, label)))];
}

/** Entries as the editor makes them; a list alone stands for the entries where there is only one kind of them. */
function toCollection(property: INodeProperties, value: unknown, label: string): IDataObject {
	const kinds = (property.options ?? []) as INodePropertyCollection[];
	const isList = property.typeOptions?.multipleValues === true;
	const [first] = kinds;
	const given = Array.isArray(value) && isList && first ? { [first.name]: value } : value;
	if (typeof given !== 'object' || given === null || Array.isArray(given)) {
		throw new InputProblem(
			say`${label} must be ${isList ? say`a list of entries` : say`an entry`}, but is ${kind(value)}. Fill in its fields one by one`,
		);
	}
	return Object.fromEntries<IDataObject | IDataObject[]>(
		Object.entries(given).map(([name, content]: [string, unknown]) => {
			const known = kinds.find((candidate) => candidate.name === name);
			if (!known) throw new InputProblem(say`${label} has the unknown part "${name}"`);
			if (!isList) return [name, toEntry(known, content, label)];
			const entries = Array.isArray(content) ? asList(content) : [content];
			return [name, entries.map((entry, i) => toEntry(known, entry, `${label} ${i + 1}`))];
		}),
	);
}

function toEntry({ values }: INodePropertyCollection, value: unknown, label: string): IDataObject {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new InputProblem(say`${label} must be an entry with fields, but is ${kind(value)}`);
	}
	const given = value as IDataObject;
	const names = Object.keys(given);
	const isKnown = (name: string) => values.some((property) => property.name === name);
	if (names.length > 0 && !names.some(isKnown)) {
		throw new InputProblem(say`${label} has the unknown part "${names[0]}"`);
	}
	const entry: IDataObject = {};
	for (const property of values) {
		if (!isShown(property, given, values)) continue;
		const own = given[property.name] ?? (property.default as IDataObject);
		const itsLabel = `${label}: "${property.displayName}"`;
		entry[property.name] = (isBlank(own) ? own : toType(property, own, itsLabel)) as IDataObject;
	}
	return entry;
}

/** Whether the editor shows a field of an entry, as the fields it depends on are set. */
function isShown(property: INodeProperties, entry: IDataObject, all: INodeProperties[]): boolean {
	return Object.entries(asObject(property.displayOptions?.show)).every(([name, wanted]) => {
		const fallback = all.find((other) => other.name === name)?.default;
		return asList(wanted).includes(entry[name] ?? fallback);
	});
}
