import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/types';
import { readCredential } from '../../transport/credential';
import { say } from '../../texts/say';

// What a write must keep has to be read first. A value that WeCom left out is unknown, not empty: some apps don't
// get to see it, and writing without it would delete it.

/** Whether the app is a provider's (代开发, 第三方): WeCom shows those less than a self-built one. */
export async function isProviderApp({ context, itemIndex }: Call): Promise<boolean> {
	const { appType } = await readCredential(context, itemIndex);
	return appType === 'delegated' || appType === 'thirdParty';
}

/**
 * Refuses to go on when WeCom left out one of the values that the write must keep.
 *
 * @param record what WeCom answered
 * @param names WeCom's names of the values
 * @param instead what the user can do instead
 */
export function mustBeGiven(
	call: Call,
	record: IDataObject,
	names: string[],
	instead: string,
): void {
	const missing = names.filter((name) => record[name] === undefined || record[name] === null);
	if (missing.length === 0) return;
	throw call.problem(
		say`WeCom did not give the present ${missing.join(say`, `)}, so nothing was changed: it would have been lost`,
		instead,
	);
}
