// Pictures of the package in a real n8n, for the README: `npm run screenshots`. Where Chinese should be seen, CHROMIUM
// names a Chromium with the fonts for it.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { launchChromium } from '../test/browser/chromium';
import { boxOf, openPage, part } from '../test/browser/page';
import {
	endCommands,
	ensureInstalled,
	packPackage,
	PACKAGE_FOLDER,
	startN8n,
	type N8n,
	type StoredWorkflow,
} from '../test/n8n/driver';
import { createWeComCredential, publish, readWelcomeFlow, WELCOME_FLOW } from '../test/n8n/wecom';
import { startSimulator } from '../test/simulator';
import type { Simulator } from '../test/simulator/types';

const FOLDER = path.join(PACKAGE_FOLDER, 'docs/images');

/** What the editor shows as the start of every webhook URL; nothing calls it. */
const PUBLIC_ADDRESS = 'https://n8n.example.com/';

const print = (line: string) => console.log(line);

/** The welcome flow as after its import, without the note that would make everything else small. */
const welcomeFlow = () => {
	const flow = readWelcomeFlow();
	return { ...flow, nodes: flow.nodes.filter(({ type }) => !type.endsWith('.stickyNote')) };
};

/** A customer scans a QR code; answers the id of the execution, once it has ended. */
const scan = async (simulator: Simulator, n8n: N8n, workflowId: string, name: string) => {
	const before = (await n8n.executions({ workflowId })).length;
	simulator.scanQrCode({ userId: 'zhangsan', state: WELCOME_FLOW.storeChannel, name });
	const [latest] = await n8n.waitForExecutions({ workflowId }, { count: before + 1 });
	return latest!.id;
};

const nodeId = (workflow: StoredWorkflow, name: string) => {
	const { id } = workflow.nodes.find((node) => node.name === name) ?? {};
	if (!id) throw new Error(`The welcome flow has no step "${name}"`);
	return id;
};

interface Rectangle {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** From the left of one element to the right of another, and from the panel's head to a third. */
const panel = async (
	left: Locator,
	right: Locator,
	last: Locator,
	margin = 0,
): Promise<Rectangle> => {
	const [from, to, bottom] = [await boxOf(left), await boxOf(right), await boxOf(last)];
	const y = from.y - 14;
	return {
		x: from.x,
		y,
		width: to.x + to.width + margin - from.x,
		height: bottom.y + bottom.height + 10 - y,
	};
};

const save = async (page: Page, name: string, clip?: Rectangle) => {
	// Lets drop-downs, tool tips and pictures settle.
	await page.waitForTimeout(1500);
	await page.screenshot({ path: path.join(FOLDER, `${name}.png`), clip, animations: 'disabled' });
	print(`  docs/images/${name}.png`);
};

const open = async (page: Page, address: string, width: number, height: number) => {
	await page.setViewportSize({ width, height });
	await page.goto(address);
};

/** The whole flow, with some room around it for the editor's buttons. */
const fitCanvas = async (page: Page) => {
	await part(page, 'canvas-default-node').first().waitFor();
	await page.keyboard.press('1');
	await page.waitForTimeout(500);
	await page.keyboard.press('-');
};

const canvas = async (page: Page, workflow: StoredWorkflow) => {
	await open(page, `/workflow/${workflow.id}`, 1180, 560);
	await fitCanvas(page);
	await save(page, 'welcome-flow');
};

const triggerPanel = async (page: Page, workflow: StoredWorkflow) => {
	await open(page, `/workflow/${workflow.id}/${nodeId(workflow, WELCOME_FLOW.trigger)}`, 1280, 860);
	const events = part(page, 'parameter-input-events');
	await events.waitFor();
	await page.getByText('Webhook URLs').click();
	await page.getByText('Production URL', { exact: true }).first().click();
	await page.waitForTimeout(500);
	const button = part(page, 'node-execute-button');
	await save(page, 'trigger', await panel(part(page, 'tab-params'), button, events, 8));
};

const execution = async (page: Page, workflow: StoredWorkflow, id: string) => {
	await open(page, `/workflow/${workflow.id}/executions/${id}`, 1240, 640);
	await part(page, 'execution-preview-label').waitFor();
	await part(page, 'canvas-default-node').first().waitFor();
	await page.waitForTimeout(1000);
	await part(page, 'zoom-to-fit').click();
	await save(page, 'execution');
};

const stepOfExecution = async (
	page: Page,
	workflow: StoredWorkflow,
	id: string,
	step: string,
	height: number,
) => {
	const address = `/workflow/${workflow.id}/executions/${id}/${nodeId(workflow, step)}`;
	await open(page, address, 1280, height);
	await part(page, 'output-panel').waitFor();
	await part(page, 'run-data-schema-item').first().waitFor();
};

const welcomeMessage = async (page: Page, workflow: StoredWorkflow, id: string) => {
	await stepOfExecution(page, workflow, id, WELCOME_FLOW.welcomeStore, 860);
	const output = part(page, 'output-panel');
	const last = part(page, 'parameter-expression-preview-expiresAt');
	await save(page, 'welcome-message', await panel(part(page, 'tab-params'), output, last));
};

const refusal = async (page: Page, workflow: StoredWorkflow, id: string) => {
	await stepOfExecution(page, workflow, id, WELCOME_FLOW.welcomeUnread, 1000);
	const output = await boxOf(part(page, 'output-panel'));
	const last = await boxOf(page.getByText('Other info'));
	await save(page, 'refusal', { ...output, height: last.y + last.height + 24 - output.y });
};

const credentialDialog = async (page: Page, id: string) => {
	await open(page, `/home/credentials/${id}`, 1280, 1000);
	await page.getByText(/Connection tested successfully/).waitFor();
	const dialog = await boxOf(page.locator('.el-dialog:visible'));
	const key = part(page, 'parameter-input-encodingAesKey');
	const bottom = await boxOf(key);
	// Without the base URL: here it is the simulated WeCom's.
	await save(page, 'credential', {
		...dialog,
		height: bottom.y + bottom.height + 20 - dialog.y,
	});
};

const takeAll = async (page: Page, n8n: N8n, simulator: Simulator) => {
	const credential = await createWeComCredential(n8n, simulator);
	const workflow = await publish(n8n, simulator, credential, welcomeFlow());
	await canvas(page, workflow);
	await triggerPanel(page, workflow);

	const welcomed = await scan(simulator, n8n, workflow.id, '吴刚');
	await execution(page, workflow, welcomed);
	await welcomeMessage(page, workflow, welcomed);
	await credentialDialog(page, credential.id);

	simulator.faults.forbidCustomerContact(true);
	await refusal(page, workflow, await scan(simulator, n8n, workflow.id, '李雷'));
};

const cleanUps: Array<() => Promise<unknown>> = [];

const stopAll = async () => {
	while (cleanUps.length > 0) await cleanUps.pop()?.();
};

const main = async () => {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void Promise.all([endCommands(), stopAll()]).finally(() => process.exit(130));
		});
	}
	try {
		mkdirSync(FOLDER, { recursive: true });
		await ensureInstalled(print);
		const tarball = await packPackage(print);
		const simulator = await startSimulator();
		cleanUps.push(simulator.close);
		print('Starting n8n …');
		const env = { WEBHOOK_URL: PUBLIC_ADDRESS };
		const n8n = await startN8n({ tarballs: [tarball], env, log: print });
		cleanUps.push(n8n.stop);
		const browser = await launchChromium();
		cleanUps.push(() => browser.close());
		await takeAll(await openPage(browser, n8n, { deviceScaleFactor: 2 }), n8n, simulator);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	} finally {
		await stopAll();
	}
};

void main();
