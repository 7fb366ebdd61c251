import path from 'node:path';
import { noteOf, readRecipe, RECIPES } from '../../examples/recipe';
import { WORDS } from './words';

const NODE = /^n8n-nodes-wecom-customer-contact\.weComCustomerContact(Tool)?$/;

/** The operations that a recipe uses, `<resource>.<operation>`. */
export const operationsIn = (name: string) =>
	readRecipe(name)
		.nodes.filter(({ type }) => NODE.test(type))
		.map(({ parameters: { resource, operation } }) => `${String(resource)}.${String(operation)}`);

const titleOf = (name: string) => /^## (.+)/.exec(noteOf(readRecipe(name)))?.[1] ?? name;

const USES = RECIPES.map((name) => ({
	file: `examples/${WORDS.recipes}${name}.json`,
	title: titleOf(`${WORDS.recipes}${name}`),
	operations: new Set(operationsIn(name)),
}));

/** Links to the recipes that use an operation. */
export const recipesWith = (operation: string) =>
	USES.filter(({ operations }) => operations.has(operation)).map(
		({ file, title }) => `[${title}](${path.posix.relative(WORDS.folder, file)})`,
	);
