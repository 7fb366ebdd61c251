import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chineseRecipes } from '../../../scripts/examples';
import { DICTIONARIES, isLabel, readDictionary } from '../../../scripts/examples/chinese';
import {
	EXAMPLES,
	isNote,
	namesIn,
	noteOf,
	readRecipe,
	RECIPES,
	type Recipe,
} from '../../../scripts/examples/recipe';

const HAN = /\p{Script=Han}/u;

interface Label {
	label: string;
}

/** What people may read in another language is marked; all else is as it is. */
const withoutWords = ({ nodes, connections, ...rest }: Recipe) => {
	const numbers = new Map(nodes.map(({ name }, index) => [name, `step ${index}`]));
	const step = (name: string) => numbers.get(name) ?? name;
	const walk = (value: unknown): unknown => {
		if (typeof value === 'string')
			return value.replace(/\$\('([^']+)'\)/g, (_, name: string) => `$('${step(name)}')`);
		if (Array.isArray(value)) return value.map(walk);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, inner]) => [
				key,
				isLabel(key, value) ? { label: typeof inner } : walk(inner),
			]),
		);
	};
	return {
		...rest,
		name: '',
		nodes: nodes.map((node) => ({
			...node,
			name: step(node.name),
			parameters: isNote(node) ? { ...node.parameters, content: '' } : walk(node.parameters),
		})),
		connections: Object.entries(connections).map(([from, kinds]) => [
			step(from),
			Object.entries(kinds).map(([kind, outputs]) => [
				kind,
				outputs.map((ends) => ends.map((end) => ({ ...end, node: step(end.node) }))),
			]),
		]),
	};
};

/** The names that people chose inside parameters, and all values beside them. */
const labelsAndValues = ({ nodes }: Recipe) => {
	const found: Array<string | Label> = [];
	const walk = (value: unknown): void => {
		if (typeof value === 'string') found.push(value);
		if (typeof value !== 'object' || value === null) return;
		for (const [key, inner] of Object.entries(value)) {
			if (isLabel(key, value)) found.push({ label: String(inner) });
			else walk(inner);
		}
	};
	nodes.filter((node) => !isNote(node)).forEach(({ parameters }) => walk(parameters));
	return {
		labels: found.flatMap((entry) => (typeof entry === 'string' ? [] : [entry.label])),
		values: found.filter((entry) => typeof entry === 'string'),
	};
};

const bold = (text: string) => [...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, words]) => words!);

describe('the recipes', () => {
	it('are all listed, and each has a dictionary', () => {
		const names = [...RECIPES].sort();
		expect(new Set(names).size).toBe(names.length);
		expect(namesIn(EXAMPLES).sort()).toEqual(names);
		expect(namesIn(DICTIONARIES).sort()).toEqual(names);
		expect(namesIn(path.join(EXAMPLES, 'zh-CN')).sort()).toEqual(names);
	});
});

describe.each(RECIPES)('examples/zh-CN/%s.json', (name) => {
	const english = readRecipe(name);
	const chinese = readRecipe(`zh-CN/${name}`);
	const { nodes, labels = {} } = readDictionary(name);

	it('is up to date (else: npm run docs)', () => {
		const text = readFileSync(path.join(EXAMPLES, `zh-CN/${name}.json`), 'utf8');
		expect(text).toBe(chineseRecipes()[name]);
	});

	it('differs from the English one in what people read, and in nothing else', () => {
		expect(withoutWords(chinese)).toEqual(withoutWords(english));
	});

	it('leaves nothing in English', () => {
		for (const words of [chinese.name, ...chinese.nodes.map((node) => node.name)])
			expect(words).toMatch(HAN);
		for (const block of noteOf(chinese).split(/\n+/)) expect(block).toMatch(HAN);
		const { labels: shown, values } = labelsAndValues(chinese);
		// A branch may be called as the value that leads to it.
		const words = shown.filter((label) => !HAN.test(label) && !label.startsWith('='));
		expect(words.filter((label) => !values.includes(label))).toEqual([]);
	});

	it('has a dictionary of what there is, and the English one no Chinese names', () => {
		const names = english.nodes.map((node) => node.name);
		expect(Object.keys(nodes).sort()).toEqual([...names].sort());
		const { labels: shown } = labelsAndValues(english);
		expect(Object.keys(labels).filter((label) => !shown.includes(label))).toEqual([]);
		const words = [english.name, ...names, ...shown.filter((label) => label in labels)];
		expect(words.filter((label) => HAN.test(label))).toEqual([]);
	});

	it('names in its note the steps that the English one names', () => {
		const named = bold(noteOf(english)).flatMap((words) => nodes[words] ?? []);
		const said = bold(noteOf(chinese)).filter((words) => Object.values(nodes).includes(words));
		expect([...new Set(said)].sort()).toEqual([...new Set(named)].sort());
	});
});
