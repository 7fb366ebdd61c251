import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { listSearch } from '../../../nodes/WeComCustomerContact/methods/pickers';
import { withToken } from '../withToken';

const HOUR = 3600;
const DAY = 24 * HOUR;
const PER_PAGE = 10;
const now = Math.floor(Date.now() / 1000);

/** The editor's side of a picker, before a WeCom that lists oldest first, a few a page. */
function editor(list: string, records: IDataObject[]) {
	const asked: IDataObject[] = [];
	const answer = ({ start_time, end_time, chat_type, cursor = 0 }: IDataObject) => {
		const found = records.filter(
			({ create_time, chat = chat_type }) =>
				Number(create_time) >= Number(start_time) &&
				Number(create_time) <= Number(end_time) &&
				chat === chat_type,
		);
		const from = Number(cursor);
		const next = from + PER_PAGE < found.length ? String(from + PER_PAGE) : '';
		return { [list]: found.slice(from, from + PER_PAGE), next_cursor: next };
	};
	const context = {
		getTimezone: () => 'Asia/Shanghai',
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getCredentials: async () => withToken({ baseUrl: 'http://wecom', corpId: 'ww' }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { body }: IHttpRequestOptions) => {
				const given = JSON.parse(String(body)) as IDataObject;
				asked.push(given);
				return { statusCode: 200, body: { errcode: 0, ...answer(given) } };
			},
		},
	} as unknown as ILoadOptionsFunctions;
	return { context, asked };
}

type Search = (typeof listSearch)[string];
const searchMassMessages = listSearch.searchMassMessages!;
const searchMoments = listSearch.searchMoments!;

/** Scrolls to the end; the IDs of each page. */
async function scroll(search: Search, context: ILoadOptionsFunctions, filter = '') {
	const pages: string[][] = [];
	let token: string | undefined;
	do {
		const page = await search.call(context, filter, token);
		pages.push(page.results.map(({ value }) => String(value)));
		token = page.paginationToken;
	} while (token !== undefined);
	return pages;
}

const ids = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

/** One every eight hours, the oldest first; their IDs count from the newest. */
const ages = ids(1, 80).reverse();

it('mass messages come newest first, to customers and to group chats together', async () => {
	const { context } = editor(
		'group_msg_list',
		ages.map((msgid) => ({
			msgid,
			create_time: now - Number(msgid) * 8 * HOUR,
			chat: Number(msgid) % 2 === 0 ? 'group' : 'single',
		})),
	);
	const pages = await scroll(searchMassMessages, context);
	expect(pages.flat()).toEqual(ids(1, 80));
	expect(pages.length).toBeGreaterThan(1);
	// A list that is shorter than its box can't be scrolled.
	expect(pages[0]!.length).toBeGreaterThanOrEqual(20);
});

it('mass messages of the last 4 weeks', async () => {
	const { context, asked } = editor('group_msg_list', [
		{ msgid: 'old', create_time: now - 29 * DAY },
		{ msgid: 'new', create_time: now - 27 * DAY },
	]);
	expect(await scroll(searchMassMessages, context)).toEqual([['new']]);
	expect(asked.every((body) => Number(body.end_time) - Number(body.start_time) <= 28 * DAY)).toBe(
		true,
	);
});

it('mass messages show their day and how they begin, and are found by it', async () => {
	const create_time = now - HOUR;
	const day = new Date((create_time + 8 * HOUR) * 1000).toISOString().slice(0, 10);
	const { context } = editor('group_msg_list', [
		{ msgid: 'm1', chat: 'single', create_time, text: { content: 'Sale\ntoday' } },
		{ msgid: 'm2', chat: 'single', create_time },
		{ msgid: 'm3', chat: 'group', create_time, text: { content: '字'.repeat(40) } },
	]);
	const { results } = await searchMassMessages.call(context);
	expect(results.map(({ name }) => name)).toEqual([
		`${day} · Sale today · m1`,
		`${day} · m2`,
		`${day} · ${'字'.repeat(30)} · m3`,
	]);
	expect(await scroll(searchMassMessages, context, 'SALE')).toEqual([['m1']]);
});

it('moments of the last 30 days come newest first, with their day and how they begin', async () => {
	const at = (days: number) => ({ create_time: now - days * DAY });
	const { context, asked } = editor('moment_list', [
		{ moment_id: 'old', ...at(31), text: { content: '旧' } },
		{ moment_id: 'mom3', ...at(29), link: { title: '看这里', url: 'https://example.com' } },
		{ moment_id: 'mom2', ...at(1.5), text: { content: '' }, image: [{ media_id: 'm' }] },
		{ moment_id: 'mom1', ...at(0.5), text: { content: '秋季\n新品' } },
	]);
	const { results, paginationToken } = await searchMoments.call(context);
	expect(results.map(({ name, value }) => [name.slice('2026-11-01'.length), value])).toEqual([
		[' · 秋季 新品', 'mom1'],
		[' · image', 'mom2'],
		[' · 看这里', 'mom3'],
	]);
	expect(paginationToken).toBeUndefined();
	expect(asked.every((body) => Number(body.end_time) - Number(body.start_time) <= 30 * DAY)).toBe(
		true,
	);
	expect(await scroll(searchMoments, context, '新品')).toEqual([['mom1']]);
});
