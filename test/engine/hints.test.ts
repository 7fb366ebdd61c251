import { startSimulator, type Simulator } from '../simulator';
import { startApps } from './fixtures/apps';
import { readFixture } from './fixtures/read';
import { n8nOf, operationsIn } from './setup';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.close());

const { attempt } = operationsIn(() => n8nOf(simulator));

/** What stands above the output of a step. */
const hintsOf = async (...asked: Parameters<typeof attempt>) => {
	const { run, error } = await attempt(...asked);
	expect(error).toBeUndefined();
	return (run.data.resultData.runData.WeCom?.[0]?.hints ?? []).map(({ message }) => message);
};

describe('above the output stands', () => {
	it('that a list was cut off, once for all items', async () => {
		const items = [{}, {}];
		expect(await hintsOf('followUser.getAll', { limit: 1 }, { items })).toEqual([
			'These are the first 1. If there are more, Return All gives them',
		]);
	});

	it('nothing of a list that is all there', async () => {
		expect(await hintsOf('followUser.getAll', { returnAll: true })).toEqual([]);
		expect(await hintsOf('followUser.getAll', { limit: 1000 })).toEqual([]);
		// With an expression there, n8n gives the node the limit as well.
		const returnAll = '={{ true }}';
		expect(await hintsOf('followUser.getAll', { returnAll, limit: 1 })).toEqual([]);
	});

	it('how many parts failed', async () => {
		const { stub, selfBuilt, thirdParty } = await startApps();
		const { app, calls, ...fixture } = readFixture('providerIdConversion.openKfId', stub.url);
		stub.expect(calls);
		const { run } = await { selfBuilt, thirdParty }[app].run(fixture);
		await stub.close();
		const failed = fixture.output.filter(({ json }) => json.failed === true);
		expect(run.data.resultData.runData.WeCom?.[0]?.hints).toMatchObject([
			{
				message: `What could not be done: ${failed.length}. Such items have failed: true, and the reason`,
			},
		]);
	});
});
