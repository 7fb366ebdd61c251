import type { IDataObject } from 'n8n-workflow';
import { inOrder } from '../../engine/inOrder';
import type { Call } from '../../engine/types';
import { asObject, pick } from '../../engine/values';

/** The batch has tag ids only; a customer's details have names, and the members' own tags too. */
export async function addFullTags(call: Call, records: IDataObject[]): Promise<void> {
	const ids = [
		...new Set(records.map((record) => String(pick(record, 'external_contact.external_userid')))),
	];
	const tagsOf = new Map<string, unknown>();
	await inOrder(ids.length, call.width, async (index) => {
		const external_userid = ids[index]!;
		const pages = call.pages(
			{ items: 'follow_user' },
			{
				method: 'GET',
				endpoint: '/cgi-bin/externalcontact/get',
				doc: 92114,
				query: { external_userid },
				body: {},
				tolerates: [84061],
			},
		);
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
