import { startSimulator } from '../../simulator';
import type { SimulatorOptions } from '../../simulator/types';
import { ensureInstalled, packPackage, startN8n, type Workflow } from '../driver';
import type { Environment } from '../driver/environment';
import { createWeComCredential, TRIGGER_TYPE } from '../wecom';

/** Long enough for n8n's own installation, which the first test of a fresh clone has to wait for. */
export const SET_UP_MS = 20 * 60_000;

const print = (line: string) => void process.stderr.write(`${line}\n`);

/** A simulated WeCom and a real n8n with the packed package and a credential for that WeCom. */
export const startBoth = async ({
	env,
	simulated,
}: { env?: Environment; simulated?: SimulatorOptions } = {}) => {
	await ensureInstalled(print);
	const tarball = await packPackage(print);
	const simulator = await startSimulator(simulated);
	try {
		const n8n = await startN8n({ tarballs: [tarball], env, log: print });
		const credential = await createWeComCredential(n8n, simulator);
		const stop = async () => {
			await simulator.close();
			await n8n.stop();
		};
		return { simulator, n8n, credential, stop };
	} catch (error) {
		await simulator.close();
		throw error;
	}
};

export type Both = Awaited<ReturnType<typeof startBoth>>;

interface Step {
	name: string;
	type: string;
	typeVersion?: number;
	parameters: Record<string, unknown>;
	onError?: string;
}

/** A workflow whose steps follow one another in a line. */
export const inLine = (name: string, steps: Step[]): Workflow => ({
	name,
	nodes: steps.map((step, index) => ({
		typeVersion: step.type === TRIGGER_TYPE ? 1.1 : 1,
		...step,
		position: [index * 200, 0] as [number, number],
	})),
	connections: Object.fromEntries(
		steps
			.slice(1)
			.map(({ name: next }, index) => [
				steps[index]?.name,
				{ main: [[{ node: next, type: 'main', index: 0 }]] },
			]),
	),
	settings: { executionOrder: 'v1' },
});
