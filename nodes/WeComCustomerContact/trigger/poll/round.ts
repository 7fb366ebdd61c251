import type { IDataObject } from 'n8n-workflow';
import { sideBySide } from '../../engine/sideBySide';
import { asList, asObject } from '../../engine/values';
import { DEFAULT_WIDTH } from '../../transport/limiter';
import { isKnown, learn, unreadOf, type Memory } from './memory';
import type { Relation } from './state';

/** Relations in one answer of WeCom. */
export const PAGE = 100;

/** What a round reads of WeCom. */
export interface Source {
	members(): Promise<string[]>;
	/** The IDs of a member's customers; nothing if WeCom shows none of this member's. */
	list(userid: string): Promise<string[] | undefined>;
	/** All relations of a member. */
	relations(userid: string): Promise<Relation[]>;
	/** A customer with all who follow them; nothing if WeCom does not show the customer. */
	customer(external_userid: string): Promise<IDataObject | undefined>;
}

/**
 * Looks at the members who are left in this round, several at once, and notes what is new. A failure ends it; the next poll
 * goes on with those who are left, and so it does when there is no time or budget for more.
 *
 * @returns whether everybody was looked at
 */
export async function goRound(
	source: Source,
	memory: Memory,
	isDone: (relation: Relation) => boolean,
	mayGoOn: () => boolean = () => true,
): Promise<boolean> {
	const waiting = (memory.waiting ??= new Set(await source.members()));
	await sideBySide([...waiting], DEFAULT_WIDTH, async (userid) => {
		if (!mayGoOn()) return;
		const listed = await source.list(userid);
		if (listed) {
			const unread = unreadOf(memory, userid, listed);
			const isCheap = isKnown(memory, userid) && unread.length <= Math.ceil(listed.length / PAGE);
			const read = isCheap
				? await readEach(source, userid, unread)
				: await source.relations(userid);
			learn(memory, userid, listed, read, isDone);
		}
		waiting.delete(userid);
	});
	if (waiting.size > 0) return false;
	memory.waiting = undefined;
	return true;
}

/** Of a few customers each is read by itself: that takes fewer calls than all pages of the member. */
export async function readEach(
	source: Source,
	userid: string,
	ids: readonly string[],
): Promise<Relation[]> {
	const read: Relation[] = [];
	for (const id of ids) {
		const record = await source.customer(id);
		const follow = asList(record?.follow_user)
			.map(asObject)
			.find((one) => one.userid === userid);
		if (follow) read.push({ ...toRelation(userid, id, follow), record });
	}
	return read;
}

/** From a member's view of a customer, as WeCom answers it. */
export const toRelation = (
	userid: string,
	external_userid: string,
	{ createtime, state }: IDataObject,
): Relation => ({
	userid,
	external_userid,
	createtime: Number(createtime ?? 0),
	state: String(state ?? ''),
});
