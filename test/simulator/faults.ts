import { fail, type Reply } from './errors';
import { newId } from './ids';
import type { Faults, PathPattern } from './types';
import type { World } from './world';

type Kind = 'errcode' | 'status' | 'garbage' | 'dropBefore' | 'dropAfter';
interface Planned {
	kind: Kind;
	path: PathPattern;
	left: number;
	status?: number;
	reply?: Reply;
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

/** The switches, and what the server asks of them. */
export const createFaults = ({ state, corp }: World) => {
	const planned: Planned[] = [];
	let slow: Rule[] = [];
	let concurrency: Rule[] = [];
	let untrusted: string | undefined;
	let forbidden = false;

	const plan = (kind: Kind, path: PathPattern, times: number, more: Partial<Planned> = {}) => {
		planned.push({ kind, path, left: times, ...more });
	};
	const setRule = (rules: Rule[], path: PathPattern, value: number) => [
		...rules.filter((rule) => String(rule.path) !== String(path)),
		...(value > 0 ? [{ path, value }] : []),
	];
	const highest = (rules: Rule[], path: string) =>
		rules.findLast((rule) => matches(rule.path, path))?.value;

	const faults: Faults = {
		latencyMs: 0,
		revokeTokens: () => state.tokens.forEach((token) => (token.revoked = true)),
		expireTokens: () => state.tokens.forEach((token) => (token.expiresAt = 0)),
		expireSuiteTicket: () => (corp.suite.suiteTicket = newId('SimulatedSuiteTicket-', 12)),
		expireSuiteTokens: () => state.suiteTokens.forEach((token) => (token.expiresAt = 0)),
		failNext: (path, { errcode, errmsg, times = 1 }) =>
			plan('errcode', path, times, {
				reply: errmsg === undefined ? fail(errcode) : { errcode, errmsg },
			}),
		httpStatusNext: (path, status, times = 1) => plan('status', path, times, { status }),
		garbageNext: (path, times = 1) => plan('garbage', path, times),
		slow: (path, ms) => {
			slow = setRule(slow, path, ms);
		},
		dropConnection: (path, { times = 1, when = 'before' } = {}) =>
			plan(when === 'before' ? 'dropBefore' : 'dropAfter', path, times),
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
			untrusted = undefined;
			forbidden = false;
			faults.latencyMs = 0;
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
		untrustedIp: () => untrusted,
		isForbidden: () => forbidden,
	};
};

export type FaultSwitchboard = ReturnType<typeof createFaults>;
