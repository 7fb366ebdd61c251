import type { IDataObject } from 'n8n-workflow';
import { insist } from '../../engine/checks';
import { InputProblem } from '../../engine/problems';
import type { Check } from '../../engine/types';
import { asList, asObject, isBlank, put } from '../../engine/values';
import { say } from '../../texts/say';

/** A value of a message: where it comes from, where it goes, and its limits. */
export interface Part {
	/** Name of the field. */
	from: string;
	label: string;
	/** WeCom's name, dotted. */
	to: string;
	required?: true;
	/** What it is when the user gives none. */
	otherwise?: () => string;
	/** Turns what the field has into what WeCom takes; throws InputProblem on what it can't use. */
	as?: (value: unknown, label: string) => unknown;
	checks: readonly Check[];
}

/** A part for wherever it goes, with the limits that it has there. */
export const part =
	(from: string, label: string, as?: Part['as']) =>
	(to: string, ...checks: Check[]): Part => ({ from, label, to, as, checks });

export const required = (one: Part): Part => ({ ...one, required: true });

/** What something consists of: its parts, and what it has whatever they are. */
export interface Whole {
	parts: readonly Part[];
	always?: IDataObject;
}

/** The parts in their places. Throws InputProblem on one that is missing or does not fit. */
export function said(
	{ parts, always }: Whole,
	values: Readonly<Record<string, unknown>>,
	labelOf: (part: Part) => string,
): IDataObject {
	const result: IDataObject = { ...always };
	for (const one of parts) {
		const label = labelOf(one);
		const given = isBlank(values[one.from]) ? one.otherwise?.() : values[one.from];
		const value = isBlank(given) || !one.as ? given : one.as(given, label);
		if (isBlank(value)) {
			if (one.required) throw new InputProblem(say`${label} is empty. Fill it in`);
			continue;
		}
		insist(value, label, one.checks);
		put(result, one.to, value);
	}
	return result;
}

/** The entries of a field, each as WeCom takes it. */
export const entries =
	(name: string, wholeOf: (entry: IDataObject) => Whole) =>
	(value: unknown, label: string): IDataObject[] =>
		asList(asObject(value)[name]).map((each, index) => {
			const entry = asObject(each);
			return said(wholeOf(entry), entry, (one) => `${label} ${index + 1}: "${one.label}"`);
		});

/** The one entry of a field; nothing when there is none. */
export const entry =
	(name: string, whole: Whole) =>
	(value: unknown, label: string): IDataObject | undefined => {
		const given = asObject(value)[name];
		if (isBlank(given)) return undefined;
		return said(whole, asObject(given), (one) => `${label}: "${one.label}"`);
	};
