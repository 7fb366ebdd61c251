import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { identityOf, readCredential } from '../transport/credential';

/** How long a list is kept, in milliseconds. */
const KEPT = 3 * 60_000;
const MOST_LISTS = 50;

const lists = new Map<string, { records: unknown[]; until: number }>();

/** The records of a list as this app has read it lately, or else reads it now. What fails is not kept. */
export async function kept(
	context: ILoadOptionsFunctions,
	name: string,
	read: () => Promise<unknown[]>,
): Promise<unknown[]> {
	const key = `${name} ${identityOf(await readCredential(context))}`;
	const known = lists.get(key);
	if (known && known.until > Date.now()) return known.records;
	const records = await read();
	lists.delete(key);
	lists.set(key, { records, until: Date.now() + KEPT });
	if (lists.size > MOST_LISTS) lists.delete(lists.keys().next().value!);
	return records;
}
