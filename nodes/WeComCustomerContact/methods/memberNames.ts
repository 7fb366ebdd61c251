import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { nameIn, readingOf, readNames, type Asker } from '../resources/people/names';
import { readCredential } from '../transport/credential';
import { weComRequest } from '../transport/request';

/** Calls for names while somebody waits for a list to open. */
const MOST_CALLS = 100;
const WIDTH = 5;

/**
 * Members (`{ userid }`) with `name`, where WeCom gives the app names, in the order of names; they stay known for ten minutes. A
 * list without names comes in the order of IDs, with the reason. Never throws.
 */
export async function withNames(
	context: ILoadOptionsFunctions,
	members: IDataObject[],
): Promise<{ entries: IDataObject[]; notice?: string }> {
	const reading = readingOf(await readCredential(context), MOST_CALLS);
	const asker: Asker = {
		width: WIDTH,
		invoke: async ({ method, endpoint, doc, access }, part) =>
			await weComRequest(context, { method, endpoint, doc, access, ...part }),
	};
	const ids = members.map(({ userid }) => String(userid));
	const notice = await readNames(reading, ids, asker);
	const entries = members.map((member) => ({ ...member, name: nameIn(reading, member.userid) }));
	const shown = ({ name, userid }: IDataObject) => String(name ?? userid);
	return {
		entries: entries.sort((a, b) => shown(a).localeCompare(shown(b), 'zh-CN')),
		notice,
	};
}
