import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { inOrder } from '../engine/inOrder';
import { asList, asObject, pick } from '../engine/values';
import { weComRequest } from '../transport/request';

const PER_PAGE = 20;
const PARALLEL = 5;
/** The API lists what was made since 2021-07-11 (China), but only 90 days of it unless asked. */
const OLDEST = 1625932800;

/** Contact ways by their remark and state, since WeCom's list has IDs only. */
export async function searchContactWays(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const call = async (endpoint: string, body: object) =>
		await weComRequest(this, {
			method: 'POST',
			endpoint: `/cgi-bin/externalcontact/${endpoint}`,
			access: 'read',
			doc: 92228,
			body: { ...body },
		});

	const page = await call('list_contact_way', {
		start_time: OLDEST,
		limit: PER_PAGE,
		...(paginationToken ? { cursor: paginationToken } : {}),
	});
	const ids = asList(page.contact_way).map((entry) => String(pick(entry, 'config_id')));
	const entries = await inOrder(ids.length, PARALLEL, async (index) => {
		const answer = await call('get_contact_way', { config_id: ids[index] });
		const { remark, state } = asObject(answer.contact_way);
		const words = [remark, state].map((word) => String(word ?? '')).filter((word) => word !== '');
		return { name: [...words, ids[index]].join(' · '), value: String(ids[index]) };
	});
	const wanted = filter.toLowerCase();
	const next = String(page.next_cursor ?? '');
	return {
		results: entries.filter((entry) => entry.name.toLowerCase().includes(wanted)),
		...(next === '' ? {} : { paginationToken: next }),
	};
}
