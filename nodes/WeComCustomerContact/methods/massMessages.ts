import { asObject } from '../engine/values';
import { MASS_MESSAGES } from '../resources/shared/newestFirst';
import { searchPublished } from './published';

const WORDS = 30;

/** Mass messages of the last 4 weeks by their day and text. WeCom lists those to customers and to group chats apart. */
export const searchMassMessages = searchPublished({
	list: MASS_MESSAGES,
	reach: MASS_MESSAGES.longest,
	kinds: [{ chat_type: 'single' }, { chat_type: 'group' }],
	toChoice: ({ msgid, text }, day) => {
		const words = [...String(asObject(text).content ?? '').replace(/\s+/g, ' ')].slice(0, WORDS);
		return { name: [day, words.join(''), msgid].filter(Boolean).join(' · '), value: String(msgid) };
	},
});
