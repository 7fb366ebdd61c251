import type { Facts, Findings, Span } from '../facts';
import { overlap } from './spans';

/** What a start of n8n still does after it says that it is ready. */
const WARM_UP_MS = 10_000;

/** Strangers get no 200 (but from an n8n that is starting), and never hold n8n up. */
export const checkStrangers = (
	{ intrusions, pulses, outages }: Pick<Facts, 'intrusions' | 'pulses' | 'outages'>,
	longestMs: number,
): Findings => {
	const problems: string[] = [];
	for (const { kind, status, body } of intrusions) {
		if (status === 200 && !body.includes('starting up')) {
			problems.push(`a stranger with ${kind} was answered 200`);
		}
	}
	const isStarting = (pulse: Span) =>
		outages.some(
			({ process, from, to }) =>
				process === 'main' && overlap(pulse, { from, to: to + WARM_UP_MS }),
		);
	const own = pulses.filter((pulse) => !isStarting(pulse));
	const longest = Math.max(0, ...own.map(({ from, to }) => to - from));
	if (own.length === 0) problems.push('nobody looked at the health check');
	if (own.some(({ answered }) => !answered)) problems.push('the health check did not answer');
	if (longest > longestMs) problems.push(`n8n was frozen for ${longest} ms`);
	return {
		problems,
		counts: {
			'calls of strangers': intrusions.length,
			'health checks': own.length,
			'longest health check, ms': longest,
		},
	};
};
