import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { weComRequest } from '../transport/request';
import type { Source } from './types';

/**
 * Calls an operation's endpoint for a picker; the fields go where its method has them.
 *
 * @param tolerates codes whose answer comes back with its `errcode` rather than as an error
 */
export async function invoke(
	context: ILoadOptionsFunctions,
	{ method, endpoint, doc, access, token }: Source,
	fields: IDataObject,
	tolerates: readonly number[] = [],
): Promise<IDataObject> {
	const place = method === 'GET' ? 'query' : 'body';
	const call = { method, endpoint, doc, access, token, tolerates };
	return await weComRequest(context, { ...call, [place]: fields });
}
