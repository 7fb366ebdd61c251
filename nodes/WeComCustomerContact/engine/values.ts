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

/**
 * Puts a value at a dotted place, making the objects on the way; a list there already grows. Without a place its
 * fields go in one by one.
 */
export function put(target: IDataObject, path: string, value: unknown): void {
	if (path === '') {
		Object.assign(target, value);
		return;
	}
	const keys = path.split('.');
	if (keys.some((key) => UNSAFE.has(key))) return;
	const last = keys.pop() as string;
	let place = target;
	for (const key of keys) place = (place[key] ??= {}) as IDataObject;
	const present = place[last];
	const isAddition = Array.isArray(present) && Array.isArray(value);
	place[last] = (
		isAddition ? [...(present as unknown[]), ...(value as unknown[])] : value
	) as IDataObject;
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

/** What a picker holds. n8n's own `extractValue` throws for every field that is hidden just now. */
export function chosenValue(value: unknown): unknown {
	const { __rl: isPicker, value: chosen } = asObject(value);
	return isPicker === true ? chosen : value;
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
