import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { searchMassMessages } from '../../../nodes/WeComCustomerContact/methods/massMessages';

const MONTH = 28 * 24 * 60 * 60;

/** The editor's side of the picker; `asked` are the requests it makes. */
function editor(answers: IDataObject[]) {
	const asked: IDataObject[] = [];
	const context = {
		getTimezone: () => 'Asia/Shanghai',
		getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
		getCredentials: async () => ({ baseUrl: 'http://wecom', corpId: 'ww', accessToken: 'T' }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { body }: IHttpRequestOptions) => {
				asked.push(JSON.parse(String(body)) as IDataObject);
				return { statusCode: 200, body: { errcode: 0, ...answers[asked.length - 1] } };
			},
		},
	} as unknown as ILoadOptionsFunctions;
	return { context, asked };
}

const message = (msgid: string, content?: string) => ({
	msgid,
	create_time: Date.parse('2026-11-02T01:00:00+08:00') / 1000,
	...(content === undefined ? {} : { text: { content } }),
});

it('messages to customers come first, then those to group chats, page by page', async () => {
	const { context, asked } = editor([
		{ group_msg_list: [message('m1', '双十一\n来啦')], next_cursor: 'MORE' },
		{ group_msg_list: [message('m2')], next_cursor: '' },
		{ group_msg_list: [message('m3', '字'.repeat(40))] },
	]);
	const names: string[] = [];
	let token: string | undefined;
	do {
		const page = await searchMassMessages.call(context, '', token);
		names.push(...page.results.map(({ name }) => name));
		token = page.paginationToken as string | undefined;
	} while (token !== undefined);
	expect(names).toEqual([
		'2026-11-02 · 双十一 来啦 · m1',
		'2026-11-02 · m2',
		`2026-11-02 · ${'字'.repeat(30)} · m3`,
	]);
	expect(asked).toMatchObject([
		{ chat_type: 'single' },
		{ chat_type: 'single', cursor: 'MORE' },
		{ chat_type: 'group' },
	]);
	const ends = asked.map(({ end_time }) => end_time);
	expect(new Set(ends).size).toBe(1);
	expect(asked.every((body) => body.start_time === Number(body.end_time) - MONTH)).toBe(true);
});

it('messages are found by a part of their text', async () => {
	const list = { group_msg_list: [message('m1', 'Sale today'), message('m2', '你好')] };
	const { results } = await searchMassMessages.call(editor([list]).context, 'SALE');
	expect(results.map(({ value }) => value)).toEqual(['m1']);
});
