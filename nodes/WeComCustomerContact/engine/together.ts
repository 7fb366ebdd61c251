import { identityOf, readCredential } from '../transport/credential';
import { failedEntry, readEntry, readyEntry, type Entry, type Result } from './entry';
import type { Together } from './types';

// Most operations handle one input item after another. Some have to see them all, as what is sent depends on all.

/**
 * Runs an operation once for all entries: first each is read and checked, so that nothing is sent when one is wrong, then
 * files are uploaded. An entry that fails is left out when the workflow goes on. As a credential of expressions can be
 * another app's for each item, those of each app are handled by themselves.
 */
export async function runTogether(
	entries: Entry[],
	{ together }: Pick<Together, 'together'>,
): Promise<Result[]> {
	const results = new Map<Entry, Result>();
	/** What a step makes of each entry that does not fail in it. */
	const each = async <T, R>(list: Array<Of<T>>, step: (entry: Entry, made: T) => R) => {
		const made: Array<Of<Awaited<R>>> = [];
		for (const [entry, before] of list) {
			try {
				made.push([entry, await step(entry, before)]);
			} catch (thrown) {
				results.set(entry, failedEntry(entry, thrown));
			}
		}
		return made;
	};

	const all = entries.map((entry): Of<void> => [entry, undefined]);
	const read = await each(all, readEntry);
	const ready = await each(read, readyEntry);
	for (const some of await byApp(ready)) {
		try {
			const outputs = await together(some.map(([, { call }]) => call));
			for (const [index, [entry, { toResult }]] of some.entries()) {
				results.set(entry, toResult(outputs[index]!));
			}
		} catch (thrown) {
			for (const [entry] of some) results.set(entry, failedEntry(entry, thrown));
		}
	}
	return entries.flatMap((entry) => results.get(entry) ?? []);
}

/** An entry with what has been made of it. */
type Of<T> = readonly [entry: Entry, made: T];

async function byApp<T>(list: Array<Of<T>>): Promise<Array<Array<Of<T>>>> {
	const apps = new Map<string, Array<Of<T>>>();
	for (const one of list) {
		const [{ context, itemIndex }] = one;
		const app = identityOf(await readCredential(context, itemIndex));
		const others = apps.get(app) ?? [];
		apps.set(app, others);
		others.push(one);
	}
	return [...apps.values()];
}
