import type { IDataObject } from 'n8n-workflow';
import { kind } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Check } from '../../engine/types';
import { say } from '../../texts/say';

/** An object: as such, as expressions give it, or written as JSON. */
export function toObject(value: unknown, label: string): IDataObject {
	const { read, problem } = typeof value === 'string' ? parsed(value) : { read: value };
	if (problem !== undefined) throw new InputProblem(say`${label} is no JSON: ${problem}`);
	if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as IDataObject;
	throw new InputProblem(say`${label} must be a JSON object, but is ${kind(read)}`);
}

function parsed(text: string): { read?: unknown; problem?: string } {
	try {
		return { read: JSON.parse(text) as unknown };
	} catch (error) {
		return { problem: (error as Error).message };
	}
}

const SENDABLE = ['string', 'number', 'boolean'];

/** A query has plain values; the token is the credential's. */
export const isQuery: Check = (value) => {
	const query = value as IDataObject;
	const token = Object.keys(query).find((name) => /token$/i.test(name));
	if (token !== undefined) {
		return say`has "${token}". Remove it: every call has the token of the credential`;
	}
	const bad = Object.keys(query).find((name) => !SENDABLE.includes(typeof query[name]));
	return bad === undefined
		? undefined
		: say`has "${bad}", which must be text, a number or true or false, but is ${kind(query[bad])}`;
};
