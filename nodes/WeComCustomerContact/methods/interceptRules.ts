import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { asList, asObject } from '../engine/values';
import { weComRequest } from '../transport/request';

/** Intercept rules by their name. */
export async function searchInterceptRules(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const answer = await weComRequest(this, {
		method: 'GET',
		endpoint: '/cgi-bin/externalcontact/get_intercept_rule_list',
		access: 'read',
		doc: 95097,
	});
	const wanted = filter.toLowerCase();
	return {
		results: asList(answer.rule_list)
			.map(asObject)
			.map(({ rule_id, rule_name }) => ({ name: String(rule_name), value: String(rule_id) }))
			.filter(({ name }) => name.toLowerCase().includes(wanted)),
	};
}
