import { hashed } from './ids';
import { mappedIds } from './mappedIds';
import type { World } from './world';

// Provider apps whose ids were upgraded know customers, group chats and members by ids of their own
// subject (服务商主体). The ids of the corp mean nothing to them.

/** Names of fields that hold ids of people and group chats. */
const holdsIds = /user|chat_id|owner|creator|sender|admin_list|fail_list/;

const mapIds = (value: unknown, name: string, convert: (id: string) => string): unknown => {
	if (typeof value === 'string') return holdsIds.test(name) ? convert(value) : value;
	if (Array.isArray(value)) return value.map((item) => mapIds(item, name, convert));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, mapIds(inner, key, convert)]),
	);
};

const toOwn = ({ state }: World, id: string) => {
	if (state.customers.has(id)) return mappedIds.serviceExternalUserId(id);
	if (state.groupChats.has(id)) return mappedIds.newChatId(id);
	return state.members.has(id) ? mappedIds.openUserId(id) : id;
};

/** What the simulator answers, with the ids that the app knows. */
export const withOwnIds = <T extends object>(world: World, answer: T) =>
	mapIds(answer, '', (id) => toOwn(world, id)) as T;

/** What the app sends, with the corp's ids; an id of the corp itself becomes one that nobody has. */
export const withCorpIds = (world: World, given: unknown) => {
	const { customers, groupChats, members } = world.state;
	const all = [...customers.keys(), ...groupChats.keys(), ...members.keys()];
	const corpIds = new Map(all.map((id) => [toOwn(world, id), id]));
	const known = new Set(all);
	return mapIds(
		given,
		'',
		(id) => corpIds.get(id) ?? (known.has(id) ? hashed('', 'foreign', id) : id),
	);
};
