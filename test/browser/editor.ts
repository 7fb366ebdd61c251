import type { Locator, Page } from 'playwright-core';
import { part } from './page';

// What a person does in n8n's editor, step by step. What n8n takes its time for is waited for, never slept through.

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A text and nothing but that; n8n writes some names in letters of its own. */
const exactly = (text: string) => new RegExp(`^\\s*${escaped(text)}\\s*$`, 'i');

const closePanel = async (page: Page) => {
	await part(page, 'ndv-close-button').click();
	await part(page, 'ndv').waitFor({ state: 'hidden' });
};

/** What stands in the list of nodes: what to search for, the node found, what it is to do. */
export interface Choice {
	search: string;
	node: string;
	action: string;
}

/** Puts a step onto the canvas, behind the one whose panel is open if there is one, and opens its panel. */
export const addStep = async (page: Page, { search, node, action }: Choice) => {
	if (await part(page, 'ndv').isVisible()) {
		await closePanel(page);
		await part(page, 'zoom-to-fit').click();
		await part(page, 'canvas-handle-plus').click();
	} else {
		await part(page, 'canvas-plus-button').click();
	}
	await part(page, 'node-creator-search-bar').fill(search);
	const names = part(page, 'node-creator-item-name');
	for (const name of [node, action]) await names.filter({ hasText: exactly(name) }).click();
	await part(page, 'ndv').waitFor();
};

/** Where the value of a parameter is entered. */
export const fieldOf = (page: Page, parameter: string) =>
	part(page, `parameter-input-${parameter}`);

export const typeText = (page: Page, parameter: string, text: string) =>
	fieldOf(page, parameter).locator('input, textarea').fill(text);

const TRIES = 5;
const ENTRY_MS = 5000;

/** Chooses from a list. One that is opened while n8n still fetches its entries, it closes again. */
const chooseFrom = async (list: Locator, entry: RegExp) => {
	const entries = list.page().locator('.el-select-dropdown__item:visible');
	const chosen = entries.filter({ hasText: entry });
	const isThere = () =>
		chosen.waitFor({ timeout: ENTRY_MS }).then(
			() => true,
			() => false,
		);
	for (let tries = 0; tries < TRIES; tries++) {
		await list.click();
		if (await isThere()) break;
	}
	await chosen.click();
};

export const chooseCredential = (page: Page, name: string) =>
	chooseFrom(
		part(page, 'node-credentials-select').locator('.select-trigger'),
		new RegExp(escaped(name)),
	);

/** Chooses from the list of a parameter. */
export const choose = async (page: Page, parameter: string, entry: string) => {
	await chooseFrom(fieldOf(page, parameter).locator('.select-trigger'), exactly(entry));
	await fieldOf(page, parameter).getByText(entry).waitFor();
};

/** The fields that the steps before the open one have, or usually have if they never ran: those that the panel has room for. */
export const previewedFields = async (page: Page) => {
	const panel = part(page, 'ndv-input-panel');
	await part(panel, 'schema-preview-warning').waitFor();
	return await part(panel, 'run-data-schema-node-name').allInnerTexts();
};

/** Drags a field of a step before the open one onto a parameter, behind what stands there. */
export const dragField = async (page: Page, step: string, field: string, parameter: string) => {
	const panel = part(page, 'ndv-input-panel');
	const headers = part(panel, 'run-data-schema-header');
	const pill = part(panel, 'run-data-schema-node-name').and(
		page.locator(`[data-name="${field}"][data-value*="${step}"]`),
	);
	// Only the fields of the nearest step are unfolded, and they would leave little room for others.
	if (!(await pill.isVisible())) {
		await headers.first().locator('.toggle').click();
		await headers.filter({ hasText: step }).locator('.toggle').click();
	}
	const expression = await pill.getAttribute('data-value');
	// n8n saves by itself, a moment later; whoever publishes before publishes without it.
	const saved = page.waitForResponse(
		(answer) => answer.request().postData()?.includes(expression!) === true,
	);
	await pill.dragTo(fieldOf(page, parameter));
	await saved;
};

/** What the expression of a parameter gives for the item that comes in. */
export const previewOf = async (page: Page, parameter: string) =>
	(await part(page, `parameter-expression-preview-${parameter}`).innerText()).trim();

/** Runs the open step, and those before it that have not run; answers what its output shows then. */
export const execute = async (page: Page, expected: string) => {
	await part(page, 'node-execute-button').click();
	const output = part(page, 'output-panel');
	await output.getByText(expected).first().waitFor();
	return await output.innerText();
};

/** Writes the output of the open step by hand. */
export const setOutput = async (page: Page, json: string) => {
	const panel = part(page, 'output-panel');
	await part(panel, 'ndv-edit-pinned-data').click();
	await panel.locator('.cm-content').click();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.insertText(json);
	await part(panel, 'run-data-pane-header').getByRole('button', { name: 'Save' }).click();
	await part(panel, 'ndv-edit-pinned-data').waitFor();
};

/** Publishes the workflow, which n8n has saved by itself, and answers its ID. */
export const publish = async (page: Page) => {
	await closePanel(page);
	await part(page, 'workflow-open-publish-modal-button').click();
	await part(page, 'workflow-publish-button').click();
	await page.getByRole('dialog').getByRole('button', { name: 'Got it' }).click();
	const [, id] = /\/workflow\/(\w+)/.exec(page.url()) ?? [];
	if (!id) throw new Error(`No workflow has been saved: ${page.url()}`);
	return id;
};

/** The URL that the panel of a trigger shows for WeCom. */
export const productionUrl = async (page: Page) => {
	await page.getByText('Webhook URLs').click();
	await part(page, 'radio-button-production').click();
	const url = page.locator('.webhook-url').getByText('/webhook/');
	return (await url.innerText()).trim();
};
