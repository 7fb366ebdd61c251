import { isChinese } from './language';
import zhCN from './zh-CN';

/** Texts by their English words; those of one part (a resource, its operation, its field) stand in its own branch. */
export interface Texts {
	readonly [english: string]: string | Texts;
}

export interface Language {
	messages: Readonly<Record<string, string>>;
	descriptions: Texts;
}

/** The texts of this server's language; without any, the English ones in the code count. */
export const TEXTS: Language | undefined = isChinese ? zhCN : undefined;
