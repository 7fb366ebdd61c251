// Pictures of the package in a real n8n that speaks Chinese, for the Chinese guide: `npm run screenshots:zh`. CHROMIUM
// names a Chromium with the fonts for it.
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { launchChromium } from '../test/browser/chromium';
import { boxOf, openPage, part } from '../test/browser/page';
import { PACKAGE_FOLDER, type StoredWorkflow } from '../test/n8n/driver';
import { startBoth, type Both } from '../test/n8n/tests/setup';
import { publish, readWelcomeFlow, WELCOME_FLOW } from '../test/n8n/wecom';

const FOLDER = path.join(PACKAGE_FOLDER, 'docs/images');

/** What the editor shows as the start of every webhook URL; nothing calls it. */
const PUBLIC_ADDRESS = 'https://n8n.example.com/';

const save = async (
	page: Page,
	name: string,
	top: Locator,
	bottom: Locator,
	right = top,
	margin = 12,
) => {
	await page.waitForTimeout(1500);
	const [from, to, edge] = [await boxOf(top), await boxOf(bottom), await boxOf(right)];
	const [x, y] = [from.x - margin, from.y - margin];
	const clip = {
		x,
		y,
		width: edge.x + edge.width + margin - x,
		height: to.y + to.height + margin - y,
	};
	await page.screenshot({
		path: path.join(FOLDER, `${name}.png`),
		clip,
		animations: 'disabled',
	});
	console.log(`  docs/images/${name}.png`);
};

const openNode = async (page: Page, workflow: StoredWorkflow, name: string, height: number) => {
	const { id } = workflow.nodes.find((node) => node.name === name)!;
	await page.setViewportSize({ width: 1180, height });
	await page.goto(`/workflow/${workflow.id}/${id}`);
	await part(page, 'tab-params').waitFor();
};

const triggerPanel = async (page: Page, workflow: StoredWorkflow) => {
	await openNode(page, workflow, WELCOME_FLOW.trigger, 1000);
	const last = part(page, 'parameter-input-events');
	await last.waitFor();
	await page.getByText('Webhook URLs').click();
	await page.getByRole('radio', { name: 'Production URL' }).click();
	await save(page, 'zh-trigger', part(page, 'tab-params'), last, part(page, 'node-execute-button'));
};

const welcomeMessage = async (page: Page, workflow: StoredWorkflow) => {
	await openNode(page, workflow, WELCOME_FLOW.welcomeStore, 1000);
	await part(page, 'parameter-input-text').waitFor();
	const last = part(page, 'parameter-input-expiresAt');
	const right = part(page, 'node-execute-button');
	await save(page, 'zh-welcome-message', part(page, 'tab-params'), last, right);
};

/** What the editor shows of a call that WeCom refuses. */
const refusal = async (page: Page, { n8n, simulator }: Both, workflow: StoredWorkflow) => {
	simulator.faults.forbidCustomerContact(true);
	simulator.scanQrCode({ userId: 'zhangsan', state: 'store', name: '李雷' });
	const [refused] = await n8n.waitForExecutions({ workflowId: workflow.id });
	const { id } = workflow.nodes.find((node) => node.name === WELCOME_FLOW.welcomeUnread)!;
	await page.setViewportSize({ width: 1180, height: 1000 });
	await page.goto(`/workflow/${workflow.id}/executions/${refused!.id}/${id}`);
	const last = page.getByText('Other info');
	await last.waitFor();
	const panel = part(page, 'output-panel');
	await save(page, 'zh-refusal', panel, last, panel, 0);
};

/** What a search for 企业微信 offers, and the actions of the node. */
const actions = async (page: Page, { n8n }: Both) => {
	const empty = await n8n.createWorkflow({ name: '操作一览', nodes: [], connections: {} });
	await page.setViewportSize({ width: 1180, height: 800 });
	await page.goto(`/workflow/${empty.id}`);
	await part(page, 'node-creator-plus-button').click();
	await part(page, 'node-creator-search-bar').fill('企业微信');
	await page
		.getByText(/^企业微信客户联系/)
		.first()
		.click();
	await page.getByText(/^Triggers/).click();
	await page.getByText(/^Actions/).click();
	await page.waitForTimeout(2000);
	const { x } = await boxOf(page.getByText('Node details'));
	const clip = { x: x - 49, y: 64, width: 1180 - x + 49, height: 736 };
	await page.screenshot({ path: path.join(FOLDER, 'zh-actions.png'), clip });
};

const main = async () => {
	const chinese = await startBoth({
		env: { LANG: 'zh_CN.UTF-8', WEBHOOK_URL: PUBLIC_ADDRESS },
	});
	const browser = await launchChromium();
	try {
		const { n8n, simulator, credential } = chinese;
		const page = await openPage(browser, n8n, { deviceScaleFactor: 1.5 });
		const workflow = await publish(n8n, simulator, credential, readWelcomeFlow());
		await triggerPanel(page, workflow);
		await welcomeMessage(page, workflow);
		await actions(page, chinese);
		await refusal(page, chinese, workflow);
	} finally {
		await browser.close();
		await chinese.stop();
	}
};

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
