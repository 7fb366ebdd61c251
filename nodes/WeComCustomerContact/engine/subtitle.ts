import { say } from '../texts/say';
import type { Resource } from './types';

/**
 * What a node on the canvas says below its name: the chosen resource and operation as the panel calls them, such as "Welcome
 * Message: Send". A new node already has the sentence of the action as its name. An expression of n8n, since the canvas runs no code of a node.
 */
export function toSubtitle(resources: Resource[]): string {
	const names = Object.fromEntries(
		resources.flatMap(({ name, value, operations }) =>
			operations.map((operation) => [
				`${value}.${operation.value}`,
				say`${name}: ${operation.name}`,
			]),
		),
	);
	return `={{ (${JSON.stringify(names)})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}
