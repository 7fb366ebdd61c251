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
	const counts = { [`${what} succeeded`]: 0, [`${what} failed`]: 0, [`${what} cut off`]: 0 };
	const problems: string[] = [];
	const wanted = [...expected].sort().join();
	for (const execution of executions) {
		const cutOff = wasCutOff(execution);
		const succeeded = execution.status === 'success';
		counts[`${what} ${succeeded ? 'succeeded' : cutOff ? 'cut off' : 'failed'}`]! += 1;
		if (cutOff && !metAnOutage(execution, facts)) {
			problems.push(`${what} ${execution.id} was cut off while nothing was down`);
		}
		if (!succeeded && !cutOff && !execution.resultData.error?.message) {
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
