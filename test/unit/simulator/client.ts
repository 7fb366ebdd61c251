import { request } from 'undici';
import type { Simulator } from '../../simulator';

export interface Answer {
	errcode: number;
	errmsg: string;
	[field: string]: unknown;
}

/** A clock that stands still until a test moves it. */
export const createClock = (start = Date.parse('2026-03-01T08:00:00Z')) => {
	let time = start;
	return { now: () => time, pass: (seconds: number) => (time += seconds * 1000) };
};

export const addressOf = (sim: Simulator, path: string, query: Record<string, string> = {}) =>
	`${sim.url}/cgi-bin/${path}?${new URLSearchParams(query)}`;

/** One plain HTTP request, no token added. */
export const raw = async (
	sim: Simulator,
	method: 'GET' | 'POST',
	path: string,
	query: Record<string, string> = {},
	body?: string,
) => {
	const response = await request(addressOf(sim, path, query), {
		method,
		...(body === undefined ? {} : { body }),
	});
	return { status: response.statusCode, text: await response.body.text() };
};

export const getToken = async (sim: Simulator, secret = sim.corp.secret) => {
	const { text } = await raw(sim, 'GET', 'gettoken', {
		corpid: sim.corp.corpId,
		corpsecret: secret,
	});
	return JSON.parse(text) as Answer & { access_token: string; expires_in: number };
};

/** A GET with a good token: the first application's, or that of the secret. */
export const get = async (
	sim: Simulator,
	path: string,
	query: Record<string, string> = {},
	secret?: string,
) => {
	const { access_token } = await getToken(sim, secret);
	const { text } = await raw(sim, 'GET', path, { access_token, ...query });
	return JSON.parse(text) as Answer;
};

/** A POST with a good token: the first application's, or that of the secret. */
export const post = async (sim: Simulator, path: string, body: unknown, secret?: string) => {
	const { access_token } = await getToken(sim, secret);
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const answer = await raw(sim, 'POST', path, { access_token }, text);
	return JSON.parse(answer.text) as Answer;
};
