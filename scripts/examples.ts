// Writes the Chinese recipes, and tells what README says of recipes: part of `npm run docs`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chineseFile, readDictionary } from './examples/chinese';
import { EXAMPLES, namesIn, noteOf, readRecipe, RECIPES } from './examples/recipe';
import { table } from './docs/markdown';

/** The Chinese recipes by their files' names, as they should be now. */
export const chineseRecipes = (): Record<string, string> =>
	Object.fromEntries(
		RECIPES.map((name) => [name, chineseFile(readRecipe(name), readDictionary(name))]),
	);

/** A note's title, and the sentence below it. */
const inShort = (note: string) => {
	const [, title, purpose] = /^## (.+)\n\n(.+)/.exec(note) ?? [];
	if (!title || !purpose) throw new Error(`A note needs a title and what the recipe does: ${note}`);
	return { title, purpose: purpose.replaceAll('**', '') };
};

/** The table of all recipes; `folder` is where they are, seen from the page. */
export const recipesTable = (head: [string, string], folder: string, language = '') =>
	table(
		head,
		RECIPES.map((name) => {
			const { title, purpose } = inShort(noteOf(readRecipe(`${language}${name}`)));
			return [`[${title}](${folder}/${language}${name}.json)`, purpose];
		}),
	);

export const writeChineseRecipes = () => {
	const folder = path.join(EXAMPLES, 'zh-CN');
	mkdirSync(folder, { recursive: true });
	const recipes = chineseRecipes();
	for (const name of namesIn(folder)) {
		if (!(name in recipes)) rmSync(path.join(folder, `${name}.json`));
	}
	for (const [name, text] of Object.entries(recipes)) {
		writeFileSync(path.join(folder, `${name}.json`), text);
	}
};
