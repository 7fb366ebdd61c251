import { itemsOf, type Execution } from '../../n8n/driver';
import type { SentScan } from '../facts';
import { TRIGGER } from '../workflows';
import { grouped } from './grouped';
import { isOwed } from './owed';

/** Between two clocks' ideas of the same moment. */
const SLACK_MS = 1000;

/** Of an execution that never ran, the event is only in the stored input. */
export const namedIn = (execution: Execution) =>
	(itemsOf(execution, TRIGGER)[0]?.json.external_userid as string | undefined) ??
	/"wm[\w-]+"/.exec(execution.stored)?.[0].slice(1, -1);

export const described = ({ id, status, createdAt, resultData }: Execution) =>
	`execution ${id}: ${status}, made ${createdAt}, ${resultData.error?.message}`;

/** When the delivery ended during which the execution was made, if there is one. */
const endOfDelivery = ({ createdAt }: Execution, { delivery }: SentScan) => {
	const at = Date.parse(createdAt);
	const ends = delivery.attempts
		.filter(({ startedAt, ms }) => at >= startedAt - SLACK_MS && at <= startedAt + ms + SLACK_MS)
		.map(({ startedAt, ms }) => startedAt + ms);
	return ends.length > 0 ? Math.min(...ends) : undefined;
};

const byTime = (one: Execution, other: Execution) =>
	Date.parse(one.createdAt) - Date.parse(other.createdAt);

/**
 * The executions of each customer. When a worker dies, n8n may write that over the event; then only the time when the
 * execution was made tells whose it was.
 */
export const executionsByCustomer = (
	scans: readonly SentScan[],
	executions: readonly Execution[],
) => {
	const nameless = executions.filter((execution) => namedIn(execution) === undefined);
	const named = executions.filter((execution) => namedIn(execution) !== undefined);
	const byCustomer = grouped(named, (execution) => String(namedIn(execution)));
	for (const execution of nameless.sort(byTime)) {
		// Several may have come at that time. It is missed only by whom n8n took: of these, whose delivery ended first
		// could have no later one.
		const [owner] = scans
			.filter(({ externalUserId }) => !byCustomer.has(externalUserId))
			.map((scan) => ({ ...scan, end: endOfDelivery(execution, scan) ?? Infinity }))
			.filter(({ end }) => end < Infinity)
			.sort((one, other) => Number(isOwed(other)) - Number(isOwed(one)) || one.end - other.end);
		byCustomer.set(owner?.externalUserId ?? `nobody (${described(execution)})`, [execution]);
	}
	return byCustomer;
};
