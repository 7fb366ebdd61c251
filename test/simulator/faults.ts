import { fail, type Reply } from './errors';
import { issueTicket } from './suite';
import type { Faults, PathPattern } from './types';
import { appsOf, type World } from './world';

type Kind =
	'errcode' | 'status' | 'garbage' | 'dropBefore' | 'dropAfter' | 'hangBefore' | 'hangAfter';
interface Planned {
	kind: Kind;
	path: PathPattern;
	left: number;
	status?: number;
	json?: unknown;
	reply?: Reply;
	/** The request takes effect, whatever it is answered. */
	carriedOut?: boolean;
}
interface Rule {
	path: PathPattern;
	value: number;
}

/** Whether a path (below /cgi-bin/) fits a pattern. */
export const matches = (pattern: PathPattern, path: string) =>
	pattern instanceof RegExp
		? pattern.test(path)
		: pattern === '*' || pattern.replace(/^\/?(cgi-bin\/)?/, '') === path;

/** The switches, and what the server asks of them. They hold for all corps. */
export const createFaults = (worlds: readonly [World, ...World[]]) => {
	const [{ state, now }] = worlds;
	const planned: Planned[] = [];
	let slow: Rule[] = [];
	let concurrency: Rule[] = [];
	let limitedUntil: Rule[] = [];
	let untrusted: string | undefined;
	let forbidden = false;
	let refusesTokens = false;
	let release = new AbortController();

	const plan = (kind: Kind, path: PathPattern, times: number, more: Partial<Planned> = {}) => {
		planned.push({ kind, path, left: times, ...more });
	};
	const setRule = (rules: Rule[], path: PathPattern, value: number) => [
		...rules.filter((rule) => String(rule.path) !== String(path)),
		...(value > 0 ? [{ path, value }] : []),
	];
	const highest = (rules: Rule[], path: string) =>
		rules.findLast((rule) => matches(rule.path, path))?.value;
	const tokens = () => worlds.flatMap((world) => world.state.tokens);
	const apps = () => worlds.flatMap((world) => appsOf(world.corp));

	const faults: Faults = {
		latencyMs: 0,
		revokeTokens: () => tokens().forEach((token) => (token.revoked = true)),
		expireTokens: () => tokens().forEach((token) => (token.expiresAt = 0)),
		refuseFreshTokens: (value) => {
			refusesTokens = value;
		},
		disableApp: (name, disabled) => {
			const named = apps().filter((app) => app.name === name);
			if (named.length === 0) throw new Error(`there is no application ${name}`);
			for (const app of named) app.disabled = disabled;
		},
		expireSuiteTicket: () => {
			state.suiteTickets.length = 0;
			return issueTicket(worlds[0]);
		},
		expireSuiteTokens: () => state.suiteTokens.forEach((token) => (token.expiresAt = 0)),
		failNext: (path, { errcode, errmsg, times = 1, carriedOut = false }) =>
			plan('errcode', path, times, {
				reply: errmsg === undefined ? fail(errcode) : { errcode, errmsg },
				carriedOut,
			}),
		rateLimit: (path, ms) => {
			limitedUntil = setRule(limitedUntil, path, ms > 0 ? now() + ms : 0);
		},
		httpStatusNext: (path, status, times = 1) => plan('status', path, times, { status }),
		jsonStatusNext: (path, status, json, times = 1) =>
			plan('status', path, times, { status, json }),
		garbageNext: (path, times = 1) => plan('garbage', path, times),
		slow: (path, ms) => {
			slow = setRule(slow, path, ms);
		},
		dropConnection: (path, { times = 1, when = 'before' } = {}) =>
			plan(when === 'before' ? 'dropBefore' : 'dropAfter', path, times),
		hang: (path, { times = 1, when = 'before' } = {}) =>
			plan(when === 'before' ? 'hangBefore' : 'hangAfter', path, times),
		untrustedIp: (ip) => {
			untrusted = ip;
		},
		forbidCustomerContact: (value) => {
			forbidden = value;
		},
		maxConcurrent: (path, limit) => {
			concurrency = setRule(concurrency, path, limit);
		},
		reset: () => {
			planned.length = 0;
			slow = [];
			concurrency = [];
			limitedUntil = [];
			untrusted = undefined;
			forbidden = false;
			refusesTokens = false;
			for (const app of apps()) app.disabled = false;
			faults.latencyMs = 0;
			release.abort();
			release = new AbortController();
		},
	};

	/** Uses up one planned fault of this kind, if one is due. */
	const take = (kind: Kind, path: string) => {
		const due = planned.find(
			(fault) => fault.kind === kind && fault.left > 0 && matches(fault.path, path),
		);
		if (due) due.left--;
		return due;
	};

	return {
		faults,
		take,
		delay: (path: string) => faults.latencyMs + (highest(slow, path) ?? 0),
		concurrencyLimit: (path: string) => highest(concurrency, path) ?? Infinity,
		isLimited: (path: string) => (highest(limitedUntil, path) ?? 0) > now(),
		untrustedIp: () => untrusted,
		isForbidden: () => forbidden,
		refusesTokens: () => refusesTokens,
		/** Aborted when hanging requests are let go. */
		released: () => release.signal,
	};
};

export type FaultSwitchboard = ReturnType<typeof createFaults>;
