import { itemsOf, type Execution } from '../../n8n/driver';
import type { SentScan } from '../facts';
import { TRIGGER } from '../workflows';
import { grouped } from './grouped';

/** Between two clocks' ideas of the same moment, on a busy machine. */
const SLACK_MS = 3000;

/** Of an execution that never ran, the event is only in the stored input. */
const namedIn = (execution: Execution) =>
	String(
		itemsOf(execution, TRIGGER)[0]?.json.external_userid ??
			/"wm[\w-]+"/.exec(execution.stored)?.[0].slice(1, -1),
	);

const wasMadeDuring = ({ createdAt }: Execution, { delivery }: SentScan) => {
	const at = Date.parse(createdAt);
	return delivery.attempts.some(
		({ startedAt, ms }) => at >= startedAt - SLACK_MS && at <= startedAt + ms + SLACK_MS,
	);
};

/**
 * The executions of each customer. When a worker dies, n8n may write that over the event; then only the time when the
 * execution was made tells whose it was.
 */
export const executionsByCustomer = (
	scans: readonly SentScan[],
	executions: readonly Execution[],
) => {
	const byCustomer = grouped(executions, namedIn);
	const nameless = byCustomer.get('undefined') ?? [];
	byCustomer.delete('undefined');
	for (const execution of nameless) {
		const owner = scans.find(
			(scan) => !byCustomer.has(scan.externalUserId) && wasMadeDuring(execution, scan),
		);
		const { id, status, createdAt, resultData } = execution;
		const nobody = `nobody (execution ${id}: ${status}, made ${createdAt}, ${resultData.error?.message})`;
		byCustomer.set(owner?.externalUserId ?? nobody, [execution]);
	}
	return byCustomer;
};
