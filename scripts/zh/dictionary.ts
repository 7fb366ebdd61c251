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

export const toChinese: Translate = (english, path) => {
	const chinese = DICTIONARY.get(english);
	if (chinese === undefined) {
		throw new Error(`texts/zh-CN has no Chinese text for "${english}" (${path})`);
	}
	return chinese;
};
