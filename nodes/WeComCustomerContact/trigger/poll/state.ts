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
	/** Those done since then, each as the seconds before `newest` and a hash of its key; marked if it is open. */
	keys: string[];
	/** Those whose executions are not known to have come to their end. */
	open?: Open;
}

interface Open {
	/** When the last of them were emitted, Unix seconds of this machine's clock. */
	at: number;
	/** How often they were begun before, by processes that died. */
	tries: number;
	/** What the state was before the first of them. */
	newest: number;
	from: number;
}

/** An execution that begins. */
export interface Begun {
	relations: readonly Relation[];
	/** Unix seconds of this machine's clock. */
	at: number;
	/** How often they were begun before. */
	tries: number;
	/** Whether those that are open have come to their end. */
	areOthersEnded: boolean;
}

/** How long before the newest one a relation is still known by its key, in seconds of WeCom's clock. */
export const WINDOW = 3600;
export const MOST_KEYS = 500;
const HASH_LENGTH = 8;
const OPEN = '!';
/** An execution that kills n8n each time must not do so for ever. */
export const MOST_TRIES = 3;

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

interface Key {
	time: number;
	hashed: string;
	isOpen: boolean;
}

const readKeys = ({ keys, newest }: State): Key[] =>
	keys.map((key) => {
		const [before = '', hashed = ''] = key.split(/[.!]/);
		return { time: newest - parseInt(before, 36), hashed, isOpen: key.endsWith(OPEN) };
	});

const writeKey = ({ time, hashed, isOpen }: Key, newest: number) =>
	`${(newest - time).toString(36)}.${hashed}${isOpen ? OPEN : ''}`;

/** Tells which relations are done, by the state alone. */
export function doneBy(state: State): (relation: Relation) => boolean {
	const hashes = new Set(readKeys(state).map(({ hashed }) => hashed));
	return (relation) => relation.createtime < state.from || hashes.has(hashOf(relation));
}

/**
 * The state as a process that starts takes it (`now`, Unix seconds): n8n does not run again what it died with, so those
 * that are open are not done, unless they have been for more than an hour, or were begun too often.
 */
export function reopened(state: State, now: number): State {
	const { open, ...rest } = state;
	if (!open || now - open.at > WINDOW || open.tries >= MOST_TRIES) return state;
	const { newest, from } = open;
	const ended = readKeys(state).filter(({ isOpen }) => !isOpen);
	return { ...rest, newest, from, keys: ended.map((key) => writeKey(key, newest)) };
}

/** The state when no execution is to be waited for. */
export function closed({ open: _open, ...state }: State): State {
	const keys = readKeys(state).map((key) => writeKey({ ...key, isOpen: false }, state.newest));
	return { ...state, keys };
}

/**
 * The state after these relations are done as well, open if an execution begins with them. With more keys than there is room
 * for, the window begins later: a second's keys are kept or dropped together.
 */
export function moved(state: State, done: readonly Relation[], begun?: Begun): State {
	const newest = done.reduce((most, { createtime }) => Math.max(most, createtime), state.newest);
	let from = Math.max(state.from, newest - WINDOW);
	const isBegun = new Set(begun?.relations);
	const added = done
		.filter(({ createtime }) => createtime >= from)
		.map((relation) => ({
			time: relation.createtime,
			hashed: hashOf(relation),
			isOpen: isBegun.has(relation),
		}));
	const again = new Set(added.map(({ hashed }) => hashed));
	const stayOpen = begun?.areOthersEnded === false;
	const known = readKeys(state)
		.filter(({ hashed }) => !again.has(hashed))
		.map((key) => ({ ...key, isOpen: key.isOpen && stayOpen }));
	const all = [...known, ...added].sort((a, b) => b.time - a.time);
	const tooMany = all[MOST_KEYS];
	if (tooMany) from = Math.max(from, tooMany.time + 1);
	const keys = all.filter(({ time }) => time >= from).map((key) => writeKey(key, newest));
	const before = (stayOpen && state.open) || { newest: state.newest, from: state.from };
	const open = begun && { ...before, at: begun.at, tries: begun.tries };
	return { corp: state.corp, newest, from, keys, ...(open && { open }) };
}

const DAY = 24 * 3600;

/**
 * The state of a workflow that begins: whatever is there is done, and what is older than a day, as members who come into the
 * scope later bring their old customers along. A day, as this machine's clock (`now`, Unix seconds) may be wrong.
 */
export const stockOf = (corp: string, relations: readonly Relation[], now: number): State =>
	moved(startingAt(corp, now - DAY), relations);
