import { knownEndpoints, startSimulator, type Simulator } from '../../simulator';
import { raw } from './client';

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator();
});
afterAll(() => sim.close());

test('every endpoint is known once and asks for its token', async () => {
	const paths = knownEndpoints.map(({ path }) => path);
	expect(new Set(paths).size).toBe(paths.length);
	const missing = { access: 41001, suite: 41022 };
	for (const { method, path, token } of knownEndpoints) {
		if (token === 'none') continue;
		const { text } = await raw(sim, method, path, {}, method === 'POST' ? '{}' : undefined);
		expect([path, JSON.parse(text).errcode]).toEqual([path, missing[token]]);
	}
});
