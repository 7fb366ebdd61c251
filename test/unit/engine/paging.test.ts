import type { IDataObject } from 'n8n-workflow';
import { readPages } from '../../../nodes/WeComCustomerContact/engine/paging';
import type { Paging } from '../../../nodes/WeComCustomerContact/engine/types';

const paging: Paging = { records: 'list', size: { to: 'limit', max: 100 } };

async function read(answers: IDataObject[], options: Partial<Paging> = {}, wanted?: number) {
	const requests: IDataObject[] = [];
	const records: unknown[] = [];
	const send = async (fields: IDataObject) => {
		requests.push(fields);
		return answers[Math.min(requests.length, answers.length) - 1]!;
	};
	for await (const page of readPages(send, { ...paging, ...options }, wanted)) {
		records.push(...page.records);
	}
	return { requests, records };
}

describe('reading a list page by page', () => {
	it('follows the cursor until it is empty', async () => {
		const { requests, records } = await read([
			{ list: [1, 2], next_cursor: 'b' },
			{ list: [], next_cursor: 'c' },
			{ list: [3], next_cursor: '' },
		]);
		expect(records).toEqual([1, 2, 3]);
		expect(requests).toStrictEqual([
			{ limit: 100 },
			{ limit: 100, cursor: 'b' },
			{ limit: 100, cursor: 'c' },
		]);
	});

	it('asks for no more than is wanted and cuts what came too much', async () => {
		const { requests, records } = await read(
			[
				{ list: new Array(100).fill(0), next_cursor: 'b' },
				{ list: [1, 2, 3], next_cursor: 'c' },
			],
			{},
			102,
		);
		expect(records).toHaveLength(102);
		expect(requests).toEqual([{ limit: 100 }, { limit: 2, cursor: 'b' }]);
	});

	it('names no size where WeCom has none, and ends where there is no cursor', async () => {
		for (const end of [{}, { next_cursor: null }, { next_cursor: '' }]) {
			const { requests, records } = await read(
				[
					{ list: [1], next_cursor: 'b' },
					{ list: [2], ...end },
				],
				{ size: undefined },
			);
			expect(records).toEqual([1, 2]);
			expect(requests).toStrictEqual([{}, { cursor: 'b' }]);
		}
	});

	it('reads other ways of paging, such as an offset', async () => {
		const { requests } = await read(
			[
				{ list: [1], next_offset: 1, total: 2 },
				{ list: [2], next_offset: 2, total: 2 },
			],
			{
				cursor: 'offset',
				next: ({ next_offset, total }) => (next_offset === total ? undefined : Number(next_offset)),
			},
		);
		expect(requests).toEqual([{ limit: 100 }, { limit: 100, offset: 1 }]);
	});

	it('refuses a cursor that comes back', async () => {
		await expect(
			read([
				{ list: [1], next_cursor: 'a' },
				{ list: [1], next_cursor: 'b' },
				{ list: [1], next_cursor: 'a' },
			]),
		).rejects.toThrow(/cursor that it had sent before/);
	});

	it('gives up on a list that never ends', async () => {
		let page = 0;
		const endless = async () => ({ list: [], next_cursor: `c${++page}` });
		const pages = readPages(endless, paging);
		await expect(
			(async () => {
				for await (const _ of pages);
			})(),
		).rejects.toThrow(/empty pages in a row/);
		expect(page).toBeLessThan(300);
	});

	it('goes on over many empty pages as long as records come between them', async () => {
		const pages = Array.from({ length: 450 }, (_, index) => ({
			list: index % 150 === 149 ? [index] : [],
			next_cursor: index === 449 ? '' : `c${index}`,
		}));
		const { requests, records } = await read(pages);
		expect(records).toEqual([149, 299, 449]);
		expect(requests).toHaveLength(450);
	});

	it('asks for nothing when nothing is wanted, and no page more when it has what is', async () => {
		expect((await read([{ list: [1], next_cursor: 'b' }], {}, 0)).requests).toEqual([]);
		const { requests, records } = await read([{ list: [1, 2], next_cursor: 'b' }], {}, 2);
		expect(records).toEqual([1, 2]);
		expect(requests).toEqual([{ limit: 2 }]);
	});

	it.each([{ list: 'none' }, { list: null }, {}])('%j holds no records', async (answer) => {
		expect((await read([answer])).records).toEqual([]);
	});
});
