import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { asList } from '../engine/values';
import { weComRequest } from '../transport/request';

// WeCom gives ids only; names would need a right to the address book that these apps rarely have.

async function memberIds(context: ILoadOptionsFunctions): Promise<string[]> {
	const answer = await weComRequest(context, {
		method: 'GET',
		endpoint: '/cgi-bin/externalcontact/get_follow_user_list',
		access: 'read',
		doc: 92571,
	});
	return asList(answer.follow_user).map(String).sort();
}

/** Members who may have customers, for a picker with a search box. */
export async function searchFollowUsers(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const ids = await memberIds(this);
	const matching = ids.filter((id) => id.toLowerCase().includes(filter.toLowerCase()));
	return { results: matching.map((id) => ({ name: id, value: id })) };
}

/** The same members, for a field that takes several. */
export async function getFollowUsers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await memberIds(this)).map((id) => ({ name: id, value: id }));
}
