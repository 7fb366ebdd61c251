import { readdirSync } from 'node:fs';
import path from 'node:path';

const FOLDERS = ['engine', 'resources', 'methods', 'transport', 'trigger', 'callback'];

/** Tables whose texts the edition replaces in other ways. */
const OTHERS = ['transport/errorTexts', 'callback/events', 'callback/directoryEvents'];

/** Below a node's folder: all code files that may have texts of their own, without their extension. */
export const codeFiles = (nodeFolder: string, extension: '.ts' | '.js'): string[] =>
	FOLDERS.flatMap((folder) =>
		readdirSync(path.join(nodeFolder, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith(extension))
			.map((file) => path.posix.join(folder, file.slice(0, -extension.length)))
			.filter((name) => !OTHERS.includes(name)),
	);
