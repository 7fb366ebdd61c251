import { InputProblem } from './problems';
import { say } from '../texts/say';

/** A span of time in Unix seconds, both ends included. */
export interface Window {
	start: number;
	end: number;
}

const DAY = 24 * 60 * 60;

/**
 * Cuts a span of time into pieces that WeCom takes in one call, oldest first. They don't overlap, so nothing
 * comes twice.
 *
 * @param longest seconds from a piece's start to its end, at most
 */
export function windows({ start, end }: Window, longest: number): Window[] {
	refuseBackwards({ start, end });
	const pieces: Window[] = [];
	for (let from = start; from <= end; from += longest + 1) {
		pieces.push({ start: from, end: Math.min(from + longest, end) });
	}
	return pieces;
}

/**
 * The same, newest first. Each piece is twice as long as the one after it, so that the newest few records of a
 * busy corp need not wait for a month of them.
 *
 * @param first seconds from the newest piece's start to its end
 */
export function windowsBack({ start, end }: Window, longest: number, first = DAY): Window[] {
	refuseBackwards({ start, end });
	const pieces: Window[] = [];
	let length = Math.min(first, longest);
	for (let to = end; to >= start; to -= length + 1) {
		if (pieces.length > 0) length = Math.min(2 * length, longest);
		pieces.push({ start: Math.max(to - length, start), end: to });
	}
	return pieces;
}

function refuseBackwards({ start, end }: Window): void {
	if (end < start) throw new InputProblem(say`The end of the time range is before its start`);
}
