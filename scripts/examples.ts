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

/** Where a page finds the recipes of its language, and their pictures. */
interface Places {
	recipes: string;
	images: string;
	language?: string;
}

/** The table of all recipes, each with a small picture of its steps. */
export const recipesTable = (
	head: [string, string, string],
	{ recipes, images, language = '' }: Places,
) =>
	table(
		head,
		RECIPES.map((name) => {
			const { title, purpose } = inShort(noteOf(readRecipe(`${language}${name}`)));
			const picture = `<img src="${images}/${language}recipes/${name}.png" width="240" alt="">`;
			return [`[${title}](${recipes}/${language}${name}.json)`, purpose, picture];
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
