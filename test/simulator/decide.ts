import { answer } from './api';
import { endpoints } from './endpoints';
import { fail, fileOf, withHint, type ReplyFile } from './errors';
import type { FaultSwitchboard } from './faults';
import type { FormFile } from './form';
import { pictureAt } from './pictures';
import type { World } from './world';

/** A request whose body has been read. */
export interface Incoming {
	method: string;
	/** Below /cgi-bin/ */
	path: string;
	search: URLSearchParams;
	bodyText: string | undefined;
	file: FormFile | undefined;
	range: string | undefined;
	userAgent: string | undefined;
}

/** What goes back: a page, a picture, a reply, or (with none) a broken connection. */
export interface Outcome {
	page?: { status: number; title: string };
	/** What a gateway before WeCom answers. */
	json?: { status: number; body: unknown };
	/** Nothing is answered. */
	hangs?: boolean;
	reply?: Record<string, unknown>;
	/** A PNG. */
	picture?: Buffer;
	/** A file that an endpoint answers. */
	file?: ReplyFile;
	token: string;
	/** What the request led to, even if the answer is lost. */
	errcode?: number;
}

const authCorpId = (body: string | undefined): unknown => {
	try {
		return (JSON.parse(body ?? '') as { auth_corpid?: unknown } | null)?.auth_corpid;
	} catch {
		return undefined;
	}
};

/** Whose request it is: the ID of the corp or the access token tells. The first corp's if unclear. */
const worldOf = (worlds: readonly [World, ...World[]], { path, search, bodyText }: Incoming) => {
	const token = search.get('access_token');
	const corpId = path === 'gettoken' ? search.get('corpid') : authCorpId(bodyText);
	const isMeant = ({ corp, state }: World) =>
		corp.corpId === corpId || state.tokens.some(({ value }) => value === token);
	return worlds.find(isMeant) ?? worlds[0];
};

const notChecked = 'not checked';

/** Lets a request take effect, with the faults of the network before and after it. */
export const decide = (
	worlds: readonly [World, ...World[]],
	switches: FaultSwitchboard,
	request: Incoming,
	underWay: number,
): Outcome => {
	const { path } = request;
	if (switches.take('dropBefore', path)) return { token: notChecked };
	if (switches.take('hangBefore', path)) return { token: notChecked, hangs: true };
	const { status, json } = switches.take('status', path) ?? {};
	if (status !== undefined)
		return json === undefined
			? { page: { status, title: `${status}` }, token: notChecked }
			: { json: { status, body: json }, token: notChecked };
	if (switches.take('garbage', path))
		return { page: { status: 200, title: '企业微信' }, token: notChecked };
	const world = worldOf(worlds, request);
	const picture = request.method === 'GET' ? pictureAt(world, path) : undefined;
	if (picture) return { picture, token: notChecked };
	const endpoint = endpoints.get(path);
	if (!endpoint) return { page: { status: 404, title: '404 Not Found' }, token: notChecked };

	const crowded = underWay > switches.concurrencyLimit(path);
	const { token, reply } = crowded
		? { token: notChecked, reply: fail(45033) }
		: answer(world, switches, endpoint, request);
	const { errcode, errmsg: _errmsg, ...fields } = reply;
	if (switches.take('dropAfter', path)) return { token, errcode };
	if (switches.take('hangAfter', path)) return { token, errcode, hangs: true };
	const file = fileOf(reply);
	if (file) return { token, errcode, file };
	const ip = switches.untrustedIp() ?? '127.0.0.1';
	const bare = endpoint.bare && errcode === 0;
	return { token, errcode, reply: bare ? fields : withHint(reply, ip, world.now()) };
};
