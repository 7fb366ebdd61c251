import { newId } from './ids';
import { slice } from './slice';
import type { World } from './world';

// What happens with acquisition links (获客链接): who came by them, and who chats.

/** A link that was created and not deleted; what was not told is absent. */
export interface AcquisitionLink {
	linkId: string;
	/** Of the application that made it: no other sees it. */
	appName: string;
	createdAt: number;
	given: {
		link_name: string;
		range: { user_list?: string[]; department_list?: number[] };
		skip_verify?: boolean;
		mark_source?: boolean;
		priority_option?: { priority_type: number; priority_userid_list?: string[] };
	};
}

/** Somebody who opened a link. */
export interface Visit {
	linkId: string;
	at: number;
	/** Set when the visitor became a customer. */
	customer?: { externalUserId: string; userId: string; chatStatus: 0 | 1 | 2 };
	/** The customer_channel of the link's address. */
	state: string;
}

interface Chat {
	linkId: string;
	userId: string;
	externalUserId: string;
	messages: number;
	state: string;
	createdAt: number;
}

/** What an acquisition component pays for a customer. */
export interface Bill {
	timestamp: number;
	link_id?: string;
	state?: string;
	/** In fen. */
	price: number;
}

type Stateful = Pick<World, 'state'>;

export const acquisition = slice((_: Stateful) => ({
	links: new Map<string, AcquisitionLink>(),
	visits: [] as Visit[],
	/** By their keys. */
	chats: new Map<string, Chat>(),
	/** Each is good for one customer. */
	onceKeys: new Map<string, { linkId: string; createdAt: number }>(),
	bills: [] as Bill[],
	/** How many customers the corp has paid for. */
	quota: 1000,
}));

/** Somebody opens a link now, or then, and perhaps becomes a customer. */
export const visitLink = (
	world: Stateful,
	linkId: string,
	{ at = Date.now(), state = '', customer }: Partial<Omit<Visit, 'linkId'>> = {},
) => {
	acquisition(world).visits.push({ linkId, at, state, customer });
};

/** A customer of a link has written so often: answers the ChatKey of the event. */
export const writeByLink = (
	world: Stateful,
	chat: Omit<Chat, 'createdAt'>,
	createdAt = Date.now(),
): string => {
	const key = newId('', 32);
	acquisition(world).chats.set(key, { ...chat, createdAt });
	return key;
};
