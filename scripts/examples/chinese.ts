// A Chinese recipe is the English one with a dictionary's words for what people read in the editor.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isNote, type Recipe, type RecipeNode } from './recipe';

export const DICTIONARIES = path.join(__dirname, 'zh-CN');

export interface Dictionary {
	/** The workflow's name. */
	name: string;
	/** The lines of the note. */
	note: string[];
	/** The steps' names by their English ones. */
	nodes: Record<string, string>;
	/** Names of outputs and of data tables by their English ones. */
	labels?: Record<string, string>;
}

export const readDictionary = (name: string) =>
	JSON.parse(readFileSync(path.join(DICTIONARIES, `${name}.json`), 'utf8')) as Dictionary;

/** Where a parameter's value is a name that people chose, whatever node it belongs to. */
const LABELS = ['outputKey', 'renameFallbackOutput', 'tableName'];

/** Whether the value under this key of this object is a name that people chose. */
export const isLabel = (key: string, holder: object) =>
	LABELS.includes(key) || (key === 'value' && 'mode' in holder && holder.mode === 'name');

const steps = (text: string, names: Dictionary['nodes']) =>
	text.replace(/\$\('([^']+)'\)/g, (whole, step: string) =>
		names[step] === undefined ? whole : `$('${names[step]}')`,
	);

const translated = (value: unknown, { nodes, labels = {} }: Dictionary): unknown => {
	const walk = (part: unknown): unknown => {
		if (typeof part === 'string') return steps(part, nodes);
		if (Array.isArray(part)) return part.map(walk);
		if (typeof part !== 'object' || part === null) return part;
		return Object.fromEntries(
			Object.entries(part).map(([key, inner]) => [
				key,
				isLabel(key, part) && typeof inner === 'string' ? (labels[inner] ?? inner) : walk(inner),
			]),
		);
	};
	return walk(value);
};

/**
 * The recipe in Chinese: its name, note, steps' names with what refers to them, and labels. All else stays as it is,
 * what goes to customers among it.
 */
export const inChinese = (recipe: Recipe, dictionary: Dictionary): Recipe => {
	const { name, note, nodes: names } = dictionary;
	const called = (step: string) => names[step] ?? step;
	const node = (each: RecipeNode): RecipeNode => ({
		...each,
		name: called(each.name),
		parameters: isNote(each)
			? { ...each.parameters, content: note.join('\n') }
			: (translated(each.parameters, dictionary) as RecipeNode['parameters']),
	});
	const connections = Object.entries(recipe.connections).map(([from, kinds]) => [
		called(from),
		Object.fromEntries(
			Object.entries(kinds).map(([kind, outputs]) => [
				kind,
				outputs.map((ends) => ends.map((end) => ({ ...end, node: called(end.node) }))),
			]),
		),
	]);
	return {
		...recipe,
		name,
		nodes: recipe.nodes.map(node),
		connections: Object.fromEntries(connections) as Recipe['connections'],
	};
};

/** The text of the Chinese recipe's file. */
export const chineseFile = (recipe: Recipe, dictionary: Dictionary) =>
	`${JSON.stringify(inChinese(recipe, dictionary), null, '\t')}\n`;
