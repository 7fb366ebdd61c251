/** The signal of an execution that can be canceled, with a count of its listeners. */
export function watchedSignal() {
	const controller = new AbortController();
	const { signal } = controller;
	const listeners = new Set<unknown>();
	let most = 0;
	const add = signal.addEventListener.bind(signal);
	const remove = signal.removeEventListener.bind(signal);
	signal.addEventListener = (type: string, listener: never) => {
		listeners.add(listener);
		most = Math.max(most, listeners.size);
		add(type, listener);
	};
	signal.removeEventListener = (type: string, listener: never) => {
		listeners.delete(listener);
		remove(type, listener);
	};
	return {
		signal,
		cancel: () => controller.abort(),
		/** The most listeners that it had at once. */
		most: () => most,
		left: () => listeners.size,
	};
}
