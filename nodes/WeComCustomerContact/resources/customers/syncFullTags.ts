import type { IDataObject } from 'n8n-workflow';
import { sideBySide } from '../../engine/sideBySide';
import type { Call } from '../../engine/types';
import { asObject, pick } from '../../engine/values';
import { getCustomer } from './customerGet';

/** The batch has tag ids only; a customer's details have names, and the members' own tags too. */
export async function addFullTags(call: Call, records: IDataObject[]): Promise<void> {
	const ids = [
		...new Set(records.map((record) => String(pick(record, 'external_contact.external_userid')))),
	];
	const tagsOf = new Map<string, unknown>();
	await sideBySide(ids, call.width, async (external_userid) => {
		const pages = call.pagesOf(getCustomer, { query: { external_userid }, tolerates: [84061] });
		for await (const page of pages) {
			for (const { userid, tags } of page.records.map(asObject)) {
				tagsOf.set(`${external_userid} ${String(userid)}`, tags ?? []);
			}
		}
	});
	for (const record of records) {
		const follow = asObject(record.follow_info);
		const id = pick(record, 'external_contact.external_userid');
		follow.tags = (tagsOf.get(`${String(id)} ${String(follow.userid)}`) ?? []) as IDataObject[];
	}
}
