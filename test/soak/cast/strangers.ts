import type { Role } from '../stage';
import { JUNK } from './junk';

const PATIENCE_MS = 30_000;

/** Whoever finds the callback URL sends junk to it, without waiting for the answer to the last. */
export const strangers: Role = async ({ callbackUrl, simulator, facts, repeat }, random) => {
	const calls: Array<Promise<void>> = [];
	await repeat(random, [1000, 4000], () => {
		const kind = random.oneOf(Object.keys(JUNK));
		const { method, query, type, body } = JUNK[kind]!(simulator.corp, random);
		const at = Date.now();
		const call = fetch(`${callbackUrl}?${new URLSearchParams(query)}`, {
			method,
			body,
			headers: type === undefined ? {} : { 'content-type': type },
			signal: AbortSignal.timeout(PATIENCE_MS),
		}).then(
			async (response) => {
				const text = await response.text();
				facts.intrusions.push({ kind, at, status: response.status, body: text });
			},
			() => void facts.intrusions.push({ kind, at, body: '' }),
		);
		calls.push(call);
	});
	await Promise.all(calls);
};
