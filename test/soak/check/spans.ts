import type { Execution, ExecutionSummary } from '../../n8n/driver';
import type { Facts, Span } from '../facts';

export const overlap = (one: Span, other: Span) => one.from <= other.to && other.from <= one.to;

export const isWithin = (inner: Span, outer: Span) =>
	inner.from >= outer.from && inner.to <= outer.to;

/** Of what crashed, n8n stores when it last heard of it as its end; it may have lived until the next restart. */
const spanOf = ({ status, createdAt, stoppedAt }: ExecutionSummary): Span => ({
	from: Date.parse(createdAt),
	to: stoppedAt && status !== 'crashed' ? Date.parse(stoppedAt) : Infinity,
});

/** Whether n8n itself ended the execution, or never began it: no node of it failed, or n8n says that it crashed. */
export const wasCutOff = ({ status, resultData: { runData } }: Execution) =>
	status === 'crashed' ||
	(status !== 'success' && !Object.values(runData).some((runs) => runs.some(({ error }) => error)));

/** When n8n has started it tidies up, and takes for crashed what somebody has begun by then. */
const TIDYING_UP = 15_000;

/** Whether a process was ended, or had just begun again, while the execution waited or ran. */
export const metAnOutage = (execution: ExecutionSummary, { outages }: Pick<Facts, 'outages'>) =>
	outages.some(({ from, to }) => overlap(spanOf(execution), { from, to: to + TIDYING_UP }));
