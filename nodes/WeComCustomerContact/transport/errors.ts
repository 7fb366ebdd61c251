import { localized } from '../texts/localized';
import { ERRORS, type ErrorText } from './errorTexts';
import { say } from '../texts/say';

/** The page about a code, or the list of all codes. */
export const ERROR_LIST_URL = 'https://developer.work.weixin.qq.com/document/path/90313';

/** Official page number → address. */
export const documentUrl = (doc: number) =>
	`https://developer.work.weixin.qq.com/document/path/${doc}`;

/** The IP address that WeCom names in a 60020 answer, if any. */
export const namedIp = (errmsg: string) => /from ip: ?([0-9a-fA-F.:]+)/.exec(errmsg)?.[1];

/** The codes that WeCom documents for its customer contact. */
export const ERROR_CODES = Object.keys(ERRORS).map(Number);

/** What to tell the user about an answer with an error code. */
export function explain(errcode: number, errmsg = ''): ErrorText {
	const known = localized(ERRORS[errcode], 'errors');
	if (errcode === 60020) {
		const ip = namedIp(errmsg);
		if (ip && known) return { ...known, message: say`${known.message} (${ip})` };
	}
	return (
		known ?? {
			message: say`WeCom refused the call: ${plainMessage(errmsg) || say`code ${errcode}`}`,
			fix: say`Look up code ${errcode} in WeCom's list: ${ERROR_LIST_URL}`,
		}
	);
}

/** WeCom's own words without what has nothing to do with the cause: request number, your IP, a link. */
export const plainMessage = (errmsg: string) =>
	errmsg
		.replace(/,? *hint: ?\[[^\]]*\]/g, '')
		.replace(/,? *from ip: ?[0-9a-fA-F.:]+/g, '')
		.replace(/,? *more info at.*$/s, '')
		.trim();
