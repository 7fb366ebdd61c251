import { isVisible, relationsOfCustomer } from './relations';
import type { State } from './types';
import type { ExternalContact } from './wire';

/** The first of many that fits. */
export const findAmong = <T>(all: Iterable<T>, fits: (one: T) => boolean): T | undefined => {
	for (const one of all) if (fits(one)) return one;
	return undefined;
};

export const findByUnionid = ({ customers }: State, unionid: string): ExternalContact | undefined =>
	findAmong(customers.values(), (customer) => customer.unionid === unionid);

/** Whether somebody in the visible scope has this customer. */
export const isCustomer = (state: State, externalUserId: string) =>
	relationsOfCustomer(state, externalUserId).some((relation) => isVisible(state, relation));

/** Whether somebody, customer or not, is in a group chat. */
export const isInChat = ({ otherContacts }: State, chat: string, person: string) =>
	otherContacts.some(({ chatId, personId }) => chatId === chat && personId === person);
