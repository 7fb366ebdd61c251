import type { IExecuteFunctions } from 'n8n-workflow';
import type { Call } from '../../engine/types';
import { identityOf, readCredential } from '../../transport/credential';

/** What an execution reads once. */
export interface Once<T> {
	/** Reads it, or answers what was read. */
	of: (call: Call) => Promise<T>;
	/** The next one to ask reads it anew. */
	forget: (call: Call) => void;
}

/**
 * Something that an execution reads once for each app whose data it handles. A credential of expressions can be
 * another app's for each item, so the app is looked up once an item. What could not be read is read anew.
 */
export function oncePerApp<T>(read: (call: Call) => Promise<T>): Once<T> {
	const executions = new WeakMap<IExecuteFunctions, Map<string | number, Promise<T>>>();

	const ofApp = async (call: Call, known: Map<string | number, Promise<T>>): Promise<T> => {
		const app = identityOf(await readCredential(call.context, call.itemIndex));
		const reading = known.get(app) ?? read(call);
		known.set(app, reading);
		return await reading;
	};
	const forget = ({ context }: Call) => executions.delete(context);
	const of = async (call: Call): Promise<T> => {
		const known = executions.get(call.context) ?? new Map<string | number, Promise<T>>();
		executions.set(call.context, known);
		const reading = known.get(call.itemIndex) ?? ofApp(call, known);
		known.set(call.itemIndex, reading);
		return await reading.catch((error: unknown) => {
			forget(call);
			throw error;
		});
	};
	return { of, forget };
}
