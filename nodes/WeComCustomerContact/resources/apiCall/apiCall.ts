import type { Call, Custom, Field, Output, Part, Resource } from '../../engine/types';
import type { IDataObject } from 'n8n-workflow';
import { pick } from '../../engine/values';
import { say } from '../../texts/say';
import { isQuery, toObject } from './json';
import { toPath } from './path';

// Any endpoint of WeCom. What belongs to every call (token, turn, retries, error texts) is the transport's.

const path: Field = {
	property: {
		displayName: 'Path',
		name: 'path',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /cgi-bin/user/get',
		description:
			"The path of the endpoint as WeCom's page has it, from /cgi-bin/ to the question mark. The host is that of the credential.",
	},
	as: toPath,
};

const query: Field = {
	property: {
		displayName: 'Query',
		name: 'query',
		type: 'json',
		default: '{}',
		description:
			'What stands behind the question mark, as a JSON object such as {"userid": "zhangsan"}. Without access_token: the call has that of the credential.',
	},
	to: '',
	in: 'query',
	as: toObject,
	checks: [isQuery],
};

const body: Field = {
	property: {
		displayName: 'Body',
		name: 'body',
		type: 'json',
		default: '{}',
		description: 'What is sent, as a JSON object. Files are uploaded with Media.',
	},
	to: '',
	as: toObject,
};

const itemsPath: Field = {
	property: {
		displayName: 'Items Path',
		name: 'itemsPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. userlist',
		description:
			'Where the list is in the answer, with dots between the names: each entry becomes an item, and further pages are read as long as the answer has a next_cursor. Empty: the whole answer is one item.',
	},
};

const token: Field = {
	property: {
		displayName: 'Token',
		name: 'token',
		type: 'options',
		options: [
			{ name: 'Corp', value: 'corp', description: 'The access_token that nearly all calls want' },
			{
				name: 'Suite',
				value: 'suite',
				description: 'The suite_access_token of a third-party app',
			},
		],
		default: 'corp',
		description: 'Which token the endpoint wants',
	},
	group: 'options',
};

const safeToRepeat: Field = {
	property: {
		displayName: 'Safe to Repeat',
		name: 'safeToRepeat',
		type: 'boolean',
		default: false,
		description:
			'Whether to send the call again when its answer is lost or WeCom says that it is busy (-1). Turn it on for what only reads, or ends the same when it is done twice.',
	},
	group: 'options',
};

/** What differs from call to call. */
function partOf({ method, values }: Pick<Call, 'values'> & { method: string }): Part {
	return {
		endpoint: String(values.path),
		token: values.token === 'suite' ? 'suite' : undefined,
		...(method === 'POST' && { access: values.safeToRepeat === true ? 'idempotent' : 'once' }),
	};
}

/** The next page's cursor, unless WeCom says that there is none: some endpoints always answer a cursor. */
const next = ({ has_more, next_cursor }: IDataObject) =>
	has_more === 0 || has_more === false ? undefined : (next_cursor as string | undefined);

/** One item of the answer, or one for each entry of its list, page by page. */
async function* run(call: Call): AsyncGenerator<Output[]> {
	const part = partOf({ method: call.operation.method, values: call.values });
	const { itemsPath: place } = call.values;
	if (place === undefined) {
		yield [{ json: await call.send(part) }];
		return;
	}
	const records = String(place);
	for await (const page of call.pages({ records, next }, part, call.limit)) {
		const found = pick(page.answer, records) ?? [];
		const entries = Array.isArray(found) ? page.records : [found];
		yield entries.map((entry) => ({ json: toItem(entry, records) }));
	}
}

/** An entry that is no object has the name of its list. */
const toItem = (entry: unknown, place: string): IDataObject =>
	typeof entry === 'object' && entry !== null && !Array.isArray(entry)
		? (entry as IDataObject)
		: { [place.slice(place.lastIndexOf('.') + 1)]: entry as IDataObject };

/** Stands for the endpoint that the user names. */
export const ANY_ENDPOINT = '/cgi-bin/';

const shared = {
	endpoint: ANY_ENDPOINT,
	doc: 90313,
	limitable: true,
	run,
} as const;

const get: Custom = {
	...shared,
	name: 'GET',
	value: 'get',
	action: 'Make a get request to any endpoint',
	description:
		'Call any endpoint with GET, for what no other operation does. It is sent again when its answer is lost, even if it is one of the few that delete.',
	method: 'GET',
	access: 'read',
	fields: [path, query, itemsPath, token],
};

const post: Custom = {
	...shared,
	name: 'POST',
	value: 'post',
	action: 'Make a post request to any endpoint',
	description:
		'Call any endpoint with POST, for what no other operation does. Safe to Repeat decides whether it may be sent twice.',
	method: 'POST',
	access: 'once',
	look: say`Find out with a call that reads before you repeat it`,
	fields: [path, body, itemsPath, { ...query, group: 'options' }, safeToRepeat, token],
};

export const apiCall: Resource = {
	name: 'API Call',
	value: 'apiCall',
	description: 'Any endpoint of WeCom, with the token of the credential (任意接口)',
	operations: [get, post],
};
