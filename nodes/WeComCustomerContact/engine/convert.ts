import { InputProblem } from './problems';
import { say } from '../texts/say';

// Each converter takes the user's value and the field's label, with which the text of a problem starts.

/** What a value is, for the text of a problem. */
export function kind(value: unknown): string {
	if (value === undefined || value === null || Number.isNaN(value)) return String(value);
	return Array.isArray(value) ? say`a list` : say`a value of type ${typeof value}`;
}

/** A value in the text of a problem: itself where that is short, else what it is. */
export function shown(value: unknown): string {
	if (typeof value === 'string') return say`"${JSON.stringify(value).slice(1, -1)}"`;
	return Number.isFinite(value) ? String(value) : kind(value);
}

/** Text, trimmed; numbers become text, since expressions often deliver ids as numbers. */
export function toText(value: unknown, label: string): string {
	return toMessage(value, label).trim();
}

/** Text kept as it is: the white space of a message belongs to it. */
export function toMessage(value: unknown, label: string): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && Number.isFinite(value)) {
		if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
			throw new InputProblem(
				say`${label} is the number ${value}, which is too large to be exact. Give it as text, in quotes`,
			);
		}
		return String(value);
	}
	throw new InputProblem(say`${label} must be text, but is ${kind(value)}`);
}

/** A switch as WeCom takes it in many places: 1 or 0. */
export const toFlag = (value: unknown): number => (value === true ? 1 : 0);

/** A whole number, also when written as text. */
export function toInteger(value: unknown, label: string): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
	throw new InputProblem(say`${label} must be a whole number, but is ${shown(value)}`);
}

/**
 * A list of ids from a list or from text separated by commas (also Chinese ones), semicolons, spaces or
 * new lines; blanks and repetitions are dropped, the order is kept.
 */
export function toIdList(value: unknown, label: string): string[] {
	const parts = Array.isArray(value)
		? value.map((entry) => toText(entry, label))
		: toText(value, label).split(/[\s,，、;；]+/u);
	return [...new Set(parts.filter((part) => part !== ''))];
}

/** The same for names: spaces belong to them, so they end with a comma, a semicolon or the line. */
export function toNameList(value: unknown, label: string): string[] {
	const parts = Array.isArray(value)
		? value.map((entry) => toText(entry, label))
		: toText(value, label)
				.split(/[,，、;；\r\n]+/u)
				.map((part) => part.trim());
	return [...new Set(parts.filter((part) => part !== ''))];
}

/** The same for numeric ids such as departments. */
export function toIntegerList(value: unknown, label: string): number[] {
	return toIdList(value, label).map((entry) => toInteger(entry, label));
}
