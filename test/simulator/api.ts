import type { Endpoint, TokenKind } from './endpoints/endpoint';
import { fail, fileOf, type Reply } from './errors';
import type { FaultSwitchboard } from './faults';
import type { FormFile } from './form';
import { complete, readQuery, refuse } from './schema';
import { withCorpIds, withOwnIds } from './subjectIds';
import { readSuiteToken } from './suite';
import { readToken, type Caller } from './tokens';
import type { App } from './types';
import { kindOf } from './views';
import type { World } from './world';

/** A request as it came in, before any check. */
export interface ApiRequest {
	method: string;
	search: URLSearchParams;
	/** Undefined if there was none. */
	bodyText: string | undefined;
	/** The file of a form. */
	file: FormFile | undefined;
	range: string | undefined;
}

type TokenReader = (world: World, value: string | undefined) => Caller;

interface Answer {
	token: string;
	reply: Reply;
}

const tokenReaders: Record<TokenKind, { parameter: string; read: TokenReader }> = {
	access: { parameter: 'access_token', read: readToken },
	suite: { parameter: 'suite_access_token', read: readSuiteToken },
	none: { parameter: '', read: () => ({ label: 'not needed' }) },
};
const escapedCharacter = /(?<!\\)(?:\\\\)*\\u[0-9a-f]{4}/i;

const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const refuseRepeated = (search: URLSearchParams): Reply | undefined => {
	const repeated = [...search.keys()].find((name) => search.getAll(name).length > 1);
	return repeated === undefined ? undefined : fail(40058, `${repeated} is repeated`);
};

const refuseMethod = (endpoint: Endpoint, request: ApiRequest): Reply | undefined => {
	if (request.method !== endpoint.method) return fail(40058, `use ${endpoint.method}`);
	if (endpoint.method === 'GET')
		return request.bodyText ? fail(40058, 'GET has no body') : undefined;
	if (endpoint.takesFile) {
		const isMedia = request.file?.field === 'media' && request.file.name !== '';
		return isMedia ? undefined : fail(41005);
	}
	if (!request.bodyText) return fail(44002);
	if (parseJson(request.bodyText) === undefined) return fail(47001);
	return escapedCharacter.test(request.bodyText) ? fail(40033) : undefined;
};

const refuseKind = ({ callers }: Endpoint, app: App | undefined): Reply | undefined => {
	const kind = kindOf(app);
	if (callers.includes(kind)) return undefined;
	return kind === 'selfBuilt' ? fail(846000) : fail(48002, `not for ${kind} apps`);
};

const refuseCaller = (
	endpoint: Endpoint,
	app: App | undefined,
	switches: FaultSwitchboard,
): Reply | undefined => {
	if (endpoint.token === 'none') return undefined;
	if (switches.untrustedIp()) return fail(60020);
	if (endpoint.token === 'access' && switches.refusesTokens()) return fail(40014);
	const permissions: [path: RegExp, granted: boolean | undefined][] = [
		[/^externalcontact\//, app?.customerContact && !switches.isForbidden()],
		[/^corpgroup\//, app?.corpGroup],
	];
	const missing = permissions.some(([path, granted]) => path.test(endpoint.path) && !granted);
	return refuseKind(endpoint, app) ?? (missing ? fail(48002) : undefined);
};

/** Answers one request to a known endpoint: all checks in WeCom's order, then the handler. */
export const answer = (
	world: World,
	switches: FaultSwitchboard,
	endpoint: Endpoint,
	request: ApiRequest,
): Answer => {
	const given = Object.fromEntries(request.search);
	const { parameter, read } = tokenReaders[endpoint.token];
	const { [parameter]: tokenValue, ...parameters } = given;
	const caller = read(world, tokenValue);
	const isJson = request.bodyText !== undefined && !endpoint.takesFile;
	const sent = isJson ? parseJson(request.bodyText ?? '') : {};
	const hasOwnIds = caller.app?.ownIds === true && !endpoint.convertsIds;
	const translated = (value: unknown) => (hasOwnIds ? withCorpIds(world, value) : value);
	const query = readQuery(endpoint.query, translated(parameters) as typeof parameters);
	const body = translated(sent);
	const refusal =
		caller.refusal ??
		refuseCaller(endpoint, caller.app, switches) ??
		(switches.isLimited(endpoint.path) ? fail(45009) : undefined) ??
		refuseMethod(endpoint, request) ??
		refuseRepeated(request.search) ??
		refuse(endpoint.query, query) ??
		refuse(endpoint.body, body);
	const planned = refusal ? undefined : switches.take('errcode', endpoint.path);
	const handle = () => {
		const reply = endpoint.handle({
			world,
			app: caller.app,
			query: complete(endpoint.query, query),
			body: complete(endpoint.body, body as Record<string, unknown>),
			file: request.file,
			range: request.range,
		});
		return hasOwnIds && !fileOf(reply) ? withOwnIds(world, reply) : reply;
	};
	const answered = () => {
		if (!planned) return handle();
		const carriedOut = planned.carriedOut ? handle() : undefined;
		return carriedOut && carriedOut.errcode !== 0 ? carriedOut : (planned.reply ?? fail(-1));
	};
	return { token: caller.label, reply: refusal ?? answered() };
};
