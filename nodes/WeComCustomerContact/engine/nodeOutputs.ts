import type { Resource } from './types';

/**
 * The node's outputs in the editor, as an expression of n8n: one, or those that the chosen operation names. Their names
 * are the same on every server. n8n evaluates it when a workflow is drawn; at a step, only with an error output.
 */
export function toNodeOutputs(resources: Resource[]): `={{${string}}}` {
	const named = resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap(({ value, outputs }) =>
			outputs ? [[`${resource} ${value}`, outputs]] : [],
		),
	);
	const names = JSON.stringify(Object.fromEntries(named));
	return `={{ (${names}[$parameter.resource + " " + $parameter.operation] ?? [""]).map((displayName) => ({ type: "main", displayName })) }}`;
}
