import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { inOrder } from '../engine/inOrder';
import { asList, asObject, pick } from '../engine/values';
import { weComRequest } from '../transport/request';

const PER_PAGE = 20;
const PARALLEL = 5;
/** A search gives up after so many pages without a hit; the list goes on when the user scrolls. */
const MOST_PAGES = 5;
const GONE = [40050, 86001, 90501];

/**
 * Customer groups by their name. WeCom's list has IDs only, so each group of a page is read, a few at once.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92120
 */
export async function searchGroupChats(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	let cursor = paginationToken ?? '';
	for (let pages = 1; ; pages++) {
		const page = await readPage(this, cursor);
		const results = page.entries.filter(
			({ name, value }) =>
				name.toLowerCase().includes(wanted) || value.toLowerCase().includes(wanted),
		);
		cursor = page.next;
		if (results.length > 0 || cursor === '' || pages === MOST_PAGES) {
			return { results, ...(cursor === '' ? {} : { paginationToken: cursor }) };
		}
	}
}

async function readPage(context: ILoadOptionsFunctions, cursor: string) {
	const call = async (endpoint: string, doc: number, body: IDataObject) =>
		await weComRequest(context, {
			method: 'POST',
			endpoint: `/cgi-bin/externalcontact/groupchat/${endpoint}`,
			access: 'read',
			doc,
			body,
			tolerates: endpoint === 'get' ? GONE : [],
		});

	const page = await call('list', 92120, { limit: PER_PAGE, ...(cursor === '' ? {} : { cursor }) });
	const ids = asList(page.group_chat_list).map((entry) => String(pick(entry, 'chat_id')));
	const entries = await inOrder(ids.length, PARALLEL, async (index) => {
		const id = ids[index]!;
		const answer = await call('get', 92122, { chat_id: id });
		return { name: nameOf(asObject(answer.group_chat), id), value: id };
	});
	return { entries, next: String(page.next_cursor ?? '') };
}

/** A group without a name of its own shows its ID. */
function nameOf({ name, owner }: IDataObject, id: string): string {
	const words = [String(name ?? '').trim() || id, String(owner ?? '')];
	return words.filter((word) => word !== '').join(' · ');
}
