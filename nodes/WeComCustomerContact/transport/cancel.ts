import { sleep } from 'n8n-workflow';
import type { Context } from './context';

/** The signal of a running execution; nothing in the editor and in the trigger. */
export const cancelSignal = (context: Context): AbortSignal | undefined =>
	'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

interface Watch {
	callbacks: Set<() => void>;
	listener: () => void;
}

const watches = new WeakMap<AbortSignal, Watch>();

/**
 * Calls back when the signal is aborted; answers how to stop watching. However many watch, the signal has one
 * listener, as Node.js warns of more than ten; it has none when nobody watches.
 */
export function onCancel(signal: AbortSignal, callback: () => void): () => void {
	const { callbacks, listener } = watches.get(signal) ?? startWatch(signal);
	callbacks.add(callback);
	return () => {
		if (!callbacks.delete(callback) || callbacks.size > 0) return;
		watches.delete(signal);
		signal.removeEventListener('abort', listener);
	};
}

function startWatch(signal: AbortSignal): Watch {
	const callbacks = new Set<() => void>();
	const listener = () => callbacks.forEach((callback) => callback());
	const watch = { callbacks, listener };
	watches.set(signal, watch);
	signal.addEventListener('abort', listener);
	return watch;
}

/** Waits; answers false at once when the execution is canceled. */
export async function waited(context: Context, milliseconds: number): Promise<boolean> {
	const signal = cancelSignal(context);
	if (!signal) {
		await sleep(milliseconds);
		return true;
	}
	if (signal.aborted) return false;
	let stopWatching = () => {};
	const canceled = new Promise<void>((resolve) => {
		stopWatching = onCancel(signal, resolve);
	});
	await Promise.race([sleep(milliseconds), canceled]);
	stopWatching();
	return !signal.aborted;
}
