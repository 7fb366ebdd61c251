import type { IPollFunctions } from 'n8n-workflow';
import { say } from '../../texts/say';

/** Why n8n turns a trigger on that was on before, without anybody who would see it fail. */
const STARTS: string[] = ['init', 'leadershipChange'];

/**
 * Lets a poll run; one that fails while n8n starts answers nothing, so that the trigger is on and polls again when it is
 * time. From 2.40 on n8n turns it off for good instead, after five tries in fifteen seconds.
 */
export function createStart() {
	const begun = new Set<string>();
	return async <T>(context: IPollFunctions, place: string, poll: () => Promise<T>) => {
		const isStart = !begun.has(place) && STARTS.includes(context.getActivationMode());
		begun.add(place);
		if (!isStart) return await poll();
		return await poll().catch((error: unknown) => {
			const reason = error instanceof Error ? error.message : String(error);
			context.logger.warn(say`The first poll failed, the next one tries again: ${reason}`, {
				workflowId: context.getWorkflow().id,
				node: context.getNode().name,
			});
			return null;
		});
	};
}
