import type { IDataObject } from 'n8n-workflow';
import { chunked, fatesOf, lostIds } from '../../../nodes/WeComCustomerContact/engine/chunks';
import type { Chunks, Tabular } from '../../../nodes/WeComCustomerContact/engine/types';

// Of ids that go out in pieces, each comes out once: as what WeCom answered about it, or as a part that failed.

const operation = (access: Tabular['access'], chunks: Partial<Chunks> = {}) =>
	({ access, chunks: { list: 'userid_list', max: 2, as: 'userid', ...chunks } }) as Tabular;

const part = { body: { userid_list: ['zhangsan', 'lisi', 7] } };
const refused = { errcode: 60111, errmsg: 'userid not found' };
const UNKNOWN = 'WeCom does not know this ID, or the app may not see it';

const fates = (
	{ access, ...chunks }: Partial<Chunks> & { access: Tabular['access'] },
	records: unknown[],
	answer: IDataObject = {},
) => fatesOf(operation(access, chunks), part, records, answer);

it('a list is cut into pieces that WeCom takes', () => {
	expect(chunked(['a', 'b', 'c', 'd', 'e'], 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
	expect(chunked(['a', 'b'], 2)).toEqual([['a', 'b']]);
	expect(chunked([], 2)).toEqual([]);
});

it('records of an operation without pieces are as they are', () => {
	const records = [{ errcode: 7 }];
	expect(fatesOf({ access: 'read' } as Tabular, part, records, {})).toEqual({
		records,
		failed: [],
	});
});

describe('what an answer says of ids', () => {
	it('those with a record came through, one with a code failed', () => {
		const records = [
			{ userid: 'zhangsan', name: '张三', errcode: 0 },
			{ userid: 'lisi', ...refused },
		];
		expect(fates({ access: 'read' }, records)).toEqual({
			records: [records[0]],
			failed: [
				{
					userid: 'lisi',
					failed: true,
					reason: expect.stringContaining('member') as string,
					...refused,
				},
			],
		});
	});

	it('those that a list names failed, as an ID or as a record', () => {
		const { records, failed } = fates(
			{ access: 'read', failed: 'fail.list', reason: 'Not yours' },
			[{ userid: 'zhangsan' }],
			{ fail: { list: ['lisi', { userid: '7', ...refused }] } },
		);
		expect(records).toEqual([{ userid: 'zhangsan' }]);
		expect(failed).toEqual([
			{ userid: 'lisi', failed: true, reason: 'Not yours' },
			{ userid: '7', failed: true, reason: 'Not yours', ...refused },
		]);
		const unexplained = fates({ access: 'read', failed: 'list' }, [], { list: ['lisi'] });
		expect(unexplained.failed).toEqual([{ userid: 'lisi', failed: true, reason: UNKNOWN }]);
	});

	it('where WeCom names only those that failed, the others are done', () => {
		const { records, failed } = fates(
			{ access: 'idempotent', failed: 'list', othersDone: true },
			[],
			{ list: ['lisi'] },
		);
		expect(records).toEqual([{ userid: 'zhangsan' }, { userid: '7' }]);
		expect(failed).toHaveLength(1);
	});

	it('where each has a record, one without failed; of a write nobody knows', () => {
		const told = [{ userid: 'zhangsan' }, { userid: '7' }];
		expect(fates({ access: 'read', everyId: true }, told).failed).toEqual([
			{ userid: 'lisi', failed: true, reason: UNKNOWN },
		]);
		expect(fates({ access: 'read', everyId: true, reason: 'No' }, told).failed).toEqual([
			{ userid: 'lisi', failed: true, reason: 'No' },
		]);
		expect(fates({ access: 'once', everyId: true }, told).failed).toEqual([
			{
				userid: 'lisi',
				failed: true,
				reason: 'WeCom did not say what became of it',
				uncertain: true,
			},
		]);
		expect(fates({ access: 'read' }, told).failed).toEqual([]);
	});
});

describe('when a call of several fails', () => {
	const parts = [part, { body: { userid_list: ['wangwu'] } }];
	const NOT_SENT = 'Not sent, because the call before it failed';

	it('its ids have its reason, and those after it were not sent', () => {
		const error = Object.assign(new Error('WeCom is busy'), {
			description: 'Try again',
			context: { errcode: -1, errmsg: 'system busy', uncertain: true },
		});
		const lost = lostIds(operation('once'), error, parts);
		expect(lost.map(({ userid }) => userid)).toEqual(['zhangsan', 'lisi', '7', 'wangwu']);
		expect(lost[0]).toEqual({
			userid: 'zhangsan',
			failed: true,
			reason: 'WeCom is busy. Try again',
			errcode: -1,
			errmsg: 'system busy',
			uncertain: true,
		});
		expect(lost[3]).toEqual({ userid: 'wangwu', failed: true, reason: NOT_SENT });
	});

	it('its reason may be all there is', () => {
		const [first] = lostIds(operation('once'), new Error('canceled'), parts);
		expect(first).toEqual({ userid: 'zhangsan', failed: true, reason: 'canceled' });
	});

	it('nothing is lost of an operation without pieces', () => {
		expect(lostIds({ access: 'once' } as Tabular, new Error('x'), parts)).toEqual([]);
	});
});
