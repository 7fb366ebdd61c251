import type { IExecuteFunctions } from 'n8n-workflow';
import { say } from '../texts/say';

/** What came of the input items, as far as people should know of it beside the items. */
export interface Told {
	/** The limits that were reached. */
	limits: ReadonlySet<number>;
	/** How many items stand for a part that failed. */
	failed: number;
}

/** Says above the output what the items don't: that a list was cut off, and that parts failed. */
export function addHints(context: IExecuteFunctions, { limits, failed }: Told): void {
	const [limit] = limits;
	if (limit !== undefined) {
		context.addExecutionHints({
			message: say`These are the first ${limit}. If there are more, Return All gives them`,
			location: 'outputPane',
		});
	}
	if (failed > 0) {
		context.addExecutionHints({
			message: say`What could not be done: ${failed}. Such items have failed: true, and the reason`,
			type: 'warning',
			location: 'outputPane',
		});
	}
}
