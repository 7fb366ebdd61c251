import { timeOf } from '../check/around';
import type { Outage } from '../facts';
import type { Role, Stage } from '../stage';

/** Notes which process is gone though nobody ended it. */
export const noteDeaths = ({ processes, facts: { failures } }: Stage) => {
	for (const [name, process] of Object.entries(processes)) {
		if (!process.isRunning()) failures.push(`${name} ended by itself`);
	}
};

/** Worker and main, in turn, are ended politely or killed, and started again. */
export const power: Role = async (stage, random) => {
	const { processes, facts, repeat, print } = stage;
	let next: Outage['process'] = 'worker';
	await repeat(random, [25_000, 60_000], async () => {
		noteDeaths(stage);
		const signal = random.oneOf<NodeJS.Signals>(['SIGTERM', 'SIGKILL']);
		const outage: Outage = { process: next, from: Date.now(), to: Infinity };
		facts.outages.push(outage);
		await processes[next].restart(signal);
		outage.to = Date.now();
		const seconds = Math.round((outage.to - outage.from) / 1000);
		print(`  ${timeOf(outage.from)} ${signal} for ${next}: down for ${seconds} s`);
		next = next === 'worker' ? 'main' : 'worker';
	});
};
