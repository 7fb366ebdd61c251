import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { asList, asObject, pick } from '../engine/values';
import { weComRequest } from '../transport/request';

const DAY = 24 * 60 * 60;
const WORDS = 40;

/** The moments of the last 30 days by their day and text. */
export async function searchMoments(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	// Up to the end of the day, since a cursor is good for the same range only.
	const end_time = Math.ceil(Date.now() / 1000 / DAY) * DAY;
	const answer = await weComRequest(this, {
		method: 'POST',
		endpoint: '/cgi-bin/externalcontact/get_moment_list',
		access: 'read',
		doc: 93333,
		body: {
			start_time: end_time - 30 * DAY,
			end_time,
			...(paginationToken ? { cursor: paginationToken } : {}),
		},
	});
	const timeZone = this.getTimezone();
	const entries = asList(answer.moment_list).map((record) => {
		const { moment_id, create_time, ...content } = asObject(record);
		const day = new Date(Number(create_time) * 1000).toLocaleDateString('sv-SE', { timeZone });
		return { name: `${day} · ${titleOf(content)}`, value: String(moment_id) };
	});
	const wanted = filter.toLowerCase();
	const next = String(answer.next_cursor ?? '');
	return {
		results: entries.filter((entry) => entry.name.toLowerCase().includes(wanted)),
		...(next === '' ? {} : { paginationToken: next }),
	};
}

/** How the text begins, the link's title, or what there is to see. */
function titleOf(content: object): string {
	const text = pick(content, 'text.content') || pick(content, 'link.title');
	if (text) return [...String(text).replace(/\s+/g, ' ')].slice(0, WORDS).join('');
	return Object.keys(content)
		.filter((name) => ['image', 'video', 'link', 'location'].includes(name))
		.join(', ');
}
