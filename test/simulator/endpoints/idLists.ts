import { ok } from '../errors';
import { mappedIds } from '../mappedIds';
import { array, string } from '../schema';
import type { AppKind, State } from '../types';
import { endpoint } from './endpoint';

/** An endpoint that takes a list of ids and gives back pairs of old and new ids. */
interface IdList {
	path: string;
	callers: readonly AppKind[];
	/** The name of the list in the request. */
	list: string;
	max: number;
	tooMany?: number;
	/** Names in the answer: the list of pairs, the two ids of a pair, the list of unknown ids. */
	items: string;
	from: string;
	to: string;
	invalid?: string;
	isKnown: (state: State, id: string) => boolean;
	convert: (id: string) => string;
}

const providers = ['delegated', 'thirdParty'] as const;

const idLists: IdList[] = [
	{
		path: 'idconvert/external_tagid',
		callers: providers,
		list: 'external_tagid_list',
		max: 1000,
		items: 'items',
		from: 'external_tagid',
		to: 'open_external_tagid',
		invalid: 'invalid_external_tagid_list',
		isKnown: (state, id) => state.tagIds.has(id),
		convert: mappedIds.openTagId,
	},
	{
		path: 'idconvert/open_kfid',
		callers: providers,
		list: 'open_kfid_list',
		max: 1000,
		items: 'items',
		from: 'open_kfid',
		to: 'new_open_kfid',
		invalid: 'invalid_open_kfid_list',
		isKnown: (state, id) => state.kfIds.has(id),
		convert: mappedIds.newKfId,
	},
	{
		path: 'idconvert/chatid',
		callers: ['delegated'],
		list: 'chat_id_list',
		max: 100,
		items: 'items',
		from: 'chat_id',
		to: 'new_chat_id',
		invalid: 'invalid_chat_id_list',
		isKnown: (state, id) => state.groupChats.has(id),
		convert: mappedIds.newChatId,
	},
	{
		path: 'externalcontact/get_new_external_userid',
		callers: providers,
		list: 'external_userid_list',
		max: 1000,
		items: 'items',
		from: 'external_userid',
		to: 'new_external_userid',
		isKnown: (state, id) => state.customers.has(id),
		convert: mappedIds.serviceExternalUserId,
	},
	{
		path: 'batch/userid_to_openuserid',
		callers: providers,
		list: 'userid_list',
		max: 1000,
		tooMany: 40032,
		items: 'open_userid_list',
		from: 'userid',
		to: 'open_userid',
		invalid: 'invalid_userid_list',
		isKnown: (state, id) => state.members.has(id),
		convert: mappedIds.openUserId,
	},
];

const toEndpoint = ({ path, callers, list, items, from, to, invalid, ...rule }: IdList) =>
	endpoint({
		method: 'POST',
		path,
		callers,
		convertsIds: true,
		body: {
			[list]: array(string({ required: true }), {
				required: true,
				max: rule.max,
				tooMany: rule.tooMany ?? 40058,
			}),
		},
		handle: ({ world: { state }, body }) => {
			const ids = body[list] ?? [];
			const known = ids.filter((id) => rule.isKnown(state, id));
			return ok({
				[items]: known.map((id) => ({ [from]: id, [to]: rule.convert(id) })),
				...(invalid ? { [invalid]: ids.filter((id) => !known.includes(id)) } : {}),
			});
		},
	});

export const idListEndpoints = idLists.map(toEndpoint);
