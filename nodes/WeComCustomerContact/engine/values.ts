import type { IDataObject } from 'n8n-workflow';

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads a dotted place in an answer; nothing when any step is missing. */
export function pick(source: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(value, key) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, key)
					? (value as IDataObject)[key]
					: undefined,
			source,
		);
}

/** Puts a value at a dotted place, making the objects on the way. */
export function put(target: IDataObject, path: string, value: unknown): void {
	const keys = path.split('.');
	if (keys.some((key) => UNSAFE.has(key))) return;
	const last = keys.pop() as string;
	let place = target;
	for (const key of keys) place = (place[key] ??= {}) as IDataObject;
	place[last] = value as IDataObject;
}

/** Nothing a user entered: such a parameter is not sent. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		value === '' ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** An object, or an empty one for anything else. */
export function asObject(value: unknown): IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as IDataObject)
		: {};
}

/** A list, or an empty one for anything else. */
export function asList(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
