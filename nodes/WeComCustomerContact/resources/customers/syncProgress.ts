import { InputProblem } from '../../engine/problems';
import { say } from '../../texts/say';

/** Members whose customers are read by one call, and how far it has come. */
export interface Chunk {
	members: string[];
	cursor?: string;
}

/** How far a sync has come: all it takes to go on later. */
export interface Progress {
	open: Chunk[];
	waiting: string[];
	/** Relations read in this run. */
	relations: number;
}

/** Members in a fixed order, so that a repeated run walks the same way. */
export const startProgress = (members: string[]): Progress => ({
	open: [],
	waiting: [...new Set(members)].sort(),
	relations: 0,
});

/** A text that holds the progress. It holds no secret: member IDs and page cursors only. */
export const writeProgress = ({ open, waiting }: Progress): string =>
	Buffer.from(JSON.stringify({ v: 1, open, waiting })).toString('base64url');

/** Reads what `writeProgress` wrote. Throws InputProblem on anything else. */
export function readProgress(text: string): Progress {
	const { v, open, waiting } = parsed(text.trim());
	if (
		v !== 1 ||
		!Array.isArray(waiting) ||
		!waiting.every(isText) ||
		!Array.isArray(open) ||
		!open.every(isChunk)
	) {
		throw new InputProblem(
			say`"Resume From" is not from Sync All. Use the resume_from of the progress of the run before, or leave it empty`,
		);
	}
	return { open, waiting, relations: 0 };
}

function parsed(text: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isChunk = (value: unknown): value is Chunk => {
	const { members, cursor } = (value ?? {}) as Chunk;
	return (
		Array.isArray(members) && members.every(isText) && (cursor === undefined || isText(cursor))
	);
};
