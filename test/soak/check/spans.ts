import type { Execution, ExecutionSummary } from '../../n8n/driver';
import type { Facts, Span } from '../facts';

export const overlap = (one: Span, other: Span) => one.from <= other.to && other.from <= one.to;

export const isWithin = (inner: Span, outer: Span) =>
	inner.from >= outer.from && inner.to <= outer.to;

/** What n8n says of an execution whose process is gone, whichever status it then gives it. */
const CRASHED =
	/^(Execution stopped at this node|Workflow did not finish|This execution failed to be processed too many times)/;

/** Whether n8n itself ended the execution, or never began it: no node of it failed, or n8n says that it crashed. */
export const wasCutOff = ({ status, resultData: { runData, error: reason } }: Execution) => {
	if (status === 'success') return false;
	const errors = Object.values(runData)
		.flat()
		.flatMap(({ error }) => error ?? []);
	return (
		status === 'crashed' ||
		errors.length === 0 ||
		[reason, ...errors].some((error) => CRASHED.test(error?.message ?? ''))
	);
};

/** When n8n has started it tidies up, and takes for crashed what somebody has begun by then. */
const TIDYING_UP = 15_000;

/**
 * Whether a process was ended, or had just begun again, since the execution was made. Of what was cut off, n8n stores as its
 * end when it last heard of it; it may have lived until the next restart.
 */
export const metAnOutage = ({ createdAt }: ExecutionSummary, { outages }: Pick<Facts, 'outages'>) =>
	outages.some(({ to }) => to + TIDYING_UP >= Date.parse(createdAt));
