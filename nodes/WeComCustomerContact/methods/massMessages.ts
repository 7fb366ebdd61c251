import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { asList, asObject } from '../engine/values';
import { weComRequest } from '../transport/request';

const PER_PAGE = 50;
/** WeCom lists at most a month at once; February is the shortest one. */
const PERIOD = 28 * 24 * 60 * 60;
const CHAT_TYPES = ['single', 'group'];

/** Where the list goes on: WeCom lists messages to customers and to group chats apart from each other. */
interface Place {
	chat: number;
	end: number;
	cursor?: string;
}

/** Mass messages of the last 4 weeks, by their day and text. */
export async function searchMassMessages(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const place: Place = paginationToken
		? (JSON.parse(paginationToken) as Place)
		: { chat: 0, end: Math.floor(Date.now() / 1000) };
	const page = await weComRequest(this, {
		method: 'POST',
		endpoint: '/cgi-bin/externalcontact/get_groupmsg_list_v2',
		access: 'read',
		doc: 93338,
		body: {
			chat_type: CHAT_TYPES[place.chat],
			start_time: place.end - PERIOD,
			end_time: place.end,
			limit: PER_PAGE,
			...(place.cursor ? { cursor: place.cursor } : {}),
		},
	});
	const wanted = filter.toLowerCase();
	const timeZone = this.getTimezone();
	const next = placeAfter(place, String(page.next_cursor ?? ''));
	return {
		results: asList(page.group_msg_list)
			.map((entry) => toChoice(asObject(entry), timeZone))
			.filter(({ name }) => name.toLowerCase().includes(wanted)),
		...(next ? { paginationToken: JSON.stringify(next) } : {}),
	};
}

function placeAfter({ chat, end }: Place, cursor: string): Place | undefined {
	if (cursor !== '') return { chat, end, cursor };
	return chat + 1 < CHAT_TYPES.length ? { chat: chat + 1, end } : undefined;
}

function toChoice({ msgid, create_time, text }: IDataObject, timeZone: string) {
	// Sweden writes dates as ISO 8601 does.
	const day = new Date(Number(create_time) * 1000).toLocaleDateString('sv-SE', { timeZone });
	const words = [...String(asObject(text).content ?? '').replace(/\s+/g, ' ')].slice(0, 30);
	return { name: [day, words.join(''), msgid].filter(Boolean).join(' · '), value: String(msgid) };
}
