import texts from '../../nodes/WeComCustomerContact/texts/zh-CN.json';
import type { Translate } from './localise';

/** English → Chinese; the sections of the file are only for its readers. */
export const DICTIONARY: ReadonlyMap<string, string> = new Map(
	Object.values(texts).flatMap((section) => Object.entries<string>(section)),
);

export const toChinese: Translate = (english, path) => {
	const chinese = DICTIONARY.get(english);
	if (chinese === undefined) {
		throw new Error(`texts/zh-CN.json has no Chinese text for "${english}" (${path})`);
	}
	return chinese;
};
