import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';
import { asObject } from '../../../nodes/WeComCustomerContact/engine/values';
import { WeComCustomerContact } from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { WeComCustomerContactTrigger } from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';
import { WeComNewCustomerTrigger } from '../../../nodes/WeComNewCustomer/WeComNewCustomerTrigger.node';
import { isNote, readRecipe, RECIPES } from '../../../scripts/examples/recipe';
import { heightOf } from './noteHeight';

const PACKAGE = 'n8n-nodes-wecom-customer-contact.';
const NODE_SIZE = 100;

interface Note {
	content: string;
	width: number;
	height: number;
}
const action = new WeComCustomerContact().description;
const descriptions: Record<string, INodeTypeDescription> = {
	[`${PACKAGE}weComCustomerContact`]: action,
	// What n8n adds to a node that is used as a tool.
	[`${PACKAGE}weComCustomerContactTool`]: {
		...action,
		name: `${action.name}Tool`,
		properties: [
			...action.properties,
			{ displayName: 'Kind', name: 'descriptionType', type: 'string', default: '' },
			{ displayName: 'Description', name: 'toolDescription', type: 'string', default: '' },
		],
	},
	[`${PACKAGE}weComCustomerContactTrigger`]: new WeComCustomerContactTrigger().description,
	[`${PACKAGE}weComNewCustomerTrigger`]: new WeComNewCustomerTrigger().description,
};

const isOurs = ({ type }: INode) => type.startsWith(PACKAGE);

/** A node as n8n loads it: with the defaults of what it does not say. */
const loaded = (node: INode, description: INodeTypeDescription): INode => {
	const { properties } = description;
	const { parameters } = node;
	return {
		...node,
		parameters:
			NodeHelpers.getNodeParameters(properties, parameters, true, false, node, description) ?? {},
	};
};

/** What n8n would drop, as no parameter of this name, or no field of it, is shown for this operation. */
const droppedBy = (node: INode, description: INodeTypeDescription) => {
	const { parameters: kept } = loaded(node, description);
	return Object.entries(node.parameters).flatMap(([name, value]) =>
		kept[name] === undefined
			? [name]
			: fieldsLost(value, kept[name]).map((field) => `${name}.${field}`),
	);
};

const fieldsLost = (given: unknown, kept: unknown) =>
	Object.keys(asObject(given)).filter((field) => asObject(kept)[field] === undefined);

const textsIn = (value: unknown): string[] =>
	typeof value === 'object' && value !== null
		? Object.values(value).flatMap(textsIn)
		: typeof value === 'string'
			? [value]
			: [];

describe.each(RECIPES.flatMap((name) => [name, `zh-CN/${name}`]))('examples/%s.json', (recipe) => {
	const { name, nodes, connections } = readRecipe<INode>(recipe);
	const ours = nodes.filter(isOurs);
	const notes = nodes.filter(isNote);

	it('has a name, a note and at least one of our nodes', () => {
		expect(name).toMatch(/^(WeCom: |企业微信：)/);
		expect(ours.length).toBeGreaterThan(0);
		expect(notes).toHaveLength(1);
	});

	it('has a note that says what it is, what it does, and step by step what to fill in', () => {
		const content = notes[0]!.parameters.content as string;
		expect(content).toMatch(/^## .+\n\n[^#\d].+[.。]\n\n1\. .+\n2\. /);
		const numbers = [...content.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
		expect(numbers).toEqual(numbers.map((_, index) => index + 1));
	});

	it('has a note whose bold words end where they should', () => {
		const content = notes[0]!.parameters.content as string;
		// Markdown ends no bold between a sign and a letter: 「**名称？**」里, not **名称？**里.
		const endless = [...content.matchAll(/\*\*([^*]+)\*\*(.?)/gu)].filter(
			([, words, next]) => /\p{P}$/u.test(words!) && /[\p{L}\p{N}]/u.test(next!),
		);
		expect(endless.map(([whole]) => whole)).toEqual([]);
	});

	it('has a note that is high enough for what it says', () => {
		const { content, width, height } = notes[0]!.parameters as unknown as Note;
		expect(Number(height)).toBeGreaterThanOrEqual(heightOf(content, width));
	});

	it('has the note beside the steps, not over them', () => {
		const note = notes[0]!;
		const [left, top] = note.position;
		const right = left + Number(note.parameters.width);
		const bottom = top + Number(note.parameters.height);
		const covered = nodes.filter(
			({ type, position: [x, y] }) =>
				!isNote({ type }) && x < right && x + NODE_SIZE > left && y < bottom && y + NODE_SIZE > top,
		);
		expect(covered.map((node) => node.name)).toEqual([]);
	});

	it('uses nodes and parameters that exist, filled in as they must be', () => {
		for (const node of ours) {
			const description = descriptions[node.type];
			const version = description?.defaultVersion ?? description?.version;
			expect([node.name, version]).toEqual([node.name, node.typeVersion]);
			expect([node.name, droppedBy(node, description!)]).toEqual([node.name, []]);
			const issues = NodeHelpers.getNodeParametersIssues(
				description!.properties,
				loaded(node, description!),
				description!,
			);
			expect([node.name, issues?.parameters]).toEqual([node.name, undefined]);
		}
		for (const { type } of nodes.filter((node) => !isOurs(node))) {
			expect(type).toMatch(/^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\.\w+$/);
		}
	});

	it('connects steps that exist', () => {
		const names = nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		// n8n takes no workflow with the same ID twice.
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(names.length);
		const targets = Object.values(connections).flatMap((kinds) =>
			Object.values(kinds).flatMap((outputs) => outputs.flatMap((ends) => ends)),
		);
		for (const mentioned of [...Object.keys(connections), ...targets.map(({ node }) => node)]) {
			expect(names).toContain(mentioned);
		}
		for (const text of textsIn(nodes.map(({ parameters }) => parameters))) {
			for (const [, step] of text.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(step);
		}
	});

	it('holds no credential and nobody’s ID', () => {
		expect(nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
		for (const { parameters } of nodes) {
			const texts = textsIn(parameters);
			expect(texts.filter((text) => /\b(w[moxw]|st|et)[A-Za-z0-9_-]{12,}/.test(text))).toEqual([]);
			expect(texts.filter((text) => /secret|access_token=|1[3-9]\d{9}/i.test(text))).toEqual([]);
			const { externalUserId = '=', unionId = '=', openId = '=' } = parameters;
			for (const id of [externalUserId, unionId, openId]) expect(String(id)).toMatch(/^=/);
			const { userId } = parameters as { userId?: { value: string } };
			expect(userId?.value ?? '').toMatch(/^(=|$)/);
		}
	});
});

it('data tables have names that none of the others holds, as n8n finds a table by a part of its name', () => {
	const tables = RECIPES.flatMap((name) => [name, `zh-CN/${name}`]).flatMap((name) =>
		readRecipe<INode>(name).nodes.flatMap(({ parameters: { tableName } }) => tableName ?? []),
	) as string[];
	const names = [...new Set(tables)];
	const held = names.filter((name) =>
		names.some((other) => other !== name && other.toLowerCase().includes(name.toLowerCase())),
	);
	expect(held).toEqual([]);
});
