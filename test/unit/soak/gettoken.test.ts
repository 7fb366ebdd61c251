import { checkGettoken } from '../../soak/check/gettoken';
import { call } from './facts';

const ask = (at: number, errcode: number | undefined = 0, userAgent = 'n8n-1') =>
	call({ at, path: 'gettoken', query: { corpsecret: 's' }, errcode, userAgent });
const press = (from: number) => ({ from, to: from + 100, accepted: true, message: '' });
const check = (journal: ReturnType<typeof ask>[], presses: ReturnType<typeof press>[] = []) =>
	checkGettoken({ journal, presses, expiries: new Map([['T', 1]]), editions: [] });

describe('the soak’s look at gettoken', () => {
	it('is content with one fetch for each process, and one for each press of Test', () => {
		const { problems, counts } = check([ask(1), ask(2, 0, 'n8n-2'), ask(3)], [press(2)]);
		expect(problems).toEqual([]);
		expect(counts).toMatchObject({ gettoken: 3, 'gettoken needed at least': 2 });
	});

	it('notices a fetch for each of those who wait', () => {
		expect(check([1, 2, 3, 4, 5].map((at) => ask(at))).problems).toEqual([
			'5 tokens fetched, 2 would have been plenty',
		]);
	});

	it('notices a process that keeps asking with a secret that fails', () => {
		const thrice = [ask(1000, 40001), ask(9000, 40001), ask(30_000, 40001)];
		expect(check(thrice).problems).toHaveLength(1);
		expect(check(thrice, [press(8900)]).problems).toEqual([]);
		expect(check([ask(1000, 40001), ask(9000, 40001), ask(31_000, 40001)]).problems).toEqual([]);
		expect(check(thrice.map((entry) => ({ ...entry, userAgent: `${entry.at}` }))).problems).toEqual(
			[],
		);
	});
});
