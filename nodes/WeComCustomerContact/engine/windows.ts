import { InputProblem } from './problems';

/** A span of time in Unix seconds, both ends included. */
export interface Window {
	start: number;
	end: number;
}

/**
 * Cuts a span of time into pieces that WeCom takes in one call, oldest first. They don't overlap, so nothing
 * comes twice.
 *
 * @param longest seconds from a piece's start to its end, at most
 */
export function windows({ start, end }: Window, longest: number): Window[] {
	if (end < start) throw new InputProblem('The end of the time range is before its start');
	const pieces: Window[] = [];
	for (let from = start; from <= end; from += longest + 1) {
		pieces.push({ start: from, end: Math.min(from + longest, end) });
	}
	return pieces;
}
