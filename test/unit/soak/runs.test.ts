import { checkRuns } from '../../soak/check/runs';
import type { execution } from './facts';
import { cutOff, outage, readOf, said } from './facts';

const IDS = ['wmAnna', 'wmBert'];
const check = (run: ReturnType<typeof execution>, outages = [] as ReturnType<typeof outage>[]) =>
	checkRuns('reads', [run], IDS, { outages });

describe('the soak’s look at runs', () => {
	it('is content when everything came once, or the run says why it failed', () => {
		expect(check(readOf(['wmBert', 'wmAnna']))).toMatchObject({
			problems: [],
			counts: { 'reads succeeded': 1 },
		});
		expect(check(said({ description: 'WeCom is busy' }))).toMatchObject({
			problems: [],
			counts: { 'reads failed: No': 1 },
		});
	});

	it('notices what is missing and what is there twice', () => {
		expect(check(readOf(['wmAnna'])).problems).toHaveLength(1);
		expect(check(readOf(['wmAnna', 'wmBert', 'wmBert'])).problems).toHaveLength(1);
	});

	it('notices a run that was cut off while nothing was down', () => {
		expect(check(cutOff()).problems).toHaveLength(1);
		expect(check(cutOff({ stoppedAt: null }), [outage('main', 900, 5000)])).toMatchObject({
			problems: [],
			counts: { 'reads cut off': 1 },
		});
	});

	it('knows that n8n stores the last sign of life as the end of what a restart cut off', () => {
		expect(check(cutOff(), [outage('main', 9_000, 15_000)]).problems).toEqual([]);
	});

	it('takes for cut off what began while n8n still tidied up after its start', () => {
		const begun = cutOff({ createdAt: new Date(20_000).toISOString(), stoppedAt: null });
		expect(check(begun, [outage('main', 900, 10_000)]).problems).toEqual([]);
		expect(check(begun, [outage('main', 900, 4_000)]).problems).toHaveLength(1);
	});

	it('takes a crash for one, though n8n lays it to the node that ran', () => {
		const { resultData } = said({ description: 'Workflow did not finish' });
		expect(check(cutOff({ resultData })).problems).toHaveLength(1);
	});

	it('notices a failure without a reason', () => {
		const mute = said({ description: '' });
		mute.resultData.error = undefined;
		expect(check(mute).problems).toHaveLength(1);
	});
});
