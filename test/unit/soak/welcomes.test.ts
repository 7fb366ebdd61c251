import { checkDeliveries } from '../../soak/check/deliveries';
import { checkWelcomes } from '../../soak/check/welcomes';
import { WELCOME } from '../../soak/workflows';
import { CUSTOMER, cutOff, execution, outage, said, scan, sending } from './facts';

const arrived = { externalUserId: CUSTOMER };
const good = {
	journal: [sending()],
	welcomeMessages: [arrived],
	scans: [scan()],
	welcomes: [execution()],
	outages: [],
};
const check = (changes: Partial<Parameters<typeof checkWelcomes>[0]>) => {
	const facts = { ...good, ...changes };
	const findings = [checkDeliveries(facts), checkWelcomes(facts)];
	const problems = findings.flatMap((finding) => finding.problems);
	const counts = { ...findings[0]?.counts, ...findings[1]?.counts };
	return { problems, counts };
};
const unheard = scan([{ startedAt: 500, ms: 5, status: 200, body: 'n8n is starting up. Wait' }]);
const late = scan([{ startedAt: 500, ms: 3010, status: 200, body: '' }]);
const twice = scan([
	{ startedAt: 500, ms: 100, status: 502, body: '' },
	{ startedAt: 1600, ms: 50, status: 200, body: '' },
]);

describe('the soak’s look at welcome messages', () => {
	it('is content when an acknowledged event ran once and its message arrived', () => {
		const { problems, counts } = check({});
		expect(problems).toEqual([]);
		expect(counts).toMatchObject({ acknowledged: 1, 'executions lost': 0, 'said "sent"': 1 });
	});

	it('notices a lost event', () => {
		const { problems, counts } = check({ welcomes: [], welcomeMessages: [], journal: [] });
		expect(problems).toEqual([
			expect.stringContaining(`${CUSTOMER} was acknowledged and has no execution`),
		]);
		expect(counts['executions lost']).toBe(1);
	});

	it('counts apart what n8n acknowledged while it started', () => {
		const { problems, counts } = check({ scans: [unheard], welcomes: [], welcomeMessages: [] });
		expect(problems).toEqual([]);
		expect(counts).toMatchObject({ 'acknowledged by an n8n that was starting': 1 });
	});

	it('excuses an answer at the deadline only if main went down then', () => {
		const lost = { scans: [late], welcomes: [], welcomeMessages: [] };
		expect(check({ ...lost, outages: [outage('main', 3000, 9000)] }).problems).toEqual([]);
		expect(check({ ...lost, outages: [outage('worker', 3000, 9000)] }).problems).toHaveLength(1);
		expect(check(lost).problems).toHaveLength(1);
	});

	it('notices an event that ran twice, unless a restart swallowed the first answer', () => {
		const doubled = { scans: [twice], welcomes: [execution(), said({ description: 'used' })] };
		expect(check(doubled).problems).toEqual([`${CUSTOMER} has 2 executions`]);
		expect(check(doubled).counts['executions doubled']).toBe(1);
		const restarted = check({ ...doubled, outages: [outage('main', 550, 1500)] });
		expect(restarted.problems).toEqual([]);
		expect(restarted.counts['doubled by a restart']).toBe(1);
	});

	it('notices false claims', () => {
		const nothing = { welcomeMessages: [] };
		expect(check(nothing).problems).toHaveLength(1);
		expect(
			check({ welcomes: [said({ description: 'The code has expired' })] }).problems,
		).toHaveLength(1);
		expect(check({ welcomes: [said({ json: {} })] }).problems).toHaveLength(1);
		const both = check({ welcomeMessages: [arrived, arrived] }).problems;
		expect(both).toContain(`${CUSTOMER} got 2 welcome messages`);
	});

	it('allows doubt only where an answer was lost', () => {
		const doubts = [
			said({ description: 'It is unknown whether WeCom carried this out' }),
			said({ json: { sent: true, uncertain: true } }),
		];
		for (const doubt of doubts) {
			const lost = [sending({ status: undefined }), sending({ errcode: 41050 })];
			expect(check({ welcomes: [doubt], journal: lost }).problems).toEqual([]);
			expect(check({ welcomes: [doubt] }).problems).toHaveLength(1);
		}
	});

	it('notices an execution that was cut off while nothing was down', () => {
		expect(check({ welcomes: [cutOff()] }).problems).toHaveLength(1);
		expect(
			check({ welcomes: [cutOff()], outages: [outage('worker', 900, 5000)] }).problems,
		).toEqual([]);
	});

	it('knows by its time whose execution it was that n8n wrote its worker’s death over', () => {
		const outages = [outage('worker', 900, 5000)];
		const nameless = cutOff({ stored: '[]' });
		expect(check({ welcomes: [nameless], outages })).toMatchObject({
			problems: [],
			counts: { 'executions lost': 0, 'said "cut off"': 1 },
		});
		const later = cutOff({ stored: '[]', createdAt: new Date(9000).toISOString() });
		expect(check({ welcomes: [later], outages }).problems).toEqual(
			expect.arrayContaining([
				expect.stringContaining(`${CUSTOMER} was acknowledged and has no execution`),
				expect.stringContaining('an execution is about nobody (execution 1: crashed'),
			]),
		);
	});

	it('tells whose several such executions were, though some of them could be the same customer’s', () => {
		const attempt = (startedAt: number, ms: number) => [{ startedAt, ms, status: 200, body: '' }];
		const scans = [
			{ ...scan(attempt(500, 9000)), externalUserId: 'wmSlow' },
			{ ...scan(attempt(600, 100)), externalUserId: 'wmQuick' },
		];
		const welcomes = [9000, 650].map((at, index) =>
			cutOff({ id: String(index), stored: '[]', createdAt: new Date(at).toISOString() }),
		);
		const outages = [outage('worker', 9500, 12_000)];
		const journal = [] as never[];
		expect(check({ scans, welcomes, outages, journal, welcomeMessages: [] }).problems).toEqual([]);
	});

	it('takes a nameless execution for that of an event that n8n took, before one that needs none', () => {
		const attempt = (startedAt: number, ms: number, body = '') => [
			{ startedAt, ms, status: 200, body },
		];
		const starting = attempt(500, 50, 'n8n is starting up. Wait');
		const outages = [outage('worker', 900, 5000)];
		const unanswered = scan([{ startedAt: 500, ms: 60, status: 502, body: '' }]);
		for (const other of [unanswered, scan(starting)]) {
			const scans = [
				{ ...other, externalUserId: 'wmNeedsNone' },
				{ ...scan(attempt(500, 200)), externalUserId: 'wmTaken' },
			];
			const welcomes = [cutOff({ stored: '[]' })];
			const facts = { scans, welcomes, outages, journal: [], welcomeMessages: [] };
			expect(check(facts)).toMatchObject({ problems: [], counts: { 'executions lost': 0 } });
		}
	});

	it('tells what else happened when an event was lost', () => {
		const { problems } = check({
			welcomes: [cutOff({ id: '7', stored: '[]', createdAt: new Date(4000).toISOString() })],
			outages: [outage('worker', 30_000, 40_000), outage('main', 90_000, 99_000)],
		});
		expect(problems[0]).toBe(
			`${CUSTOMER} was acknowledged and has no execution (1970-01-01T00:00:00.500Z +50 ms); ` +
				'worker down 00:00:30.000Z to 00:00:40.000Z; ' +
				'execution 7: crashed, made 1970-01-01T00:00:04.000Z, Workflow did not finish',
		);
	});

	it('takes for cut off what n8n calls an error of the node that ran when the worker died', () => {
		const crash = { message: 'Execution stopped at this node' };
		const { resultData } = said({ description: 'n8n may have run out of memory' });
		const node = { startTime: 0, executionTime: 0, executionStatus: 'crashed', error: crash };
		const dead = execution({
			status: 'error',
			stored: '[]',
			resultData: { ...resultData, runData: { [WELCOME]: [node] }, error: crash },
		});
		expect(check({ welcomes: [dead], outages: [outage('worker', 900, 5000)] })).toMatchObject({
			problems: [],
			counts: { 'executions lost': 0, 'said "cut off"': 1 },
		});
	});

	it('notices an execution that nobody’s scan began', () => {
		const stranger = execution({
			resultData: { runData: {} },
			stored: '["external_userid","wm-Recorded"]',
		});
		expect(check({ welcomes: [execution(), stranger] }).problems).toEqual([
			expect.stringContaining('an execution is about wm-Recorded, who never came'),
		]);
	});
});
