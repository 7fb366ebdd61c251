import { itemsOf, type Execution } from '../../n8n/driver';
import type { Facts, Findings } from '../facts';
import { READ, SYNC } from '../workflows';
import { counter } from './counter';
import { reasonOf } from './reason';
import { metAnOutage, wasCutOff } from './spans';

/** Every run that succeeded has each of these ids once; every other one says why, or was cut off. */
export const checkRuns = (
	what: string,
	executions: readonly Execution[],
	expected: readonly string[],
	facts: Pick<Facts, 'outages'>,
): Findings => {
	const { counts, count } = counter(`${what} succeeded`);
	const problems: string[] = [];
	const wanted = [...expected].sort().join();
	for (const execution of executions) {
		const { id, status } = execution;
		if (status === 'success') {
			count(`${what} succeeded`);
			const found = [...itemsOf(execution, READ), ...itemsOf(execution, SYNC)]
				.map(({ json }) => json.external_userid)
				.filter((customer) => customer !== undefined);
			if (found.sort().join() !== wanted) {
				problems.push(`${what} ${id} has ${found.length} of ${expected.length} customers`);
			}
		} else if (wasCutOff(execution)) {
			count(`${what} cut off`);
			if (!metAnOutage(execution, facts)) {
				problems.push(`${what} ${id} was cut off while nothing was down`);
			}
		} else {
			const reason = reasonOf(execution);
			count(`${what} failed: ${reason}`);
			if (!reason) problems.push(`${what} ${id} ended as ${status} without a reason`);
		}
	}
	return { problems, counts };
};
