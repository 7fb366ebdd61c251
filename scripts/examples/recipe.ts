// The recipes of `examples/`, as scripts and tests read them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const EXAMPLES = path.resolve(__dirname, '../../examples');
const NOTE = 'n8n-nodes-base.stickyNote';

/** A step of a recipe, or its note. */
export interface RecipeNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
}

/** A workflow of n8n, as it is downloaded from the editor. */
export interface Recipe<Node extends RecipeNode = RecipeNode> {
	name: string;
	nodes: Node[];
	connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
}

/** In the order in which people should meet them. */
export const RECIPES = [
	'welcome-flow',
	'welcome-by-time',
	'welcome-with-attachments',
	'welcome-unconfirmed',
	'card-click',
	'nothing-missed',
	'duty-roster',
	'group-pull',
	'sop-with-approval',
	'mass-message-to-tagged-customers',
	'scheduled-moments',
	'acquisition-leads',
	'edited-customer-to-crm',
	'nightly-sync',
	'nightly-sync-postgres',
	'churn-alert',
	'daily-report-mail',
	'transfer-failed',
	'transfer-resigned-members-customers',
	'tag-cleanup',
	'qr-codes-for-everyone',
	'mini-program-user-to-customer',
	'ai-agent',
	'router',
	'router-new-customers',
	'router-lost-customers',
	'error-workflow',
] as const;

/** The names of the recipes in a folder. */
export const namesIn = (folder: string) =>
	readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => path.basename(file, '.json'));

/** A recipe; `zh-CN/` before its name for the Chinese one. */
export const readRecipe = <Node extends RecipeNode = RecipeNode>(name: string) =>
	JSON.parse(readFileSync(path.join(EXAMPLES, `${name}.json`), 'utf8')) as Recipe<Node>;

/** Whether it is the note, which people read and n8n does not run. */
export const isNote = ({ type }: Pick<RecipeNode, 'type'>) => type === NOTE;

/** What the note says; empty without one. */
export const noteOf = ({ nodes }: Recipe) => String(nodes.find(isNote)?.parameters.content ?? '');
