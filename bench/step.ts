import './typescriptFirst';
import 'reflect-metadata';
import { ExecuteContext } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	NodeHelpers,
	Workflow,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';
import { readGiven } from '../nodes/WeComCustomerContact/engine/call';
import { operationFields } from '../nodes/WeComCustomerContact/engine/properties';
import { resources } from '../nodes/WeComCustomerContact/resources';
import { WeComCustomerContact } from '../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { readFixture, type Fixture } from '../test/engine/fixtures/read';
import { median } from './print';

// What n8n does with the action node's description at each step of a workflow, from the stored parameters to the
// values that an operation works with.

/** The node as it is, where equal fields of several operations are one property. */
const merged: INodeType = new WeComCustomerContact();

/** The node with a property for every field of every operation. */
const apart: INodeType = {
	...merged,
	description: {
		...merged.description,
		properties: [
			...merged.description.properties.filter(({ name }) => /^(resource|operation)$/.test(name)),
			...resources.flatMap(({ value: resource, operations }) =>
				operations.flatMap((operation) =>
					operationFields(operation).map((field) => shownFor(resource, operation.value, field)),
				),
			),
		],
	},
};

function shownFor(resource: string, operation: string, field: INodeProperties): INodeProperties {
	const show = { resource: [resource], operation: [operation], ...field.displayOptions?.show };
	return { ...field, displayOptions: { ...field.displayOptions, show } };
}

/** One step with one item: n8n opens the workflow, looks for problems, and the node reads its parameters. */
function step(node: INodeType, { parameters, items = [{}] }: Fixture) {
	const { description } = node;
	const { name } = description;
	const workflow = new Workflow({
		active: false,
		nodes: [{ id: '1', name, type: name, typeVersion: 1, position: [0, 0], parameters }],
		connections: {},
		nodeTypes: {
			getByName: () => node,
			getByNameAndVersion: () => node,
			getKnownTypes: () => ({}),
		},
	});
	const opened = workflow.getNode(name)!;
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, opened, description);
	if (issues) throw new Error(JSON.stringify(issues));
	const input = items.map((json) => ({ json }));
	const context = new ExecuteContext(
		workflow,
		opened,
		{ restApiUrl: '', instanceBaseUrl: '', variables: {} } as never,
		'internal',
		createEmptyRunExecutionData(),
		0,
		input,
		{ main: [input] },
		{ node: opened, data: { main: [input] }, source: null },
		[],
	);
	return readGiven(context, operationOf(parameters), 0).asked;
}

const operationOf = ({ resource, operation }: Fixture['parameters']) =>
	resources
		.find(({ value }) => value === resource)!
		.operations.find(({ value }) => value === operation)!;

const STEPS = 10;
const ROUNDS = 60;
const WARM_UP = 10;

/**
 * Milliseconds per step of an operation's fixture with both descriptions, which take turns, and how many times as long
 * the merged one takes.
 */
export function timesPerStep(fixture: string) {
	const given = readFixture(fixture, '');
	if (JSON.stringify(step(merged, given)) !== JSON.stringify(step(apart, given))) {
		throw new Error(`${fixture}: the two descriptions make different requests`);
	}
	const timeOf = (node: INodeType) => {
		const started = performance.now();
		for (let count = 0; count < STEPS; count++) step(node, given);
		return (performance.now() - started) / STEPS;
	};
	const rounds = Array.from({ length: WARM_UP + ROUNDS }, () => ({
		merged: timeOf(merged),
		apart: timeOf(apart),
	})).slice(WARM_UP);
	return {
		merged: median(rounds.map((round) => round.merged)),
		apart: median(rounds.map((round) => round.apart)),
		ratio: median(rounds.map((round) => round.merged / round.apart)),
	};
}

/** How many properties the two descriptions have. */
export const properties = {
	merged: merged.description.properties.length,
	apart: apart.description.properties.length,
};
