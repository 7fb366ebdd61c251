import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { asList, asObject } from '../engine/values';
import { weComRequest } from '../transport/request';

/** Products of the album by their descriptions, page by page. */
export async function searchProducts(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const answer = await weComRequest(this, {
		method: 'POST',
		endpoint: '/cgi-bin/externalcontact/get_product_album_list',
		access: 'read',
		doc: 95096,
		body: { limit: 100, ...(paginationToken ? { cursor: paginationToken } : {}) },
	});
	const products = asList(answer.product_list)
		.map(asObject)
		.map(({ product_id, description }) => ({
			name: String(description),
			value: String(product_id),
		}));
	const next = String(answer.next_cursor ?? '');
	return {
		results: products.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())),
		...(next === '' ? {} : { paginationToken: next }),
	};
}
