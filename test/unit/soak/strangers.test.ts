import { checkStrangers } from '../../soak/check/strangers';
import { outage } from './facts';

const LIMIT = 2500;
const pulse = (from: number, ms = 10, answered = true) => ({ from, to: from + ms, answered });
const junk = (status: number | undefined, body = '') => ({ kind: 'junk', at: 0, status, body });
const good = { intrusions: [junk(401), junk(undefined)], pulses: [pulse(0)], outages: [] };
const check = (changes: Partial<Parameters<typeof checkStrangers>[0]>) =>
	checkStrangers({ ...good, ...changes }, LIMIT).problems;

describe('the soak’s look at strangers', () => {
	it('is content when they are refused and n8n stays awake', () => {
		expect(check({})).toEqual([]);
		expect(check({ intrusions: [junk(200, 'n8n is starting up. Please wait')] })).toEqual([]);
	});

	it('notices one who is answered 200', () => {
		expect(check({ intrusions: [junk(200, '<xml>')] })).toEqual([
			'a stranger with junk was answered 200',
		]);
	});

	it('notices a frozen n8n, unless it was being started', () => {
		const frozen = { pulses: [pulse(0), pulse(20_000, LIMIT + 1)] };
		expect(check(frozen)).toEqual(['n8n was frozen for 2501 ms']);
		expect(check({ ...frozen, outages: [outage('main', 15_000, 19_000)] })).toEqual([]);
		expect(check({ ...frozen, outages: [outage('worker', 15_000, 19_000)] })).toHaveLength(1);
	});

	it('notices a health check that does not answer, and that nobody looked', () => {
		expect(check({ pulses: [pulse(0, 10, false)] })).toEqual(['the health check did not answer']);
		expect(check({ pulses: [] })).toEqual(['nobody looked at the health check']);
	});
});
