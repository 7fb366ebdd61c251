import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const filesBelow = (entry: string): string[] =>
	statSync(entry).isDirectory()
		? readdirSync(entry)
				.sort()
				.flatMap((name) => filesBelow(path.join(entry, name)))
		: [entry];

/** A short name for the present content of these files and folders. */
export const hashOf = (...entries: string[]) => {
	const hash = createHash('sha256');
	for (const file of entries.flatMap(filesBelow)) hash.update(file).update(readFileSync(file));
	return hash.digest('hex').slice(0, 16);
};
