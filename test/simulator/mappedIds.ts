import { hashed } from './ids';

/** What the conversion endpoints turn ids into: the same for the same id, so tests can predict. */
export const mappedIds = {
	/** Of a WeChat user in a mini-program of the corp (0) or of the provider (1). */
	openId: (unionid: string, subjectType: 0 | 1 = 0) => hashed('o', `mp${subjectType}`, unionid),
	/** Of a WeChat user; for customers without a unionid take the external_userid. */
	pendingId: (unionid: string) => hashed('p', 'pending', unionid),
	/** Of a customer, for the provider instead of the corp. */
	serviceExternalUserId: (id: string) => hashed(id.slice(0, 2), 'service', id),
	/** Of a customer who is a WeChat user. */
	customerOpenId: (externalUserId: string) => hashed('o', 'customer', externalUserId),
	/** Of a member. */
	memberOpenId: (userId: string) => hashed('o', 'member', userId),
	openUserId: (userId: string) => hashed('wo', 'openuserid', userId),
	openTagId: (tagId: string) => hashed('et', 'tag', tagId),
	newKfId: (kfId: string) => hashed('wk', 'kf', kfId),
	newChatId: (chatId: string) => hashed('wr', 'chat', chatId),
	/** Of a group chat, as a mini-program opened inside it learns it. */
	openGid: (chatId: string) => hashed('', 'opengid', chatId),
} as const;
