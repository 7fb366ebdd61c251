import type { IDataObject } from 'n8n-workflow';
import { chunked } from '../../engine/chunks';
import type { Call } from '../../engine/types';
import { readPage, RELATIONS_PER_PAGE, type SyncPage } from './syncPages';
import { pipeline } from './syncPipeline';
import type { Chunk, Progress } from './syncProgress';

const MEMBERS_PER_CALL = 100;

export interface WalkOptions {
	/** The walk ends with the page that reaches so many relations. */
	most: number;
	/** Adds to a page's relations what it lacks; a page counts when that is done. */
	complete: (records: IDataObject[]) => Promise<IDataObject[]>;
}

/**
 * Reads page after page of several chunks at once. The progress counts each page that has arrived, and those
 * only: a chunk whose page is under way, or has failed, stands there as it was before.
 */
export function walk(
	call: Call,
	progress: Progress,
	{ most, complete }: WalkOptions,
): AsyncGenerator<SyncPage[]> {
	const underWay = new Set<Chunk>();

	const read = async (chunk: Chunk) => {
		const page = await readPage(call, chunk);
		const records = await complete(page.records);
		underWay.delete(chunk);
		progress.open.splice(progress.open.indexOf(chunk), 1, ...page.left);
		progress.relations += page.records.length;
		return { ...page, records };
	};

	return pipeline(() => {
		// No more pages than the maximum still has room for.
		const width = Math.min(call.width, Math.ceil((most - progress.relations) / RELATIONS_PER_PAGE));
		if (underWay.size >= width) return undefined;
		fillOpen(progress, width);
		const chunk = progress.open.find((candidate) => !underWay.has(candidate));
		if (!chunk) return undefined;
		underWay.add(chunk);
		return async () => await read(chunk);
	});
}

/** Takes members from the waiting list until enough chunks are open. */
function fillOpen(progress: Progress, width: number): void {
	const room = width - progress.open.length;
	if (room <= 0) return;
	const taken = progress.waiting.splice(0, room * MEMBERS_PER_CALL);
	// Few members make smaller chunks, so that several calls can still run side by side.
	const size = Math.min(MEMBERS_PER_CALL, Math.max(1, Math.ceil(taken.length / room)));
	progress.open.push(...chunked(taken, size).map((members) => ({ members })));
}
