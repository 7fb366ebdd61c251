import type { INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

/**
 * Starts the workflow with items, as n8n does with those that a poll answers; that way nobody would hear how it ended.
 *
 * @param onEnd hears whether the execution came to its end, well or by a step that failed: that one, the user sees. It did not
 * if the worker died that had it.
 * @returns whether it started: an n8n that has this for itself only takes the items as the poll's answer
 */
export function emit(
	context: IPollFunctions,
	items: INodeExecutionData[],
	onEnd: (isDone: boolean) => void,
): boolean {
	const done = context.helpers.createDeferredPromise<IRun | undefined>();
	try {
		context.__emit([items], undefined, done);
	} catch {
		onEnd(true);
		return false;
	}
	done.promise.then(
		(run) => onEnd(cameToItsEnd(run)),
		() => onEnd(false),
	);
	return true;
}

/** n8n keeps one that waits. Whoever cancels one has a reason. */
const cameToItsEnd = (run: IRun | undefined) =>
	run !== undefined &&
	(['success', 'waiting', 'canceled'].includes(run.status) ||
		run.data.resultData.lastNodeExecuted !== undefined);
