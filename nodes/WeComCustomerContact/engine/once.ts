import type { IExecuteFunctions } from 'n8n-workflow';

/** What an execution makes once of each key. What failed is made anew by the next one to ask. */
export function oncePerExecution<T>() {
	const executions = new WeakMap<IExecuteFunctions, Map<string, Promise<T>>>();
	return async (context: IExecuteFunctions, key: string, make: () => Promise<T>): Promise<T> => {
		const known = executions.get(context) ?? new Map<string, Promise<T>>();
		executions.set(context, known);
		const making = known.get(key) ?? make();
		known.set(key, making);
		return await making.catch((error: unknown) => {
			known.delete(key);
			throw error;
		});
	};
}
