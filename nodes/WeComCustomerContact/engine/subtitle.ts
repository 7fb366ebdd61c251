import type { Resource } from './types';

/**
 * What a node on the canvas says below its name: the chosen operation in words, such as "Send a welcome
 * message". An expression of n8n, since the canvas runs no code of a node.
 */
export function toSubtitle(resources: Resource[]): string {
	const actions = Object.fromEntries(
		resources.flatMap(({ value, operations }) =>
			operations.map((operation) => [`${value}.${operation.value}`, operation.action]),
		),
	);
	return `={{ (${JSON.stringify(actions)})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}
