import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { launchChromium } from '../../browser/chromium';
import * as editor from '../../browser/editor';
import { openPage, seen, type Browser, type Page } from '../../browser/page';
import { appMessages } from '../../simulator/appMessages';
import { itemsOf, PACKAGE_FOLDER } from '../driver';
import { ACTION_TYPE, TRIGGER_TYPE } from '../wecom';
import type { Both } from './setup';

interface NodeType {
	name: string;
	displayName: string;
	properties: INodeProperties[];
}

/** What someone types who speaks this language. */
interface Words {
	search: string;
	welcome: string;
	remark: string;
	/** What the member is told of the customer, before the name. */
	told: string;
	/** How a hint begins that says so. */
	notSent: string;
}

/** Of a machine that has a lot else to do. */
const BROWSER_MS = 5 * 60_000;

const TRIGGER = 'WeCom Customer Contact Trigger';

/** What the documentation gives people to paste. */
const sampleEvent = () => {
	const page = readFileSync(path.join(PACKAGE_FOLDER, 'docs/events.md'), 'utf8');
	const [, json] = /## A sample event\n.*?```json\n(.*?)\n```/s.exec(page)!;
	return (JSON.parse(json!) as [Record<string, unknown>])[0];
};

/** The parameters of this name; those that are shown for this resource, if told. */
const propertiesOf = ({ properties }: NodeType, parameter: string, resource?: string) =>
	properties.filter(
		({ name, displayOptions }) =>
			name === parameter && (!resource || displayOptions?.show?.resource?.includes(resource)),
	);

const optionOf = (type: NodeType, parameter: string, value: string, resource?: string) => {
	const all = propertiesOf(type, parameter, resource).flatMap(({ options }) => options ?? []);
	return (all as INodePropertyOptions[]).find((option) => option.value === value)!;
};

/** How the editor of this n8n calls what can be chosen. */
const namesIn = async ({ n8n }: Both, search: string) => {
	const types = await n8n.rest<NodeType[]>('GET', '/types/nodes.json');
	const [action, trigger] = [ACTION_TYPE, TRIGGER_TYPE].map((name) =>
		types.find((type) => type.name === name)!,
	);
	const node = action!.displayName;
	return {
		event: (event: string): editor.Choice => {
			const { name } = optionOf(trigger!, 'events', event);
			return { search, node, action: `On ${name}` };
		},
		step: (resource: string, operation: string): editor.Choice => {
			const { action: name } = optionOf(action!, 'operation', operation, resource);
			return { search, node, action: name! };
		},
	};
};

/** The welcome chain, built in the editor of a real n8n by somebody who knows no expression. */
export const buildsTheWelcomeChain = (both: () => Both, words: Words) =>
	describe('in the editor, from an empty canvas', () => {
		let browser: Browser;
		let page: Page;
		let names: Awaited<ReturnType<typeof namesIn>>;

		beforeAll(async () => {
			both().simulator.faults.reset();
			browser = await launchChromium();
			names = await namesIn(both(), words.search);
		});
		afterAll(() => browser?.close());
		beforeEach(async () => {
			page = await openPage(browser, both().n8n);
			await page.goto('/workflow/new');
		});
		afterEach(() => page?.context().close());

		const inEditor = (name: string, work: () => Promise<void>) =>
			it(name, () => seen(page, work), BROWSER_MS);

		inEditor('the welcome chain comes of nodes and values alone', async () => {
			const { n8n, simulator, credential } = both();
			await editor.addStep(page, names.event('customerAdded'));
			await editor.chooseCredential(page, credential.name);
			simulator.setCallback({ url: await editor.productionUrl(page) });
			await editor.addStep(page, names.step('customer', 'get'));
			await editor.addStep(page, names.step('welcomeMessage', 'send'));
			expect(await editor.previewedFields(page)).toEqual(
				expect.arrayContaining(['external_userid', 'name', 'unionid', 'member_name']),
			);
			await editor.typeText(page, 'text', words.welcome);
			await editor.addStep(page, names.step('customer', 'updateRemark'));
			expect(await editor.previewedFields(page)).toEqual(
				expect.arrayContaining(['sent', 'userid', 'external_userid']),
			);
			await editor.typeText(page, 'remark', words.remark);
			await editor.addStep(page, names.step('tag', 'addToCustomer'));
			await editor.choose(page, 'tagIds', '客户等级 / 重要');
			await editor.addStep(page, names.step('appMessage', 'send'));
			await editor.typeText(page, 'text', words.told);
			await editor.dragField(page, names.step('customer', 'get').action, 'name', 'text');
			const workflowId = await editor.publish(page);
			await n8n.waitForPublication(workflowId);
			expect(await simulator.verifyCallbackUrl()).toMatchObject({ ok: true });

			const { externalUserId } = simulator.scanQrCode({
				userId: 'lisi',
				state: 'fair',
				name: '王小雨',
			});
			const [execution] = await n8n.waitForExecutions({ workflowId });
			expect(execution!.resultData.error).toBeUndefined();
			const whom = { userId: 'lisi', externalUserId };
			expect(simulator.welcomeMessages.filter(({ text }) => text === words.welcome)).toMatchObject([
				whom,
			]);
			expect(
				simulator.state.relations.filter(({ follow }) => follow.remark === words.remark),
			).toMatchObject([{ ...whom, follow: { tags: [{ tag_name: '重要' }] } }]);
			const told = appMessages(simulator.state).messages.filter(({ content }) =>
				String(content.content).startsWith(words.told),
			);
			expect(told).toMatchObject([
				{ to: ['lisi'], content: { content: expect.stringMatching(`^${words.told}.*王小雨$`) } },
			]);
			const [added] = itemsOf(execution!, TRIGGER);
			expect(Object.keys(added!.json).sort()).toEqual(Object.keys(sampleEvent()).sort());
		});

		inEditor(
			'the steps are tried out with the sample event before WeCom has sent anything',
			async () => {
				const { simulator } = both();
				const sent = simulator.welcomeMessages.length;
				const { external_userid } = simulator.addCustomer({ name: '李小明' });
				simulator.addRelation({ userId: 'lisi', externalUserId: external_userid });
				const whom = { userid: 'lisi', external_userid };

				await editor.addStep(page, names.event('customerAdded'));
				await editor.setOutput(page, JSON.stringify([{ ...sampleEvent(), ...whom }]));
				await editor.addStep(page, names.step('customer', 'get'));
				expect(await editor.previewOf(page, 'externalUserId')).toBe(external_userid);
				await editor.execute(page, '李小明');
				await editor.addStep(page, names.step('welcomeMessage', 'send'));
				await editor.typeText(page, 'text', words.welcome);
				await editor.execute(page, words.notSent);
				expect(simulator.welcomeMessages).toHaveLength(sent);
			},
		);
	});
