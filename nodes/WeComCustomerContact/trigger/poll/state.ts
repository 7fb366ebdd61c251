import { hash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { relationKey } from '../../resources/customers/records';

/** A member and a customer who became contacts. */
export interface Relation {
	userid: string;
	external_userid: string;
	/** When, in Unix seconds: WeCom's clock, never this machine's. */
	createtime: number;
	state: string;
	/** The customer as WeCom answered, where it took no further call to know. */
	record?: IDataObject;
}

/**
 * What the workflow keeps of the relations that are done: emitted, or there before the first poll. It stands in the
 * workflow's row, which n8n reads at every step: at most 500 keys, less than 10 kB.
 */
export interface State {
	/** Whose relations: those of another corp have nothing to do with it. */
	corp: string;
	/** The newest `createtime` of those done. */
	newest: number;
	/** Relations of an earlier `createtime` are done, all of them. */
	from: number;
	/** Those done since then, each as the seconds before `newest` and a hash of its key. */
	keys: string[];
}

/** How long before the newest one a relation is still known by its key, in seconds of WeCom's clock. */
export const WINDOW = 3600;
export const MOST_KEYS = 500;
const HASH_LENGTH = 8;

/** Done is what was there at a time (Unix seconds), or, without any, whatever there is. */
export const startingAt = (corp: string, since = Infinity): State => ({
	corp,
	newest: since,
	from: since,
	keys: [],
});

export const keyOf = ({ userid, external_userid, createtime }: Relation) =>
	relationKey(userid, external_userid, createtime);

const hashOf = (relation: Relation) =>
	hash('sha256', keyOf(relation), 'base64url').slice(0, HASH_LENGTH);

/** Tells which relations are done, by the state alone. */
export function doneBy({ from, keys }: State): (relation: Relation) => boolean {
	const hashes = new Set(keys.map((key) => key.split('.')[1]));
	return (relation) => relation.createtime < from || hashes.has(hashOf(relation));
}

/**
 * The state after these relations are done as well. With more keys than there is room for, the window begins later: a
 * second's keys are kept or dropped together.
 */
export function moved(state: State, done: readonly Relation[]): State {
	const newest = done.reduce((most, { createtime }) => Math.max(most, createtime), state.newest);
	let from = Math.max(state.from, newest - WINDOW);
	const known = state.keys.map((key) => {
		const [before = '', hashed = ''] = key.split('.');
		return { time: state.newest - parseInt(before, 36), hashed };
	});
	const added = done
		.filter(({ createtime }) => createtime >= from)
		.map((relation) => ({ time: relation.createtime, hashed: hashOf(relation) }));
	const all = [...known, ...added].sort((a, b) => b.time - a.time);
	const tooMany = all[MOST_KEYS];
	if (tooMany) from = Math.max(from, tooMany.time + 1);
	const keys = all
		.filter(({ time }) => time >= from)
		.map(({ time, hashed }) => `${(newest - time).toString(36)}.${hashed}`);
	return { ...state, newest, from, keys };
}

const DAY = 24 * 3600;

/**
 * The state of a workflow that begins: whatever is there is done, and what is older than a day, as members who come into the
 * scope later bring their old customers along. A day, as this machine's clock (`now`, Unix seconds) may be wrong.
 */
export const stockOf = (corp: string, relations: readonly Relation[], now: number): State =>
	moved(startingAt(corp, now - DAY), relations);
