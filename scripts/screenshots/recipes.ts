import type { Page } from 'playwright-core';
import { withCredential, type Workflow, type WorkflowNode } from '../../test/n8n/driver';
import type { Both } from '../../test/n8n/tests/setup';
import { PACKAGE } from '../../test/n8n/wecom';
import { isNote, readRecipe, RECIPES } from '../examples/recipe';
import { stepsOf } from './canvas';
import type { Picture } from './walk';

/** The steps of each recipe on the canvas, small, for the tables of recipes; `folder` is that of the language. */
export const recipes = (page: Page, { n8n, credential }: Both, folder: string): Picture[] =>
	RECIPES.map((name) => [
		`recipes/${name}`,
		async () => {
			const recipe = readRecipe<WorkflowNode>(`${folder}${name}`) as Workflow;
			const bare = { ...recipe, nodes: recipe.nodes.filter((node) => !isNote(node)) };
			const { id } = await n8n.createWorkflow(withCredential(bare, PACKAGE, credential));
			await page.setViewportSize({ width: 960, height: 480 });
			await page.goto(`/workflow/${id}`);
			return await stepsOf(page);
		},
	]);
