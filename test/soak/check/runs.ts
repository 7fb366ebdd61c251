import { itemsOf, type Execution } from '../../n8n/driver';
import type { Facts, Findings } from '../facts';
import { READ, SYNC } from '../workflows';
import { metAnOutage, wasCutOff } from './spans';

/** Every run that succeeded has each of these ids once; every other one says why, or was cut off. */
export const checkRuns = (
	what: string,
	executions: readonly Execution[],
	expected: readonly string[],
	facts: Pick<Facts, 'outages'>,
): Findings => {
	const counts: Record<string, number> = {};
	const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
	const problems: string[] = [];
	const wanted = [...expected].sort().join();
	for (const execution of executions) {
		const cutOff = wasCutOff(execution);
		const succeeded = execution.status === 'success';
		const reason = execution.resultData.error?.message;
		if (succeeded) count(`${what} succeeded`);
		else count(cutOff ? `${what} cut off` : `${what} failed: ${reason}`);
		if (cutOff && !metAnOutage(execution, facts)) {
			problems.push(`${what} ${execution.id} was cut off while nothing was down`);
		}
		if (!succeeded && !cutOff && !reason) {
			problems.push(`${what} ${execution.id} ended as ${execution.status} without a reason`);
		}
		const found = [...itemsOf(execution, READ), ...itemsOf(execution, SYNC)]
			.map(({ json }) => json.external_userid)
			.filter((id) => id !== undefined);
		if (succeeded && found.sort().join() !== wanted) {
			problems.push(`${what} ${execution.id} has ${found.length} of ${expected.length} customers`);
		}
	}
	return { problems, counts };
};
