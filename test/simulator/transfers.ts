import { findRelation } from './relations';
import { slice } from './slice';
import type { GroupChat, Pair, State } from './types';
import { seconds, type World } from './world';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;
const autoAfterMs = dayMs;
const mostIn90Days = 2;

/** 1 done, 2 waiting, 3 refused by the customer, 4 the new member has too many customers */
type Status = 1 | 2 | 3 | 4;

/** A customer who moves, or has moved, from the member `userId` to another. */
export interface Transfer extends Pair {
	takeoverUserId: string;
	fromResigned: boolean;
	status: Status;
	startedAt: number;
	/** When it took effect or, while it waits, will take effect. */
	takeoverAt: number;
	message?: string;
}

type Holder = Pick<World, 'state'>;

const partOf = slice<
	{
		transfers: Transfer[];
		/** When a member left the corp, by userid. */
		resignedAt: Map<string, number>;
		chatMoves: { chatId: string; from: string; at: number }[];
	},
	Holder
>(() => ({ transfers: [], resignedAt: new Map(), chatMoves: [] }));

/** A member leaves the corp: their customers and group chats wait for others. */
export const resign = (world: Holder, userid: string, at = Date.now()) => {
	if (!world.state.members.delete(userid)) throw new Error(`there is no member ${userid}`);
	partOf(world).resignedAt.set(userid, at);
	for (const chat of world.state.groupChats.values()) if (chat.owner === userid) chat.status = 1;
};

export const resignedAt = (world: Holder, userid: string) => partOf(world).resignedAt.get(userid);

export const resignedMembers = (world: Holder): ReadonlyMap<string, number> =>
	partOf(world).resignedAt;

const moveCustomer = (state: State, transfer: Transfer) => {
	const { userId, takeoverUserId, externalUserId, takeoverAt } = transfer;
	const old = findRelation(state, { userId, externalUserId });
	if (!old) return;
	old.status = 'deletedByMember';
	const known = findRelation(state, { userId: takeoverUserId, externalUserId });
	if (known) {
		known.status = 'full';
		return;
	}
	const createtime = Math.floor(takeoverAt / 1000);
	const follow = { ...old.follow, userid: takeoverUserId, createtime, add_way: 202 };
	state.relations.push({ ...old, userId: takeoverUserId, status: 'full', follow });
};

/** Ends a waiting transfer. `userId` is the member who takes over. */
export const endTransfer = (
	world: Holder,
	pair: Pair,
	outcome: 'done' | 'refused' | 'takeoverFull',
) => {
	const transfer = partOf(world).transfers.find(
		({ takeoverUserId, externalUserId, status }) =>
			takeoverUserId === pair.userId && externalUserId === pair.externalUserId && status === 2,
	);
	if (!transfer) throw new Error(`${pair.externalUserId} does not wait for ${pair.userId}`);
	transfer.status = ({ done: 1, refused: 3, takeoverFull: 4 } as const)[outcome];
	if (outcome === 'done') moveCustomer(world.state, transfer);
};

/** All transfers; those that nobody refused for 24 hours have taken effect. */
export const transfers = (world: World): readonly Transfer[] => {
	const all = partOf(world).transfers;
	for (const one of all) {
		if (one.status !== 2 || one.takeoverAt > world.now()) continue;
		one.status = 1;
		moveCustomer(world.state, one);
	}
	return all;
};

export const startTransfer = (
	world: World,
	transfer: Omit<Transfer, 'status' | 'startedAt' | 'takeoverAt'>,
) => {
	const startedAt = world.now();
	const takeoverAt = startedAt + autoAfterMs;
	partOf(world).transfers.push({ ...transfer, status: 2, startedAt, takeoverAt });
};

/** Whether a customer or group chat moved so often of late that it may not move again. */
const isWornOut = (world: World, times: number[]) =>
	times.filter((at) => at > world.now() - 90 * dayMs).length >= mostIn90Days;

export const customerIsWornOut = (world: World, id: string) =>
	isWornOut(
		world,
		transfers(world)
			.filter(({ externalUserId, fromResigned }) => externalUserId === id && !fromResigned)
			.map(({ startedAt }) => startedAt),
	);

export const chatIsWornOut = (world: World, id: string) =>
	isWornOut(
		world,
		partOf(world)
			.chatMoves.filter(({ chatId }) => chatId === id)
			.map(({ at }) => at),
	);

const dayInChina = (time: number) => Math.floor((time + 8 * hourMs) / dayMs);

/** How many group chats of an owner moved today. */
export const chatsMovedToday = (world: World, owner: string) =>
	partOf(world).chatMoves.filter(
		({ from, at }) => from === owner && dayInChina(at) === dayInChina(world.now()),
	).length;

export const moveChat = (world: World, chat: GroupChat, newOwner: string) => {
	const { chatId, owner: from, members } = chat;
	partOf(world).chatMoves.push({ chatId, from, at: world.now() });
	chat.status = chat.status === 1 ? 3 : 0;
	chat.owner = newOwner;
	if (members.some(({ userid }) => userid === newOwner)) return;
	const name = world.state.members.get(newOwner)?.name ?? newOwner;
	members.push({ userid: newOwner, name, type: 1, joinTime: seconds(world), joinScene: 1 });
};
