import type { Page } from 'playwright-core';
import { boxOf, part } from '../../test/browser/page';
import { PACKAGE, publish } from '../../test/n8n/wecom';
import {
	withCredential,
	type StoredWorkflow,
	type Workflow,
	type WorkflowNode,
} from '../../test/n8n/driver';
import { inLine, type Both } from '../../test/n8n/tests/setup';
import { ACTION_TYPE } from '../../test/n8n/wecom';
import { isNote, readRecipe } from '../examples/recipe';
import { stepsOf } from './canvas';
import { around, pictureOf } from './clip';
import { besidePhone } from './phone';

/** What differs between the languages. */
export interface Language {
	locale: string;
	/** Of the recipes, and of the pictures. */
	recipes: string;
	images: string;
	customer: string;
	/** What to search the nodes for, and the node found. */
	search: string;
	node: string;
	contactWay: string;
}

/** A picture: its file's name, and what takes it. */
export type Picture = readonly [name: string, take: () => Promise<Buffer>];

const CHANNEL = 'store';
const MEMBER = { userId: 'zhangsan', name: '张三' };

/** Steps of the example, which are called differently in each language, by their IDs. */
const nodeId = ({ nodes }: StoredWorkflow, id: string) => {
	if (!nodes.some((node) => node.id === id))
		throw new Error(`The welcome flow has no step "${id}"`);
	return id;
};

const open = async (page: Page, address: string, width: number, height: number) => {
	await page.setViewportSize({ width, height });
	await page.goto(address);
};

/** The pictures of a first workflow, from the installation to the message on the phone, in the order of the walk. */
export const walk = async (page: Page, both: Both, language: Language): Promise<Picture[]> => {
	const { n8n, simulator, credential } = both;
	const example = readRecipe<WorkflowNode>(`${language.recipes}welcome-flow`) as Workflow;
	// The note would make everything else small.
	const bare = { ...example, nodes: example.nodes.filter((node) => !isNote(node)) };
	const workflow = await publish(n8n, simulator, credential, bare);
	const openStep = async (id: string, height: number) => {
		await open(page, `/workflow/${workflow.id}/${nodeId(workflow, id)}`, 1180, height);
		await part(page, 'tab-params').waitFor();
	};
	/** A customer scans the QR code; answers the ID of the execution, once it has ended. */
	const scan = async (name: string) => {
		const before = (await n8n.executions({ workflowId: workflow.id })).length;
		simulator.scanQrCode({ userId: MEMBER.userId, state: CHANNEL, name });
		const [latest] = await n8n.waitForExecutions(
			{ workflowId: workflow.id },
			{ count: before + 1 },
		);
		return latest!.id;
	};
	const openRun = async (execution: string, step: string, height: number) => {
		await open(
			page,
			`/workflow/${workflow.id}/executions/${execution}/${nodeId(workflow, step)}`,
			1280,
			height,
		);
		await part(page, 'output-panel').waitFor();
	};
	const panelTo = async (last: string) =>
		await pictureOf(
			page,
			await around(part(page, 'tab-params'), part(page, 'node-execute-button'), part(page, last)),
		);
	const welcomed = await scan(language.customer);

	return [
		[
			'promise',
			async () => {
				await open(page, `/workflow/${workflow.id}`, 1180, 640);
				const canvas = await stepsOf(page);
				const blank = await page.context().newPage();
				const message = simulator.welcomeMessages.at(-1)!;
				const picture = await besidePhone(blank, canvas, { member: MEMBER.name, message });
				await blank.close();
				return picture;
			},
		],
		[
			'install',
			async () => {
				await open(page, '/settings/community-nodes', 1180, 760);
				await page
					.getByRole('button', { name: /Install/ })
					.first()
					.click();
				await page.getByRole('dialog').locator('input').first().fill(PACKAGE);
				const dialog = page.locator('.el-dialog:visible');
				return await pictureOf(page, await around(dialog, dialog, dialog, 0));
			},
		],
		[
			'credential',
			async () => {
				await open(page, `/home/credentials/${credential.id}`, 1280, 1000);
				await part(page, 'credentials-config-container-test-success').waitFor();
				const dialog = page.locator('.el-dialog:visible');
				// Without the base URL: here it is the simulated WeCom's.
				return await pictureOf(
					page,
					await around(dialog, dialog, part(page, 'parameter-input-encodingAesKey'), 0),
				);
			},
		],
		[
			'import',
			async () => {
				await open(page, '/workflow/new', 1180, 640);
				await part(page, 'workflow-menu').click();
				await page.waitForTimeout(500);
				await page.getByText('Import', { exact: true }).first().hover();
				return await pictureOf(page);
			},
		],
		[
			'trigger',
			async () => {
				await openStep('when-a-customer-is-added', 1000);
				await part(page, 'parameter-input-events').waitFor();
				await page.getByText('Webhook URLs').click();
				await page.getByRole('radio', { name: 'Production URL' }).click();
				return await panelTo('parameter-input-events');
			},
		],
		[
			'contact-way',
			async () => {
				const making = await n8n.createWorkflow(
					withCredential(
						inLine(language.contactWay, [
							{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
							{
								name: language.contactWay,
								type: ACTION_TYPE,
								parameters: {
									resource: 'contactWay',
									operation: 'create',
									scene: 2,
									userIds: [MEMBER.userId],
									state: CHANNEL,
								},
							},
						]),
						PACKAGE,
						credential,
					),
				);
				const { id } = making.nodes.find(({ type }) => type === ACTION_TYPE)!;
				await open(page, `/workflow/${making.id}/${id}`, 1180, 1000);
				await part(page, 'parameter-input-state').waitFor();
				return await panelTo('parameter-input-state');
			},
		],
		[
			'execution',
			async () => {
				await open(page, `/workflow/${workflow.id}/executions/${welcomed}`, 1240, 640);
				await part(page, 'execution-preview-label').waitFor();
				await part(page, 'canvas-default-node').first().waitFor();
				await page.waitForTimeout(1000);
				await part(page, 'zoom-to-fit').click();
				return await pictureOf(page);
			},
		],
		[
			'welcome-message',
			async () => {
				await openRun(welcomed, 'welcome-to-the-store', 860);
				await part(page, 'run-data-schema-item').first().waitFor();
				const last = part(page, 'parameter-expression-preview-expiresAt');
				return await pictureOf(
					page,
					await around(part(page, 'tab-params'), part(page, 'output-panel'), last, 8),
				);
			},
		],
		[
			'actions',
			async () => {
				await open(page, '/workflow/new', 1180, 800);
				await part(page, 'node-creator-plus-button').click();
				await part(page, 'node-creator-search-bar').fill(language.search);
				await part(page, 'node-creator-item-name')
					.getByText(language.node, { exact: true })
					.click();
				await page.getByText(/^Triggers/).click();
				await page.getByText(/^Actions/).click();
				const { x } = await boxOf(page.getByText('Node details'));
				return await pictureOf(page, { x: x - 49, y: 64, width: 1180 - x + 49, height: 736 });
			},
		],
		[
			'refusal',
			async () => {
				simulator.faults.forbidCustomerContact(true);
				const refused = await scan(language.customer);
				simulator.faults.reset();
				await openRun(refused, 'welcome-without-a-name', 1000);
				const output = part(page, 'output-panel');
				return await pictureOf(page, await around(output, output, page.getByText('Other info'), 0));
			},
		],
	];
};
