import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { inOrder } from '../engine/inOrder';
import { asList, pick } from '../engine/values';
import { weComRequest } from '../transport/request';

const PER_PAGE = 20;
const PARALLEL = 5;
/** What WeCom may answer about a link that was deleted after it was listed. */
const GONE = [40058, 60136];

/** Acquisition links by their name, since WeCom's list has IDs only; so many names are read per page. */
export async function searchAcquisitionLinks(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const call = async (action: string, body: object) =>
		await weComRequest(this, {
			method: 'POST',
			endpoint: `/cgi-bin/externalcontact/customer_acquisition/${action}`,
			access: 'read',
			doc: 97297,
			body: { ...body },
			tolerates: action === 'get' ? GONE : [],
		});

	const page = await call('list_link', {
		limit: PER_PAGE,
		...(paginationToken ? { cursor: paginationToken } : {}),
	});
	const ids = asList(page.link_id_list).map(String);
	const entries = await inOrder(ids.length, PARALLEL, async (index) => {
		const value = ids[index]!;
		const name = pick(await call('get', { link_id: value }), 'link.link_name');
		return { name: name ? `${String(name)} · ${value}` : value, value };
	});
	const wanted = filter.toLowerCase();
	const next = String(page.next_cursor ?? '');
	return {
		results: entries.filter((entry) => entry.name.toLowerCase().includes(wanted)),
		...(next === '' ? {} : { paginationToken: next }),
	};
}
