import type { Facts, Span } from '../facts';
import { overlap } from './spans';
import { described, namedIn } from './whose';

// For whoever looks into a problem: what else happened then.

const MINUTE = 60_000;
const SECONDS = 5_000;

/** The time of day in UTC. */
export const timeOf = (at: number) =>
	Number.isFinite(at) ? new Date(at).toISOString().slice(11) : 'the end';

const widened = ({ from, to }: Span, by: number) => ({ from: from - by, to: to + by });

/** The outages within a minute of it, and the executions made within seconds of it that n8n says nobody's name of. */
export const around = (span: Span, { outages, welcomes }: Pick<Facts, 'outages' | 'welcomes'>) => [
	...outages
		.filter((outage) => overlap(outage, widened(span, MINUTE)))
		.map(({ process, from, to }) => `${process} down ${timeOf(from)} to ${timeOf(to)}`),
	...welcomes
		.filter((execution) => namedIn(execution) === undefined)
		.filter(({ createdAt }) => {
			const at = Date.parse(createdAt);
			return overlap({ from: at, to: at }, widened(span, SECONDS));
		})
		.map(described),
];
