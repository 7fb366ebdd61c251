import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { searchGroupChats } from '../../../nodes/WeComCustomerContact/methods/groupChats';
import { withToken } from '../withToken';

const PER_PAGE = 20;
const GONE = 40050;

/** The editor before a WeCom with so many groups, called 群1, 群2 and so on; `calls` has the endpoints. */
function editor(count: number, special: Record<number, IDataObject> = {}) {
	const calls: string[] = [];
	const answer = ({ url, body }: IHttpRequestOptions): IDataObject => {
		calls.push(url.slice(url.lastIndexOf('/') + 1));
		const asked = (typeof body === 'string' ? JSON.parse(body) : body) as IDataObject;
		if (url.endsWith('/list')) {
			const from = Number(asked.cursor ?? 0);
			const length = Math.min(PER_PAGE, count - from);
			const next = from + length < count ? String(from + length) : '';
			return {
				errcode: 0,
				group_chat_list: Array.from({ length }, (_, index) => ({ chat_id: `wr${from + index}` })),
				next_cursor: next,
			};
		}
		const number = Number(String(asked.chat_id).slice(2));
		return (
			special[number] ?? { errcode: 0, group_chat: { name: `群${number}`, owner: 'zhangsan' } }
		);
	};
	const context = {
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getCredentials: async () => withToken({ baseUrl: 'http://wecom', corpId: 'ww' }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => ({
				statusCode: 200,
				body: answer(options),
			}),
		},
	} as unknown as ILoadOptionsFunctions;
	return { context, calls };
}

it('group chats show their name and owner, page by page', async () => {
	const { context } = editor(25);
	const first = await searchGroupChats.call(context);
	expect(first.results).toHaveLength(PER_PAGE);
	expect(first.results[0]).toEqual({ name: '群0 · zhangsan', value: 'wr0' });
	const second = await searchGroupChats.call(context, '', first.paginationToken as string);
	expect(second.results.map(({ value }) => value)).toEqual([
		'wr20',
		'wr21',
		'wr22',
		'wr23',
		'wr24',
	]);
	expect(second.paginationToken).toBeUndefined();
});

it('a group chat without a name, or dismissed meanwhile, shows its ID', async () => {
	const { context } = editor(2, {
		0: { errcode: 0, group_chat: { name: '', owner: 'lisi' } },
		1: { errcode: GONE, errmsg: 'chatid not exist' },
	});
	expect((await searchGroupChats.call(context)).results).toEqual([
		{ name: 'wr0 · lisi', value: 'wr0' },
		{ name: 'wr1', value: 'wr1' },
	]);
});

it('a search goes on until a page has a hit', async () => {
	const { context } = editor(90);
	const found = await searchGroupChats.call(context, ' 群65 ');
	expect(found).toEqual({
		results: [{ name: '群65 · zhangsan', value: 'wr65' }],
		paginationToken: '80',
	});
	expect((await searchGroupChats.call(context, 'WR7')).results).toEqual([
		{ name: '群7 · zhangsan', value: 'wr7' },
	]);
});

it('a search without a hit ends, and can be gone on with', async () => {
	const { context, calls } = editor(500);
	expect(await searchGroupChats.call(context, '没有')).toEqual({
		results: [],
		paginationToken: '100',
	});
	expect(calls.filter((name) => name === 'list')).toHaveLength(5);
});

it('says why when WeCom refuses', async () => {
	const { context } = editor(1, { 0: { errcode: 48002, errmsg: 'api forbidden' } });
	await expect(searchGroupChats.call(context)).rejects.toThrow(/may not call this API/);
});
