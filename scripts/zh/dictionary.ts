import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Translate } from './localise';

const FOLDER = path.resolve(__dirname, '../../nodes/WeComCustomerContact/texts/zh-CN');

/** All entries of the files, which are only there for their readers: English → Chinese. */
export const ENTRIES: ReadonlyArray<readonly [string, string]> = readdirSync(FOLDER)
	.sort()
	.flatMap((file) =>
		Object.entries(
			JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Record<string, string>,
		),
	);

export const DICTIONARY: ReadonlyMap<string, string> = new Map(ENTRIES);

/**
 * The entry that a literal of a code file gets its text from: "engine/request: {1} {2}" is for this file only,
 * any other for all files, and for the quoted label of a field that of the label.
 */
export const keyOf = (file: string, english: string): string | undefined =>
	[`${file}: ${english}`, english, labelIn(english)].find(
		(key) => key !== undefined && DICTIONARY.has(key),
	);

const labelIn = (english: string) => /^"([^"{]+)"$/.exec(english)?.[1];

/** Finds the Chinese texts of a code file's literals. */
export const findChinese =
	(file: string) =>
	(english: string): string | undefined => {
		const key = keyOf(file, english);
		const chinese = key === undefined ? undefined : DICTIONARY.get(key);
		return chinese !== undefined && key === labelIn(english) ? `「${chinese}」` : chinese;
	};

export const toChinese: Translate = (english, path) => {
	const chinese = DICTIONARY.get(english);
	if (chinese === undefined) {
		throw new Error(`texts/zh-CN has no Chinese text for "${english}" (${path})`);
	}
	return chinese;
};
